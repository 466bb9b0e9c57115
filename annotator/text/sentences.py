"""Cuts text into sentences: newlines first, then full stops outside quotes and abbreviations."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, count, repeat

import regex

from annotator.text.direction import paragraphs
from annotator.text.tokens import ranges

_ENDS = frozenset(".!?؟…۔")
_CLOSING = _ENDS | frozenset("»”)]}’'")
_BEGINNERS = frozenset("«“„([{\"'‘’-–—#@")
_QUOTES = {"»": "«", "”": "“"}
_STRAIGHT = '"'
_QUOTE_SIGNS = frozenset({*_QUOTES, *_QUOTES.values(), _STRAIGHT})
# Written with a full stop, and followed by what they belong to. Single letters are found by rule.
_ABBREVIATION = regex.compile(
    "MM?|Mmes?|Mlles?|Mgr|Me|Dr|Pr|Prof|Ste?|Sgt|Col|Gén|Gen|Cdt|Lt|Capt?|Adm|Amb|Mrs?|Ms|Jr|Sr|"
    "Rep|Sen|Gov|Pres|Hon|Rev|vs|cf|av|apr|env|pp|vol|fig|éd|art|chap|ex|tél|janv|févr|juil|sept|oct|nov|déc|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|هـ"
)
Ranges = Sequence[tuple[int, int]]  # of tokens


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """The tokens of a paragraph, their words, the quotes open after each."""

    tokens: Ranges
    words: Sequence[str]
    quotes: list[int]

    def glued(self, k: int) -> bool:
        """Whether the token k stands right at the one before."""
        return k > 0 and self.tokens[k - 1][1] == self.tokens[k][0]


def sentences(
    text: str, tokens: Ranges | None = None, words: Sequence[str] | None = None
) -> list[tuple[int, int]]:
    """The sentences as ranges of code points without blanks at their edges, in order; they hold every token.

    A newline ends one, and so do `. ! ? ؟ …` with the quotes and brackets that close there: but not after an
    abbreviation or initial, not before a small letter, not inside quotes unless the quote closes there and
    another sentence begins. Never `،` or `؛`. The points of numbers, addresses and U.N. lie inside tokens.
    `tokens` are those of this text and `words` what stands there, from a caller who has them already.
    """
    cut = ranges(text) if tokens is None else tokens
    said = [text[start:end] for start, end in cut] if words is None else words
    found: list[tuple[int, int]] = []
    first = 0
    for _, end in paragraphs(text):
        beyond = bisect_left(cut, (end, end), first)
        found += _paragraph_sentences(cut[first:beyond], said[first:beyond])
        first = beyond
    return found


def _paragraph_sentences(cut: Ranges, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for last in _lasts(cut, words):
        yield cut[first][0], cut[last][1]
        first = last + 1


def _lasts(cut: Ranges, words: Sequence[str]) -> list[int]:
    """The last token of each sentence of a paragraph."""
    paragraph = _Paragraph(cut, words, _open_quotes(words))
    found = []
    last = -1
    for k in compress(count(), map(_ENDS.__contains__, words)):
        if k <= last:
            continue
        last = _group_end(paragraph, k)
        if last + 1 < len(words) and _ends_sentence(paragraph, k, last):
            found.append(last)
    return [*found, len(words) - 1] if words else []


def _open_quotes(words: Sequence[str]) -> list[int]:
    """How many quotes are open after each word. Marks that do not pair up in the paragraph do not count."""
    places = [*compress(count(), map(_QUOTE_SIGNS.__contains__, words))]
    signs = [words[k] for k in places]
    straight = signs.count(_STRAIGHT) % 2 == 0
    closers = {closer for closer, opener in _QUOTES.items() if signs.count(closer) == signs.count(opener)}
    openers = {_QUOTES[closer] for closer in closers}
    depth, inside, past = 0, False, 0
    found: list[int] = []
    for k, sign in zip(places, signs, strict=True):
        found += repeat(depth + inside, k - past)
        inside ^= straight and sign == _STRAIGHT
        depth = max(depth + (sign in openers) - (sign in closers), 0)
        past = k
    return [*found, *repeat(depth + inside, len(words) - past)]


def _group_end(paragraph: _Paragraph, k: int) -> int:
    """The last token of the end signs, quotes and brackets that close at the end sign k."""
    words, quotes = paragraph.words, paragraph.quotes
    last = k
    while last + 1 < len(words):
        following = last + 1
        sign = paragraph.glued(following) and words[following] in _CLOSING
        if not sign and quotes[following] >= quotes[last]:
            break
        last = following
    return last


def _ends_sentence(paragraph: _Paragraph, k: int, last: int) -> bool:
    """Whether the end signs from k to `last`, with more words after them, end a sentence."""
    words = paragraph.words
    following = words[last + 1]
    if paragraph.quotes[last] or not _may_begin(following):
        return False
    if paragraph.glued(last + 1) and not (k and len(words[k - 1]) > 2 and following[0].isalpha()):
        return False  # signs inside a word; but two sentences without a blank between them do happen
    if "…" in words[k : last + 1] or [*words[k : k + 2]] == [".", "."]:
        return paragraph.glued(k)  # after a blank, dots stand for words left out
    if words[k] in ".۔":
        return not _abbreviates(paragraph, k)
    # After «… ؟» a script without capitals does not show whether the sentence goes on.
    return paragraph.quotes[k] == 0 or not following[0].isalpha() or following[0].isupper()


def _may_begin(word: str) -> bool:
    return word[0] in _BEGINNERS or word[0].isdigit() or (word[0].isalpha() and not word[0].islower())


def _abbreviates(paragraph: _Paragraph, k: int) -> bool:
    """Whether the full stop at k belongs to the word before: an abbreviation, an initial, a list's number."""
    if k == 0 or not paragraph.glued(k):
        return False
    before = paragraph.words[k - 1]
    initial = len(before) == 1 and before.isalpha() and not before.islower()
    return bool(initial or _ABBREVIATION.fullmatch(before) or (k == 1 and before.isdecimal()))
