"""Where each grapheme of a run stands, measured word by word, because most words of a screen are never asked for.

Qt's `cursorToX` only places what lies inside one run, checked against the run's edges. A word takes the blank
before it along: letters without a width share that of a neighbour, and never beyond a blank.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from PySide6.QtGui import QTextLayout, QTextLine

from annotator.text.graphemes import borders, is_border
from annotator.text.offsets import Utf16Map

TRAILING = QTextLine.Edge.Trailing
GLYPHS = (
    QTextLayout.GlyphRunRetrievalFlag.RetrieveStringIndexes
    | QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphPositions
)
TOUCH = 0.01  # pixels: places closer than this are one place


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one direction: code points [start, end) between the x positions left and right."""

    start: int
    end: int
    left: float
    right: float
    rtl: bool


class Cell(NamedTuple):  # not a dataclass: a screenful of text has thousands
    """The place of one grapheme: code points [start, end) between the x positions left and right."""

    start: int
    end: int
    left: float
    right: float
    rtl: bool

    @property
    def leading(self) -> float:
        """The x of the border before the grapheme in reading order."""
        return self.right if self.rtl else self.left

    @property
    def trailing(self) -> float:
        """The x of the border after the grapheme in reading order."""
        return self.left if self.rtl else self.right


class Words:
    """The cells of a line, measured when asked for. Every run must begin and end at grapheme borders.

    Holds the layout that owns the line: a line of a dead one ends the process.
    """

    def __init__(
        self, layout: QTextLayout, line: QTextLine, text: str, units: Utf16Map, runs: Sequence[Run]
    ) -> None:
        self._layout, self._line, self._text, self._units = layout, line, text, units
        self._runs = sorted(runs, key=lambda run: run.start)
        self._starts = [run.start for run in self._runs]
        self._measured: dict[int, list[Cell]] = {}

    def all(self) -> list[Cell]:
        """Every cell, in reading order."""
        cells: list[Cell] = []
        for run in self._runs:
            at = run.start
            while at < run.end:
                cells += self._word(run, at)
                at = cells[-1].end
        return cells

    def at(self, offset: int) -> Cell | None:
        """The cell that holds a code point, None outside the line."""
        place = bisect_right(self._starts, offset) - 1
        if place < 0 or offset >= self._runs[place].end:
            return None
        word = self._word(self._runs[place], offset)
        return word[bisect_right(word, offset, key=lambda cell: cell.start) - 1]

    def _word(self, run: Run, offset: int) -> list[Cell]:
        """The cells of the word of a run that holds a code point."""
        start = _cut_before(self._text, run, offset)
        found = self._measured.get(start)
        if found is None:
            end = _cut_after(self._text, run, offset)
            inside = [start + border for border in borders(self._text[start:end])]
            found = self._measured[start] = run_cells(self._line, self._text, self._units, run, inside)
        return found


def _cut_before(text: str, run: Run, offset: int) -> int:
    at = text.rfind(" ", run.start, offset + 1)
    while at >= 0 and not is_border(text, at):
        at = text.rfind(" ", run.start, at)
    return max(at, run.start)


def _cut_after(text: str, run: Run, offset: int) -> int:
    at = text.find(" ", offset + 1, run.end)
    while at >= 0 and not is_border(text, at):
        at = text.find(" ", at + 1, run.end)
    return run.end if at < 0 else at


def run_cells(line: QTextLine, text: str, units: Utf16Map, run: Run, borders: Sequence[int]) -> list[Cell]:
    """The cells between some grapheme borders of a run: its own edges outside, checked positions inside."""
    near, far = (run.right, run.left) if run.rtl else (run.left, run.right)
    xs: list[float] = []
    for border in borders:
        if border in (run.start, run.end):
            xs.append(near if border == run.start else far)
        else:
            xs.append(_inner_x(line, text, units, run, border, xs[-1] if xs else near))
    share_width(text, borders, xs)
    sides = [(y, x) for x, y in pairwise(xs)] if run.rtl else pairwise(xs)
    return [Cell(a, b, x, y, run.rtl) for (a, b), (x, y) in zip(pairwise(borders), sides, strict=True)]


def _inner_x(line: QTextLine, text: str, units: Utf16Map, run: Run, border: int, last: float) -> float:
    """The x of a border inside a run, not before `last`: the first that is possible of what Qt says.

    In a run against the line's direction with a ligature, Qt takes one inner place for the run's end; then the
    glyphs themselves tell where they begin.
    """
    # A blank at the end of a line hangs over it, without a place of its own.
    last_run = units.to_utf16(run.end) == line.textStart() + line.textLength()
    fits = partial(_fits, text, run, border, last, _is_visible if last_run else _has_width)
    x = cursor_x(line, units.to_utf16(border))
    if fits(x):
        return x
    x = _trailing_x(line, units.to_utf16(border) - 1)
    if fits(x):
        return x
    x = _glyph_x(line, units.to_utf16(border), last, rtl=run.rtl)
    return x if fits(x) else last


def _fits(text: str, run: Run, border: int, last: float, is_seen: Callable[[str], bool], x: float) -> bool:
    """Whether a border may stand at x: past `last`, in the run, at its edges only when nothing seen is beyond."""
    near, far = (run.right, run.left) if run.rtl else (run.left, run.right)
    inside = last >= x >= far if run.rtl else last <= x <= far
    if x == far:
        return inside and not any(map(is_seen, text[border : run.end]))
    return inside and not (x == near and any(map(_has_width, text[run.start : border])))


def _has_width(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNPSZ"


def _glyph_x(line: QTextLine, unit: int, otherwise: float, *, rtl: bool) -> float:
    """The x of a border by the left edges of glyphs: of its own cluster, or of the one before where `rtl`."""
    lefts: dict[int, float] = {}
    for glyphs in line.glyphRuns(line.textStart(), line.textLength(), GLYPHS):
        for index, place in zip(glyphs.stringIndexes(), glyphs.positions(), strict=True):
            lefts[index] = min(lefts.get(index, place.x()), place.x())
    own = max((index for index in lefts if index < unit), default=-1) if rtl else unit
    return lefts.get(own, otherwise)


def share_width(text: str, borders: Sequence[int], xs: list[float]) -> None:
    """Give letters that a font draws inside their neighbour's glyph an even share of its width, in place."""
    count = len(xs) - 1
    bare = [x == y for x, y in pairwise(xs)]
    if not any(bare):
        return
    bare = [empty and _is_visible(text[border]) for empty, border in zip(bare, borders, strict=False)]
    number = 0
    while number < count:
        last = number
        while last + 1 < count and bare[last + 1]:
            last += 1
        if bare[number] and last + 1 < count:  # nothing before it has width: share with what follows
            last += 1
        left, right, size = xs[number], xs[last + 1], last + 1 - number
        for step in range(1, size):
            xs[number + step] = left + (right - left) * step / size
        number = last + 1


def cursor_x(line: QTextLine, unit: int) -> float:
    """Qt's own x of a UTF-16 unit: right inside a run, and nowhere else."""
    found: Any = line.cursorToX(unit)
    x: float = found[0]
    return x


def _trailing_x(line: QTextLine, unit: int) -> float:
    found: Any = line.cursorToX(unit, TRAILING)
    x: float = found[0]
    return x


def _is_visible(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNPS"
