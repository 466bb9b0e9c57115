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
_EDGE = 8.0  # pixels beside a caption
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
class Line:
    """A straight line between two corners of its area, falling or rising to the right."""

    area: Area
    colour: str
    thick: float = 1.0
    rising: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle that fits into its area."""

    area: Area
    fill: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole chart."""

    width: float
    height: float
    boxes: tuple[Box, ...] = ()
    words: tuple[Words, ...] = ()
    cells: tuple[Cell, ...] = ()
    lines: tuple[Line, ...] = ()
    dots: tuple[Dot, ...] = ()


_Shape = TypeVar("_Shape", Box, Words, Cell, Line, Dot)


def mirrored(drawing: Drawing) -> Drawing:
    """The chart for a window that runs from right to left; words keep their own direction."""

    def turned(shapes: Iterable[_Shape]) -> tuple[_Shape, ...]:
        return tuple(
            replace(s, area=s.area._replace(x=drawing.width - s.area.x - s.area.width)) for s in shapes
        )

    words = tuple(replace(w, align=_OTHER_SIDE.get(w.align, w.align)) for w in turned(drawing.words))
    lines = tuple(replace(line, rising=not line.rising) for line in turned(drawing.lines))
    return replace(
        drawing,
        boxes=turned(drawing.boxes),
        words=words,
        cells=turned(drawing.cells),
        lines=lines,
        dots=turned(drawing.dots),
    )


def captioned(drawing: Drawing, text: str, colour: str, height: float) -> Drawing:
    """The chart under a line of text; the same chart without any."""
    if not text:
        return drawing

    def lowered(shapes: Iterable[_Shape]) -> tuple[_Shape, ...]:
        return tuple(replace(s, area=s.area._replace(y=s.area.y + height)) for s in shapes)

    line = Words(Area(_EDGE, 0, drawing.width - 2 * _EDGE, height), text, colour, LEFT, bold=True)
    return Drawing(
        drawing.width,
        drawing.height + height,
        lowered(drawing.boxes),
        (line, *lowered(drawing.words)),
        lowered(drawing.cells),
        lowered(drawing.lines),
        lowered(drawing.dots),
    )


def paint(painter: QPainter, drawing: Drawing, font: QFont) -> None:
    """Paint a chart; the ground is the caller's."""
    for box in drawing.boxes:
        painter.setPen(QPen(QColor(box.line), 1) if box.line else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(box.fill) if box.fill else Qt.BrushStyle.NoBrush)
        painter.drawRect(box.area.rect())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, bool(drawing.lines))
    for line in drawing.lines:
        painter.setPen(QPen(QColor(line.colour), line.thick))
        rect = line.area.rect()
        ends = (rect.bottomLeft(), rect.topRight()) if line.rising else (rect.topLeft(), rect.bottomRight())
        painter.drawLine(*ends)
    for dot in drawing.dots:
        painter.setPen(QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(dot.fill))
        painter.drawEllipse(dot.area.rect())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
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
