"""Finds feedback in slices, so that the window stays alive however many decisions there are."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.app.feedback import Feedback, feedback_by_article, joined
from annotator.app.session import Session
from annotator.model.errors import AnnotatorError

_SLICE = 0.012  # seconds before the window may do something else


class Finding(QObject):
    """The search for one annotator's feedback."""

    found = Signal(object)  # Feedback: all of it
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._annotator = ""
        self._parts: list[Feedback] = []
        self._coming: Iterator[Feedback] = iter(())
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    def find(self, session: Session, annotator: str) -> None:
        """Find the feedback for an annotator that the session's owner may see."""
        self.stop()
        self._annotator = annotator
        try:
            self._coming = feedback_by_article(session.project, annotator, session.owner)
        except AnnotatorError as error:
            self.failed.emit(str(error))
            return
        self._timer.start()

    def stop(self) -> None:
        """Find no more."""
        self._timer.stop()
        self._parts, self._coming = [], iter(())

    def is_finding(self) -> bool:
        """Whether more may come."""
        return self._timer.isActive()

    def _go_on(self) -> None:
        until = time.perf_counter() + _SLICE
        try:
            while time.perf_counter() < until:
                part = next(self._coming, None)
                if part is None:
                    self._timer.stop()
                    self.found.emit(joined(self._annotator, self._parts))
                    return
                self._parts.append(part)
        except AnnotatorError as error:
            self.stop()
            self.failed.emit(str(error))
