"""The list of cards beside the card: draws each on two lines, and says which one was chosen."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.app.cards import DECIDED, DEFERRED, DISPUTED, OPEN, REOPENED, Card
from annotator.model.status import FINISHED, IN_PROGRESS, NEW
from annotator.ui.adjudication.card_model import ROW, CardModel, Index
from annotator.ui.adjudication.words import facts_of, tr
from annotator.ui.agreement.drawing import LEFT, RIGHT, START, Area, Words, draw_words
from annotator.ui.icons import SIZE, icon
from annotator.ui.isolates import isolated
from annotator.ui.theme import Theme

_PAD = 6
_SIGNS = {OPEN: NEW, REOPENED: "warning", DISPUTED: "warning", DEFERRED: IN_PROGRESS, DECIDED: FINISHED}
_OWN_KEYS = {
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
}  # fmt: skip


class CardDelegate(QStyledItemDelegate):
    """Draws a card: the sign of its state, its words in their own direction, its class and article."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.theme = theme
        # Made once: an icon is drawn in three sizes and two modes.
        self._signs = {state: icon(name, theme) for state, name in _SIGNS.items()}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        row = index.data(ROW)
        if row is None:
            return
        card, quote, name = row
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        theme = self.theme
        painter.save()
        if chosen:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        high = (option.rect.height() - 2 * _PAD) / 2
        self._paint_sign(painter, option, card, high)
        inner = option.rect.adjusted(_PAD + SIZE + _PAD, _PAD, -_PAD, -_PAD)
        inner = QStyle.visualRect(option.direction, option.rect, inner)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        first = theme.selection_text if chosen else theme.text
        second = theme.selection_text if chosen else theme.muted
        areas = [Area(inner.x(), inner.y() + high * n, inner.width(), high) for n in range(2)]
        draw_words(painter, Words(areas[0], quote, first, START), option.font)
        lead = "\u200f" if rtl else "\u200e"
        said = f"{lead}{facts_of(card)} · {isolated(name)}"
        draw_words(painter, Words(areas[1], said, second, RIGHT if rtl else LEFT), option.font)
        painter.restore()

    def _paint_sign(self, painter: QPainter, option: QStyleOptionViewItem, card: Card, high: float) -> None:
        top = option.rect.y() + _PAD + (high - SIZE) / 2
        place = QRect(QPoint(option.rect.x() + _PAD, round(top)), QSize(SIZE, SIZE))
        place = QStyle.visualRect(option.direction, option.rect, place)
        self._signs[card.state].paint(painter, place)


class CardList(QTableView):
    """The list in the window. It keeps the keys that walk in it; every other key belongs to the card."""

    card_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = CardModel(self)
        self._delegate = CardDelegate(theme, self)
        self._following = False
        self.setModel(self.cards)
        self.setItemDelegate(self._delegate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # measuring 100,000 rows would read them all
        rows.setDefaultSectionSize(round(self.fontMetrics().height() * 2.1) + 2 * _PAD)
        self.setAccessibleName(tr("Cards"))

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._delegate.set_theme(theme)
        self.viewport().update()

    def follow(self, card: Card | None) -> None:
        """Make the row of a card the current one; tells nobody."""
        row = self.cards.row_of(card) if card else -1
        self._following = True
        if row >= 0:
            self.setCurrentIndex(self.cards.index(row, 0))
        else:
            self.clearSelection()
        self._following = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which card was chosen."""
        super().currentChanged(current, previous)
        card = self.cards.card_at(current.row()) if current.isValid() and not self._following else None
        if card is not None:
            self.card_chosen.emit(card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk in the list; leave the rest to the window."""
        if event.key() in _OWN_KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()
