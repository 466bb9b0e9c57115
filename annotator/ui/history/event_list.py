"""The list of what happened, each event on two lines; Enter or a double click goes to its place."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.app.looking_back import EventRow
from annotator.ui.history.event_model import EventModel, beside, what
from annotator.ui.safety.words import tr
from annotator.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_PAD = 6
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EventDelegate(QStyledItemDelegate):
    """Draws an event: what was done, and below it who did it, when and where."""

    def __init__(self, theme: Theme, model: EventModel) -> None:
        super().__init__(model)
        self.theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines and a little air."""
        return QSize(100, round(option.fontMetrics.height() * 2.1) + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one event."""
        row: EventRow = self._model.rows[index.row()]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        first = self.theme.selection_text if chosen else self.theme.text
        second = self.theme.selection_text if chosen else self.theme.muted
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        # An isolate first would let somebody's words turn the line round; the window's words lead it.
        lead = "\u200f" if rtl else "\u200e"
        wanted = QTextOption(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        wanted.setTextDirection(option.direction)
        wanted.setWrapMode(QTextOption.WrapMode.NoWrap)
        area = option.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        high = area.height() / 2
        for place, (text, colour) in enumerate(((what(row), first), (beside(row), second))):
            painter.setPen(QColor(colour))
            shown = option.fontMetrics.elidedText(lead + text, Qt.TextElideMode.ElideRight, area.width())
            line = QRectF(area.x(), area.y() + high * place, area.width(), high)
            painter.drawText(line, shown, wanted)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(option.palette.color(QPalette.ColorRole.Accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()


class EventList(QListView):
    """The list."""

    chosen = Signal(object)  # an EventRow, or None
    opened = Signal(object)  # the EventRow to whose place people want to go

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.events = EventModel(self)
        self._drawn = EventDelegate(theme, self.events)
        self.setModel(self.events)
        self.setItemDelegate(self._drawn)
        self.setUniformItemSizes(True)
        self.setAccessibleName(tr("History"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.events.rows[index.row()]))
        self.selectionModel().currentChanged.connect(lambda now, before: self.chosen.emit(self.row()))

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._drawn.theme = theme
        self.viewport().update()

    def row(self) -> EventRow | None:
        """The event that is current."""
        index = self.currentIndex()
        return self.events.rows[index.row()] if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the place of the current event."""
        row = self.row()
        if event.key() in _OPENING and row:
            self.opened.emit(row)
        else:
            super().keyPressEvent(event)
