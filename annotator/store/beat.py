"""Work of which long statements are part, with a word to whoever waits several times a second, and a way to stop it."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")
_EVERY = 0.1  # seconds between two words
_AGAIN = 0.02  # seconds until a statement that was begun after the last interruption is interrupted too


class Stopped(Exception):
    """Raised in the work where somebody has stopped it."""


class Step:
    """How far a piece of work is, and the connections that it uses: whoever does it says so, who waits hears it."""

    def __init__(self, *connections: sqlite3.Connection) -> None:
        self.connections = list(connections)
        self.share = 0.0  # from 0 to 1
        self._part = (0, 1)
        self.listener: threading.Event | None = None  # set for whoever waits, where somebody does
        self.heard = threading.Event()
        self.is_stopped = False

    def begin(self, place: int, count: int) -> None:
        """From now on it is the part of that place, from 0, of so many of the work that is spoken of."""
        self._part = (place, count)
        self.say(0)

    def say(self, share: float) -> None:
        """So much of the part is done. Returns when that was heard; raises Stopped where it is enough."""
        place, count = self._part
        self.share = (place + share) / count
        if self.listener and not self.is_stopped:
            self.listener.set()
            self.heard.wait()
            self.heard.clear()
        if self.is_stopped:
            raise Stopped


def beating(work: Callable[[], T], step: Step, tell: Callable[[float], None]) -> T:
    """What `work` gives; it runs in a thread while this one calls `tell` with the share that is done.

    A statement holds up its thread, not this one. What `tell` raises stops the work and is raised when it has
    stopped; work that was done by then stays done, and nothing is raised.
    """
    done: list[T] = []
    failed: list[BaseException] = []
    step.listener = listener = threading.Event()

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:
            failed.append(error)
        finally:
            listener.set()

    thread = threading.Thread(target=run, name="long statements")
    thread.start()
    try:
        _listen(thread, step, listener, tell)
    except BaseException:
        _stop(thread, step)
        if not done:
            raise
    if failed:
        raise failed[0]
    return done[0]


def _listen(
    thread: threading.Thread, step: Step, listener: threading.Event, tell: Callable[[float], None]
) -> None:
    while thread.is_alive():
        # What is said just after a wait in vain must not be cleared: whoever said it would wait for ever.
        if said := listener.wait(_EVERY):
            listener.clear()
        if not thread.is_alive():
            return
        tell(step.share)
        if said:
            step.heard.set()


def _stop(thread: threading.Thread, step: Step) -> None:
    step.is_stopped = True
    step.heard.set()
    while thread.is_alive():
        for connection in step.connections:
            with suppress(sqlite3.ProgrammingError):  # closed by now
                connection.interrupt()
        thread.join(_AGAIN)
