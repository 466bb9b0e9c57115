"""A thin bar that shows how much is done. Unlike Qt's own it never paints the whole window at once."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from annotator.ui.agreement.colours import shade
from annotator.ui.theme import Theme

_HEIGHT = 6  # pixels


class ShareBar(QWidget):
    """So much of all."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._share = theme, 0.0
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, done: int, total: int) -> None:
        """Show how much is done; nothing where there is nothing to do."""
        self._share = done / total if total else 0.0
        self.update()

    def share(self) -> float:
        """What is shown, 0 to 1."""
        return self._share

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar from where reading begins."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            whole = self.rect()
            done = QRect(0, 0, round(self._share * whole.width()), whole.height())
            for place, colour in ((whole, shade(self._theme, 0.2)), (done, self._theme.accent)):
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(QStyle.visualRect(self.layoutDirection(), whole, place), 3, 3)
