"""Merging files of other laptops: which files, what they would bring, then the merge and where its results are."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.app.assigning import may_see_others
from annotator.app.merging import Merged, Place, merge_job
from annotator.app.opening import SUFFIX
from annotator.app.session import Session
from annotator.app.team_jobs import plan_merge_job
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.companion import Companion
from annotator.ui.dropping import Dropping
from annotator.ui.file_dialog import FileDialog
from annotator.ui.looking import Looking
from annotator.ui.style import style_sheet
from annotator.ui.team import merge_words
from annotator.ui.team.came_table import CameTable
from annotator.ui.team.plan_tree import PlanTree
from annotator.ui.team.words import number, tr
from annotator.ui.theme import Theme

_MARGIN, _GAP = 12, 10


class MergeWindow(Companion):
    """Looks before it merges; nothing is changed until the button says so."""

    job_wanted = Signal(str, str, object, object, object)  # name, reason, what then, function, arguments
    stop_wanted = Signal()
    conflicts_wanted = Signal()
    merged = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("Merge"))
        self.paths: list[Path] = []
        self.said, self.words = Sentence(), Sentence()
        self.tree, self.came = PlanTree(), CameTable()
        self.pages = QStackedWidget()
        self.bar = QProgressBar()
        self.choose, self.empty = QPushButton(tr("Choose files…")), QPushButton(tr("Other files"))
        self.decide = QPushButton(tr("Decide the conflicts…"))
        self.start, self.stop = QPushButton(tr("Merge")), QPushButton(tr("Cancel"))
        self.looking = Looking(self)
        self._arrange()
        self._connect()
        self.set_theme(theme)
        self.resize(860, 620)
        self.forget()

    def _arrange(self) -> None:
        self.bar.setTextVisible(False)
        for page in (self.tree, self.came):
            self.pages.addWidget(page)
        foot = QHBoxLayout()
        for button in (self.choose, self.empty, self.decide):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.stop)
        foot.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(_GAP)
        column.addWidget(self.said)
        column.addWidget(self.pages, 1)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.choose.clicked.connect(self.ask_files)
        self.empty.clicked.connect(self.forget)
        self.decide.clicked.connect(self.conflicts_wanted)
        self.start.clicked.connect(self._merge)
        self.stop.clicked.connect(self._stop)
        self.came.place_chosen.connect(self._go)
        Dropping(self).dropped.connect(self.take_files)
        self.looking.found.connect(self._show_plan)
        self.looking.failed.connect(self._refused)
        self.looking.broke.connect(self._broke)
        self.looking.progressed.connect(self.show_progress)

    # which files

    def set_session(self, session: Session | None) -> None:
        """Another project, or none: what was found out is about the old one."""
        other = self.session is None or session is None or session.project is not self.session.project
        super().set_session(session)
        self.setEnabled(session is not None)
        if other:
            self.forget()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self.setStyleSheet(style_sheet(theme))

    def forget(self) -> None:
        """No files are chosen."""
        self.looking.stop()
        self.paths = []
        self.tree.show_files([])
        self.came.show_places([])
        self.pages.setCurrentWidget(self.tree)
        self.said.setText(
            tr(
                "Choose the project files of other laptops, or drop them here. What they would bring is shown "
                "before anything changes. Order and repetition do not matter, and nothing can be lost."
            )
        )
        self.words.clear()
        self._show_state(ready=False, busy=False)

    def ask_files(self) -> QFileDialog:
        """Which files shall be merged?"""
        folder = str(self.session.project.path.parent) if self.session else ""
        dialog = FileDialog(self, tr("Merge"), folder)
        dialog.setNameFilters([tr("Projects (*{0})").format(SUFFIX), tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.take_files([Path(name) for name in names]))
        dialog.open()
        return dialog

    def take_files(self, paths: list[Path]) -> None:
        """Take these files to those that were chosen, and look what they would bring."""
        if self.session is None or (self.is_busy() and not self.looking_at()):
            return
        here = self.session.project.path.resolve()
        known = {path.resolve() for path in self.paths} | {here}
        self.paths += [path for path in paths if path.resolve() not in known]
        if not self.paths:
            self.said.setText(tr("That is the project that is open."))
            return
        self.tree.show_files(self.paths)
        self.pages.setCurrentWidget(self.tree)
        self.said.setText(tr("Looking at {0}…").format(number(len(self.paths), tr("file"), tr("files"))))
        self.words.clear()
        self._show_state(ready=False, busy=True)
        self.looking.ask(plan_merge_job, self.session.project.path, list(self.paths))

    # what is known and done

    def is_busy(self) -> bool:
        """Whether files are being looked at or merged."""
        return not self.stop.isHidden()

    def looking_at(self) -> bool:
        """Whether what runs is only a look."""
        return self.looking.is_asking()

    def show_progress(self, done: int, total: int | None) -> None:
        """So much is done."""
        if self.is_busy():
            self.bar.setRange(0, total or 0)
            self.bar.setValue(done)

    def _show_plan(self, done: Merged) -> None:
        self.tree.show_plan(done)
        self.said.setText(tr("This is what a merge would bring."))
        self.words.setText("\n".join(merge_words.planned(done)))
        self._show_state(ready=done.batches > 0, busy=False)

    def _refused(self, sentence: str) -> None:
        self.said.setText(sentence)
        self._show_state(ready=False, busy=False)

    def _broke(self, trace: str) -> None:
        self._show_state(ready=False, busy=False)
        self.broke.emit(trace)

    def _merge(self) -> None:
        self.said.setText(tr("Merging…"))
        self._show_state(ready=False, busy=True)
        reason = tr("A merge is writing to the project. Wait until it is done, or cancel it.")
        self.job_wanted.emit(tr("Merging"), reason, self.show_merged, merge_job, list(self.paths))

    def job_over(self) -> None:
        """The project's job is over, however it ended."""
        if self.is_busy() and not self.looking_at():
            self.said.setText(tr("The merge was stopped. Nothing of it remains."))
            self._show_state(ready=bool(self.paths), busy=False)

    def show_merged(self, done: Merged) -> None:
        """Show what came of the merge."""
        self.said.setText(" ".join(merge_words.merged(done)[:1]))
        self.words.setText("\n".join(merge_words.merged(done)[1:]))
        self.came.show_places(self._seen(done.places))
        self.pages.setCurrentWidget(self.came)
        self.paths = []
        self._show_state(ready=False, busy=False)
        self.decide.setVisible(done.conflicts > 0)
        self.empty.show()
        self.merged.emit()

    def _seen(self, places: list[Place]) -> list[Place]:
        """What the person at work may see: where people work blind, not what others marked in open articles."""
        if self.session is None:
            return []
        project, me = self.session.project, self.session.owner
        may = {number: may_see_others(project, number, me) for number in {p.document for p in places}}
        return [place for place in places if place.owner == me or may[place.document]]

    def _stop(self) -> None:
        if self.looking_at():
            self.forget()
        else:
            self.stop.setEnabled(False)
            self.stop_wanted.emit()

    def _go(self, place: Place) -> None:
        mine = self.session is not None and place.owner == self.session.owner
        self.place_chosen.emit(place.document, place.start, place.end, place.item if mine else "")

    def _show_state(self, *, ready: bool, busy: bool) -> None:
        with QSignalBlocker(self.bar):
            self.bar.setRange(0, 0 if busy else 1)
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)
        self.stop.setEnabled(busy)
        self.choose.setEnabled(not busy)
        self.empty.setVisible(bool(self.paths) and not busy)
        self.decide.hide()
        self.start.setEnabled(ready)
