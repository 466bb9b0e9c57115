"""The list of articles: reads its lines page by page and says which one was chosen."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.app.listing import Row, place_of, rows_of
from annotator.app.session import Session
from annotator.model.errors import Unavailable
from annotator.model.labels import LabelSet, name_in
from annotator.model.status import STATUSES
from annotator.ui.icons import status_icon
from annotator.ui.isolates import isolated
from annotator.ui.theme import Theme

PAGE = 200
NAME, SPANS = range(2)
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class DocumentModel(QAbstractTableModel):
    """The lines of the list. Only pages that were looked at are read."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._count = 0
        self._numbers: Sequence[int] | None = None  # of the documents that are shown, None for all
        self._wanted: dict[int, int] = {}  # their places
        self._pages: dict[int, list[Row]] = {}
        self._places: dict[int, int] = {}  # of the documents that were read
        self._icons: dict[str, QIcon] = {}
        self.set_theme(theme)

    def set_session(self, session: Session | None) -> None:
        """Show all documents of another session."""
        self.beginResetModel()
        self._session = session
        self._numbers, self._wanted = None, {}
        self._forget()
        self.endResetModel()

    def show_only(self, numbers: Sequence[int] | None) -> None:
        """Show only these documents, in this order; None: all."""
        self.beginResetModel()
        self._numbers = numbers
        self._wanted = {number: place for place, number in enumerate(numbers or ())}
        self._forget()
        self.endResetModel()

    def is_filtered(self) -> bool:
        """Whether only some documents are shown."""
        return self._numbers is not None

    def set_theme(self, theme: Theme) -> None:
        """Draw the signs in the colours of a theme."""
        self._icons = {status: status_icon(status, theme) for status in STATUSES}
        self._told()

    def reload(self, documents: Iterable[int]) -> None:
        """Read the lines of these documents anew, where they were read at all."""
        for number in documents:
            place = self._places.get(number, -1)
            page = self._pages.get(place // PAGE)
            row = self._session.row(number) if self._session and page else None
            if page and row:
                page[place % PAGE] = row
                self.dataChanged.emit(self.index(place, NAME), self.index(place, SPANS))

    def look_again(self) -> bool:
        """Read everything anew, because somebody else wrote; whether there are other documents than before."""
        if self._session is None:
            return False
        if self._numbers is not None or self._session.count() == self._count:
            self._pages.clear()
            self._told()
            return False
        self.beginResetModel()
        self._forget()
        self.endResetModel()
        return True

    def row_at(self, place: int) -> Row | None:
        """The document at a place in the list, from 0, or None."""
        if self._session is None or not 0 <= place < self._count:
            return None
        number = place // PAGE
        if number not in self._pages:
            try:
                rows = self._read(self._session, number * PAGE)
            except Unavailable:  # another program holds the file: the lines stay empty until the next look
                return None
            self._pages[number] = rows
            self._places.update({row.number: number * PAGE + i for i, row in enumerate(rows)})
        page = self._pages[number]
        return page[place % PAGE] if place % PAGE < len(page) else None

    def _read(self, session: Session, first: int) -> list[Row]:
        if self._numbers is None:
            return session.rows(first, PAGE)
        return rows_of(session.project, self._numbers[first : first + PAGE], session.owner)

    def place_of(self, document: int) -> int | None:
        """The place of a document in the list, or None."""
        if self._numbers is not None:
            return self._wanted.get(document)
        return place_of(self._session.project, document) if self._session else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many documents there are."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Name and number of spans."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows. Other roles return before a line is read."""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == SPANS:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        if role not in _SERVED or (row := self.row_at(index.row())) is None:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icons.get(row.status) if index.column() == NAME else None
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row.status
        return isolated(row.name) if index.column() == NAME else _total(row)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeading if section == NAME else Qt.AlignmentFlag.AlignTrailing
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tr("Article") if section == NAME else self.tr("Spans")
        return None

    def _tip(self, row: Row) -> str:
        labels = self._session.labels if self._session else LabelSet("", (), ())
        named = [
            f"{name_in('en', label.names, label.name)}: {row.counts[label.name]}"
            for label in labels.labels
            if row.counts.get(label.name)
        ]
        length = self.tr("{0} characters, {1}").format(row.length, row.status)
        return "\n".join([isolated(row.name), length, *named])

    def _forget(self) -> None:
        self._pages, self._places = {}, {}
        self._count = (
            len(self._numbers) if self._numbers is not None else self._session.count() if self._session else 0
        )

    def _told(self) -> None:
        if self._count:
            self.dataChanged.emit(self.index(0, NAME), self.index(self._count - 1, SPANS))


_SERVED = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    }
)


def _total(row: Row) -> str:
    return str(sum(row.counts.values()) or "")


class DocumentList(QTableView):
    """The list in the window."""

    document_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = DocumentModel(theme, self)
        self.setModel(self.lines)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Articles"))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # measuring 100,000 rows would read them all
        rows.setDefaultSectionSize(self.fontMetrics().height() + 10)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(SPANS, QHeaderView.ResizeMode.Fixed)
        widest = max(map(self.fontMetrics().horizontalAdvance, (self.tr("Spans"), "00000")))
        self.setColumnWidth(SPANS, widest + 16)

    def set_session(self, session: Session | None) -> None:
        """Show the documents of another session; none is chosen."""
        self.lines.set_session(session)

    def choose(self, place: int) -> None:
        """Choose the document at a place in the list, where there is one."""
        if 0 <= place < self.lines.rowCount():
            self.setCurrentIndex(self.lines.index(place, NAME))

    def start(self) -> None:
        """Take the keyboard; where no document is chosen, choose the first."""
        self.setFocus()
        if self.place() < 0:
            self.choose(0)

    def step(self, by: int) -> None:
        """Choose the document that many lines further on."""
        self.choose(self.place() + by)

    def place(self) -> int:
        """The place of the chosen document, from 0; -1 when none is chosen."""
        return self.currentIndex().row()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which document was chosen."""
        super().currentChanged(current, previous)
        row = self.lines.row_at(current.row()) if current.isValid() else None
        if row is not None:
            self.document_chosen.emit(row.number)
