"""What a window asks about backups and damage, each as a job: the list, what a restore would change, the check."""

from dataclasses import dataclass
from pathlib import Path

from annotator.app import overview, recovering, safety
from annotator.app.opening import opened
from annotator.app.recovering import Recovered
from annotator.app.safety import Backup, Restored, Share
from annotator.app.watch import Progress
from annotator.model.errors import AnnotatorError, Damaged
from annotator.store import backup

__all__ = ["Backup", "Recovered", "Restored", "Share"]

BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup with its bytes and what it holds; None where it cannot be read."""

    backup: Backup
    size: int
    documents: int | None
    spans: int | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, in sentences; whether what is wrong can be made anew, or the file itself is damaged."""

    problems: tuple[str, ...]
    repaired: int = 0
    damaged: bool = False


def list_job(path: Path, *, progress: Progress | None = None) -> list[BackupRow]:
    """The backups of the project at a path, the newest first."""
    rows = []
    for found in safety.backups(path):
        held = backup.contents(found.path)
        documents, spans = held or (None, None)
        rows.append(BackupRow(found, safety.size_of(found.path), documents, spans))
    return rows


def make_job(path: Path, *, progress: Progress | None = None) -> Backup | None:
    """A backup made because somebody asked for it; None where the newest one holds the same."""
    with opened(path) as project:
        return safety.back_up(project, BY_HAND)


def difference_job(
    path: Path, chosen: Backup, *, progress: Progress | None = None
) -> tuple[list[Share], list[Share]]:
    """What restoring would take away and bring back, by owner. Raises Unavailable where either cannot be read."""
    with opened(path) as project:
        return safety.difference(project, chosen)


def restore_job(path: Path, chosen: Backup, *, progress: Progress | None = None) -> Restored:
    """Put a backup in the place of a project that nobody has open, as `safety.restore`."""
    return safety.restore(path, chosen)


def check_job(path: Path, repair: bool, *, progress: Progress | None = None) -> Checked:
    """Prove every law of the project at a path; with `repair` make anew what is derived, where it is wrong."""
    try:
        with opened(path) as project:
            found = overview.problems(project)
            if not (found and repair):
                return Checked(tuple(found), damaged=_is_damage(found))
            overview.repair(project)
            left = overview.problems(project)
            return Checked(tuple(left), len(found) - len(left), _is_damage(left))
    except Damaged as error:
        return Checked((str(error),), damaged=True)


def recover_job(damaged: Path, out: Path, *, progress: Progress | None = None) -> Recovered:
    """Save what can be read of a damaged project into a new one, as `recovering.recover`."""
    return recovering.recover(damaged, out)


def has_backups(path: Path) -> bool:
    """Whether there is a backup of the project at a path; also where that cannot be found out there is none."""
    try:
        return bool(safety.backups(path))
    except (AnnotatorError, OSError):
        return False


def _is_damage(found: list[str]) -> bool:
    return any(sentence.startswith(overview.DAMAGED) for sentence in found)
