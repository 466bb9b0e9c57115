"""One headline figure as a button: its name, its value, its interval, and what it rests on."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from annotator.ui.agreement.chart import OPENING_KEYS
from annotator.ui.agreement.colours import shade
from annotator.ui.agreement.drawing import LEFT, RIGHT, Area, Words, draw_words
from annotator.ui.theme import Theme

_PAD = 10
_LARGE = 1.9  # times the size of other letters


class Tile(QAbstractButton):
    """The button; it is pressed by mouse, Space or Enter."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = ("", "", "", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_figure(self, name: str, value: str, interval: str, rests_on: str, says: str) -> None:
        """Show a figure; `says` explains it."""
        self._words = (name, value, interval, rests_on)
        self.setAccessibleName(" ".join(part for part in self._words if part))
        self.setToolTip(f"<p>{says}</p>")
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.update()

    def _large(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _LARGE)
        return font

    def sizeHint(self) -> QSize:
        """Room for three lines."""
        small, large = QFontMetricsF(self.font()), QFontMetricsF(self._large())
        name, value, interval, rests_on = self._words
        second = large.horizontalAdvance(value) + small.horizontalAdvance(interval) + _PAD
        wide = max(second, small.horizontalAdvance(name), small.horizontalAdvance(rests_on))
        return QSize(round(wide) + 3 * _PAD, round(2 * small.height() + large.height()) + 2 * _PAD)

    def minimumSizeHint(self) -> QSize:
        """As much: nothing is cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if event.key() in OPENING_KEYS:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Three lines in a frame."""
        theme = self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            lit = self.underMouse() or self.isDown()
            painter.setBrush(QColor(shade(theme, 0.12) if lit else theme.surface))
            edge = QPen(QColor(theme.accent), 2) if self.hasFocus() else QPen(QColor(theme.border), 1)
            painter.setPen(edge)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
            self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        theme, (name, value, interval, rests_on) = self._theme, self._words
        small, large = QFontMetricsF(self.font()).height(), QFontMetricsF(self._large()).height()
        wide = self.width() - 2 * _PAD
        first, last = Area(_PAD, _PAD, wide, small), Area(_PAD, _PAD + small + large, wide, small)
        middle = Area(_PAD, _PAD + small, wide, large)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near, far = (RIGHT, LEFT) if rtl else (LEFT, RIGHT)
        draw_words(painter, Words(first, name, theme.text, near, bold=True), self.font())
        draw_words(painter, Words(middle, value, theme.text, near), self._large())
        draw_words(painter, Words(middle, interval, theme.muted, far), self.font())
        draw_words(painter, Words(last, rests_on, theme.muted, near), self.font())
