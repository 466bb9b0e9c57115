"""Puts backups in the place of projects, saves what can be read of damaged ones, and checks the one that is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox

from annotator.app.backup_list import (
    Backup,
    Recovered,
    Restored,
    has_backups,
    recover_job,
    restore_job,
)
from annotator.app.opening import SUFFIX
from annotator.ui.dialogs import notice
from annotator.ui.file_dialog import FileDialog
from annotator.ui.isolates import isolated
from annotator.ui.safety.backups_window import BackupsWindow
from annotator.ui.safety.check_form import CheckForm
from annotator.ui.safety.task import Task
from annotator.ui.safety.words import local_time

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class Rescue(QObject):
    """Each method asks first or returns at once; what stood in a project's place is always kept."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    # going back to a backup

    def ask_restore(self, path: Path, backup: Backup) -> QMessageBox:
        """Shall that backup take the project's place?"""
        sentence = self.tr(
            "{0} becomes what it was on {1}.\n\nWhat stands there now becomes a backup itself, so nothing is lost: "
            "you can go back to it, or merge it."
        ).format(isolated(path.stem), isolated(local_time(backup.made)))
        answers = (
            (self.tr("Go back"), lambda: self.restore(path, backup)),
            (self.tr("Cancel"), lambda: None),
        )
        return notice(self._window, sentence, answers=answers, title=self.tr("Backups"), warning=False)

    def restore(self, path: Path, backup: Backup) -> None:
        """Put a backup in the place of a project, and open it."""
        window = self._window
        if window.files.job:
            window.status_line.tell(self.tr("Wait until the present work is done, or cancel it."))
            return
        window.care.leave()
        task = Task(window, self.tr("Going back"))
        task.done.connect(lambda restored: self._restored(path, restored))
        task.failed.connect(lambda sentence: self._not_restored(path, sentence))
        task.start(restore_job, path, backup)

    def _restored(self, path: Path, restored: Restored) -> None:
        window = self._window
        if window.files.open(path):
            made = isolated(local_time(restored.backup.made))
            window.status_line.tell(self.tr("The project is as it was on {0}.").format(made))

    def _not_restored(self, path: Path, sentence: str) -> None:
        self._window.files.open(path)
        self._window.questions.failed(sentence)

    # damaged files

    def offer(self, path: Path, sentence: str) -> QMessageBox:
        """A project does not open because it is damaged: what shall be done?"""
        answers: list[tuple[str, Callable[[], object]]] = [
            (self.tr("Save what can be read…"), lambda: self.ask_where(path))
        ]
        if has_backups(path):
            answers.append((self.tr("Look at its backups…"), lambda: self.show_backups(path)))
        answers.append((self.tr("Close"), lambda: None))
        return notice(self._window, sentence, answers=answers)

    def show_backups(self, path: Path) -> None:
        """List the backups of a project that does not open."""
        view = self._window.companions.show("backups")
        assert isinstance(view, BackupsWindow)
        session = view.session
        if session is None or session.project.path != path:
            view.session = None
            view.show_backups(path)

    def ask_where(self, path: Path) -> QFileDialog:
        """Where shall what can be read be saved?"""
        dialog = FileDialog(self._window, self.tr("Save what can be read to"), str(path.parent))
        dialog.setNameFilters([self.tr("Projects (*{0})").format(SUFFIX)])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(f"{path.stem} {self.tr('saved')}{SUFFIX}")
        dialog.fileSelected.connect(lambda name: self.recover(path, Path(name)))
        dialog.open()
        return dialog

    def recover(self, damaged: Path, out: Path) -> None:
        """Save every readable row of a damaged project into a new one, and open that."""
        task = Task(self._window, self.tr("Saving what can be read"))
        task.done.connect(lambda done: self._recovered(out, done))
        task.failed.connect(self._window.questions.failed)
        task.start(recover_job, damaged, out)

    def _recovered(self, out: Path, done: Recovered) -> None:
        sentence = self.tr("Saved {0} articles and {1} actions in {2}.").format(
            f"{done.documents:,}", f"{done.batches:,}", isolated(out.name)
        )
        if done.whole:
            sentence += " " + self.tr("Nothing is lost.")
        else:
            sentence += "\n\n" + self.tr(
                "Not everything could be read. Merge the newest backup or another copy into it: "
                "that brings back what they have."
            )
        if self._window.files.open(out):
            notice(self._window, sentence, details="\n".join(done.lost), warning=not done.whole)

    # checking

    def check(self) -> CheckForm | None:
        """Prove every law of the file that is open."""
        session = self._window.files.session
        if session is None:
            return None
        path = session.project.path
        form = CheckForm(path, self._window)
        form.rescue_wanted.connect(lambda: self.ask_where(path))
        form.backups_wanted.connect(lambda: self._window.companions.show("backups"))
        form.broke.connect(self._window.files.broke)
        form.repaired.connect(lambda: self._window.reactions.take_change(set()))
        form.open()
        form.look()
        return form
