"""Backups of a project: where they are, when one is made, and putting one in the place of the project."""

import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from annotator import paths
from annotator.app.opening import device, open_existing, opened
from annotator.model.errors import AnnotatorError, Refused, Unavailable
from annotator.store import backup, documents
from annotator.store.backup import Backup, Share
from annotator.store.project import Project

__all__ = ["Backup", "Restored", "Share", "back_up", "backups", "before", "difference", "on_open", "restore"]

ON_OPEN, BEFORE_MERGE, BEFORE_IMPORT = "on open", "before merge", "before import"
BEFORE_BULK, BEFORE_RESTORE = "before bulk change", "before restore"
_SPARE = 100 * 1024 * 1024  # bytes that a backup leaves free on the disk
_BETWEEN = timedelta(hours=12)  # between two backups on opening
_SMALL = 64 * 1024 * 1024  # bytes of a project that is copied in less than a second
_PAUSE = timedelta(minutes=10)  # between two backups of a larger one before imports and bulk changes
BULK = 20  # articles or decisions from which on a change is one in bulk
_BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands now, and where what stood before is kept; None where nothing of it was new."""

    backup: Backup
    before: Path | None


def folder_of(path: Path) -> Path:
    """Where the backups of the project at a path are: with the user's data, not on the stick with the project."""
    return paths.user_data() / "backups" / f"{path.stem} {device(path).hex()[:12]}"


def backups(path: Path) -> list[Backup]:
    """The backups of the project at a path, the newest first."""
    return backup.listed(folder_of(path))


def back_up(project: Project, reason: str) -> Backup | None:
    """A backup of an open project; None where the newest one holds the same. Raises Unavailable: no room."""
    folder = folder_of(project.path)
    size = project_size(project)
    if shutil.disk_usage(paths.user_data()).free < size + _SPARE:
        raise Unavailable(
            f"There is no room for a backup in {folder.parent}: {size // 1024 // 1024} MB. Free some."
        )
    return backup.make(project, folder, reason, datetime.now(UTC))


def before(project: Project, reason: str) -> Backup | None:
    """A backup before an import or a change in bulk, unless the newest one serves; None where none was made.

    A small project is copied each time. A copy of a large one takes seconds, so there is at most one in ten minutes:
    whatever happens can be undone as well. For the same reason work goes on where no backup can be made.
    A project without articles needs none; within a larger transaction none can be made.
    """
    if project.is_writing() or not documents.count(project):
        return None
    if project_size(project) > _SMALL:
        known = backups(project.path)
        if known and datetime.now(UTC) - known[0].made < _PAUSE:
            return None
    with suppress(AnnotatorError):
        return back_up(project, reason)
    return None


def project_size(project: Project) -> int:
    """How many bytes a project has, its log included."""
    return sum(_size(Path(f"{project.path}{suffix}")) for suffix in ("", "-wal"))


def on_open(project: Project) -> Backup | None:
    """A backup where the last one is half a day old. A project opens even where none can be made."""
    before = backups(project.path)
    if before and datetime.now(UTC) - before[0].made < _BETWEEN:
        return None
    with suppress(AnnotatorError):
        return back_up(project, ON_OPEN)
    return None


def on_open_job(path: Path, *, progress: object = None) -> Backup | None:
    """As `on_open`, for another process: it names the project by its path."""
    with opened(path) as project:
        return on_open(project)


def difference(project: Project, chosen: Backup) -> tuple[list[Share], list[Share]]:
    """What restoring would take away and what it would bring back, by owner."""
    return backup.difference(project, chosen.path)


def restore(path: Path, chosen: Backup) -> Restored:
    """Put a backup in the place of a project that nobody has open; what stood there becomes a backup itself.

    Raises Unavailable where the backup is damaged or the project is in use; then nothing has changed.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        _copied(chosen.path, temporary)
        if problem := backup.problem_of(temporary):
            raise Unavailable(f"The backup {chosen.path.name} is not sound. {problem}")
        before = _put_aside(path)
        if any(_size(Path(f"{path}{suffix}")) for suffix in _BESIDE):
            raise Unavailable(f"The file {path} is open in another window. Close it there and try again.")
        _synced(temporary)
        temporary.replace(path)
    except OSError as error:
        raise Unavailable(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        for suffix in ("", *_BESIDE):
            Path(f"{temporary}{suffix}").unlink(missing_ok=True)
    return Restored(chosen, before)


def size_of(path: Path) -> int:
    """How many bytes a file has; 0 where there is none."""
    return _size(path)


def named(path: Path, name: str) -> Backup:
    """The backup of that file name, or of that number from 1 (the newest). Raises Refused."""
    found = backups(path)
    if name.isdecimal() and 0 < int(name) <= len(found):
        return found[int(name) - 1]
    for known in found:
        if known.path.name == name:
            return known
    raise Refused(f"There is no backup {name} of {path}. `annotator backups` lists them.")


def _put_aside(path: Path) -> Path | None:
    """Keep what stands at a path: as a backup, or byte by byte where it cannot be opened."""
    if not path.exists():
        return None
    try:
        project = open_existing(path)
    except AnnotatorError:
        return _raw_copy(path)
    try:
        made = back_up(project, BEFORE_RESTORE)
    except AnnotatorError:
        return _raw_copy(path)
    finally:
        project.close()
    return made.path if made else None


def _raw_copy(path: Path) -> Path:
    aside = folder_of(path) / f"damaged {datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    aside.mkdir(parents=True, exist_ok=True)
    for suffix in ("", "-wal", "-journal"):
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{path}{suffix}", aside / f"{path.name}{suffix}")
    for suffix in _BESIDE:  # what belongs to the damaged file must not be applied to the backup
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    return aside / path.name


def _copied(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise Unavailable(f"The backup {source} cannot be copied: {error.strerror or error}.") from error


def _synced(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _size(path: Path) -> int:
    with suppress(FileNotFoundError):
        return path.stat().st_size
    return 0
