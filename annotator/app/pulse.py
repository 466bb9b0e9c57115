"""Lets one long work be watched and stopped in all its parts: at each item, at each chunk of bytes, by the clock.

What is counted moves where there is something to count; in between the same is told again, so that whoever watches
sees that the work lives. A wish to stop is kept until the work itself can be stopped.
"""

import threading
import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self, TypeVar

from annotator.app.watch import Progress

T = TypeVar("T")
# Seconds without a word until the clock tells. It may be late, and half a second is what a person waits gladly.
EVERY = 0.1


class Pulse:
    """One work's progress. Use it as a context: while it is open the clock runs in a thread of its own."""

    def __init__(self, progress: Progress | None, *, every: float = EVERY) -> None:
        self._progress = progress
        self._every = every
        self._done = 0
        self._total: int | None = None
        self._told = 0.0
        self._stopped: BaseException | None = None
        self._lock = threading.RLock()  # who is told need not expect two at once
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        if self._progress is not None:
            self.beat()
            self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._thread:
            self._thread.join()

    def watch(self, items: Iterable[T]) -> Iterator[T]:
        """The same items, each counted."""
        for item in items:
            yield item
            self._done += 1
            self.beat()

    def expect(self, total: int) -> None:
        """From now on it is known how many items there are."""
        self._total = total

    def tell(self, done: int, total: int | None) -> None:
        """Tell that so many of so many are done: for a work whose parts count by themselves. Raises as `beat`."""
        self._done, self._total = done, total
        self.beat()

    def beat(self) -> None:
        """Tell how far the work is. Raises Cancelled once somebody has asked to stop, at this call or before."""
        if self._progress is None:
            return
        with self._lock:
            self._tell()
            if self._stopped is not None:
                raise self._stopped

    def _tell(self) -> None:
        """Tell, and keep what comes back: a reader may take it for a broken file and go on."""
        if self._stopped is None and self._progress is not None:
            self._told = time.monotonic()
            try:
                self._progress(self._done, self._total)
            except BaseException as error:
                self._stopped = error

    def _run(self) -> None:
        while not self._over.wait(self._every):
            with self._lock:
                if time.monotonic() - self._told >= self._every:
                    self._tell()
