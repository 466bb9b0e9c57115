"""Counts how far everybody is, in slices, so that the window stays alive whatever the project's size."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.app.session import Session
from annotator.app.standing import Standing, holders, standings
from annotator.model.errors import Unavailable

_SLICE = 0.012  # seconds of counting before the window may do something else
_REST = 60  # milliseconds: several changes at once are counted once


class Counting(QObject):
    """One count at a time; a new one takes the place of the old."""

    counted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.people: list[Standing] = []
        self.holders: dict[int, list[str]] = {}
        self._session: Session | None = None
        self._steps: Iterator[list[Standing]] = iter(())
        self._rest = QTimer(self, interval=_REST, singleShot=True)
        self._rest.timeout.connect(self._begin)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._count)

    def count_in(self, session: Session | None) -> None:
        """Count in this project, or nothing."""
        self._timer.stop()
        self._session = session
        if session:
            self._rest.start()
        else:
            self._rest.stop()
            self.people, self.holders = [], {}

    def is_counting(self) -> bool:
        """Whether the figures that are shown may be old."""
        return self._rest.isActive() or self._timer.isActive()

    def _begin(self) -> None:
        if self._session:
            self._steps = standings(self._session.project)
            self._timer.start()

    def _count(self) -> None:
        until = time.perf_counter() + _SLICE
        try:
            while time.perf_counter() < until:
                found = next(self._steps, None)
                if found is None:
                    self._end()
                    return
                self.people = found or self.people
        except Unavailable:  # another program holds the file: the next change counts again
            self._timer.stop()

    def _end(self) -> None:
        self._timer.stop()
        if self._session:
            self.holders = holders(self._session.project)
            self.counted.emit()
