"""A progress line on a terminal, and nothing at all elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_EVERY = 0.2  # seconds


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int | None], None] | None]:
    """What long work may call with (done, total); None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    last = 0.0

    def show(done: int, total: int | None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _EVERY:
            last = now
            of = f" of {total:,} ({100 * done // total} %)" if total else ""
            sys.stderr.write(f"\r{what}: {done:,}{of}\x1b[K")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if last:
            sys.stderr.write("\r\x1b[K")
