"""Functions for another process, in a module of their own so that it need not load Qt."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from annotator.app.watch import watch
from annotator.model.errors import Refused

Progress = Callable[[int, int | None], None]


def count(total: int, *, progress: Progress) -> int:
    return sum(1 for _ in watch(range(total), progress, total))


def slowly(total: int, trace: Path, *, progress: Progress) -> None:
    for item in watch(range(total), progress, total):
        time.sleep(0.01)
        trace.write_text(str(item))


def refuse(*, progress: Progress) -> None:
    raise Refused("Not so.")


def break_down(*, progress: Progress) -> None:
    raise ZeroDivisionError("a bug")


def die(*, progress: Progress) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
