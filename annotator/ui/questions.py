"""What the window asks people and tells them in windows of their own, and where it takes the answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog

from annotator import __version__
from annotator.app.labelling import used_labels
from annotator.app.opening import SUFFIX
from annotator.ui.action_words import menu_words
from annotator.ui.actions import Actions
from annotator.ui.cheat_sheet import cheat_sheet
from annotator.ui.desk import Desk
from annotator.ui.dialogs import PersonForm, notice
from annotator.ui.dropping import Dropping
from annotator.ui.exchange import Exchange
from annotator.ui.file_dialog import FileDialog
from annotator.ui.files import Files, system_user
from annotator.ui.isolates import isolated
from annotator.ui.label_editor import LabelEditor
from annotator.ui.team.merge_window import MergeWindow
from annotator.ui.who import WhoForm

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_NATIVE = QKeySequence.SequenceFormat.NativeText
# The menus of the cheat sheet.
_SHEET = ("file", "edit", "label", "go", "caret", "select", "span", "view", "help")


class Questions(QObject):
    """Each method opens a dialog and returns at once; the answer goes to the files or the desk."""

    def __init__(self, window: MainWindow, files: Files, desk: Desk, actions: Actions) -> None:
        super().__init__(window)
        self._window, self._files, self._desk, self._actions = window, files, desk, actions
        self.exchange = Exchange(window, files, window.transfers)
        Dropping(window).dropped.connect(self.take_dropped)

    # projects

    def new_project(self) -> None:
        """Where shall the new project be?"""
        dialog = self._file_dialog(self.tr("New project"), [self._projects()], save=True)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.fileSelected.connect(lambda name: self._files.make(Path(name)))
        dialog.open()

    def open_project(self) -> None:
        """Which project shall be opened?"""
        dialog = self._file_dialog(self.tr("Open project"), [self._projects(), self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda name: self._files.open(Path(name)))
        dialog.open()

    def add_me(self) -> None:
        """What is the new annotator called?"""
        me = system_user()
        form = PersonForm("" if me in self._files.people() else me, self._window)
        form.accepted.connect(lambda: self._files.add_me(form.name.text()))
        form.open()

    def who(self) -> None:
        """Who is at work here?"""
        form = WhoForm(self._files.people(), system_user(), self._window)
        form.accepted.connect(lambda: self._files.add_me(form.name.currentText()))
        form.open()

    # what is dropped

    def take_dropped(self, paths: list[Path]) -> None:
        """Files were dropped onto the window: projects are merged or opened, all else is imported."""
        projects = [path for path in paths if path.suffix == SUFFIX]
        if projects and self._files.session:
            self._ask_merge(projects)
        elif len(paths) == 1 and projects:
            self._files.open(paths[0])
        elif self._files.session is None:
            self._files.told.emit(self.tr("Open a project first, or make one."))
        else:
            self.exchange.import_chosen(paths)

    def _ask_merge(self, projects: list[Path]) -> None:
        """Shall projects that were dropped be merged into the one that is open, or opened in its place?"""
        session = self._files.session
        here = isolated(session.project.path.name) if session else ""
        answers = [(self.tr("Merge…"), lambda: self._merge(projects))]
        if len(projects) == 1:
            answers.append((self.tr("Open"), lambda: self._open(projects[0])))
        named = ", ".join(isolated(path.name) for path in projects[:4])
        asked = self.tr("Merge {0} into {1}, which is open?").format(named, here)
        notice(self._window, asked, answers=[*answers, (self.tr("Cancel"), lambda: None)], warning=False)

    def _merge(self, projects: list[Path]) -> None:
        merging = self._window.companions.show("merge")
        if isinstance(merging, MergeWindow):
            merging.take_files(projects)

    def _open(self, path: Path) -> None:
        self._files.open(path)

    # notices

    def failed(self, sentence: str, details: str = "") -> None:
        """Something could not be done."""
        notice(self._window, sentence, details=details)

    def keys(self) -> None:
        """Tell the keys, menu by menu."""
        titles = menu_words()
        groups = []
        for name in _SHEET:
            actions = [action for action in self._actions.menus[name].actions() if action.shortcuts()]
            rows = [(_words(action), "  ·  ".join(key.toString(_NATIVE) for key in action.shortcuts()))
                    for action in actions]  # fmt: skip
            if rows:
                groups.append((titles[name].replace("&", ""), rows))
        cheat_sheet(self._window, groups)

    def labels(self) -> LabelEditor | None:
        """Which labels shall there be?"""
        session = self._files.session
        if session is None:
            return None
        dark = self._window.palette().base().color().lightness() < 128
        form = LabelEditor(session.labels, used_labels(session.project), dark=dark, parent=self._window)
        form.accepted.connect(lambda: self._files.use_labels(form.label_set()))
        form.open()
        return form

    def about(self) -> None:
        """Tell what this is."""
        words = self.tr("Annotator {0}\nLabels news articles in Arabic, French, English and any mix.")
        notice(self._window, words.format(__version__), title=self.tr("About Annotator"), warning=False)

    def _projects(self) -> str:
        return self.tr("Projects (*{0})").format(SUFFIX)

    def _file_dialog(self, title: str, filters: list[str], *, save: bool = False) -> QFileDialog:
        session = self._files.session
        folder = str(session.project.path.parent) if session else ""
        dialog = FileDialog(self._window, title, folder)
        dialog.setNameFilters(filters)
        if save:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return dialog


def window_title(project: Path) -> str:
    """The title of the window of a project."""
    return f"{isolated(project.stem)} – Annotator"


def _words(action: QAction) -> str:
    """What an action is called, without what it would undo."""
    return action.text().split(":")[0].replace("&", "").rstrip("…")
