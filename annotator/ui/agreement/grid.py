"""Lays out a grid of shaded figures: annotators by annotators, or labels by labels."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QFontMetricsF

from annotator.app.agreement_places import Question
from annotator.ui.agreement.colours import ink_on, shade
from annotator.ui.agreement.drawing import CENTRE, LEFT, RIGHT, Area, Box, Cell, Drawing, Words
from annotator.ui.theme import Theme

_PAD = 8.0
_WIDEST_NAME = 170.0  # pixels; longer names are cut
_LEAST, _MOST = 54.0, 110.0  # pixels a cell is wide


@dataclass(frozen=True, slots=True)
class Shaded:
    """One figure in a grid; `share` from 0 to 1 is its shade, None for no ground."""

    text: str
    share: float | None
    says: str
    question: Question | None


@dataclass(frozen=True, slots=True)
class Grid:
    """Names of rows and columns, what they are ("" for nothing to say), and the figures row by row."""

    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[Shaded]]
    row_title: str = ""
    column_title: str = ""


def grid(found: Grid, theme: Theme, metrics: QFontMetricsF, width: float) -> Drawing:
    """The grid as wide as its columns need, at least; `width` is what there is room for."""
    height = metrics.height() * 2
    names = [*found.rows, found.row_title]
    side = min(max(map(metrics.horizontalAdvance, names)) + 2 * _PAD, _WIDEST_NAME)
    room = (width - side - 2 * _PAD) / max(len(found.columns), 1)
    cell = min(max(room, _LEAST), _MOST)
    top = _PAD + (height * 0.8 if found.column_title else 0)
    left, first = _PAD + side, top + height
    words = _heads(found, theme, Area(left, top, cell, height), side)
    boxes: list[Box] = []
    cells: list[Cell] = []
    for i, row in enumerate(found.cells):
        for j, shaded in enumerate(row):
            area = Area(left + j * cell, first + i * height, cell, height)
            fill = theme.window if shaded.share is None else shade(theme, shaded.share)
            boxes.append(Box(area, fill, theme.border))
            ink = theme.muted if shaded.share is None else ink_on(fill)
            words.append(Words(area, shaded.text, ink, CENTRE))
            if shaded.says:
                cells.append(Cell(area, shaded.says, shaded.question))
    size = (left + len(found.columns) * cell + _PAD, first + len(found.rows) * height + _PAD)
    return Drawing(*size, tuple(boxes), tuple(words), tuple(cells))


def _heads(found: Grid, theme: Theme, corner: Area, side: float) -> list[Words]:
    """The names: those of rows end at the grid, those of columns stand over it."""
    left, top, cell, height = corner
    words = [
        Words(Area(left + j * cell + 2, top, cell - 4, height), name, theme.text, CENTRE)
        for j, name in enumerate(found.columns)
    ]
    words += [
        Words(Area(_PAD, top + height * (i + 1), side - _PAD, height), name, theme.text, RIGHT)
        for i, name in enumerate(found.rows)
    ]
    if found.column_title:
        area = Area(left, _PAD, cell * len(found.columns), height * 0.8)
        words.append(Words(area, found.column_title, theme.muted, LEFT, bold=True))
    if found.row_title:
        words.append(
            Words(Area(_PAD, top, side - _PAD, height), found.row_title, theme.muted, RIGHT, bold=True)
        )
    return words
