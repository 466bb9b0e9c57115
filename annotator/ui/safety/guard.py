"""Sees to it that nothing is lost where the file cannot take it: says so at once, keeps it, offers another place."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from annotator.app.opening import SUFFIX
from annotator.app.project_file import Project, copy_project, state, trouble_with
from annotator.model.errors import AnnotatorError
from annotator.ui.dialogs import notice
from annotator.ui.file_dialog import FileDialog
from annotator.ui.isolates import isolated
from annotator.ui.safety.unsaved_bar import UnsavedBar

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class Guard(QObject):
    """Watches over the gesture that is not saved and over the file itself."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._missing = ""  # why the file cannot be written, gesture or not
        self._reason = ""  # why the last gesture was not saved
        self.bar = UnsavedBar(window.appearance.theme)
        gestures = window.desk.gestures
        gestures.unavailable.connect(self._keep)
        gestures.settled.connect(self._settled)
        self.bar.again.connect(gestures.try_again)
        self.bar.given_up.connect(gestures.give_up)
        self.bar.copy_wanted.connect(self.ask_copy)
        self.bar.reopen_wanted.connect(self.reopen)

    def look(self) -> None:
        """Whether the file is still there and can be written; to be asked twice a second."""
        session = self._window.files.session
        missing = trouble_with(session.project) if session else ""
        if missing == self._missing:
            return
        was_read_only = bool(self._missing) and bool(session) and not missing
        self._missing = missing
        self._show()
        if was_read_only and session and session.project.path.exists():
            # A file that was opened when it was read-only stays so for its connection.
            self._move_to(session.project.path)

    def trouble(self) -> str:
        """Why not everything is saved, or cannot be; "" where all is well."""
        return self._reason or self._missing

    def may_close(self) -> bool:
        """Whether nothing would be lost by closing the window; else people are asked, and closing is up to them."""
        gestures = self._window.desk.gestures
        if not gestures.is_waiting():
            return True

        def close() -> None:
            gestures.give_up()
            self._window.close()

        sentence = self.tr("Your last action is not saved. {0}").format(self._reason)
        answers = (
            (self.tr("Close without it"), close),
            (self.tr("Save a copy and go on there…"), self.ask_copy),
            (self.tr("Stay"), lambda: None),
        )
        notice(self._window, sentence, answers=answers)
        return False

    def ask_copy(self) -> QFileDialog | None:
        """Where shall a copy be, in which work goes on?"""
        session = self._window.files.session
        if session is None:
            return None
        path = session.project.path
        dialog = FileDialog(self._window, self.tr("Save a copy and go on there"), str(Path.home()))
        dialog.setNameFilters([self.tr("Projects (*{0})").format(SUFFIX)])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(path.name)
        dialog.fileSelected.connect(lambda name: self.go_on_in(Path(name)))
        dialog.open()
        return dialog

    def go_on_in(self, out: Path) -> bool:
        """Copy all that is saved to another place, and carry out there what is not."""
        window = self._window
        session = window.files.session
        if session is None:
            return False
        try:
            copy_project(session.project, out)
        except AnnotatorError as error:
            window.files.failed.emit(str(error), "")
            return False
        window.settings.set_owner(out, session.owner)
        if self._move_to(out):
            window.status_line.tell(self.tr("You work in {0} now.").format(isolated(str(out))))
        return True

    def reopen(self) -> None:
        """Open what is at the project's path now."""
        session = self._window.files.session
        if session:
            self._move_to(session.project.path)

    def _move_to(self, path: Path) -> bool:
        """Open a file in the place of the present one, and carry out there what is not saved if it is the same."""
        window, session = self._window, self._window.files.session
        if session is None or window.files.job:
            window.files.told.emit(self.tr("Wait until the present work is done, or cancel it."))
            return False
        before = _state(session.project)
        article, kept = window.desk.article, window.desk.gestures.take_kept()
        # Closed first: the log of the file that was opened must not be taken for that of another file at its path.
        window.care.leave()
        if not window.files.open(path) or window.files.session is None:
            return False
        same = before == _state(window.files.session.project) != ""
        if article and same:
            window.reactions.go_to_place(article.number, 0, 0, "")
        self._missing = self._reason = ""
        self._show()
        if kept and same:
            window.desk.gestures.run(*kept)
        elif kept:
            window.status_line.warn(self.tr("This file is in another state: your last action is not in it."))
        return True

    def _keep(self, reason: str) -> None:
        self._reason = reason
        self._show()

    def _settled(self) -> None:
        self._reason = ""
        self.look()
        self._show()

    def _show(self) -> None:
        window = self._window
        trouble = self.trouble()
        if trouble:
            waiting = window.desk.gestures.is_waiting()
            replaced = bool(self._missing) and bool(window.files.session) and _is_there(window)
            self.bar.show_trouble(trouble, waiting=waiting, replaced=replaced)
        else:
            self.bar.hide()
        window.following.show_saved()


def _is_there(window: MainWindow) -> bool:
    session = window.files.session
    return bool(session and session.project.path.exists() and session.project.is_lost())


def _state(project: Project) -> str:
    """What tells its states apart, "" where it cannot be read."""
    with suppress(AnnotatorError):
        return state(project)
    return ""
