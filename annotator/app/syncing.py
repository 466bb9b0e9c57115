"""Syncing a project with a server that a team shares: work goes on offline, and meets where there is a network."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from annotator.app.deciding import conflicts
from annotator.app.opening import device, opened
from annotator.store import label_sets, sync_link
from annotator.store.opening import create
from annotator.store.project import Project
from annotator.store.sync import Exchanged, exchange, waiting
from annotator.store.sync_peer import Peer
from annotator.store.sync_postgres import connect

Connect = Callable[[str], Peer]
Progress = Callable[
    [int, int | None], None
]  # told how many batches were exchanged; how many there are is not known


@dataclass(frozen=True, slots=True)
class Synced:
    """What one sync brought and took, or would; `conflicts` are undecided in the project afterwards."""

    pulled: int  # batches
    pushed: int
    documents: int  # new ones that came
    held_back: int  # batches that this account has no right to push
    conflicts: int
    people: tuple[str, ...]  # who was not known before


def sync(
    project: Project,
    url: str,
    *,
    join: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    connect: Connect = connect,
) -> Synced:
    """Exchange with the server at a URL what either side lacks; nothing of the URL is stored.

    Raises Unavailable where the connection fails: what was exchanged until then stays, and the next call goes on
    from there. Raises Refused without the rights, or where the two hold different projects, unless `join`.
    """
    peer = connect(url)
    people = set(label_sets.people(project))
    total = 0

    def tell(count: int) -> None:
        nonlocal total
        total += count
        if progress:
            progress(total, None)

    try:
        done = waiting(project, peer) if dry_run else exchange(project, peer, join=join, progress=tell)
    finally:
        peer.close()
    return _synced(project, done, people)


def sync_job(path: Path, url: str, *, join: bool = False, progress: Progress | None = None) -> Synced:
    """As `sync`, for another process. A project that does not exist yet is made of what the server has."""
    if path.exists():
        with opened(path) as project:
            return sync(project, url, join=join, progress=progress)
    project = create(path, device(path))
    try:
        return sync(project, url, progress=progress)
    finally:
        is_empty = not project.rows("SELECT 1 FROM batch LIMIT 1")
        project.close()
        if is_empty:
            path.unlink()


def window_job(
    path: Path, url: str, password: str, join: bool, *, progress: Progress | None = None
) -> Synced:
    """As `sync_job` for a project that is open in a window, with a password that is kept nowhere."""
    return sync_job(path, sync_link.with_password(url, password), join=join, progress=progress)


def parted(url: str) -> tuple[str, str]:
    """The address of a server without its password, and the password. Raises Refused where it is no address."""
    return sync_link.parted(url)


def keep_password(url: str, password: str) -> bool:
    """Keep a password in the system's keyring, where `sync` finds it; whether that could be done."""
    return sync_link.to_keyring(url, password)


def has_keyring() -> bool:
    """Whether passwords can be kept in the system's keyring."""
    return sync_link.has_keyring()


def _synced(project: Project, done: Exchanged, people: set[str]) -> Synced:
    new = tuple(sorted(set(label_sets.people(project)) - people))
    undecided = sum(1 for _ in conflicts(project))
    return Synced(done.pulled, done.pushed, done.documents, done.held_back, undecided, new)
