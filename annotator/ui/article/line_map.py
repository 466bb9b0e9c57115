"""Where each character of one laid-out line stands, measured run by run. Paints nothing.

Qt's own range geometry cannot be trusted in mixed lines: `cursorToX` loses cells where the direction turns
and is wrong inside ligatures of opposite runs. The edges of a line's glyph runs are right, so they are the
frame here and `cursorToX` only places what lies inside one run, checked against that frame.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from PySide6.QtGui import QTextLayout, QTextLine

from annotator.text.offsets import Utf16Map

FLAGS = QTextLayout.GlyphRunRetrievalFlag.RetrieveStringIndexes
LEADING, TRAILING = QTextLine.Edge.Leading, QTextLine.Edge.Trailing
TOUCH = 0.01  # pixels: pieces closer than this are one piece


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


@dataclass(frozen=True, slots=True)
class LineMap:
    """Code points [start, end) of one line and their places. `runs` are in visual order, `cells` in logical.

    All offsets are code points of the text the layout was made of; all x are in the layout's coordinates.
    """

    start: int
    end: int
    rtl: bool
    runs: tuple[Run, ...]
    cells: tuple[Cell, ...]

    def cells_in(self, start: int, end: int) -> Sequence[Cell]:
        """The cells that [start, end) touches: a border inside a grapheme takes the whole grapheme."""
        first = bisect_right(self.cells, start, key=lambda cell: cell.end)
        last = bisect_left(self.cells, end, key=lambda cell: cell.start)
        return self.cells[first:last]

    def cells_of(self, run: Run) -> Sequence[Cell]:
        """The cells that begin in a run, in logical order."""
        first = bisect_left(self.cells, run.start, key=lambda cell: cell.start)
        last = bisect_left(self.cells, run.end, key=lambda cell: cell.start)
        return self.cells[first:last]

    def rects(self, start: int, end: int) -> list[tuple[float, float]]:
        """The visual pieces (left, right) of [start, end), left to right, merged where they touch."""
        pieces: list[tuple[float, float]] = []
        for cell in sorted(self.cells_in(start, end), key=lambda cell: (cell.left, cell.right)):
            if pieces and cell.left <= pieces[-1][1] + TOUCH:
                pieces[-1] = (pieces[-1][0], max(pieces[-1][1], cell.right))
            else:
                pieces.append((cell.left, cell.right))
        return pieces

    def cell_at(self, x: float) -> Cell | None:
        """The cell under x, or None beside the text."""
        return next((cell for cell in self.cells if cell.left <= x < cell.right), None)

    def hit(self, x: float) -> int:
        """The grapheme border nearest to x inside the cell under it; beside the text the line's own end."""
        if not self.cells:
            return self.start
        left, right = self.edges()
        if x < left:
            return self.end if self.rtl else self.start
        if x >= right:
            return self.start if self.rtl else self.end
        cell = self.cell_at(x) or min(self.cells, key=lambda cell: _distance(cell, x))
        near_left = x < (cell.left + cell.right) / 2
        return cell.start if near_left != cell.rtl else cell.end

    def edges(self) -> tuple[float, float]:
        """The left and right edge of the line's text; (0, 0) for an empty line."""
        if not self.cells:
            return (0.0, 0.0)
        return (min(cell.left for cell in self.cells), max(cell.right for cell in self.cells))


def line_map(line: QTextLine, text: str, units: Utf16Map, borders: Sequence[int], *, rtl: bool) -> LineMap:
    """The map of one line. `text` is what the layout shows, `units` its map, `borders` its grapheme borders.

    The layout that owns `line` must be alive.
    """
    start = units.to_codepoint(line.textStart())
    end = units.to_codepoint(line.textStart() + line.textLength())
    runs = visual_runs(line, text, units, rtl=rtl)
    inner = borders[bisect_right(borders, start) : bisect_left(borders, end)]
    cells: list[Cell] = []
    for run in sorted(runs, key=lambda run: run.start):
        own = inner[bisect_right(inner, run.start) : bisect_left(inner, run.end)]
        cells += _run_cells(line, text, units, run, [run.start, *own, run.end])
    return LineMap(start, end, rtl, tuple(runs), tuple(_whole_graphemes(cells, {start, *inner})))


def translated(line: LineMap, to_model: Callable[[int], int]) -> LineMap:
    """The same places for the code points of another text, of which the layout shows a part."""
    runs = tuple(Run(to_model(r.start), to_model(r.end), r.left, r.right, r.rtl) for r in line.runs)
    cells = tuple(Cell(to_model(c.start), to_model(c.end), c.left, c.right, c.rtl) for c in line.cells)
    return LineMap(to_model(line.start), to_model(line.end), line.rtl, runs, cells)


def visual_runs(line: QTextLine, text: str, units: Utf16Map, *, rtl: bool) -> list[Run]:
    """The runs of a line from left to right; every code point of the line is in exactly one."""
    first: dict[tuple[float, float, bool], int] = {}
    for glyphs in line.glyphRuns(line.textStart(), line.textLength(), FLAGS):
        indexes = glyphs.stringIndexes()
        if not indexes:
            continue
        box = glyphs.boundingRect()
        key = (box.left(), box.right(), glyphs.isRightToLeft())
        index = units.to_codepoint(min(indexes))
        first[key] = min(index, first.get(key, index))
    start = units.to_codepoint(line.textStart())
    end = units.to_codepoint(line.textStart() + line.textLength())
    for place in range(start, end):
        if text[place] == "\t":  # a tab has no glyph run
            sides = [_x(line, units.to_utf16(place)), _x(line, units.to_utf16(place + 1))]
            first[(min(sides), max(sides), rtl)] = place
    return _closed_runs(first, start, end, rtl=rtl)


def _closed_runs(
    first: dict[tuple[float, float, bool], int], start: int, end: int, *, rtl: bool
) -> list[Run]:
    """Runs from their boxes and first code points: a run ends where the next one begins."""
    if start == end:
        return []
    if not first:
        return [Run(start, end, 0.0, 0.0, rtl)]
    rank = {key: number for number, key in enumerate(first)}  # Qt lists the runs of a line in visual order
    ordered = sorted(first.items(), key=lambda item: item[1])
    starts = [start, *(index for _, index in ordered[1:])]
    ends = [*starts[1:], end]
    visual = sorted(
        zip(ordered, starts, ends, strict=True),
        key=lambda item: (item[0][0][0], item[0][0][1], rank[item[0][0]]),
    )
    return [Run(a, b, key[0], key[1], key[2]) for (key, _), a, b in visual if a < b]


def _run_cells(line: QTextLine, text: str, units: Utf16Map, run: Run, borders: Sequence[int]) -> list[Cell]:
    """The cells of one run: the run's own edges outside, checked cursor positions inside."""
    near, far = (run.right, run.left) if run.rtl else (run.left, run.right)
    sign = -1.0 if run.rtl else 1.0  # positions times sign grow along the run
    xs = [near]
    for border in borders[1:-1]:
        unit = units.to_utf16(border)
        x = _x(line, unit)
        if not sign * xs[-1] <= sign * x <= sign * far:
            x = _x(line, unit - 1, TRAILING)
        xs.append(x if sign * xs[-1] <= sign * x <= sign * far else xs[-1])
    xs.append(far)
    share_width(text, borders, xs)
    sides = zip(xs[1:], xs, strict=False) if run.rtl else pairwise(xs)
    return [Cell(a, b, x, y, run.rtl) for (a, b), (x, y) in zip(pairwise(borders), sides, strict=True)]


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


def _whole_graphemes(cells: list[Cell], borders: set[int]) -> list[Cell]:
    """Cells joined where a run began inside a grapheme, as a mark from another font can make it."""
    if all(cell.start in borders for cell in cells):
        return cells
    whole: list[Cell] = []
    for cell in cells:
        if cell.start in borders or not whole:
            whole.append(cell)
            continue
        base = whole.pop()
        touches = cell.left <= base.right + TOUCH and cell.right >= base.left - TOUCH
        left = min(base.left, cell.left) if touches else base.left
        right = max(base.right, cell.right) if touches else base.right
        whole.append(Cell(base.start, cell.end, left, right, base.rtl))
    return whole


def _x(line: QTextLine, unit: int, edge: QTextLine.Edge = LEADING) -> float:
    found: Any = line.cursorToX(unit, edge)
    x: float = found[0]
    return x


def _is_visible(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNPS"


def _distance(cell: Cell, x: float) -> float:
    return max(cell.left - x, x - cell.right, 0.0)
