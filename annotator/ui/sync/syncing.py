"""Syncs the open project with its server in another process, when asked and every few minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel

from annotator.app.syncing import Synced, window_job
from annotator.model.errors import AnnotatorError, Unavailable
from annotator.ui.isolates import isolated
from annotator.ui.jobs import Job
from annotator.ui.safety.words import local_time

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_SOON = 5_000  # milliseconds from opening to the first sync of itself
_MINUTE = 60_000


class Syncing(QObject):
    """Where a project stands with its server. Work goes on while it runs: a gesture waits a moment at most."""

    changed = Signal()  # something to show is another now

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._job: Job | None = None
        self._asked = False  # whether a person waits for the sync that runs
        self._password = ""  # as long as the program runs, and nowhere else
        self._project: object = None
        self.function: Callable[..., Any] = window_job
        self.said = ""  # what came of the last sync, in a sentence
        self.last: datetime | None = None  # when it was synced last
        self.is_offline = self.must_join = False
        self.exchanged = 0  # batches, by the sync that runs
        self._timer, self._first = QTimer(self), QTimer(self, singleShot=True, interval=_SOON)
        for timer in (self._timer, self._first):
            timer.timeout.connect(lambda: self.sync(asked=False))
        self.sign = QLabel(window)
        self.sign.hide()
        self.sign.setContentsMargins(8, 0, 8, 0)
        window.status_line.insertPermanentWidget(4, self.sign)

    # what is remembered

    @property
    def address(self) -> str:
        """The server's address without a password, "" where there is none."""
        session = self._window.files.session
        return self._window.settings.server(session.project.path)[0] if session else ""

    @property
    def minutes(self) -> int:
        """Every how many minutes it is synced, 0 for by hand."""
        session = self._window.files.session
        return self._window.settings.server(session.project.path)[1] if session else 0

    def set_server(self, address: str, minutes: int, password: str) -> None:
        """Take another server, another interval, a password for this run of the program."""
        session = self._window.files.session
        if session:
            if address != self.address:
                self.last, self.said, self.is_offline, self.must_join = None, "", False, False
            self._window.settings.set_server(session.project.path, address, minutes)
            self._password = password
            self._set_timer()
            self._tell()

    def project_opened(self) -> None:
        """Another project is in the window, or the same with another owner."""
        session = self._window.files.session
        project = session.project if session else None
        if project is not self._project:
            self.stop()
            self._project = project
            self._set_timer()
            if self._timer.isActive():
                self._first.start()
            self._tell()

    def stop(self) -> None:
        """The project is about to be closed; what was exchanged stays, the next sync goes on from there."""
        self._timer.stop()
        self._first.stop()
        self._project, self._password = None, ""
        self.last, self.said, self.is_offline, self.must_join = None, "", False, False
        if self._job:
            self._job.end()
            self._over()

    # syncing

    def is_busy(self) -> bool:
        """Whether a sync runs."""
        return self._job is not None

    def sync(self, *, asked: bool = True, join: bool = False) -> None:
        """Exchange with the server what either side lacks."""
        session, files = self._window.files.session, self._window.files
        if session is None or not self.address or self._job or files.job:
            return
        self._asked, self.exchanged = asked, 0
        job = self._job = Job(self)
        job.progressed.connect(self._progress)
        job.done.connect(lambda done: self._end(lambda: self._done(done)))
        job.refused.connect(lambda error: self._end(lambda: self._refused(error)))
        job.cancelled.connect(lambda: self._end(lambda: None))
        job.broke.connect(lambda trace: self._end(lambda: files.broke.emit(trace)))
        job.start(self.function, session.project.path, self.address, self._password, join)
        self._tell()

    def cancel(self) -> None:
        """Stop the sync that runs; what was exchanged until then stays."""
        if self._job:
            self._job.cancel()

    def _progress(self, done: int, total: int | None) -> None:
        self.exchanged = done
        self.changed.emit()

    def _done(self, done: Synced) -> None:
        self.last, self.is_offline, self.must_join = datetime.now(UTC), False, False
        self.said = summary(done)
        if self._asked or done.pulled or done.pushed:
            self._window.status_line.tell(self.said)
        if done.people:
            self._window.files.people_changed.emit()
        self._window.following.look()

    def _refused(self, error: AnnotatorError) -> None:
        self.said = str(error)
        self.is_offline = isinstance(error, Unavailable)
        self.must_join = not self.is_offline and "--join" in self.said
        if self.must_join:
            self.said = self.tr("The server holds a project that was begun separately from this one.")
        # No network is no failure: work goes on, and the next sync brings everything together.
        if self._asked or not self.is_offline:
            self._window.status_line.tell(self.said)

    def _end(self, tell: Callable[[], None]) -> None:
        self._over()
        tell()
        self._tell()

    def _over(self) -> None:
        if self._job:
            self._job.deleteLater()
            self._job = None

    def _set_timer(self) -> None:
        self._timer.stop()
        if self.address and self.minutes:
            self._timer.start(self.minutes * _MINUTE)

    def _tell(self) -> None:
        self.sign.setVisible(bool(self.address))
        self.sign.setText(self.sign_words())
        self.sign.setToolTip(self.said)
        self.changed.emit()

    def sign_words(self) -> str:
        """What the sign at the foot of the window says."""
        if self._job:
            return self.tr("Syncing…")
        if self.is_offline:
            return self.tr("Offline")
        if self.last is None:
            return self.tr("Not synced yet")
        return self.tr("Synced {0}").format(isolated(local_time(self.last)[-5:]))


def tr(text: str) -> str:
    """The words in the language of the window."""
    return QCoreApplication.translate("Syncing", text)


def summary(done: Synced) -> str:
    """What a sync brought and took, in sentences."""
    if not done.pulled and not done.pushed:
        said = [tr("Synced: nothing was new on either side.")]
    else:
        said = [tr("Synced: {0} actions came, {1} went.").format(f"{done.pulled:,}", f"{done.pushed:,}")]
    if done.documents:
        said.append(tr("{0} articles are new.").format(f"{done.documents:,}"))
    if done.people:
        said.append(tr("New people: {0}.").format(", ".join(isolated(name) for name in done.people)))
    if done.held_back:
        said.append(tr("{0} actions stay here: the account may not send them.").format(done.held_back))
    if done.conflicts:
        said.append(tr("{0} conflicts are to be decided.").format(done.conflicts))
    return " ".join(said)
