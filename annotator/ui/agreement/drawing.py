"""A chart as plain shapes, laid out without a widget, and the painting of it on a screen or into a file."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextOption

from annotator.app.agreement_places import Question
from annotator.text.direction import article_direction

LEFT, CENTRE, RIGHT = "left", "centre", "right"
START = "start"  # where the words begin by their own direction
_OTHER_SIDE = {LEFT: RIGHT, RIGHT: LEFT}
_ALIGN = {
    LEFT: Qt.AlignmentFlag.AlignLeft,
    CENTRE: Qt.AlignmentFlag.AlignHCenter,
    RIGHT: Qt.AlignmentFlag.AlignRight,
}


class Area(NamedTuple):
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    def rect(self) -> QRectF:
        """The same for Qt."""
        return QRectF(*self)


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; "" for no line or no ground."""

    area: Area
    fill: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, cut with an ellipsis where it does not fit."""

    area: Area
    text: str
    colour: str
    align: str = LEFT
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A place of the chart that stands for a figure: what it says in words, and what lies behind it."""

    area: Area
    says: str
    question: Question | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole chart."""

    width: float
    height: float
    boxes: tuple[Box, ...] = ()
    words: tuple[Words, ...] = ()
    cells: tuple[Cell, ...] = ()


_Shape = TypeVar("_Shape", Box, Words, Cell)


def mirrored(drawing: Drawing) -> Drawing:
    """The chart for a window that runs from right to left; words keep their own direction."""

    def turned(shapes: Iterable[_Shape]) -> tuple[_Shape, ...]:
        return tuple(
            replace(s, area=s.area._replace(x=drawing.width - s.area.x - s.area.width)) for s in shapes
        )

    words = tuple(replace(w, align=_OTHER_SIDE.get(w.align, w.align)) for w in turned(drawing.words))
    return replace(drawing, boxes=turned(drawing.boxes), words=words, cells=turned(drawing.cells))


def paint(painter: QPainter, drawing: Drawing, font: QFont) -> None:
    """Paint a chart; the ground is the caller's."""
    for box in drawing.boxes:
        painter.setPen(QPen(QColor(box.line), 1) if box.line else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(box.fill) if box.fill else Qt.BrushStyle.NoBrush)
        painter.drawRect(box.area.rect())
    for words in drawing.words:
        draw_words(painter, words, font)


def draw_words(painter: QPainter, words: Words, font: QFont) -> None:
    """Paint a line of text in its own direction, on the side that was asked for."""
    used = QFont(font)
    used.setBold(words.bold)
    painter.setFont(used)
    painter.setPen(QColor(words.colour))
    align = words.align
    if align == START:
        align = RIGHT if article_direction(words.text) == "rtl" else LEFT
    option = QTextOption(_ALIGN[align] | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    shown = QFontMetricsF(used).elidedText(words.text, Qt.TextElideMode.ElideRight, words.area.width)
    painter.drawText(words.area.rect(), shown, option)
