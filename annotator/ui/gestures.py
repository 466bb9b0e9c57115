"""Carries gestures to the session one at a time, and keeps the one that the file could not take."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from annotator.app.history import Done
from annotator.app.session import Session
from annotator.model.errors import Refused, Unavailable

Gesture = Callable[[Session], Done]
Then = Callable[[Done], None]


class Gestures(QObject):
    """Runs gestures. What follows one (`then`) runs only when it is on disk."""

    done = Signal(object)  # Done, before `then`
    refused = Signal(str)
    unavailable = Signal(str)  # the gesture is kept: `try_again` repeats it, `give_up` drops it

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self._kept: tuple[Gesture, Then] | None = None
        self._held = ""

    def work_in(self, session: Session | None) -> None:
        """Take another session; a gesture that was kept for the last one is dropped."""
        self.session, self._kept = session, None

    def hold(self, reason: str) -> None:
        """Refuse every gesture with this sentence until `hold("")`."""
        self._held = reason

    def run(self, gesture: Gesture, then: Then = lambda done: None) -> None:
        """Carry out a gesture, and tell what became of it."""
        if self.session is None:
            return
        if self._held:
            self.refused.emit(self._held)
            return
        try:
            done = gesture(self.session)
        except Refused as error:
            self.refused.emit(str(error))
        except Unavailable as error:
            self._kept = (gesture, then)
            self.unavailable.emit(str(error))
        else:
            self.done.emit(done)
            then(done)

    def try_again(self) -> None:
        """Repeat the gesture that the file did not take."""
        kept, self._kept = self._kept, None
        if kept:
            self.run(*kept)

    def give_up(self) -> None:
        """Forget the gesture that the file did not take."""
        self._kept = None
