"""A table of figures whose cells can be asked for the places behind them; rows are made when they are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.app.agreement_places import Question
from annotator.ui.agreement.chart import OPENING_KEYS
from annotator.ui.tables import plain

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
_ONLY_GO = QItemSelectionModel.SelectionFlag.NoUpdate
_NARROWEST, _BESIDE = 76, 26  # pixels


@dataclass(frozen=True, slots=True)
class Figure:
    """What a cell shows, the places behind it if any, and more in words."""

    text: str
    question: Question | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Heads, how many rows, and the row at each place."""

    heads: Sequence[str] = ()
    rows: int = 0
    row: Callable[[int], Sequence[Figure]] = lambda place: ()
    named: bool = True  # whether the first column holds names


class FigureModel(QAbstractTableModel):
    """The table as Qt asks for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = Table()
        self._last: tuple[int, Sequence[Figure]] = (-1, ())

    def set_table(self, table: Table) -> None:
        """Show another table."""
        self.beginResetModel()
        self._table, self._last = table, (-1, ())
        self.endResetModel()

    def figure(self, index: Index) -> Figure:
        """The cell at an index."""
        # Qt asks for one cell after the other, several times each.
        if self._last[0] != index.row():
            self._last = (index.row(), self._table.row(index.row()))
        return self._last[1][index.column()]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows."""
        return 0 if parent.isValid() else self._table.rows

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self._table.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The head of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._table.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        names = self._table.named and column == 0
        across = Qt.AlignmentFlag.AlignLeading if names else Qt.AlignmentFlag.AlignHCenter
        return across | Qt.AlignmentFlag.AlignVCenter

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, and what it says on asking."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.figure(index).text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.figure(index).says or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None


class FigureTable(QTableView):
    """The table in the window. Arrows go from cell to cell, Tab leaves, Enter opens."""

    asked = Signal(object)  # a Question

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = FigureModel(self)
        self.setModel(self.lines)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        plain(self)
        columns = self.horizontalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setMinimumSectionSize(_NARROWEST)
        self.clicked.connect(self._ask)

    def set_table(self, table: Table) -> None:
        """Show another table; the current cell stays where it was, if there is such a one."""
        row, column = max(self.currentIndex().row(), 0), max(self.currentIndex().column(), 0)
        self.lines.set_table(table)
        if table.rows:
            place = self.lines.index(min(row, table.rows - 1), min(column, len(table.heads) - 1))
            self.selectionModel().setCurrentIndex(place, _SELECT if self.hasFocus() else _ONLY_GO)
        # By the heads, since measuring the cells of 100,000 rows would stop the window.
        for column, head in enumerate(table.heads):
            self.setColumnWidth(column, self.fontMetrics().horizontalAdvance(head) + _BESIDE)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def fit(self) -> None:
        """Be as high as the rows, for tables that stand among other things."""
        rows = self.lines.rowCount() * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + 4)

    def _ask(self, index: QModelIndex) -> None:
        if index.isValid() and (question := self.lines.figure(index).question):
            self.asked.emit(question)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.selectionModel().setCurrentIndex(self.currentIndex(), _SELECT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the places behind the current cell."""
        if event.key() in OPENING_KEYS:
            self._ask(self.currentIndex())
        else:
            super().keyPressEvent(event)
