"""Keeps the window in step with the file: whole or not, written by others, busy with a job, filtered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.app.assigning import limited_to
from annotator.app.session import Session
from annotator.model.errors import AnnotatorError, Unavailable

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

LOOK = 500  # milliseconds between two looks at the file


class Following(QObject):
    """Looks at the file now and then, and has the window show what changed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._looking = QTimer(self, interval=LOOK)
        self._looking.timeout.connect(self.look)

    def start(self) -> None:
        """Look from now on."""
        self._looking.start()

    def stop(self) -> None:
        """Look no more."""
        self._looking.stop()

    def look(self) -> None:
        """Show whether the file is whole, and what another program has written to it."""
        self._window.care.guard.look()
        self.show_saved()
        if not self._window.files.changed_outside():
            return
        try:
            self._read_again()
        except Unavailable as error:
            self._window.status_line.warn(str(error))

    def show_saved(self) -> None:
        """Show whether the single file holds everything."""
        if trouble := self._window.care.guard.trouble():
            self._window.status_line.set_unsaved(trouble)
        else:
            self._window.status_line.set_saved(self._window.files.is_whole())

    def _read_again(self) -> None:
        window = self._window
        if window.files.labels_changed():
            return
        if window.documents.lines.look_again():
            number = window.desk.article.number if window.desk.article else None
            place = window.documents.lines.place_of(number) if number else None
            window.documents.choose(place or 0)
        window.desk.look_again()
        window.companions.follow(())
        window.show_undo()

    # jobs

    def job_began(self, name: str, reason: str) -> None:
        """A job runs; gestures are refused meanwhile if there is a reason."""
        self._window.desk.gestures.hold(reason)
        self._window.status_line.job.begin(name)

    def job_ended(self) -> None:
        """The job is over, however it ended."""
        self._window.desk.gestures.hold("")
        self._window.status_line.job.hide()
        self._read_again()

    def list_again(self) -> None:
        """Other articles are in the list than before: keep the filter, and open another one if this one is gone."""
        window = self._window
        words, status = window.filter.wanted()
        window.documents.lines.set_session(window.desk.session)
        self.filter(words, status)
        if window.desk.article and window.documents.lines.place_of(window.desk.article.number) is None:
            if window.documents.lines.rowCount():
                window.documents.choose(0)
            else:
                window.desk.work_in(window.desk.session)

    # the filter of the list

    def keep_to_own(self) -> None:
        """List only the articles that the person at work has, where articles were given to people."""
        window = self._window
        if window.desk.session and limited_to(window.desk.session.project, window.desk.session.owner):
            self.list_again()

    def _own(self, session: Session, numbers: Sequence[int] | None) -> Sequence[int] | None:
        """Of these articles the person's own, where only these are wanted."""
        own, line = limited_to(session.project, session.owner), self._window.filter
        line.show_limit(None if own is None else len(own), session.count() - len(own or ()))
        if own is None or not line.is_limited():
            return numbers
        if numbers is None:
            return own
        mine = set(own)
        return [number for number in numbers if number in mine]

    def filter(self, words: str, status: str) -> None:
        """Show only the articles that have these words and this status."""
        window = self._window
        session = window.desk.session
        if session is None:
            return
        try:
            found = window.searching.matching(words, status) if words or status else None
            numbers = self._own(session, found)
        except AnnotatorError as error:
            window.status_line.warn(str(error))
            return
        window.documents.lines.show_only(numbers)
        window.filter.show_found(None if numbers is None else len(numbers))
        here = window.documents.lines.place_of(window.desk.article.number) if window.desk.article else None
        if here is not None:
            window.documents.choose(here)
        window.show_place()
