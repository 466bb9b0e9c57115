"""Has the figures of a project counted in another process, which keeps the counts and follows each change."""

import multiprocessing
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.app.agreement_report import Asked, state
from annotator.app.agreement_worker import answer
from annotator.app.session import Session
from annotator.app.worker import BUG, DONE, PROGRESS, REFUSED
from annotator.model.errors import AnnotatorError, Unavailable

_LOOK = 700  # milliseconds between two looks at the project, for what nobody tells of
_LISTEN = 4  # milliseconds between two looks into the pipe while an answer is to come
_PATIENCE = 5.0  # seconds until a project that could not be read is tried again


class Counting(QObject):
    """Counts while it is wanted, one project at a time. The process lives as long as somebody looks."""

    counted = Signal(object)  # a Report
    progressed = Signal(int, object)  # articles done, of how many or None
    failed = Signal(str)  # why there are no figures
    broke = Signal(str)  # a traceback

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._asked = Asked()
        self._known: object = None  # the state and the wish that were answered last
        self._not_before = 0.0
        self._pipe: Connection | None = None
        self._process: Any = None
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)
        self._listening = QTimer(self, interval=_LISTEN)
        self._listening.timeout.connect(self._listen)

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

    def ask(self, asked: Asked) -> None:
        """What somebody wants to see from now on."""
        self._asked = asked
        self.look()

    def is_counting(self) -> bool:
        """Whether an answer is to come."""
        return self._listening.isActive()

    def process_id(self) -> int:
        """The number of the process that counts, 0 for none."""
        return int(self._process.pid) if self._process else 0

    def look(self) -> None:
        """Have it counted if the project or the wish has changed since the last answer."""
        session = self._session
        wanted = session is not None and self._timer.isActive()
        if session is None or not wanted or self.is_counting() or time.monotonic() < self._not_before:
            return
        now = state(session.project), self._asked
        if now == self._known:
            return
        self._known = now
        pipe = self._pipe or self._begin(session)
        try:
            pipe.send(self._asked)
        except OSError:
            self._end()  # ended from outside; the next look begins anew
            return
        self._listening.start()

    def _begin(self, session: Session) -> Connection:
        # A forked process would inherit the window's connection to the file and Qt's threads.
        context = multiprocessing.get_context("spawn")
        self._pipe, far_end = context.Pipe()
        self._process = context.Process(target=answer, args=(far_end, session.project.path), daemon=True)
        self._process.start()
        far_end.close()
        return self._pipe

    def _listen(self) -> None:
        try:
            while self._pipe and self._pipe.poll():
                kind, said = self._pipe.recv()
                if kind != PROGRESS:
                    self._listening.stop()
                    self._take(kind, said)
                    return
                self.progressed.emit(*said)
        except (EOFError, OSError):
            self._end()
            self._refused(Unavailable(self.tr("The count was ended from outside.")))

    def _take(self, kind: str, said: Any) -> None:
        if kind == DONE and said is not None:
            self.counted.emit(said)
        elif kind == REFUSED:
            self._refused(said)
        elif kind == BUG:
            self.broke.emit(said)
        self.look()  # more may have changed meanwhile

    def _refused(self, error: AnnotatorError) -> None:
        if isinstance(error, Unavailable):  # locked, say: that passes
            self._known, self._not_before = None, time.monotonic() + _PATIENCE
        self.failed.emit(str(error))

    def _end(self) -> None:
        self._known = None if self.is_counting() else self._known
        self._listening.stop()
        if self._pipe:
            with suppress(OSError):
                self._pipe.close()
            self._process.terminate()
            self._process.join(timeout=5)
            self._pipe = self._process = None
