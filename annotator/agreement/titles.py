"""Tells whether nothing but titles stands between two borders: «الرئيس», "M.", "Le président"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from annotator.text.fold import fold

_WORDS = regex.compile(r"[\p{L}\p{N}]+(?:[-‐‑][\p{L}\p{N}]+)*")
_ARTICLES = frozenset({"le", "la", "les", "l", "the"})
_LONGEST = 80  # code points: no row of titles is longer


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles as rows of folded words, and how many words the longest one has."""

    known: frozenset[tuple[str, ...]] = frozenset()
    longest: int = 0


def titles_from(lines: Iterable[str]) -> Titles:
    """The titles of a list: one a line, lines that begin with # are remarks."""
    known = {_words(line) for line in lines if not line.lstrip().startswith("#")} - {()}
    return Titles(frozenset(known), max(map(len, known), default=0))


def is_title(between: str, titles: Titles) -> bool:
    """Whether the text is one or more titles, each word with an article or without, and nothing else of weight."""
    if len(between) > _LONGEST:
        return False
    words = _words(between)
    return bool(words) and _all_titles(words, titles)


def _words(text: str) -> tuple[str, ...]:
    """The words, folded, without articles; signs between them do not count."""
    found = _WORDS.findall(fold(text).text)
    return tuple(_bare(word) for word in found if word not in _ARTICLES)


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


def _all_titles(words: Sequence[str], titles: Titles) -> bool:
    """Whether the words can be cut into titles."""
    reached = {0}
    for end in range(1, len(words) + 1):
        first = max(0, end - titles.longest)
        if any(start in reached and tuple(words[start:end]) in titles.known for start in range(first, end)):
            reached.add(end)
    return len(words) in reached
