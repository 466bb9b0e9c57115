"""People and articles: who has what, giving and taking articles, working blind, and names that are one person."""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from annotator.app import assigning, joining
from annotator.app.assigning import Assigned
from annotator.app.history import Done
from annotator.app.people import add_person
from annotator.app.session import Session
from annotator.app.team_history import TeamHistory
from annotator.model.errors import AnnotatorError
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.companion import Companion
from annotator.ui.style import style_sheet
from annotator.ui.team.article_list import ArticleList
from annotator.ui.team.join_form import JoinForm
from annotator.ui.team.layout import GAP, column, row
from annotator.ui.team.name_form import NameForm
from annotator.ui.team.people_table import PeopleTable
from annotator.ui.team.sharing import SharingOut
from annotator.ui.team.sharing_form import SharingForm
from annotator.ui.team.standing import Counting
from annotator.ui.team.words import articles, named, tr
from annotator.ui.theme import Theme

_MARGIN = 12


class PeopleWindow(Companion):
    """The window. Who is selected in the table of people is meant by everything else in it."""

    people_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("People and articles"))
        self.history: TeamHistory | None = None
        self.people, self.articles = PeopleTable(), ArticleList()
        self.form = SharingForm()
        self.blind = QCheckBox(tr("Work blind"))
        self.blind_words, self.picked, self.message = Sentence(), Sentence(), Sentence()
        self.add, self.join = QPushButton(tr("Add annotators…")), QPushButton(tr("Join two spellings…"))
        self.part = QPushButton(tr("Part the names"))
        self.give, self.take = QPushButton(tr("Give")), QPushButton(tr("Take away"))
        self.undo, self.redo = QPushButton(tr("Undo")), QPushButton(tr("Redo"))
        self.counting = Counting(self)
        self.sharing = SharingOut(self)
        self._arrange()
        self._connect()
        self.set_theme(theme)
        self.resize(1180, 720)

    def _arrange(self) -> None:
        parts = QSplitter()
        people = column(self.people, row(self.add, self.join, self.part), self.form)
        by_hand = column(self.articles, self.picked, row(self.give, self.take))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for part, after in ((people, not rtl), (by_hand, rtl)):
            part.setContentsMargins(0 if after else GAP, 0, GAP if after else 0, 0)
            parts.addWidget(part)
        parts.setChildrenCollapsible(False)
        parts.setSizes([600, 560])
        self.blind_words.setText(
            tr(
                "Annotators see the others’ annotations of an article only once they have finished it. The rule "
                "travels with every merge."
            )
        )
        blind, foot = QHBoxLayout(), QHBoxLayout()
        self.blind.setMinimumWidth(self.blind.sizeHint().width() + GAP)  # or its first letter is cut off
        blind.addWidget(self.blind)
        blind.addWidget(self.blind_words, 1)
        foot.addWidget(self.message, 1)
        foot.addWidget(self.undo)
        foot.addWidget(self.redo)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        whole.setSpacing(GAP)
        whole.addLayout(blind)
        whole.addWidget(parts, 1)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self.people.picked.connect(self._show_choice)
        self.articles.picked.connect(self._show_choice)
        self.counting.counted.connect(self._show_people)
        self.blind.clicked.connect(self._set_blind)
        self.add.clicked.connect(self.ask_names)
        self.join.clicked.connect(self.ask_join)
        self.part.clicked.connect(self._part)
        self.give.clicked.connect(partial(self._by_hand, assigning.assign))
        self.take.clicked.connect(partial(self._by_hand, assigning.unassign))
        self.undo.clicked.connect(lambda: self._do(lambda session, history: history.undo()))
        self.redo.clicked.connect(lambda: self._do(lambda session, history: history.redo()))
        self.form.look_wanted.connect(self.sharing.look)
        self.form.share_wanted.connect(self.sharing.share)
        self.sharing.looked.connect(self.form.show_preview)
        self.sharing.shared.connect(self._tell_all)
        self.sharing.broke.connect(self.broke)

    # what is shown

    def set_session(self, session: Session | None) -> None:
        """Show another project, or none."""
        super().set_session(session)
        self.history = TeamHistory(session.project, session.author) if session else None
        self.sharing.set_session(session)
        self.people.setRowCount(0)
        self.articles.lines.set_session(session, {})
        self.message.clear()
        self.setEnabled(session is not None)
        self._look_again()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self.setStyleSheet(style_sheet(theme))

    def follow(self, documents: Collection[int]) -> None:
        """Count again what concerns people."""
        if self.session and not documents and self.articles.lines.rowCount() != self.session.count():
            self.articles.lines.set_session(self.session, {})
        if self.isVisible():
            self._look_again()

    def showEvent(self, event: QShowEvent) -> None:
        """Count what changed while nobody looked."""
        super().showEvent(event)
        self._look_again()

    def _look_again(self) -> None:
        self.counting.count_in(self.session)
        if self.session is None or self.history is None:
            return
        self.blind.setChecked(assigning.is_blind(self.session.project))
        for button, what in ((self.undo, self.history.next_undo()), (self.redo, self.history.next_redo())):
            button.setEnabled(bool(what))
            button.setToolTip(what)
        self._show_choice()

    def _show_people(self) -> None:
        self.people.show_people(self.counting.people)
        self.articles.lines.set_holders(self.counting.holders)

    def _show_choice(self) -> None:
        names, count = self.people.chosen(), self.articles.count()
        self.form.set_people(names, self.people.rowCount())
        ready = bool(names) and count > 0
        self.give.setEnabled(ready)
        self.take.setEnabled(ready)
        if ready:
            self.picked.setText(tr("{0} and {1} are selected.").format(articles(count), named(names)))
        else:
            self.picked.setText(tr("Select people on the one side and articles on the other."))
        joined = {person.name for person in self.counting.people if person.also}
        self.part.setVisible(len(names) == 1 and names[0] in joined)

    # what is done

    def ask_names(self) -> NameForm:
        """Who shall be added?"""
        form = NameForm(self)
        form.accepted.connect(lambda: self._add(form.names()))
        form.open()
        return form

    def ask_join(self) -> JoinForm:
        """Which names are one person?"""
        form = JoinForm([person.name for person in self.counting.people], self.people.chosen(), self)
        form.accepted.connect(lambda: self._join(*form.names()))
        form.open()
        return form

    def _add(self, names: list[str]) -> None:
        def add(session: Session, history: TeamHistory) -> None:
            for name in names:
                add_person(session.project, name, author=session.author)

        self._do(add, tr("Added: {0}.").format(named(names)))

    def _join(self, old: str, new: str) -> None:
        said = tr("{0} and {1} are one person from now on.").format(named([old]), named([new]))
        self._do(
            lambda session, history: joining.join(session.project, old, new, author=session.author), said
        )

    def _part(self) -> None:
        (name,) = self.people.chosen()
        also = next(person.also for person in self.counting.people if person.name == name)

        def part(session: Session, history: TeamHistory) -> None:
            for old in also:
                joining.part(session.project, old, author=session.author)

        self._do(part, tr("{0} is not {1} any more.").format(named(also), named([name])))

    def _set_blind(self, blind: bool) -> None:
        said = (
            tr("Annotators work blind from now on.") if blind else tr("Annotators see each other’s work now.")
        )
        self._do(
            lambda session, history: assigning.set_blind(session.project, blind=blind, author=session.author),
            said,
        )

    def _by_hand(self, act: Callable[..., Assigned], pressed: bool = False) -> None:
        names, numbers = self.people.chosen(), self.articles.chosen()

        def hand(session: Session, history: TeamHistory) -> None:
            self._say_assigned(act(session.project, names, numbers, author=session.author), act)

        self._do(hand)

    def _say_assigned(self, done: Assigned, act: Callable[..., Assigned]) -> None:
        people = named(dict.fromkeys(name for _, name in done.pairs))
        if not done.pairs:
            said = tr("That is so already.")
        elif act is assigning.assign:
            said = tr("Gave {0} to {1}.").format(articles(len({n for n, _ in done.pairs})), people)
        else:
            said = tr("Took {0} from {1}.").format(articles(len({n for n, _ in done.pairs})), people)
        if done.begun:
            said += " " + tr("{0} were begun: that work stays.").format(articles(done.begun))
        self.message.setText(said)

    def _do(self, act: Callable[[Session, TeamHistory], Done | None], said: str = "") -> None:
        """Do something to the project and show it everywhere, or say why it cannot be done."""
        if self.session is None or self.history is None:
            return
        try:
            act(self.session, self.history)
        except AnnotatorError as error:
            self.message.setText(str(error))
            self._look_again()
            return
        self._tell_all(said)

    def _tell_all(self, said: str) -> None:
        self.message.setText(said or self.message.text())
        self.changed.emit(set())
        self.listed.emit()
        self.people_changed.emit()
        self._look_again()
        self.form.look()
