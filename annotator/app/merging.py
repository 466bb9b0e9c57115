"""Merging project files from several laptops into one: first as a dry run, then each all or nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.app import safety
from annotator.app.deciding import conflicts
from annotator.app.handing import remark_on
from annotator.app.opening import opened
from annotator.app.watch import Progress, watch
from annotator.model.errors import AnnotatorError
from annotator.store import arrivals, label_sets
from annotator.store.arrivals import LabelsHere
from annotator.store.merge import receive
from annotator.store.project import Project

__all__ = ["LabelsHere", "Merged", "Received", "merge", "merge_job"]


@dataclass(frozen=True, slots=True)
class Received:
    """What one file brought that was not there."""

    path: Path
    batches: int
    documents: int
    new_spans: Counter[str]  # by owner
    changed_spans: Counter[str]  # later states of spans, deletions among them
    decisions: int
    separate: bool  # whether it is a project that was begun on its own
    remark: str = ""  # a sentence where the file differs from the checksum beside it


@dataclass(slots=True)
class Merged:
    """What a merge brought, what it changes, and which files it could not take."""

    batches: int = 0
    documents: int = 0
    conflicts: int = 0  # undecided ones in the project afterwards
    new_conflicts: int = 0  # how many more than before
    people: list[str] = field(default_factory=list)  # who was not known before
    labels: list[LabelsHere] = field(
        default_factory=list
    )  # the label sets afterwards; several: to be decided
    shared: tuple[int, int] = (0, 0)  # articles that two or more have finished, before and after
    files: list[Received] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # sentences
    backup: safety.Backup | None = None  # None: a dry run, or the newest backup holds the same


class _DryRun(Exception):
    """Raised to roll a dry run back."""


def merge(
    project: Project,
    others: Sequence[Path],
    *,
    dry_run: bool = False,
    backup: bool = True,
    progress: Progress | None = None,
) -> Merged:
    """Take in what other project files hold; a file that cannot be taken is named, the rest is merged.

    A backup is made first. Raises Unavailable where there is no room for it. `progress` is told after each file.
    """
    done = Merged()
    if not dry_run:
        if backup:
            done.backup = safety.back_up(project, safety.BEFORE_MERGE)
        _merge(project, others, done, progress)
        return done
    try:
        with project.writing():
            _merge(project, others, done, progress)
            raise _DryRun
    except _DryRun:
        return done


def merge_job(
    path: Path, others: Sequence[Path], *, dry_run: bool = False, progress: Progress | None = None
) -> Merged:
    """As `merge`, for another process: it names the project by its path."""
    with opened(path) as project:
        return merge(project, others, dry_run=dry_run, progress=progress)


def _merge(project: Project, others: Sequence[Path], done: Merged, progress: Progress | None) -> None:
    people, undecided = set(label_sets.people(project)), _undecided(project)
    shared = arrivals.shared_documents(project)
    for path in watch(others, progress, len(others)):
        try:
            done.files.append(_receive(project, path))
        except AnnotatorError as error:
            done.refused.append(str(error))
    done.batches = sum(file.batches for file in done.files)
    done.documents = sum(file.documents for file in done.files)
    done.conflicts = _undecided(project)
    done.new_conflicts = done.conflicts - undecided
    done.people = sorted(set(label_sets.people(project)) - people)
    done.labels = arrivals.label_sets(project)
    done.shared = (shared, arrivals.shared_documents(project))


def _receive(project: Project, path: Path) -> Received:
    before = arrivals.last_batch(project)
    received = receive(project, path)
    came = arrivals.arrived(project, before)
    return Received(
        path,
        received.batches,
        received.documents,
        came.new_spans,
        came.changed_spans,
        came.decisions,
        came.separate,
        remark_on(path),
    )


def _undecided(project: Project) -> int:
    return sum(1 for _ in conflicts(project))
