"""Lays out stacked bars: what is agreed and the classes of disagreement, in all and article by article."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QFontMetricsF

from annotator.app.agreement_places import Question
from annotator.ui.agreement.colours import ink_on
from annotator.ui.agreement.drawing import CENTRE, LEFT, START, Area, Box, Cell, Drawing, Words
from annotator.ui.theme import Theme

_PAD = 8.0
_GAP = 10.0  # pixels between two bars
_SIDE = 0.28  # of the width for names


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar; `key` is its place in the legend."""

    size: int
    key: int
    says: str
    question: Question


@dataclass(frozen=True, slots=True)
class Bar:
    """A named bar."""

    name: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Legend:
    """What each key is called, "" for what does not occur, and the colour it has."""

    names: Sequence[str]
    colours: Sequence[str]


def bars(found: Sequence[Bar], legend: Legend, theme: Theme, metrics: QFontMetricsF, width: float) -> Drawing:
    """Each bar as long as the room; its parts share it by size, so that articles compare."""
    height = metrics.height() * 1.7
    boxes, words, top = _legend(legend, theme, metrics, width)
    cells: list[Cell] = []
    left = max(width * _SIDE, 120.0)
    room = max(width - left - _PAD, 80.0)
    for i, bar in enumerate(found):
        y = top + _GAP + i * (height + _GAP)
        words.append(Words(Area(_PAD, y, left - 2 * _PAD, height), bar.name, theme.text, START))
        for part, area in _parts(bar, Area(left, y, room, height)):
            fill = legend.colours[part.key]
            boxes.append(Box(area, fill, theme.surface))
            cells.append(Cell(area, part.says, part.question))
            if area.width > metrics.horizontalAdvance(str(part.size)) + 4:
                words.append(Words(area, str(part.size), ink_on(fill), CENTRE))
    bottom = top + _GAP + len(found) * (height + _GAP) + _PAD
    return Drawing(left + room + _PAD, bottom, tuple(boxes), tuple(words), tuple(cells))


def _parts(bar: Bar, area: Area) -> list[tuple[Part, Area]]:
    there = [part for part in bar.parts if part.size]
    total = sum(part.size for part in there)
    placed, x = [], area.x
    for part in there:
        wide = area.width * part.size / total
        placed.append((part, Area(x, area.y, wide, area.height)))
        x += wide
    return placed


def _legend(
    legend: Legend, theme: Theme, metrics: QFontMetricsF, width: float
) -> tuple[list[Box], list[Words], float]:
    """Squares with names in as many lines as they need, and where they end."""
    square, line = metrics.height() * 0.8, metrics.height() * 1.5
    boxes: list[Box] = []
    words: list[Words] = []
    x, y = _PAD, _PAD
    for name, colour in zip(legend.names, legend.colours, strict=True):
        if not name:
            continue
        wide = metrics.horizontalAdvance(name) + 4
        if x > _PAD and x + square + wide + 2 * _PAD > width:
            x, y = _PAD, y + line
        boxes.append(Box(Area(x, y + (line - square) / 2, square, square), colour, theme.border))
        words.append(Words(Area(x + square + _PAD / 2, y, wide, line), name, theme.text, LEFT))
        x += square + wide + 2.5 * _PAD
    return boxes, words, y + line
