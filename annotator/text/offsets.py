"""Converts code points into the units that others count in; the only file that knows UTF-16."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence

from annotator.text.graphemes import borders

UNITS = ("codepoint", "utf16", "utf8", "grapheme")
UNIT_NAMES = ("code points", "UTF-16 units", "UTF-8 bytes", "graphemes")  # as people call them, in this order


def utf16_length(text: str) -> int:
    """How many UTF-16 units the text has."""
    return len(text) + len(_astral(text))


class Utf16Map:
    """Code points of one text against its UTF-16 units, for Qt positions. Out of range is not checked."""

    __slots__ = ("_starts", "_starts16")

    def __init__(self, text: str) -> None:
        self._starts = _astral(text)
        self._starts16 = [start + before for before, start in enumerate(self._starts)]

    def to_utf16(self, i: int) -> int:
        """The UTF-16 unit where code point `i` begins."""
        return i + bisect_left(self._starts, i) if self._starts else i

    def to_codepoint(self, u: int) -> int:
        """The code point at UTF-16 unit `u`; inside a surrogate pair, where the character begins."""
        if not self._starts:
            return u
        before = bisect_left(self._starts16, u)
        if before and u == self._starts16[before - 1] + 1:
            return self._starts[before - 1]
        return u - before


class UnitMap:
    """Code points of a text against one of UNITS; ValueError, either way, where no answer is exact."""

    __slots__ = ("_starts", "_unit")

    def __init__(self, text: str, unit: str) -> None:
        if unit not in UNITS:
            raise ValueError(f"unknown offset unit {unit!r}: use one of {', '.join(UNITS)}")
        self._unit = unit
        # Graphemes: the code point where each begins. Other units: the offset where each code point begins.
        self._starts: Sequence[int] = _starts(text, unit)

    def from_codepoint(self, i: int) -> int:
        """The offset of code point `i` in the unit; a code point inside a grapheme has none."""
        if self._unit == "grapheme":
            return self._search(i)
        return self._read(i)

    def to_codepoint(self, n: int) -> int:
        """The code point of offset `n` in the unit; an offset inside a character has none."""
        if self._unit == "grapheme":
            return self._read(n)
        return self._search(n)

    def _read(self, index: int) -> int:
        if not 0 <= index < len(self._starts):
            raise ValueError(f"offset {index} is outside the text (0 to {len(self._starts) - 1})")
        return self._starts[index]

    def _search(self, value: int) -> int:
        starts = self._starts
        if not 0 <= value <= starts[-1]:
            raise ValueError(f"offset {value} is outside the text (0 to {starts[-1]})")
        index = bisect_left(starts, value)
        if starts[index] != value:
            raise ValueError(f"offset {value} falls inside a character (unit {self._unit})")
        return index


def _astral(text: str) -> list[int]:
    if text.isascii() or max(text) <= "\uffff":
        return []
    return [i for i, char in enumerate(text) if char > "\uffff"]


def _starts(text: str, unit: str) -> Sequence[int]:
    if unit == "grapheme":
        return borders(text)
    if unit == "codepoint" or text.isascii() or (unit == "utf16" and max(text) <= "\uffff"):
        return range(len(text) + 1)
    starts = array("Q")
    at = 0
    runs, width_of = _RUNS[unit]
    for run in runs.finditer(text):
        width = width_of(run[0][0])
        past = at + width * (run.end() - run.start())
        starts.extend(range(at, past, width))
        at = past
    starts.append(at)
    return starts


def _utf16_width(char: str) -> int:
    return 2 if char > "\uffff" else 1


def _utf8_width(char: str) -> int:
    if char < "\x80":
        return 1
    if char < "\u0800":
        return 2
    return 4 if char > "\uffff" else 3


# Runs of characters that have one width, and that width: far fewer than characters.
_RUNS: dict[str, tuple[re.Pattern[str], Callable[[str], int]]] = {
    "utf16": (re.compile("[\0-\uffff]+|[^\0-\uffff]+"), _utf16_width),
    "utf8": (
        re.compile("[\0-\x7f]+|[\x80-\u07ff]+|[\u0800-\uffff]+|[^\0-\uffff]+"),
        _utf8_width,
    ),
}
