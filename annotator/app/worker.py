"""The far end of a worker process: runs one function, reports over a pipe how far it is, and stops when asked."""

import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from annotator.app.watch import Cancelled
from annotator.model.errors import AnnotatorError

# What comes through the pipe: (PROGRESS, (done, total)), then one of the others with its result.
PROGRESS, DONE, CANCELLED, REFUSED, BUG = "progress", "done", "cancelled", "refused", "bug"
CANCEL = "cancel"  # what is sent to the worker
_EVERY = 0.05  # seconds between two reports: a person sees no more, and each costs a system call


def run_in_pipe(pipe: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """Call `function(*arguments, progress=…)` and send what became of it."""
    try:
        pipe.send((DONE, function(*arguments, progress=_reporter(pipe))))
    except Cancelled:
        pipe.send((CANCELLED, None))
    except AnnotatorError as error:
        pipe.send((REFUSED, error))
    except Exception:
        pipe.send((BUG, traceback.format_exc()))
    finally:
        pipe.close()


def _reporter(pipe: Connection) -> Callable[[int, int | None], None]:
    told = 0.0

    def report(done: int, total: int | None) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told < _EVERY:
            return
        told = now
        if pipe.poll():
            pipe.recv()
            raise Cancelled("Stopped.")
        pipe.send((PROGRESS, (done, total)))

    return report
