"""Long work in one worker process: a busy thread would hold the interpreter and stall painting."""

import multiprocessing
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.app.worker import BUG, CANCEL, CANCELLED, DONE, PROGRESS, REFUSED, run_in_pipe
from annotator.model.errors import Unavailable

_LOOK = 40  # milliseconds between two looks into the pipe
_PATIENCE = 10.0  # seconds until a worker that does not stop is ended; its transaction is then rolled back


class Job(QObject):
    """One plain function in a process of its own. Give it to nothing else and start it once."""

    progressed = Signal(int, object)  # how many are done, of how many or None
    done = Signal(object)
    refused = Signal(object)  # an AnnotatorError
    cancelled = Signal()
    broke = Signal(str)  # a traceback: a bug of the program

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled_at: float | None = None
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self._look)

    def start(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Run `function(*arguments, progress=…)`; both must be picklable."""
        # A forked process would inherit the window's connection to the file and Qt's threads.
        context = multiprocessing.get_context("spawn")
        self._pipe, far_end = context.Pipe()
        self._process = context.Process(target=run_in_pipe, args=(far_end, function, arguments), daemon=True)
        self._process.start()
        far_end.close()
        self._timer.start()

    def cancel(self) -> None:
        """Ask the worker to stop and leave no trace."""
        if self._cancelled_at is None and self._timer.isActive():
            self._cancelled_at = time.monotonic()
            with suppress(OSError):
                self._pipe.send(CANCEL)

    def end(self) -> None:
        """End the worker now, because the window closes; what it had begun is rolled back."""
        if self._timer.isActive():
            self._finish(terminate=True)

    def _look(self) -> None:
        try:
            while self._pipe.poll():
                kind, result = self._pipe.recv()
                if kind != PROGRESS:
                    self._finish()
                    self._say(kind, result)
                    return
                self.progressed.emit(*result)
        except (EOFError, OSError):  # the far end is closed: no word is to come any more
            self._gone()
            return
        if self._cancelled_at is not None and time.monotonic() - self._cancelled_at > _PATIENCE:
            self._gone()

    def _gone(self) -> None:
        """The worker has ended without a word, or must be ended."""
        self._finish(terminate=True)
        if self._cancelled_at is not None:
            self.cancelled.emit()
        else:
            self.refused.emit(Unavailable(self.tr("The work was ended from outside. Nothing of it remains.")))

    def _finish(self, *, terminate: bool = False) -> None:
        self._timer.stop()
        if terminate:
            self._process.terminate()
        self._process.join(timeout=5)
        self._pipe.close()

    def _say(self, kind: str, result: Any) -> None:
        if kind == DONE:
            self.done.emit(result)
        elif kind == CANCELLED:
            self.cancelled.emit()
        elif kind == REFUSED:
            self.refused.emit(result)
        elif kind == BUG:
            self.broke.emit(result)
