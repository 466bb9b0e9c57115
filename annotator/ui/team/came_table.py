"""The spans that a merge brought: each leads to its place."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from annotator.app.merging import Place
from annotator.ui.agreement.chart import OPENING_KEYS
from annotator.ui.isolates import QuoteDelegate, isolated, one_line
from annotator.ui.tables import plain
from annotator.ui.team.words import tr


class CameTable(QTableWidget):
    """One line a span."""

    place_chosen = Signal(object)  # a Place

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heads = (tr("Article"), tr("Person"), tr("Label"), tr("Words"))
        self._places: Sequence[Place] = ()
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(heads)
        self.setAccessibleName(tr("What came"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegateForColumn(0, QuoteDelegate(self))
        self.setItemDelegateForColumn(3, QuoteDelegate(self))
        plain(self)
        columns = self.horizontalHeader()
        columns.setSectionsClickable(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(0, 190)
        self.setColumnWidth(2, self.fontMetrics().horizontalAdvance("ORGANIZATION") + 24)
        self.cellClicked.connect(lambda row, column: self._go(row))

    def show_places(self, places: Sequence[Place]) -> None:
        """Show these."""
        self._places = places
        self.setRowCount(len(places))
        for row, place in enumerate(places):
            words = (isolated(place.name), isolated(place.owner), place.label, one_line(place.quote))
            for column, text in enumerate(words):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(row, column, item)

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._places):
            self.place_chosen.emit(self._places[row])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the place."""
        if event.key() in OPENING_KEYS:
            self._go(self.currentRow())
        else:
            super().keyPressEvent(event)
