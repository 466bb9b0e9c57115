"""The rows under the text of a card: what can be taken, by whom it was marked, and which of them Enter takes."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QVBoxLayout, QWidget

from annotator.model.labels import LabelSet
from annotator.ui.adjudication.facts import Row
from annotator.ui.adjudication.words import tr
from annotator.ui.agreement.colours import shade
from annotator.ui.agreement.drawing import LEFT, RIGHT, START, Area, Words, draw_words
from annotator.ui.article.look import look
from annotator.ui.isolates import isolated
from annotator.ui.theme import Theme

_PAD, _CAP, _SWATCH, _GAP = 8, 30, 12, 8  # pixels


class VariantRow(QWidget):
    """One row, painted."""

    chosen = Signal()  # clicked: Enter shall take it
    taken = Signal()  # double-clicked

    def __init__(self, row: Row, colour: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.row, self._colour, self._theme = row, colour, theme
        self._marked = self._named = False
        self._why = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_state(self, *, marked: bool, why: str, named: bool) -> None:
        """Whether Enter takes this row and why, and whether names are shown."""
        self._marked, self._why, self._named = marked, why, named
        said = self.row.spoken(names=named)
        self.setAccessibleName(tr("{0}; Enter takes it").format(said) if marked else said)
        self.updateGeometry()
        self.update()

    def is_marked(self) -> bool:
        """Whether Enter takes this row."""
        return self._marked

    def second_line(self) -> str:
        """What stands under the row's first line, "" for nothing."""
        return " · ".join((*self.row.details, *([self.row.who] if self._named and self.row.who else ())))

    def sizeHint(self) -> QSize:
        """One line, or two."""
        lines = 2 if self.second_line() else 1
        return QSize(300, lines * (self.fontMetrics().height() + 2) + 2 * _PAD - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row from where reading begins."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            high = self.fontMetrics().height() + 2
            x = self._paint_head(painter, high)
            last = self.width() - _PAD
            if self._marked:
                said = tr("Enter – {0}").format(self._why) if self._why else tr("Enter")
                last = self._paint_words(painter, said, last, high, bold=True) - _GAP
            if self.row.votes:
                last = self._paint_words(painter, self.row.votes, last, high) - 2 * _GAP
            self._draw(painter, self.row.quote, x, last - x, _PAD, high, START, muted=True)
            if second := self.second_line():
                left = _PAD + _CAP + _GAP
                self._draw(
                    painter, self._lead() + second, left, self.width() - left - _PAD, _PAD + high, high
                )

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._theme
        frame = self.rect().toRectF().adjusted(1, 1, -1, -1)
        hover = 0.08 if self.underMouse() else 0.0
        painter.setBrush(QColor(shade(theme, 0.16 if self._marked else hover)))
        quiet = theme.border if theme.name == "high-contrast" else shade(theme, 0.3)
        edge = QColor(theme.accent if self._marked else quiet)
        painter.setPen(QPen(edge, 2.0 if self._marked else 1.0))
        painter.drawRoundedRect(frame, 5, 5)

    def _paint_head(self, painter: QPainter, high: int) -> int:
        """The key's cap, the label's colour and name; returns where they end."""
        if self.row.key:
            cap = self._visual(QRect(_PAD, _PAD, _CAP, high)).toRectF().adjusted(0, 1, 0, -1)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.border), 1.0))
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(QColor(self._theme.text))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.row.key)
        x = _PAD + _CAP + _GAP
        if self.row.label:
            swatch = QRect(x, _PAD + (high - _SWATCH) // 2, _SWATCH, _SWATCH)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._colour))
            painter.drawRoundedRect(self._visual(swatch), 3, 3)
            x += _SWATCH + _GAP
        width = QFontMetrics(self._bold()).horizontalAdvance(self.row.name) + 2
        self._draw(painter, self.row.name, x, width, _PAD, high, bold=True)
        return x + width + 2 * _GAP

    def _paint_words(self, painter: QPainter, words: str, last: int, high: int, *, bold: bool = False) -> int:
        width = QFontMetrics(self._bold() if bold else self.font()).horizontalAdvance(words) + 2
        self._draw(painter, self._lead() + isolated(words), last - width, width, _PAD, high, bold=bold)
        return last - width

    def _draw(
        self,
        painter: QPainter,
        words: str,
        x: int,
        width: int,
        y: int,
        high: int,
        align: str = "",
        *,
        bold: bool = False,
        muted: bool = False,
    ) -> None:
        side = RIGHT if self._rtl() else LEFT
        place = self._visual(QRect(x, y, max(width, 0), high))
        colour = self._theme.muted if muted else self._theme.text
        area = Area(place.x(), place.y(), place.width(), place.height())
        draw_words(painter, Words(area, words, colour, align or side, bold), self.font())

    def _visual(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), rect)

    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _lead(self) -> str:
        return "\u200f" if self._rtl() else "\u200e"

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the row."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.taken.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Take the room of another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()


class VariantRows(QWidget):
    """All rows of a card. The last one is that there is no span."""

    chosen = Signal(int)
    taken = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[VariantRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_rows(self, rows: Sequence[Row], labels: LabelSet, theme: Theme) -> None:
        """Show these rows."""
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        colours = look(theme, labels).labels
        self.rows = [VariantRow(row, colours.get(row.label, theme.muted), theme, self) for row in rows]
        for number, widget in enumerate(self.rows):
            widget.chosen.connect(lambda number=number: self.chosen.emit(number))
            widget.taken.connect(lambda number=number: self.taken.emit(number))
            self._column.addWidget(widget)
            widget.show()

    def set_state(self, marked: int | None, why: str, *, named: bool) -> None:
        """Show which row Enter takes and why, and whether names are shown."""
        for number, widget in enumerate(self.rows):
            widget.set_state(marked=number == marked, why=why, named=named)
