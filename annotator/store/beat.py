"""Work of which long statements are part, with a word to whoever waits several times a second, and a way to stop it."""

import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")
_EVERY = 0.1  # seconds between two words
_AGAIN = 0.02  # seconds until a statement that was begun after the last interruption is interrupted too


class Step:
    """How far a piece of work is; whoever does it says so, whoever waits for it reads it."""

    share = 0.0  # from 0 to 1


def beating(
    work: Callable[[], T],
    step: Step,
    tell: Callable[[float], None],
    connections: Sequence[sqlite3.Connection],
) -> T:
    """What `work` gives; it runs in a thread while this one calls `tell` with the share that is done.

    A statement holds up its thread, not this one. What `tell` raises stops the work, whose connections these are,
    and is raised when it has stopped; work that was done by then stays done, and nothing is raised.
    """
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run, name="long statements")
    thread.start()
    try:
        while thread.is_alive():
            tell(step.share)
            thread.join(_EVERY)
    except BaseException:
        _stop(thread, connections)
        if not done:
            raise
    if failed:
        raise failed[0]
    return done[0]


def _stop(thread: threading.Thread, connections: Sequence[sqlite3.Connection]) -> None:
    while thread.is_alive():
        for connection in connections:
            with suppress(sqlite3.ProgrammingError):  # closed by now
                connection.interrupt()
        thread.join(_AGAIN)
