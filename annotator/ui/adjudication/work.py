"""Deciding many cards at once: here where they are few, else in another process; one piece of work at a time."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.app.adjudicating import finish
from annotator.app.adjudication_jobs import (
    BatchRule,
    Previewed,
    TakenOver,
    decide_job,
    finish_job,
    preview_job,
    take_back_job,
    take_over,
    take_over_job,
)
from annotator.app.card_filter import Filter
from annotator.app.history import Done
from annotator.app.session import Session
from annotator.model.errors import AnnotatorError
from annotator.ui.adjudication.words import tr
from annotator.ui.jobs import Job

FEW = 3  # articles that are decided at once: a process takes longer to start


class Work(QObject):
    """What runs writes into the project, so decisions are refused meanwhile."""

    began = Signal(str)
    progressed = Signal(int, object)
    over = Signal()
    refused = Signal(str)
    broke = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._job: Job | None = None

    def work_in(self, session: Session | None) -> None:
        """Work for another session of gold; what runs for the last one is ended and leaves no trace."""
        if self._job:
            self._job.end()
            self._end()
        self._session = session

    def is_busy(self) -> bool:
        """Whether something runs."""
        return self._job is not None

    def cancel(self) -> None:
        """Stop what runs."""
        if self._job:
            self._job.cancel()

    def take_over(self, numbers: Sequence[int], least: int, then: Callable[[TakenOver], None]) -> None:
        """Take over what all agree on in these articles, and with `least` what a majority does."""
        name = tr("Taking over what all agree on")
        if len(numbers) <= FEW and not self._job:
            self._at_once(lambda session: take_over(session, numbers, least), then)
        else:
            self._run(name, then, take_over_job, numbers, least)

    def preview(self, wanted: Filter, rule: BatchRule, then: Callable[[Previewed], None]) -> None:
        """Find out what a rule would decide."""
        self._run(tr("Looking for cards"), then, preview_job, wanted, rule)

    def decide(self, found: Previewed, auto: bool, then: Callable[[Done], None]) -> None:
        """Decide what was previewed."""
        self._run(tr("Deciding"), then, decide_job, found, auto)

    def take_back(self, redo: bool, then: Callable[[Done], None]) -> None:
        """Undo or redo a step of many decisions."""
        self._run(tr("Bringing back") if redo else tr("Undoing"), then, take_back_job, redo)

    def finish(self, numbers: Sequence[int], then: Callable[[Done], None]) -> None:
        """Finish gold of these articles."""
        if len(numbers) <= FEW and not self._job:
            self._at_once(lambda session: finish(session, numbers), then)
        else:
            self._run(tr("Finishing gold"), then, finish_job, numbers)

    def _at_once(self, act: Callable[[Session], Any], then: Callable[[Any], None]) -> None:
        if self._session is None:
            return
        try:
            done = act(self._session)
        except AnnotatorError as error:
            self.refused.emit(str(error))
            return
        then(done)

    def _run(
        self, name: str, then: Callable[[Any], None], function: Callable[..., Any], *arguments: Any
    ) -> None:
        session = self._session
        if session is None:
            return
        if self._job:
            self.refused.emit(tr("Wait until the present work is done, or cancel it."))
            return
        job = self._job = Job(self)
        job.progressed.connect(self.progressed)
        job.done.connect(lambda done: self._after(partial(then, done)))
        job.refused.connect(lambda error: self._after(partial(self.refused.emit, str(error))))
        job.broke.connect(lambda trace: self._after(partial(self.broke.emit, trace)))
        stopped = tr("Stopped. Nothing of it remains.")
        job.cancelled.connect(lambda: self._after(partial(self.refused.emit, stopped)))
        self.began.emit(name)
        job.start(function, session.project.path, session.author, *arguments)

    def _after(self, then: Callable[[], None]) -> None:
        self._end()
        then()

    def _end(self) -> None:
        if self._job:
            self._job.deleteLater()
            self._job = None
            self.over.emit()
