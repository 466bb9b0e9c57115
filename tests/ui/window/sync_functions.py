"""Syncs for another process, with a server in memory or none, in a module of their own so that it need not load Qt."""

from collections.abc import Callable
from pathlib import Path

from fake_server import FakePeer, FakeServer

from annotator.app.opening import opened
from annotator.app.session import Session
from annotator.app.syncing import Synced, sync
from annotator.model.errors import Refused, Unavailable

Progress = Callable[[int, int | None], None]


def with_server(path: Path, address: str, password: str, join: bool, *, progress: Progress) -> Synced:
    """A server that holds what a copy of the project holds, and a span of Badr's."""
    server = FakeServer()
    copy = path.with_name("badr.annotator")
    if not copy.exists():
        copy.write_bytes(path.read_bytes())
        with opened(copy) as other:
            Session(other, "Badr").mark(3, 3, 11, "PERSON")
    with opened(copy) as other:
        sync(other, address, connect=lambda url: FakePeer(server))
    with opened(path) as project:
        return sync(project, address, join=join, connect=lambda url: FakePeer(server), progress=progress)


def offline(path: Path, address: str, password: str, join: bool, *, progress: Progress) -> Synced:
    raise Unavailable(f"The server does not answer: password {password!r}. Nothing is lost.")


def another_project(path: Path, address: str, password: str, join: bool, *, progress: Progress) -> Synced:
    if join:
        return Synced(1, 2, 3, 0, 0, ())
    raise Refused(
        "The server holds a project that was begun on its own. Check the address; --join unites both."
    )
