"""Runs an iterator in slices between events, so that the window stays alive however long it takes."""

import time
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.errors import AnnotatorError

_SLICE = 0.012  # seconds before the window may do something else


class Slices(QObject):
    """One iterator at a time; each of its steps should take a few milliseconds at most."""

    came = Signal(object)  # what the iterator gave
    ended = Signal()
    failed = Signal(str)  # a sentence; the iterator is dropped

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._coming: Iterator[Any] = iter(())
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    def run(self, coming: Iterator[Any]) -> None:
        """Run this from its start; what ran before is dropped."""
        self._coming = coming
        self._timer.start()

    def stop(self) -> None:
        """Drop what runs."""
        self._timer.stop()
        self._coming = iter(())

    def is_running(self) -> bool:
        """Whether more may come."""
        return self._timer.isActive()

    def _go_on(self) -> None:
        until, coming = time.perf_counter() + _SLICE, self._coming
        try:
            # A receiver may drop this iterator for another one.
            while coming is self._coming and time.perf_counter() < until:
                self.came.emit(next(coming))
        except StopIteration:
            self.stop()
            self.ended.emit()
        except AnnotatorError as error:
            self.stop()
            self.failed.emit(str(error))
