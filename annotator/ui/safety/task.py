"""One piece of work in another process that needs no open project; the foot of the window shows that it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from annotator.model.errors import AnnotatorError
from annotator.ui.jobs import Job

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class Task(QObject):
    """Runs it and is then gone."""

    done = Signal(object)
    failed = Signal(str)

    def __init__(self, window: MainWindow, name: str) -> None:
        super().__init__(window)
        self._window = window
        self._job = Job(self)
        self._job.done.connect(lambda result: self._over(lambda: self.done.emit(result)))
        self._job.refused.connect(self._refused)
        self._job.broke.connect(lambda trace: self._over(lambda: window.files.broke.emit(trace)))
        window.status_line.job.begin(name)

    def start(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Call `function(*arguments, progress=…)`."""
        self._job.start(function, *arguments)

    def _refused(self, error: AnnotatorError) -> None:
        self._over(lambda: self.failed.emit(str(error)))

    def _over(self, tell: Callable[[], None]) -> None:
        self._window.status_line.job.hide()
        tell()
        self.deleteLater()
