"""The table of a project's people: who has what, and how far each is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from annotator.app.standing import Standing
from annotator.ui.isolates import isolated
from annotator.ui.tables import plain
from annotator.ui.team.words import by_language, named, tr

_BESIDE = 22  # pixels beside a head


class PeopleTable(QTableWidget):
    """One line a person; several can be selected."""

    picked = Signal()  # other people are selected

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        heads = (
            tr("Person"), tr("Assigned"), tr("Finished"), tr("In progress"), tr("Spans"), tr("Languages"),
        )  # fmt: skip
        self.setColumnCount(len(heads))
        self.setAccessibleName(tr("People"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        plain(self)
        columns = self.horizontalHeader()
        columns.setSectionsClickable(False)
        for column, head in enumerate(heads):
            self.setColumnWidth(column, self.fontMetrics().horizontalAdvance(head) + _BESIDE)
            numbers = 0 < column < len(heads) - 1
            side = Qt.AlignmentFlag.AlignHCenter if numbers else Qt.AlignmentFlag.AlignLeading
            item = QTableWidgetItem(head)
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(column, item)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.ResizeToContents)
        self.itemSelectionChanged.connect(self.picked)

    def show_people(self, people: Sequence[Standing]) -> None:
        """Show these; who was selected stays so."""
        chosen = set(self.chosen())
        self.blockSignals(True)
        self._names = [person.name for person in people]
        self.setRowCount(len(people))
        for row, person in enumerate(people):
            self._fill(row, person)
        self.clearSelection()
        model, select = self.selectionModel(), self.selectionModel().SelectionFlag
        for row, person in enumerate(people):
            if person.name in chosen:
                model.select(self.model().index(row, 0), select.Select | select.Rows)
        self.blockSignals(False)
        self.picked.emit()

    def chosen(self) -> list[str]:
        """The names that are selected."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return [self._names[row] for row in rows]

    def _fill(self, row: int, person: Standing) -> None:
        also = " " + isolated(tr("(also {0})").format(named(person.also))) if person.also else ""
        counts = (person.assigned, person.finished, person.in_progress, person.spans)
        words = [
            isolated(person.name) + also,
            *(f"{count:,}" for count in counts),
            by_language(person.languages),
        ]
        for column, text in enumerate(words):
            item = QTableWidgetItem(text)
            if 0 < column < len(words) - 1:
                item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(text if column in (0, len(words) - 1) else "")
            self.setItem(row, column, item)
