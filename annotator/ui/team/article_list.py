"""The list of articles from which some are given to people by hand; pages are read when they are looked at."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.app.languages import languages_of
from annotator.app.listing import Row
from annotator.app.session import Session
from annotator.ui.isolates import QuoteDelegate, isolated
from annotator.ui.tables import plain
from annotator.ui.team.words import named, tr

PAGE = 200
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_BESIDE = 22  # pixels beside a head


class ArticleModel(QAbstractTableModel):
    """Name, language, length and holders of each article in project order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._holders: Mapping[int, list[str]] = {}
        self._count = 0
        self._pages: dict[int, list[Row]] = {}
        self._languages: dict[int, str] = {}
        self._heads = (tr("Article"), tr("Language"), tr("Characters"), tr("Who has it"))

    def set_session(self, session: Session | None, holders: Mapping[int, list[str]]) -> None:
        """Show the articles of another project."""
        self.beginResetModel()
        self._session, self._holders, self._pages = session, holders, {}
        self._count = session.count() if session else 0
        self.endResetModel()

    def set_holders(self, holders: Mapping[int, list[str]]) -> None:
        """Others have articles now; the articles are the same."""
        self._holders = holders
        if self._count:
            self.dataChanged.emit(self.index(0, 3), self.index(self._count - 1, 3))

    def row_at(self, place: int) -> Row | None:
        """The article at a place from 0, or None."""
        if self._session is None or not 0 <= place < self._count:
            return None
        page = place // PAGE
        if page not in self._pages:
            self._pages[page] = self._session.rows(page * PAGE, PAGE)
            self._languages |= languages_of(self._session.project, self._pages[page])
        rows = self._pages[page]
        return rows[place % PAGE] if place % PAGE < len(rows) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many articles there are."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The head of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.row_at(index.row())
        if row is None:
            return None
        held = self._holders.get(row.number, [])
        return (isolated(row.name), self._languages.get(row.number, ""), f"{row.length:,}", named(held))[
            index.column()
        ]


class ArticleList(QTableView):
    """The list in the window; several articles can be selected."""

    picked = Signal()  # other articles are selected

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = ArticleModel(self)
        self.setModel(self.lines)
        self.setItemDelegateForColumn(0, QuoteDelegate(self))
        self.setAccessibleName(tr("Articles"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        plain(self, beside=10)
        columns = self.horizontalHeader()
        columns.setSectionsClickable(False)
        for column in range(1, 3):
            head = str(self.lines.headerData(column, Qt.Orientation.Horizontal))
            self.setColumnWidth(column, self.fontMetrics().horizontalAdvance(head) + _BESIDE)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().selectionChanged.connect(lambda *ignored: self.picked.emit())

    def count(self) -> int:
        """How many articles are selected."""
        return len(self.selectionModel().selectedRows())

    def chosen(self) -> list[int]:
        """The numbers of the articles that are selected, in project order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [row.number for row in map(self.lines.row_at, rows) if row]


def _alignment(column: int) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignLeading if column in (0, 3) else Qt.AlignmentFlag.AlignHCenter
    return across | Qt.AlignmentFlag.AlignVCenter
