"""The list of places behind a figure: finds them in slices, so that the window stays alive, and goes to each."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QListView, QVBoxLayout, QWidget

from annotator.app.agreement_places import PlaceRow, Question, places_behind
from annotator.app.agreement_report import Report
from annotator.app.session import Session
from annotator.model.revision import GOLD
from annotator.ui.agreement.chart import OPENING_KEYS
from annotator.ui.agreement.explained import explain
from annotator.ui.agreement.place_model import PlaceDelegate, PlaceModel
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.agreement.words import Names, number, title, tr
from annotator.ui.theme import Theme

_SLICE = 0.012  # seconds of finding before the window may do something else
_GAP = 8  # pixels beside the list
_MOST = 5_000  # places: nobody reads more, and each is kept in memory


class _Places(QListView):
    """Enter goes to the current place."""

    opened = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING_KEYS and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class PlaceList(QWidget):
    """The list in the window."""

    place_chosen = Signal(int, int, int, str)  # document, start, end, the owner's item there or ""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self.question: Question | None = None
        self._wanted: tuple[int, int, int] | None = None  # the place that was current before a new count
        self._found: Iterator[list[PlaceRow]] = iter(())
        self.model = PlaceModel()
        self.model.setParent(self)
        self._delegate = PlaceDelegate(theme, self.model)
        self.title, self.words, self.count = Sentence(self), Sentence(self), Sentence(self)
        bold = self.title.font()
        bold.setBold(True)
        self.title.setFont(bold)
        self.every = QCheckBox(tr("Also places where they agree"), self)
        self.every.toggled.connect(self._show_every)
        self.list = self._list()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._find)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_GAP, 0, _GAP, 0)
        for part in (self.title, self.words, self.every, self.count):
            layout.addWidget(part)
        layout.addWidget(self.list, 1)
        self.clear()

    def _list(self) -> _Places:
        made = _Places(self)
        made.setModel(self.model)
        made.setItemDelegate(self._delegate)
        made.setUniformItemSizes(True)
        made.setAccessibleName(tr("Places behind the figure"))
        made.clicked.connect(self._go)
        made.opened.connect(self._go)
        return made

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._delegate.theme = theme
        self.list.viewport().update()

    def clear(self) -> None:
        """Show no figure's places."""
        self._timer.stop()
        self.question = None
        self.model.clear(Names())
        self.title.setText(tr("Places"))
        self.words.setText(
            tr("Click a figure, or press Enter on it: here come the places that it was counted from.")
        )
        self.every.hide()
        self.count.clear()

    def show_places(self, session: Session, report: Report, question: Question, names: Names) -> None:
        """Find the places behind a figure of a report."""
        current = self._current()
        self._wanted = current if question == self.question else None
        self.session, self.question = session, question
        self.model.clear(names)
        self.title.setText(title(question, names))
        self.words.setText(explain(report, question))
        owners = {*report.finished, *question.owners} - ({GOLD} - set(question.owners))
        numbers: list[int] | None = report.articles.by_name()
        if GOLD in question.owners:
            # Gold and one annotator share articles that no two annotators do.
            owners, numbers = set(question.owners), None
        what_if = report.asked.what_if
        self._found = places_behind(session.project, question, sorted(owners), numbers, what_if)
        self.every.hide()
        self.model.show_every(self.every.isChecked())
        self._timer.start()

    def is_finding(self) -> bool:
        """Whether more places may come."""
        return self._timer.isActive()

    def _find(self) -> None:
        until = time.perf_counter() + _SLICE
        rows: list[PlaceRow] = []
        while time.perf_counter() < until and len(rows) < _MOST:
            found = next(self._found, None)
            if found is None:
                self._timer.stop()
                break
            rows += found
        first = len(self.model.places)
        self.model.add(rows)
        self._come_back(first)
        if self.model.counts()[0] >= _MOST:
            self._timer.stop()
        self._say()

    def _current(self) -> tuple[int, int, int] | None:
        index = self.list.currentIndex()
        return place_of(self.model.places[index.row()]) if index.isValid() else None

    def _come_back(self, first: int) -> None:
        """Make the place current that was so before the count, once it is found again."""
        for at in range(first, len(self.model.places)) if self._wanted else ():
            if place_of(self.model.places[at]) == self._wanted:
                self._wanted = None
                self.list.setCurrentIndex(self.model.index(at))
                return

    def _say(self) -> None:
        total, differ = self.model.counts()
        said = tr("{0}, differing: {1}").format(number(total, tr("place"), tr("places")), f"{differ:,}")
        if self.is_finding():
            said += tr(" – looking for more…")
        elif total >= _MOST:
            said += tr(" – the first ones")
        elif not total:
            said = tr("There is no such place.")
        self.count.setText(said)
        mixed = 0 < differ < total
        self.every.setVisible(mixed)
        if not self.is_finding() and not mixed and not self.model.every:
            self.model.show_every(True)

    def _show_every(self, every: bool) -> None:
        self.model.show_every(every)

    def _go(self, index: QModelIndex) -> None:
        row = self.model.places[index.row()]
        owner = self.session.owner if self.session else ""
        self.place_chosen.emit(row.document, row.start, row.end, row.item_of(owner))


def place_of(row: PlaceRow) -> tuple[int, int, int]:
    """Where a row is."""
    return row.document, row.start, row.end
