"""Asks a worker process what a dialog wants to show beforehand; the newest question takes the place of older ones."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.ui.jobs import Job

_PAUSE = 250  # milliseconds without a change until it is asked


class Looking(QObject):
    """One question at a time, each in a process of its own."""

    found = Signal(object)
    failed = Signal(str)
    broke = Signal(str)  # a traceback
    progressed = Signal(int, object)  # how much was looked at, of how much or None

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._question: tuple[Any, ...] = ()
        self._timer = QTimer(self, interval=_PAUSE, singleShot=True)
        self._timer.timeout.connect(self._start)

    def ask(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Call `function(*arguments, progress=…)` in a while, unless another question comes."""
        self.stop()
        self._question = (function, *arguments)
        self._timer.start()

    def is_asking(self) -> bool:
        """Whether an answer is to come."""
        return self._timer.isActive() or self._job is not None

    def stop(self) -> None:
        """Nobody waits for the answer any more."""
        self._timer.stop()
        if self._job:
            self._job.end()
            self._over()

    def _start(self) -> None:
        job = self._job = Job(self)
        job.progressed.connect(self.progressed)
        job.done.connect(lambda result: self._tell(lambda: self.found.emit(result)))
        job.refused.connect(lambda error: self._tell(lambda: self.failed.emit(str(error))))
        job.broke.connect(lambda trace: self._tell(lambda: self.broke.emit(trace)))
        job.start(*self._question)

    def _tell(self, told: Callable[[], None]) -> None:
        self._over()
        told()

    def _over(self) -> None:
        if self._job:
            self._job.deleteLater()
            self._job = None
