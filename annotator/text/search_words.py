"""The words by which a text is found: folded, whole and without Arabic proclitics, and where a query meets them.

An index holds every form; a query's word meets each form that begins with it.
"""

import re
from collections.abc import Iterator

from annotator.text import graphemes
from annotator.text.fold import fold

_WORD = re.compile(r"[^\W_]+")
_CONJUNCTIONS = frozenset("وف")
_PREPOSITIONS = frozenset("بكلس")
_ARTICLE = "ال"
_LEAST_REST = 2  # letters that must follow what is cut off: one letter is no word
_REMEMBERED = 200_000  # stretches between blanks whose forms are known; real texts repeat most of theirs


class _Table(dict[int, str]):
    """What each code point folds to, as `str.translate` asks for it."""

    def __missing__(self, code: int) -> str:
        found = self[code] = fold(chr(code)).text
        return found


_TABLE = _Table()


def folded(text: str) -> str:
    """The text of `fold`, without its origins, at a tenth of the price."""
    return text.translate(_TABLE)


def words(text: str) -> list[str]:
    """The words of a text or a query in order, folded: runs of letters and digits, parted by all else."""
    return _WORD.findall(folded(text))


def starts(word: str) -> tuple[int, ...]:
    """Where in a folded word a form of it begins: 0, then after و or ف, one of ب ك ل س, and the article.

    By letters alone, as a light stemmer does: كان has the form ان as well. The second ل of للحكومه is an article.
    """
    found = [0]
    for clitics in (_CONJUNCTIONS, _PREPOSITIONS):
        at = found[-1]
        if word[at] in clitics and len(word) - at > _LEAST_REST:
            found.append(at + 1)
    at = found[-1]
    if word.startswith(_ARTICLE, at) and len(word) - at - 2 >= _LEAST_REST:
        found.append(at + 2)
    elif at and word.startswith("لل", at - 1) and len(word) - at > _LEAST_REST:
        found.append(at + 1)
    return tuple(found)


def _forms(stretch: str) -> tuple[str, ...]:
    return tuple(word[at:] for word in words(stretch) for at in starts(word))


class Forms:
    """Finds the forms of many texts and remembers those of what it met."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, text: str) -> set[str]:
        """All forms of all words of a text."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        found: set[str] = set()
        for stretch in set(text.split()):
            forms = self._known.get(stretch)
            if forms is None:
                forms = self._known[stretch] = _forms(stretch)
            found.update(forms)
        return found


def places(text: str, query: str) -> list[tuple[int, int]]:
    """Where words of a text begin like a word of the query: ranges of code points, whole graphemes, in order."""
    wanted = sorted(set(words(query)), key=len, reverse=True)
    source = fold(text)
    found: list[tuple[int, int]] = []
    for start, end in _met(source.text, wanted):
        span = graphemes.snap(text, source.origins[start], source.origins[end - 1] + 1)
        if not found or span[0] >= found[-1][1]:
            found.append(span)
    return found


def _met(text: str, wanted: list[str]) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(text):
        tries = ((at, want) for at in starts(match.group()) for want in wanted)
        hit = next(((at, want) for at, want in tries if match.group().startswith(want, at)), None)
        if hit:
            yield match.start() + hit[0], match.start() + hit[0] + len(hit[1])
