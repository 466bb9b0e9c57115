"""Conflicts: what two laptops said differently of one item, side by side, decided with one key."""

from collections.abc import Collection
from itertools import islice

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from annotator.app.conflict_facts import differing, facts_of
from annotator.app.deciding import Conflict, conflicts
from annotator.app.edits import Article
from annotator.app.history import History
from annotator.app.session import Session
from annotator.model.errors import AnnotatorError
from annotator.model.revision import DECISION, EXCLUDED, GOLD, KIND_NAMES, PRECEDENT, PROJECT, SPAN
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.companion import Companion
from annotator.ui.isolates import isolated
from annotator.ui.physical_keys import PhysicalKeys
from annotator.ui.style import style_sheet
from annotator.ui.team import conflict_words
from annotator.ui.team.conflict_list import ConflictList
from annotator.ui.team.version_pane import VersionPane
from annotator.ui.team.words import tr
from annotator.ui.theme import Theme

_MARGIN, _GAP = 12, 8
_REST = 120  # milliseconds: several changes at once are read once
_MOST = 500  # conflicts that are listed; the rest comes when these are decided
_ADJUDICATED = {KIND_NAMES[DECISION], KIND_NAMES[PRECEDENT]}
_DROPPED = {KIND_NAMES[SPAN], KIND_NAMES[EXCLUDED]}  # kinds of which nothing may be left


class ConflictsWindow(Companion):
    """The window."""

    adjudication_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("Conflicts"))
        self.conflicts: list[Conflict] = []
        self._decided: list[tuple[str, str]] = []  # owner, and what the batch is called
        self.head, self.words, self.said = Sentence(), Sentence(), Sentence()
        self.list = ConflictList()
        self.panes: list[VersionPane] = []
        self.side = QHBoxLayout()
        self.adjudicate, self.become = QPushButton(tr("Adjudicate…")), QPushButton()
        self.go, self.none = QPushButton(tr("Go to the place")), QPushButton(tr("Neither (Delete)"))
        self.undo = QPushButton(tr("Undo"))
        self._undo_key = QAction(self, shortcut=QKeySequence("Ctrl+Z"))
        self._physical = PhysicalKeys(lambda: [self._undo_key], self)
        self._rest = QTimer(self, interval=_REST, singleShot=True)
        self._arrange()
        self._connect()
        self.set_theme(theme)
        self.resize(1180, 680)

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        for button in (self.adjudicate, self.become, self.none, self.go):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.undo)
        card, parts = QWidget(), QSplitter()
        column = QVBoxLayout(card)
        column.setContentsMargins(_GAP, 0, 0, 0)
        column.addWidget(self.words)
        column.addLayout(self.side, 1)
        column.addWidget(self.said)
        column.addLayout(foot)
        parts.addWidget(self.list)
        parts.addWidget(card)
        parts.setChildrenCollapsible(False)
        parts.setSizes([300, 860])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        whole.addWidget(self.head)
        whole.addWidget(parts, 1)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show)
        self.list.version_chosen.connect(self.decide)
        self.list.none_chosen.connect(self.decide_none)
        self.list.undo_wanted.connect(self.take_back)
        self.none.clicked.connect(self.decide_none)
        self.adjudicate.clicked.connect(self.adjudication_wanted)
        self.become.clicked.connect(self._become)
        self.go.clicked.connect(self._go)
        self.undo.clicked.connect(self.take_back)
        self._undo_key.triggered.connect(self.take_back)
        self._rest.timeout.connect(self.look)

    # what is shown

    def set_session(self, session: Session | None) -> None:
        """Show another project or owner, or none."""
        if session is None or self.session is None or session.project is not self.session.project:
            self._decided.clear()
        super().set_session(session)
        self.said.clear()
        self.look()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self.setStyleSheet(style_sheet(theme))
        for pane in self.panes:
            pane.set_theme(theme)

    def follow(self, documents: Collection[int]) -> None:
        """Read again in a moment."""
        if self.session:
            self._rest.start()

    def look(self) -> None:
        """Read the conflicts; the place in the list stays."""
        self._rest.stop()
        row = max(self.list.currentRow(), 0)
        found = conflicts(self.session.project) if self.session else iter(())
        self.conflicts = list(islice(found, _MOST))
        self.head.setText(conflict_words.head(len(self.conflicts)))
        session = self.session
        lines = [conflict_words.line(session, conflict) for conflict in self.conflicts] if session else []
        self.list.show_lines(lines, row)
        self._show(self.list.currentRow())
        self.undo.setEnabled(bool(self._decided))

    def _show(self, row: int) -> None:
        conflict = self.conflicts[row] if 0 <= row < len(self.conflicts) else None
        mine = conflict is not None and self._owner_of(conflict) != ""
        sent = conflict is not None and conflict.kind in _ADJUDICATED
        self.adjudicate.setVisible(sent)
        self.become.setVisible(conflict is not None and not mine and not sent)
        self.none.setVisible(mine and conflict is not None and conflict.kind in _DROPPED)
        self.go.setVisible(conflict is not None and conflict.document is not None)
        self.words.clear()
        if conflict:
            self.words.setText(conflict_words.explained(conflict, mine=mine, adjudicated=sent))
            self.become.setText(tr("Work as {0}").format(isolated(conflict.owner)).replace("&", "&&"))
        self._show_versions(conflict, possible=mine)

    def _show_versions(self, conflict: Conflict | None, *, possible: bool) -> None:
        versions = conflict.versions if conflict else ()
        while len(self.panes) < len(versions):
            self._add_pane()
        for pane in self.panes[len(versions) :]:
            pane.hide()
        if conflict is None or self.session is None:
            return
        facts = facts_of(self.session.project, conflict)
        article, differ = self._article(conflict), differing(facts)
        for pane, version, said in zip(self.panes, versions, facts, strict=False):
            pane.show_version(version, said, differ, article, self.session.labels)
            pane.take.setVisible(possible)
            pane.show()

    def _article(self, conflict: Conflict) -> Article | None:
        if self.session is None or conflict.document is None or conflict.kind not in _DROPPED:
            return None
        owner = conflict.owner if conflict.owner != PROJECT else self.session.owner
        return Session(self.session.project, owner).article(conflict.document)

    def _add_pane(self) -> None:
        place = len(self.panes)
        pane = VersionPane(str(place + 1))
        pane.set_theme(self.theme)
        pane.chosen.connect(lambda: self.decide(place))
        self.panes.append(pane)
        self.side.addWidget(pane, 1)

    # what is done

    def decide(self, place: int) -> None:
        """The version of that place stands."""
        self._decide(place, none=False)

    def decide_none(self) -> None:
        """None of the versions stands."""
        if (conflict := self._current()) and conflict.kind in _DROPPED:
            self._decide(0, none=True)

    def _decide(self, place: int, *, none: bool) -> None:
        conflict = self._current()
        owner = self._owner_of(conflict) if conflict else ""
        if self.session is None or conflict is None or not owner or place >= len(conflict.versions):
            return
        decider = Session(self.session.project, owner, self.session.author)
        try:
            done = decider.decide(conflict.versions[place].name, none=none)
        except AnnotatorError as error:
            self.said.setText(str(error))
            return
        self._decided.append((conflict.owner, done.batch.what))
        said = tr("Neither stands.") if none else tr("Version {0} stands.").format(place + 1)
        self.said.setText(tr("{0} Ctrl+Z takes that back.").format(said))
        self._tell(done.documents)

    def take_back(self) -> None:
        """Take the last decision back, unless something else was done since."""
        if self.session is None or not self._decided:
            return
        owner, what = self._decided[-1]
        history = History(self.session.project, owner, self.session.author)
        try:
            if history.next_undo() != what:
                self.said.setText(tr("Something else was done since; take that back first."))
                return
            done = history.undo()
        except AnnotatorError as error:
            self.said.setText(str(error))
            return
        self._decided.pop()
        self.said.setText(tr("Taken back."))
        self._tell(done.documents)

    def _tell(self, documents: Collection[int]) -> None:
        self.look()
        self.changed.emit(set(documents))
        self.listed.emit()

    def _current(self) -> Conflict | None:
        row = self.list.currentRow()
        return self.conflicts[row] if 0 <= row < len(self.conflicts) else None

    def _owner_of(self, conflict: Conflict) -> str:
        """As whom the conflict can be decided by the person at work, "" for not at all."""
        if self.session is None or conflict.kind in _ADJUDICATED:
            return ""
        mine = Session(self.session.project, conflict.owner).owner if conflict.owner != PROJECT else PROJECT
        if mine == GOLD:
            return GOLD
        return self.session.owner if mine in (self.session.owner, PROJECT) else ""

    def _become(self) -> None:
        if conflict := self._current():
            self.owner_chosen.emit(conflict.owner, "")

    def _go(self) -> None:
        if (conflict := self._current()) and conflict.document is not None:
            edit = conflict.versions[0].edit
            self.place_chosen.emit(conflict.document, edit.start or 0, edit.end or 0, "")

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard, and know keys by their places."""
        super().showEvent(event)
        self.list.setFocus()
        if handle := self.windowHandle():
            self._physical.watch(handle)
