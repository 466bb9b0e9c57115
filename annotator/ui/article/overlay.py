"""Draws what lies over the article: the caret, the handles and the links of the selected span."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from annotator.text.navigation import START
from annotator.ui.article.handles import Handle
from annotator.ui.article.links import Link
from annotator.ui.theme import Theme

CARET = 2.0  # pixels
KNOB = 4.5


def paint_caret(painter: QPainter, rect: QRectF, theme: Theme, *, rtl: bool) -> None:
    """The caret, with a flag at its top towards where the letters go on."""
    colour = QColor(theme.caret)
    painter.fillRect(QRectF(rect.left() - CARET / 2, rect.top(), CARET, rect.height()), colour)
    flag = 5.0
    left = rect.left() - flag if rtl else rect.left()
    painter.fillRect(QRectF(left, rect.top(), flag, CARET), colour)


def paint_handles(painter: QPainter, handles: Sequence[Handle], colour: QColor, theme: Theme) -> None:
    """The handles: a full knob above the start, a hollow one below the end, a foot into the span at each."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for handle in handles:
        painter.setPen(QPen(colour, 2.0))
        painter.drawLine(QPointF(handle.x, handle.top), QPointF(handle.x, handle.bottom))
        foot = QPointF(handle.x + 2 * KNOB * handle.inward, handle.knob.y())
        painter.drawLine(handle.knob, foot)
        painter.setBrush(colour if handle.side == START else QColor(theme.surface))
        painter.drawEllipse(handle.knob, KNOB, KNOB)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_links(painter: QPainter, links: Sequence[Link], colour: QColor, theme: Theme) -> None:
    """The links, with a light rim to be told from what they pass, and an arrow at the span pointed to."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for link in links:
        path = QPainterPath(QPointF(*link.path[0]))
        for corner in link.path[1:]:
            path.lineTo(QPointF(*corner))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(QColor(theme.surface), 2.8), QPen(colour, 1.4)):
            painter.setPen(pen)
            painter.drawPath(path)
        x, y = link.path[-1]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([QPointF(x, y), QPointF(x - 4, y + 7), QPointF(x + 4, y + 7)]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
