"""Brings the write-ahead log into the single file soon after each write, off the thread that writes."""

import sqlite3
import threading
from contextlib import suppress
from pathlib import Path

_QUIET = 0.25  # seconds after a write; a plain copy must be whole one second after the last action
_RETRY = 0.25  # seconds until the next try where a reader was in the way


class Checkpointer:
    """A thread with its own connection, so that fsync never holds up a gesture or a repaint."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._wanted = threading.Event()
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="checkpoint", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """There is something new in the log."""
        self._wanted.set()

    def stop(self) -> None:
        """Finish; the caller checkpoints for the last time when it closes."""
        self._stopped = True
        self._wanted.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        connection: sqlite3.Connection | None = None
        nap = threading.Event()
        while True:
            self._wanted.wait()
            if self._stopped:
                break
            nap.wait(_QUIET)
            self._wanted.clear()
            if self._stopped:  # asked while it slept: the clearing above took that signal away
                break
            with suppress(sqlite3.Error):
                if connection is None:
                    if not self._path.exists():  # moved away: an empty file must not come into its place
                        continue
                    connection = sqlite3.connect(self._path, timeout=0.2, check_same_thread=False)
                busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if busy:
                    nap.wait(_RETRY)
                    self._wanted.set()
        if connection is not None:
            connection.close()
