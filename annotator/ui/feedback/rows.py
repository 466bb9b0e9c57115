"""The list of differences: each with its text, what both sides have, its class and its article."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from annotator.app.agreement_places import Mark, PlaceRow
from annotator.app.feedback import Difference
from annotator.model.decision import Range
from annotator.ui.agreement.chart import OPENING_KEYS
from annotator.ui.feedback.words import AGREED, tr

Index = QModelIndex | QPersistentModelIndex


class DifferenceList(QListView):
    """Enter or a double click opens the place of the current difference."""

    went_to = Signal(int)  # the row that is current now
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setAccessibleName(tr("Differences from gold"))
        self.doubleClicked.connect(lambda index: self.opened.emit())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where one is."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.went_to.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the place."""
        if event.key() in OPENING_KEYS and self.currentIndex().isValid():
            self.opened.emit()
        else:
            super().keyPressEvent(event)


def row_of(one: Difference) -> PlaceRow:
    """A difference as a row of the list of places."""
    ranges = (*one.mine, *one.gold)
    start, end = min(r[0] for r in ranges), max(r[1] for r in ranges)
    marks = (*_marks(one, tr("You"), one.mine), *_marks(one, tr("Gold"), one.gold))
    quote = _quote(one, start, end)
    kind = "" if one.kind == AGREED else one.kind  # the list's word for it would say the opposite
    return PlaceRow(one.number, one.document, start, end, quote, marks, True, kind)


def _marks(one: Difference, owner: str, ranges: tuple[Range, ...]) -> list[Mark]:
    if not ranges:
        return [Mark(owner)]
    return [Mark(owner, label, start, end, _quote(one, start, end)) for start, end, label in ranges]


def _quote(one: Difference, start: int, end: int) -> str:
    return one.text[start - one.sentence[0] : end - one.sentence[0]]
