"""The far end of the agreement view: keeps the counts of one project, and sends a report whenever one is asked for."""

import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from annotator.app.agreement_report import Asked, Reporter
from annotator.app.opening import opened
from annotator.app.worker import BUG, DONE, PROGRESS, REFUSED
from annotator.model.errors import AnnotatorError
from annotator.store.project import Project

_EVERY = 0.05  # seconds between two words on how far a count is


def answer(pipe: Connection, path: Path) -> None:
    """Answer each `Asked` that comes through the pipe, in turn, until the other end is closed.

    An answer is (PROGRESS, (done, total)) any number of times, then (DONE, Report, or None for no
    news), (REFUSED, error) or (BUG, trace).
    """
    with suppress(EOFError, BrokenPipeError):  # the window is gone
        try:
            with opened(path) as project:
                _answer_all(pipe, project)
        except AnnotatorError as error:
            pipe.send((REFUSED, error))
    pipe.close()


def _answer_all(pipe: Connection, project: Project) -> None:
    held: Reporter | None = None
    tell = _teller(pipe)
    while True:
        asked: Asked = pipe.recv()
        try:
            held = held or Reporter(project, tell)
            said: tuple[str, Any] = DONE, held.news(asked, tell)
        except AnnotatorError as error:
            held, said = None, (REFUSED, error)
        except Exception:
            held, said = None, (BUG, traceback.format_exc())
        pipe.send(said)


def _teller(pipe: Connection) -> Callable[[int, int | None], None]:
    told = 0.0

    def tell(done: int, total: int | None) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _EVERY:
            told = now
            pipe.send((PROGRESS, (done, total)))

    return tell
