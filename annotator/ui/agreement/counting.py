"""Has the figures of a project counted in another process, again whenever the project has changed."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.app.agreement_report import report_job, state
from annotator.app.session import Session
from annotator.model.errors import AnnotatorError, Unavailable
from annotator.ui.jobs import Job

_LOOK = 700  # milliseconds between two looks at the project
_PATIENCE = 5.0  # seconds until a project that could not be read is tried again
_REST = 1.0  # times as long as a count took, until the next one begins: others want the processor too


class Counting(QObject):
    """Counts while it is wanted, one project at a time."""

    counted = Signal(object)  # a Report
    progressed = Signal(int, object)  # articles done, of how many or None
    failed = Signal(str)  # why there are no figures
    broke = Signal(str)  # a traceback

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._job: Job | None = None
        self._known: tuple[int, int] | None = None  # the state that was counted last
        self._began = self._not_before = 0.0
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)

    def count_in(self, session: Session | None) -> None:
        """Count another project, or none."""
        self._end()
        self._session, self._known, self._not_before = session, None, 0.0
        if self._timer.isActive():
            self.look()

    def set_wanted(self, wanted: bool) -> None:
        """Whether somebody looks at the figures."""
        if not wanted:
            self._timer.stop()
            self._end()
        elif not self._timer.isActive():
            self._timer.start()
            self.look()

    def is_counting(self) -> bool:
        """Whether a count is under way."""
        return self._job is not None

    def look(self) -> None:
        """Count if the project has changed since the last count."""
        session = self._session
        if session is None or self._job or time.monotonic() < self._not_before:
            return
        now = state(session.project)
        if now == self._known:
            return
        self._known, self._began = now, time.monotonic()
        job = self._job = Job(self)
        job.progressed.connect(self.progressed)
        job.done.connect(lambda found: self._over(lambda: self.counted.emit(found)))
        job.refused.connect(lambda error: self._over(lambda: self._refused(error)))
        job.broke.connect(lambda trace: self._over(lambda: self.broke.emit(trace)))
        job.start(report_job, session.project.path)

    def _refused(self, error: AnnotatorError) -> None:
        if isinstance(error, Unavailable):  # locked, say: that passes
            self._known, self._not_before = None, time.monotonic() + _PATIENCE
        self.failed.emit(str(error))

    def _over(self, then: Callable[[], None]) -> None:
        took = time.monotonic() - self._began
        self._not_before = time.monotonic() + _REST * took
        if self._job:
            self._job.deleteLater()
            self._job = None
        then()

    def _end(self) -> None:
        if self._job:
            self._job.end()
            self._job.deleteLater()
            self._job, self._known = None, None
