"""The article's scroll bar, with a mark for every span and hit at its height."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QPolygonF
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

MARK = 2  # pixels
LEAST = 0.0005  # of the article: marks nearer than this are one
_PART = QStyle.SubControl


def thinned(marks: Iterable[tuple[float, str]]) -> tuple[tuple[float, str], ...]:
    """Marks (place from 0 to 1, colour) without those that would be drawn over an equal one."""
    return tuple(sorted({(round(place / LEAST) * LEAST, colour) for place, colour in marks}))


class MarkBar(QScrollBar):
    """A scroll bar with marks along it. What they mean is the view's business."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[tuple[float, str], ...] = ()
        self._drawn: QPixmap | None = None

    def set_marks(self, marks: Sequence[tuple[float, str]]) -> None:
        """Show these marks."""
        made = thinned(marks)
        if made != self._marks:
            self._marks, self._drawn = made, None
            self.update()

    def marks(self) -> tuple[tuple[float, str], ...]:
        """The marks that are shown."""
        return self._marks

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar, then the marks in the groove's outer half. Fusion's own bar costs a frame 1 ms more."""
        palette = self.palette()
        groove, slider = self._part(_PART.SC_ScrollBarGroove), self._part(_PART.SC_ScrollBarSlider)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), palette.window())
            if self.maximum() > self.minimum():
                painter.fillRect(slider.adjusted(2, 1, -2, -1), palette.mid())
                for part, up in ((_PART.SC_ScrollBarSubLine, True), (_PART.SC_ScrollBarAddLine, False)):
                    _paint_arrow(painter, self._part(part), palette.mid().color(), up=up)
            if self._drawn is None or self._drawn.deviceIndependentSize().toSize() != groove.size():
                self._drawn = self._draw(groove)
            painter.drawPixmap(groove.topLeft(), self._drawn)

    def _part(self, part: QStyle.SubControl) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        return self.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, self)

    def _draw(self, groove: QRect) -> QPixmap:
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(groove.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(QColor(0, 0, 0, 0))
        width = groove.width() // 2
        with QPainter(drawn) as painter:
            for place, colour in self._marks:
                y = round(place * (groove.height() - MARK))
                painter.fillRect(QRect(groove.width() - width, y, width, MARK), QColor(colour))
        return drawn


def _paint_arrow(painter: QPainter, part: QRect, colour: QColor, *, up: bool) -> None:
    middle, way = QRectF(part).center(), -1.0 if up else 1.0
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    corners = [middle + QPointF(x, way * y) for x, y in ((-4.0, -2.0), (4.0, -2.0), (0.0, 3.0))]
    painter.drawPolygon(QPolygonF(corners))
