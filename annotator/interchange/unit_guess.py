"""Finds out whether a file's offsets count code points or UTF-16 units, where the file does not say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import category

from annotator.interchange.reading import Misplaced, Reading
from annotator.interchange.record import Problem
from annotator.text.normalize import Normalized
from annotator.text.offsets import UNITS, utf16_length

CODEPOINT, UTF16 = UNITS[:2]
BOTH = (CODEPOINT, UTF16)
ENOUGH = 500  # spans that are looked at; the rest of a file would say the same
_PLACED, _QUOTED = 4, 8  # what a span counts that has a place at all, and whose quote stands there


@dataclass(frozen=True, slots=True)
class Guess:
    """The unit, and how well each of the two fits, as counted over `spans` spans on which it depends."""

    unit: str
    sure: bool
    spans: int

    def remark(self, place: str) -> Problem:
        """What a person must know of the guess, and how to overrule it."""
        other = UTF16 if self.unit == CODEPOINT else CODEPOINT
        reason = f"offsets of {self.spans} span(s) after emoji or other rare letters read as {self.unit}"
        if self.sure:
            reason += ", in which they meet quotes and word borders better"
        else:
            reason += f", though {other} would fit as well"
        return Problem(place, reason, f"if spans look shifted, use --unit {other}", "unit", refused=False)


def depends_on_unit(text: str) -> bool:
    """Whether offsets into the text may differ between the two units."""
    return not text.isascii() and utf16_length(text) != len(text)


def unit_by_quotes(value: Mapping[str, Any]) -> str:
    """The unit in which more quotes of a record (in the lossless shape) stand where they should, else ""."""
    quoted = [span for span in spans_of(value) if type(span.get("quote")) is str]
    if not quoted:
        return ""
    fitting = {r.unit: sum(map(_Fit(r).quote, quoted)) for r in _readings(value["text"])}
    first, second = BOTH
    if fitting[first] == fitting[second]:
        return ""
    return max(BOTH, key=fitting.__getitem__)


def guess_unit(values: Iterable[Mapping[str, Any]], default: str) -> Guess:
    """The unit that fits the spans of these records (in the lossless shape) best; `default` where none does.

    Only texts on which the unit matters may come. A quote says most, then whether there is such a stretch,
    then whether it begins and ends at the borders of words.
    """
    points = dict.fromkeys(BOTH, 0)
    spans = 0
    for value in values:
        fits = [_Fit(reading) for reading in _readings(value["text"])]
        for span in spans_of(value):
            first, second = (fit.points(span) for fit in fits)
            points[CODEPOINT] += first
            points[UTF16] += second
            spans += fits[0].stretch(span) != fits[1].stretch(span)
        if spans >= ENOUGH:
            break
    best = max(BOTH, key=lambda unit: (points[unit], unit == default))
    return Guess(best, points[CODEPOINT] != points[UTF16], spans)


def spans_of(value: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The spans of all sets of a record in the lossless shape that are objects."""
    for each in value.get("annotations", ()):
        yield from (span for span in each.get("spans", ()) if type(span) is dict)


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in white space alone; some tools fold it in the quotes that they write."""
    return one == other or one.split() == other.split()


def _readings(text: str) -> list[Reading]:
    return [Reading(text, Normalized(text, None), unit) for unit in BOTH]


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well spans fit one reading."""

    reading: Reading

    def stretch(self, span: Mapping[str, Any]) -> tuple[int, int] | None:
        try:
            return self.reading.stretch(span.get("start"), span.get("end"))
        except Misplaced:
            return None

    def quote(self, span: Mapping[str, Any]) -> bool:
        found = self.stretch(span)
        return found is not None and same_words(self.reading.given[slice(*found)], span["quote"])

    def points(self, span: Mapping[str, Any]) -> int:
        found = self.stretch(span)
        if found is None:
            return 0
        text, (start, end) = self.reading.given, found
        points = _PLACED + _is_edge(text, start, inside=start) + _is_edge(text, end, inside=end - 1)
        if type(span.get("quote")) is str:
            points += _QUOTED * self.quote(span)
        return points


def _is_edge(text: str, place: int, *, inside: int) -> bool:
    """Whether a name could begin or end here: no blank inside, no word cut."""
    if text[inside].isspace():
        return False
    return place in (0, len(text)) or not (_is_of_word(text[place - 1]) and _is_of_word(text[place]))


def _is_of_word(char: str) -> bool:
    return char.isalnum() or category(char).startswith("M")
