"""The places behind a figure as Qt asks for them, and how each is drawn: the text, then who marked what."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.app.agreement_places import PlaceRow
from annotator.ui.agreement.drawing import LEFT, RIGHT, START, Area, Words, draw_words
from annotator.ui.agreement.words import Names, class_name, who
from annotator.ui.isolates import isolated, one_line
from annotator.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_PAD = 6


class PlaceModel(QAbstractListModel):
    """The places that were found so far."""

    def __init__(self) -> None:
        super().__init__()
        self.names = Names()
        self._rows: list[PlaceRow] = []
        self.places: list[PlaceRow] = []  # those that are shown
        self.every = True  # also where annotators agree

    def clear(self, names: Names) -> None:
        """Begin anew."""
        self.beginResetModel()
        self.names, self._rows, self.places = names, [], []
        self.endResetModel()

    def add(self, rows: Sequence[PlaceRow]) -> None:
        """Take in more places, in order."""
        self._rows += rows
        more = self._chosen(rows)
        if more:
            self.beginInsertRows(_NOWHERE, len(self.places), len(self.places) + len(more) - 1)
            self.places += more
            self.endInsertRows()

    def show_every(self, every: bool) -> None:
        """Show also where annotators agree, or only where they differ."""
        self.beginResetModel()
        self.every = every
        self.places = self._chosen(self._rows)
        self.endResetModel()

    def counts(self) -> tuple[int, int]:
        """How many places were found, and in how many annotators differ."""
        return len(self._rows), sum(row.differs for row in self._rows)

    def _chosen(self, rows: Sequence[PlaceRow]) -> list[PlaceRow]:
        return [row for row in rows if self.every or row.differs]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many places are shown."""
        return 0 if parent.isValid() else len(self.places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A place in words, or the place itself."""
        row = self.places[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return "\n".join((isolated(one_line(row.quote)), who(row, self.names), beside(row)))
        return None


def beside(row: PlaceRow) -> str:
    """Which article a place is in, and its class if it has one."""
    name = isolated(row.name)
    return f"{class_name(row.kind)} · {name}" if row.kind else name


class PlaceDelegate(QStyledItemDelegate):
    """Draws a place on three lines: its text in its own direction, who marked what, and where it is."""

    def __init__(self, theme: Theme, model: PlaceModel) -> None:
        super().__init__(model)
        self.theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Three lines and a little air."""
        return QSize(100, round(option.fontMetrics.height() * 3.1) + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one place."""
        row: PlaceRow = self._model.places[index.row()]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        theme = self.theme
        first = theme.selection_text if chosen else theme.text
        second = theme.selection_text if chosen else theme.muted
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        side = RIGHT if rtl else LEFT
        area = option.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        high = area.height() / 3
        lines = [Area(area.x(), area.y() + high * n, area.width(), high) for n in range(3)]
        draw_words(painter, Words(lines[0], one_line(row.quote), first, START), option.font)
        # An isolate first would let the first name turn the line round; the window's words lead it.
        lead = "\u200f" if rtl else "\u200e"
        draw_words(painter, Words(lines[1], lead + who(row, self._model.names), first, side), option.font)
        draw_words(painter, Words(lines[2], lead + beside(row), second, side), option.font)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(option.palette.color(QPalette.ColorRole.Accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()
