"""Taking another project file's batches into this one: a set union, so order and repetition cannot matter.

The other file comes from somebody else: a private copy of it is opened and proved before a row of it is believed.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from annotator.model.errors import Unavailable
from annotator.model.label_file import read_label_set
from annotator.store import check
from annotator.store.beat import Step
from annotator.store.opening import open_project
from annotator.store.project import Project
from annotator.store.schema import PERMANENT
from annotator.store.trouble import told
from annotator.store.union import Union

_BESIDE = ("", "-wal", "-journal")  # the file itself, and where its last changes may still be
_TRIES = 3
_ROOM = -114_688  # kilobytes of the file in memory, as SQLite writes it
_PROVING = 0.5  # the share of the work that is proving the other file


@dataclass(frozen=True, slots=True)
class Received:
    """What came in that was not there: batches, and documents among them."""

    batches: int = 0
    documents: int = 0


def receive(
    project: Project,
    path: Path,
    *,
    look: Callable[[Project], None] | None = None,
    step: Step | None = None,
) -> Received:
    """Add all batches of another project file, all or nothing. Raises Unavailable with the reason; then nothing came.

    Each derived table is right afterwards; an item that both files changed is a conflict. `step` is told how far it
    is. `look` is shown the sound file before anything is taken from it.
    """
    if _is_the_same(project.path, path):
        # All of it is here; and to close it after reading would let go of the locks that SQLite holds on it.
        return Received()
    with _private_copy(path) as other, _roomy(project):
        step = step or Step()
        step.connections.append(other.connection)
        return _received(project, other, step, look)


def _received(
    project: Project, other: Project, step: Step, look: Callable[[Project], None] | None
) -> Received:
    _refuse_unsound(project, other, lambda share: step.say(_PROVING * share))
    step.say(_PROVING)
    if look:
        look(other)
    with project.writing():
        _take_label_sets(project, other)
        union = Union(project, other, lambda share: step.say(_PROVING + (1 - _PROVING) * share))
        return Received(union.run(), union.documents)


@contextmanager
def _roomy(project: Project) -> Iterator[None]:
    """Keep more of the file in memory: a union touches all of its tables at once, far apart."""
    usual = project.value("PRAGMA cache_size")
    project.connection.execute(f"PRAGMA cache_size = {_ROOM}")
    try:
        yield
    finally:
        project.connection.execute(f"PRAGMA cache_size = {usual}")


def _is_the_same(path: Path, other: Path) -> bool:
    with suppress(OSError):
        return path.samefile(other)
    return False


@contextmanager
def _private_copy(path: Path) -> Iterator[Project]:
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        copy = Path(folder) / "copy"
        with told(path):
            _copy_at_rest(path, copy)
        other = open_project(path, b"", copy=copy)
        try:
            yield other
        finally:
            other.connection.close()


def _copy_at_rest(path: Path, copy: Path) -> None:
    """Copy a file with what lies beside it. Raises Unavailable where it changes all the time."""
    for _ in range(_TRIES):
        before = _signature(path)
        for suffix in _BESIDE:
            Path(f"{copy}{suffix}").unlink(missing_ok=True)
            with suppress(FileNotFoundError):
                shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
        if _signature(path) == before:
            return
    raise Unavailable(f"The file {path} is being written to. Close it in the other window and try again.")


def _signature(path: Path) -> list[tuple[int, int] | None]:
    found: list[tuple[int, int] | None] = []
    for suffix in _BESIDE:
        try:
            stat = Path(f"{path}{suffix}").stat()
            found.append((stat.st_size, stat.st_mtime_ns))
        except FileNotFoundError:
            found.append(None)
    return found


def _refuse_unsound(project: Project, other: Project, say: Callable[[float], None]) -> None:
    """Refuse a file whose tables are not ours, or whose permanent rows break a law."""
    names = ", ".join(f"'{name}'" for name in PERMANENT)
    schema = f"SELECT name, type, sql FROM sqlite_schema WHERE name IN ({names}) ORDER BY name"
    if other.rows(schema) != project.rows(schema):
        raise Unavailable(
            f"The file {other.path} has other tables than a project. Nothing was taken from it."
        )
    if found := next(check.permanent_problems(other, say), None):
        raise Unavailable(f"The file {other.path} is not sound, so nothing was taken from it. {found}")


def _take_label_sets(project: Project, other: Project) -> None:
    known = {uid for (uid,) in project.rows("SELECT uid FROM label_set")}
    for uid, body in other.rows("SELECT uid, body FROM label_set"):
        if uid in known:
            continue
        if read_label_set(body, file=f"a label set of {other.path}").uid != uid:
            raise Unavailable(f"The file {other.path} holds a label set under another's identity.")
        project.connection.execute("INSERT INTO label_set VALUES (NULL, ?, ?)", (uid, body))
