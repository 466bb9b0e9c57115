"""Has a backup made in another process a while after a project was opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.app import safety
from annotator.ui.jobs import Job

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_LATER = 3_000  # milliseconds after opening: the first article comes first


class Keeper(QObject):
    """Sees to it; that none could be made disturbs nobody."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._job: Job | None = None
        self._known: Path | None = None  # the project that was looked after
        self._timer = QTimer(self, interval=_LATER, singleShot=True)
        self._timer.timeout.connect(self._on_open)

    def project_opened(self) -> None:
        """Another project is in the window, or the same with another owner."""
        session = self._window.files.session
        path = session.project.path if session else None
        if path != self._known:
            self.stop()
            self._known = path
            if path:
                self._timer.start()

    def stop(self) -> None:
        """The project is about to be closed; a backup that is being made is left."""
        self._timer.stop()
        self._known = None
        if self._job:
            self._job.end()
            self._over()

    def is_busy(self) -> bool:
        """Whether a backup is being made."""
        return self._job is not None

    def _on_open(self) -> None:
        session = self._window.files.session
        if session is None:
            return
        job = self._job = Job(self)
        for ended in (job.done, job.refused, job.cancelled):
            ended.connect(lambda *ignored: self._over())
        job.broke.connect(lambda trace: self._broke(trace))
        job.start(safety.on_open_job, session.project.path)

    def _broke(self, trace: str) -> None:
        self._over()
        self._window.files.broke.emit(trace)

    def _over(self) -> None:
        if self._job:
            self._job.deleteLater()
            self._job = None
