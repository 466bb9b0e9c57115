"""Backups of a project file in a folder: made while it is open, told apart by their names, thinned out by age."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from annotator.model.errors import AnnotatorError
from annotator.model.revision import SPAN
from annotator.store import check, copying
from annotator.store.opening import open_project
from annotator.store.project import Project
from annotator.store.trouble import told

_NAME = re.compile(r"(\d{8}T\d{12})Z (\d+-[0-9a-f]*) ([\w -]+)\.annotator")
_TIME = "%Y%m%dT%H%M%S%f"
_UNFINISHED = timedelta(hours=1)  # after which nobody is still writing a copy
_RECENT, _RECENT_COUNT = timedelta(days=1), 24
_DAILY, _WEEKLY = timedelta(days=14), timedelta(weeks=10)


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: when (UTC), of which state, and why it was made."""

    path: Path
    made: datetime
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Share:
    """What one owner has in one file and not in another."""

    owner: str
    batches: int
    spans: int  # revisions of spans
    last: str  # when the last of it was made, UTC, ISO 8601


def listed(folder: Path) -> list[Backup]:
    """The backups in a folder, the newest first; none where there is no folder."""
    found = []
    for path in folder.glob("*.annotator"):
        if match := _NAME.fullmatch(path.name):
            made, state, reason = match.groups()
            found.append(Backup(path, datetime.strptime(made, _TIME).replace(tzinfo=UTC), state, reason))
    return sorted(found, key=lambda backup: backup.path.name, reverse=True)


def make(project: Project, folder: Path, reason: str, now: datetime) -> Backup | None:
    """A backup of what is committed; None where the newest one holds that already. Thins the others out.

    Raises Unavailable, naming the folder's file, where it cannot be written.
    """
    state, before = state_of(project), listed(folder)
    if before and before[0].state == state:
        return None
    path = folder / f"{now.astimezone(UTC):{_TIME}}Z {state} {reason}.annotator"
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    _tidy(folder, now)
    copying.copy_to(project, path)
    keep = kept([now, *(backup.made for backup in before)], now)
    for backup in before:
        if backup.made not in keep:
            with suppress(OSError):
                backup.path.unlink()
    return Backup(path, now, state, reason)


def _tidy(folder: Path, now: datetime) -> None:
    """Remove what is left of backups whose making was ended from outside, by a window that closed say."""
    for left in folder.glob(".*.annotator.*"):
        with suppress(OSError):
            if now - datetime.fromtimestamp(left.stat().st_mtime, UTC) > _UNFINISHED:
                left.unlink()


def state_of(project: Project) -> str:
    """What tells two states of one file apart: how many batches, and which was the last."""
    rows = project.rows("SELECT number, uid FROM batch ORDER BY number DESC LIMIT 1")
    return f"{rows[0][0]}-{rows[0][1].hex()[:8]}" if rows else "0-"


def kept(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which backups stay: the last ones of a day, the last of each day for two weeks, of each week for ten."""
    newest = sorted(made, reverse=True)
    keep = set(newest[:1])
    keep |= {time for time in newest[:_RECENT_COUNT] if now - time <= _RECENT}
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for time in newest:
        if now - time <= _DAILY:
            days.setdefault(time.date(), time)
        if now - time <= _WEEKLY:
            weeks.setdefault(time.isocalendar()[:2], time)
    return keep | set(days.values()) | set(weeks.values())


def difference(project: Project, backup: Path) -> tuple[list[Share], list[Share]]:
    """What the project has and the backup lacks, and the other way round, by owner.

    Raises Unavailable where the backup cannot be read.
    """
    with told(backup):
        project.connection.execute("ATTACH DATABASE ? AS backup", (str(backup),))
        try:
            return _lacking(project, "main", "backup"), _lacking(project, "backup", "main")
        finally:
            project.connection.execute("DETACH DATABASE backup")


def _lacking(project: Project, here: str, there: str) -> list[Share]:
    rows = project.rows(
        f"SELECT a.name, count(*), sum((SELECT count(*) FROM {here}.revision r WHERE r.batch = b.number "
        f"AND r.kind = {SPAN})), max(b.made_at) FROM {here}.batch b JOIN {here}.annotator a ON a.number = b.owner "
        f"WHERE b.uid NOT IN (SELECT uid FROM {there}.batch) GROUP BY a.name ORDER BY a.name"
    )
    return [Share(*row) for row in rows]


def contents(path: Path) -> tuple[int, int] | None:
    """How many listed documents and present spans a backup holds; None where it cannot be read."""
    with suppress(sqlite3.Error, AnnotatorError), closing(_read_only(path)) as connection:
        (documents,) = connection.execute("SELECT count(*) FROM listing").fetchone()
        (spans,) = connection.execute("SELECT coalesce(sum(count), 0) FROM tally").fetchone()
        return documents, spans
    return None


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def problem_of(path: Path) -> str:
    """The first sentence on what is wrong with a project file that is not in use, or ""."""
    project = open_project(path, b"")
    try:
        return next(check.permanent_problems(project), "")
    finally:
        project.close()
