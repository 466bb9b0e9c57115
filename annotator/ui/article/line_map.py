"""Where each character of one laid-out line stands, measured run by run. Paints nothing.

Qt's own range geometry cannot be trusted in mixed lines: `cursorToX` loses cells where the direction turns
and is wrong inside ligatures of opposite runs. The edges of a line's glyph runs are right, so they are the
frame here; `cells` measures what lies inside one run.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from PySide6.QtGui import QTextLayout, QTextLine

from annotator.text.graphemes import borders as grapheme_borders
from annotator.text.graphemes import is_border
from annotator.text.offsets import Utf16Map
from annotator.ui.article.cells import TOUCH, Cell, Run, Words, cursor_x, run_cells

FLAGS = QTextLayout.GlyphRunRetrievalFlag.RetrieveStringIndexes
Piece = tuple[float, float]


class LineMap:
    """Code points [start, end) of one line and their places. `runs` are in visual order, `cells` in logical.

    All offsets are code points of the text the layout was made of; all x are in the layout's coordinates.
    Cells are given, or measured by `words` where they are asked for.
    """

    __slots__ = ("_cells", "_words", "end", "rtl", "runs", "start")

    def __init__(
        self,
        start: int,
        end: int,
        rtl: bool,
        runs: Sequence[Run],
        cells: Sequence[Cell] | None = (),
        words: Words | None = None,
    ) -> None:
        self.start, self.end, self.rtl, self.runs = start, end, rtl, tuple(runs)
        self._cells = None if words is not None or cells is None else tuple(cells)
        self._words = words

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells in reading order."""
        if self._cells is None:
            self._cells = tuple(self._words.all()) if self._words else ()
        return self._cells

    def cell_of(self, offset: int) -> Cell | None:
        """The cell that holds a code point, None outside the line."""
        if self._words is not None:
            return self._words.at(offset)
        place = bisect_right(self.cells, offset, key=lambda cell: cell.end)
        return self.cells[place] if place < len(self.cells) and self.cells[place].start <= offset else None

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

    def rects(self, start: int, end: int) -> list[Piece]:
        """The visual pieces (left, right) of [start, end), left to right, merged where they touch."""
        if self._words is None:
            cells = self.cells_in(start, end)
            return _merged(sorted((cell.left, cell.right) for cell in cells))
        pieces: list[Piece] = []
        for run in self.runs:
            a, b = max(start, run.start), min(end, run.end)
            if a < b:
                pieces.append(self._piece(self._words, run, a, b))
        return _merged(pieces)

    def _piece(self, words: Words, run: Run, a: int, b: int) -> Piece:
        """The piece of [a, b), which lies in a run: only the words at its ends are measured."""
        near, far = (run.right, run.left) if run.rtl else (run.left, run.right)
        first = words.at(a) if a > run.start else None
        last = words.at(b - 1) if b < run.end else None
        ends = (first.leading if first else near, last.trailing if last else far)
        return (ends[1], ends[0]) if run.rtl else ends

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

    def edges(self) -> Piece:
        """The left and right edge of the line's text; (0, 0) for an empty line."""
        if not self.runs:
            return (0.0, 0.0)
        return (min(run.left for run in self.runs), max(run.right for run in self.runs))


def _merged(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces in visual order, joined where they touch."""
    made: list[Piece] = []
    for left, right in pieces:
        if made and left <= made[-1][1] + TOUCH:
            made[-1] = (made[-1][0], max(made[-1][1], right))
        else:
            made.append((left, right))
    return made


def line_map(
    layout: QTextLayout,
    number: int,
    text: str,
    units: Utf16Map,
    *,
    rtl: bool,
    borders: Sequence[int] | None = None,
) -> LineMap:
    """The map of a line of a layout, by its number. `text` is what the layout shows, `units` its map.

    With `borders` cells end at these, not at the text's grapheme borders.
    """
    line = layout.lineAt(number)
    start = units.to_codepoint(line.textStart())
    end = units.to_codepoint(line.textStart() + line.textLength())
    runs = visual_runs(line, text, units, rtl=rtl)
    if borders is None:
        if all(is_border(text, run.start) for run in runs):
            return LineMap(start, end, rtl, runs, words=Words(layout, line, text, units, runs))
        borders = [start + border for border in grapheme_borders(text[start:end])]
    inner = borders[bisect_right(borders, start) : bisect_left(borders, end)]
    cells: list[Cell] = []
    for run in sorted(runs, key=lambda run: run.start):
        own = inner[bisect_right(inner, run.start) : bisect_left(inner, run.end)]
        cells += run_cells(line, text, units, run, [run.start, *own, run.end])
    return LineMap(start, end, rtl, runs, _whole_graphemes(cells, {start, *inner}))


def translated(line: LineMap, to_model: Callable[[int], int]) -> LineMap:
    """The same places for the code points of another text, of which the layout shows a part."""
    runs = [Run(to_model(r.start), to_model(r.end), r.left, r.right, r.rtl) for r in line.runs]
    cells = [Cell(to_model(c.start), to_model(c.end), c.left, c.right, c.rtl) for c in line.cells]
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
    place = text.find("\t", start, end)
    while place >= 0:  # a tab has no glyph run
        sides = [cursor_x(line, units.to_utf16(place + after)) for after in (0, 1)]
        first[(min(sides), max(sides), rtl)] = place
        place = text.find("\t", place + 1, end)
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


def _distance(cell: Cell, x: float) -> float:
    return max(cell.left - x, x - cell.right, 0.0)
