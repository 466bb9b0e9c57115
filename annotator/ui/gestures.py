"""Carries gestures to the session one at a time, and keeps the one that the file could not take until it does."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.app.history import Done
from annotator.app.session import Session
from annotator.model.errors import Refused, Unavailable

Gesture = Callable[[Session], Done]
Then = Callable[[Done], None]
_AGAIN = 250  # milliseconds between two tries
_PATIENCE = 0.04  # seconds to wait for another program's write before the window goes on and tries later


class Gestures(QObject):
    """Runs gestures. What follows one (`then`) runs only when it is on disk."""

    done = Signal(object)  # Done, before `then`
    refused = Signal(str)
    unavailable = Signal(str)  # why; the gesture is kept and tried again until it is done or given up
    settled = Signal()  # nothing is kept any more

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self._kept: tuple[Gesture, Then] | None = None
        self._reason = ""
        self._held = ""
        self._again = QTimer(self, interval=_AGAIN)
        self._again.timeout.connect(self._try_quietly)

    def work_in(self, session: Session | None) -> None:
        """Take another session; a gesture that was kept for another project or owner is dropped."""
        before, self.session = self.session, session
        same = before and session and (before.project, before.owner) == (session.project, session.owner)
        if not same:
            self.give_up()

    def hold(self, reason: str) -> None:
        """Refuse every gesture with this sentence until `hold("")`."""
        self._held = reason

    def is_waiting(self) -> bool:
        """Whether a gesture is kept that is not saved."""
        return self._kept is not None

    def run(self, gesture: Gesture, then: Then = lambda done: None) -> None:
        """Carry out a gesture, and tell what became of it."""
        if self.session is None:
            return
        if self._held:
            self.refused.emit(self._held)
        elif self._kept:
            self.refused.emit(
                self.tr("The last action is not saved yet: wait until it is, or give it up first.")
            )
        else:
            self._reason = ""
            self._carry_out(gesture, then)

    def try_again(self) -> None:
        """Repeat the gesture that the file did not take."""
        self._reason = ""  # asked for, so the answer is told even where it is the same
        self._try_quietly()

    def give_up(self) -> None:
        """Forget the gesture that the file did not take."""
        if self._kept:
            self._settle()

    def take_kept(self) -> tuple[Gesture, Then] | None:
        """The gesture that is kept, to be run elsewhere; here it is forgotten."""
        kept = self._kept
        self.give_up()
        return kept

    def _try_quietly(self) -> None:
        if self._kept and not self._held and self.session:
            self._carry_out(*self._kept)

    def _carry_out(self, gesture: Gesture, then: Then) -> None:
        assert self.session
        try:
            with self.session.project.patience(_PATIENCE):
                done = gesture(self.session)
        except Refused as error:
            self._settle()
            self.refused.emit(str(error))
        except Unavailable as error:
            self._keep(gesture, then, str(error))
        else:
            self._settle()
            self.done.emit(done)
            then(done)

    def _keep(self, gesture: Gesture, then: Then, reason: str) -> None:
        self._kept = (gesture, then)
        self._again.start()
        if reason != self._reason:
            self._reason = reason
            self.unavailable.emit(reason)

    def _settle(self) -> None:
        kept, self._kept = self._kept, None
        self._again.stop()
        if kept:
            self.settled.emit()
