"""Lets long work of SQLite and of the disk be watched and stopped while it runs."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.store.project import Project

Beat = Callable[[], object]  # called again and again meanwhile; what it raises stops the work

_STEPS = 20_000  # instructions of SQLite between two beats: about a millisecond
_EVERY = 0.1  # seconds between two beats while the disk works
_LARGE = 4 << 20  # bytes of the log that a commit may bring to the disk unwatched


@contextmanager
def beating(project: Project, beat: Beat) -> Iterator[None]:
    """Call `beat` while SQLite works on the project; what it raises stops the statement and comes out here.

    A statement that is stopped takes the whole transaction with it, so this goes around `project.writing()`.
    """
    stopped: list[BaseException] = []

    def handler() -> int:
        try:
            beat()
        except BaseException as error:
            stopped.append(error)
            return 1
        return 0

    project.connection.set_progress_handler(handler, _STEPS)
    try:
        yield
    except Exception as error:
        if stopped and error is not stopped[0]:
            raise stopped[0] from error
        raise
    finally:
        project.connection.set_progress_handler(None, 0)


def settle(project: Project, beat: Beat) -> None:
    """Bring the log of a long transaction to the disk before it is committed, while it can still be stopped."""
    log = project.path.with_name(project.path.name + "-wal")
    with suppress(OSError):  # the commit says what is wrong with the disk
        if log.stat().st_size > _LARGE:
            meanwhile(lambda: _to_disk(log), beat)


def meanwhile(work: Callable[[], object], beat: Beat) -> None:
    """Do a work that waits for the system in a thread, and call `beat` until it is done.

    What `beat` raises comes out at once, and the work is left to itself; what the work raises comes out as well.
    """
    wrong: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            wrong.append(error)

    thread = threading.Thread(target=run, name="meanwhile", daemon=True)
    thread.start()
    thread.join(_EVERY)
    while thread.is_alive():
        beat()
        thread.join(_EVERY)
    if wrong:
        raise wrong[0]


def _to_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
