"""Undo and redo, however large: what would hold the window up is taken back in another process."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.app.article_history import Rewind
from annotator.app.file_jobs import reverse_job, withdraw_job
from annotator.app.history import Done
from annotator.app.looking_back import rewind_job
from annotator.model.errors import Unavailable

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_LARGE = 400  # revisions that are taken back in some 50 ms


class Reversing(QObject):
    """Takes back and brings back what was done last."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def undo(self) -> None:
        """Take back the last gesture or import."""
        if self._is_large(redo=False):
            self._run(self.tr("Undoing"), redo=False)
        else:
            self._window.desk.undo()

    def redo(self) -> None:
        """Bring back what was undone last."""
        if self._is_large(redo=True):
            self._run(self.tr("Redoing"), redo=True)
        else:
            self._window.desk.redo()

    def _is_large(self, *, redo: bool) -> bool:
        session = self._window.desk.session
        if session is None:
            return False
        with suppress(Unavailable):  # the gesture then says it, and waits
            return (session.history.redo_size() if redo else session.history.next_size()) > _LARGE
        return False

    def go_back(self, document: int, batch: int) -> None:
        """Bring the owner's spans of an article back to what they were after a batch, as one action."""
        session, files = self._window.desk.session, self._window.files
        if session:
            reason = self.tr("The project is being written to. Wait until it is done, or cancel it.")
            asked = (session.owner, session.author, document, batch)
            files.run_job(self.tr("Going back"), reason, self._went_back, rewind_job, *asked)

    def withdraw(self, numbers: list[int], back: bool, then: Callable[[Done], None]) -> None:
        """Take many articles out of the work, or bring them back."""
        session, files = self._window.desk.session, self._window.files
        if session:
            reason = self.tr("The project is being written to. Wait until it is done, or cancel it.")
            name = self.tr("Bringing back") if back else self.tr("Withdrawing")
            files.run_job(name, reason, then, withdraw_job, session.owner, session.author, numbers, back)

    def _went_back(self, change: Rewind) -> None:
        if change.done:
            self._window.desk.take_done(change.done)
        said = self.tr("Went back. Spans that returned: {0}, that went: {1}, that changed back: {2}.")
        self._window.status_line.tell(said.format(change.back, change.gone, change.changed))

    def _run(self, name: str, *, redo: bool) -> None:
        session, files = self._window.desk.session, self._window.files
        if session is None or self._window.desk.gestures.is_waiting():
            return
        reason = self.tr("The project is being written to. Wait until it is done, or cancel it.")
        then = self._window.desk.take_done
        files.run_job(name, reason, then, reverse_job, session.owner, session.author, redo)
