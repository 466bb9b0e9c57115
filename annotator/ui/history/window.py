"""The history window: what is listed and whose, the list, the state beside it, and the viewer's own time."""

from collections.abc import Collection

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from annotator.app.looking_back import EventRow, Scope, newest, people_in_history
from annotator.app.session import Session
from annotator.app.time_spent import TimeSpent, add
from annotator.model.errors import AnnotatorError
from annotator.model.revision import GOLD
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.companion import Companion
from annotator.ui.history.event_list import EventList
from annotator.ui.history.state_pane import StatePane
from annotator.ui.isolates import isolated
from annotator.ui.safety.words import duration, tr
from annotator.ui.style import style_sheet
from annotator.ui.theme import Theme

_MARGIN, _GAP = 12, 8
_PAUSE = 200  # milliseconds until what changed together is listed together
PROJECT, ARTICLE, SPAN = "project", "article", "span"


class HistoryWindow(Companion):
    """Lists the history. It looks only while it is seen."""

    back_wanted = Signal(int, int)  # document, batch: the owner's article shall be as it was after it

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("History"))
        self._number, self._item = 0, ""
        self._seen = self._kept = 0  # the newest batch that was listed, and the one to be current again
        self._spent: TimeSpent | None = None
        self.scope, self.person = QComboBox(self), QComboBox(self)
        self.time, self.count = Sentence(self), Sentence(self)
        self.list, self.state = EventList(theme), StatePane(theme)
        self._again, self._counting = QTimer(self, interval=_PAUSE, singleShot=True), QTimer(self, interval=0)
        self._arrange()
        self._connect()
        self.set_theme(theme)
        self.resize(1080, 700)

    def _arrange(self) -> None:
        for words, name in (
            (tr("The whole project"), PROJECT),
            (tr("The article on screen"), ARTICLE),
            (tr("The selected span"), SPAN),
        ):
            self.scope.addItem(words, name)
        self.scope.setCurrentIndex(1)
        self.scope.setAccessibleName(tr("History of"))
        self.person.setAccessibleName(tr("Whose history"))
        parts = QSplitter(Qt.Orientation.Horizontal, self)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(1)
        for part in (self._left(), self.state):
            parts.addWidget(part)
        parts.setSizes([460, 620])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        outer.setSpacing(10)
        outer.addWidget(self.time)
        outer.addWidget(parts, 1)

    def _left(self) -> QWidget:
        asked = QHBoxLayout()
        asked.addWidget(self.scope)
        asked.addWidget(QLabel(tr("by"), self))
        asked.addWidget(self.person, 1)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(_GAP, 0, _GAP, 0)
        column.setSpacing(8)
        column.addLayout(asked)
        column.addWidget(self.list, 1)
        column.addWidget(self.count)
        return left

    def _connect(self) -> None:
        self.scope.activated.connect(lambda place: self.look())
        self.person.activated.connect(lambda place: self.look())
        self.list.chosen.connect(lambda row: self.state.show_event(self.session, row))
        self.list.opened.connect(self._go)
        self.list.events.looked.connect(self._say)
        self.list.events.failed.connect(self.failed)
        self.state.go_wanted.connect(self._go)
        self.state.back_wanted.connect(self.back_wanted)
        self.state.broke.connect(self.broke)
        self._again.timeout.connect(self._look_again)
        self._counting.timeout.connect(self._count_time)

    # what is shown

    def set_session(self, session: Session | None) -> None:
        """Show another project or owner, or none."""
        super().set_session(session)
        self._number, self._item = 0, ""
        self._spent = TimeSpent(session.owner) if session and session.owner != GOLD else None
        self.list.events.stop()
        self.state.stop()
        self._counting.stop()
        self.person.clear()
        self.look()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self.setStyleSheet(style_sheet(theme))
        self.list.set_theme(theme)
        self.state.set_theme(theme)

    def show_article(self, number: int) -> None:
        """Another article is on the screen."""
        self._number, self._item = number, ""
        if self.scope.currentData() != PROJECT:
            self._again.start()
        self._show_time()

    def show_span(self, item: str) -> None:
        """Another span is selected, or none."""
        self._item = item
        if self.scope.currentData() == SPAN:
            self._again.start()

    def follow(self, documents: Collection[int]) -> None:
        """Something was done: it comes to the top of the list."""
        if self.isVisible() and self._newest() != self._seen:
            self._again.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again, since something may have been done."""
        super().showEvent(event)
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self.list.events.stop()
        self.state.stop()

    def asked(self) -> Scope | None:
        """What is asked for; None where there is no such article or span."""
        person = self.person.currentData() or ""
        wanted = self.scope.currentData()
        if wanted == PROJECT:
            return Scope(person=person)
        if wanted == ARTICLE:
            return Scope(self._number, person=person) if self._number else None
        return Scope(self._number, self._item, person) if self._item else None

    def look(self) -> None:
        """List again, from the newest."""
        self._again.stop()
        if not self.isVisible() and self.session:
            return
        self._offer_people()
        self._seen = self._newest()
        scope = self.asked()
        self.state.show_event(None, None)
        self.list.events.show_scope(self.session if scope else None, scope or Scope())
        self._say()
        if self.session and self._spent:
            self._counting.start()

    def _newest(self) -> int:
        try:
            return newest(self.session.project) if self.session else 0
        except AnnotatorError:
            return self._seen  # the file cannot be read now

    def _look_again(self) -> None:
        """List again, and stay at the event that is looked at."""
        row = self.list.row()
        self._kept = row.batch.number if row else 0
        self.look()

    def _offer_people(self) -> None:
        chosen = self.person.currentData()
        try:
            names = people_in_history(self.session.project) if self.session else []
        except AnnotatorError as error:
            self.failed.emit(str(error))
            return
        self.person.clear()
        self.person.addItem(tr("everyone"), "")
        for name in names:
            self.person.addItem(isolated(name), name)
        self.person.setCurrentIndex(max(self.person.findData(chosen), 0))

    def _say(self) -> None:
        events = self.list.events
        if self.asked() is None:
            nothing = self.scope.currentData() == SPAN
            self.count.setText(tr("No span is selected.") if nothing else tr("No article is on the screen."))
        elif events.is_looking():
            self.count.setText(tr("Looking…"))
        else:
            shown = tr("{0} events") if events.is_over() else tr("{0} events; scroll for more")
            self.count.setText(shown.format(f"{len(events.rows):,}"))
        self._choose()

    def _choose(self) -> None:
        """Make the event current that was so before, or the newest."""
        events = self.list.events
        if self.list.currentIndex().isValid() or not events.rows:
            return
        place = events.place_of(self._kept) if self._kept else 0
        if place < 0 and events.is_looking():
            return
        self._kept = 0
        self.list.setCurrentIndex(events.index(max(place, 0)))

    # time

    def _count_time(self) -> None:
        try:
            more = bool(self.session and self._spent and add(self.session.project, self._spent))
        except AnnotatorError:
            more = False  # the file cannot be read now; the next look counts on
        if not more:
            self._counting.stop()
            self._show_time()

    def _show_time(self) -> None:
        if self._spent is None or self.session is None:
            self.time.clear()
            return
        here = duration(self._spent.of(self._number)) if self._number else "–"
        said = tr("Your time: {0} on this article, {1} on all articles.").format(
            here, duration(self._spent.total)
        )
        self.time.setText(f"{said} {tr('Breaks of more than five minutes are not counted.')}")

    def _go(self, row: EventRow | None) -> None:
        if row and row.document is not None and self.session:
            place = row.place
            start, end = (place.start, place.end) if place else (0, 0)
            alive = {span.item for span in self.session.article(row.document).spans}
            item = place.item if place and place.item in alive else ""
            self.place_chosen.emit(row.document, start, end, item)
