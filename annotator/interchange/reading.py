"""How the offsets of one record are read: in which unit, and in the text as given or as normalised."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from annotator.text.normalize import Normalized, normalize
from annotator.text.offsets import UNITS, UnitMap

Quoted = tuple[int, int, str]  # start and end as the data has them, and the quote


class Misplaced(ValueError):
    """Offsets that are no stretch of the text; the message says why."""


@dataclass(frozen=True)
class Reading:
    """One way to read offsets. `given` is the text that they count in, `moved` its way to the stored text."""

    given: str
    moved: Normalized
    unit: str = UNITS[0]

    @cached_property
    def _units(self) -> UnitMap | None:
        return None if self.unit == UNITS[0] else UnitMap(self.given, self.unit)

    @cached_property
    def length(self) -> int:
        """The length of the text that the offsets count into, in their unit."""
        return self._units.from_codepoint(len(self.given)) if self._units else len(self.given)

    @property
    def is_plain(self) -> bool:
        """Whether offsets may be taken as they are."""
        return self.unit == UNITS[0] and self.given == self.moved.text

    def stretch(self, start: object, end: object) -> tuple[int, int]:
        """The code points of the stored text. Raises Misplaced for whatever is no stretch of it."""
        return self._stored(*self._codepoints(*self._checked(start, end)))

    def quote(self, start: object, end: object) -> str:
        """What stands there in the text as given. Raises Misplaced."""
        begin, stop = self._codepoints(*self._checked(start, end))
        return self.given[begin:stop]

    def fits(self, start: object, end: object, quote: str) -> bool:
        """Whether the quote stands there; newlines count as equal."""
        try:
            found = self.quote(start, end)
        except Misplaced:
            return False
        return found == quote or normalize(found).text == normalize(quote).text

    def _checked(self, start: object, end: object) -> tuple[int, int]:
        if type(start) is not int:
            raise Misplaced(f"start is not a whole number but {_shown(start)}")
        if type(end) is not int:
            raise Misplaced(f"end is not a whole number but {_shown(end)}")
        if start < 0:
            raise Misplaced(f"starts at {start}, before the text")
        if end < start:
            raise Misplaced(f"ends at {end}, before its start {start}")
        if end == start:
            raise Misplaced(f"is empty ({start} to {end})")
        if end > self.length:
            raise Misplaced(f"ends at {end}, but the text ends at {self.length} ({self.unit})")
        return start, end

    def _codepoints(self, start: int, end: int) -> tuple[int, int]:
        if self._units is None:
            return start, end
        try:
            return self._units.to_codepoint(start), self._units.to_codepoint(end)
        except ValueError as error:
            raise Misplaced(str(error)) from None

    def _stored(self, start: int, end: int) -> tuple[int, int]:
        start, end = self.moved.offset(start), self.moved.offset(end)
        if start == end:
            raise Misplaced("covers only half of a line break")
        return start, end


def reading_of(text: str, moved: Normalized, unit: str, quotes: Iterable[Quoted], *, stored: bool) -> Reading:
    """The reading that all quotes fit: of the text as given, else as normalised, else as given all the same.

    `stored` tells that the record's hash is that of the normalised text, which is then tried first.
    """
    given = Reading(text, moved, unit)
    if text == moved.text:
        return given
    normalised = Reading(moved.text, Normalized(moved.text, None), unit)
    known = list(quotes)
    for reading in (normalised, given) if stored else (given, normalised):
        if all(reading.fits(*quoted) for quoted in known):
            return reading
    return given


def other_unit(reading: Reading, quotes: Iterable[Quoted]) -> str:
    """The unit, not the reading's own, in which all quotes stand where the offsets say; "" for none."""
    known = list(quotes)
    if not known:
        return ""
    others = (Reading(reading.given, reading.moved, unit) for unit in UNITS if unit != reading.unit)
    return next((r.unit for r in others if all(r.fits(*quoted) for quoted in known)), "")


def quotes_of(spans: Iterable[object]) -> Iterable[Quoted]:
    """The offsets and quotes of those spans that are whole enough to judge a reading by."""
    for span in spans:
        if isinstance(span, Mapping) and isinstance(span.get("quote"), str):
            start, end = span.get("start"), span.get("end")
            if type(start) is int and type(end) is int and 0 <= start < end:
                yield start, end, span["quote"]


def _shown(value: object) -> str:
    return "missing" if value is None else repr(value)[:40]
