"""Merging project files from several laptops into one: first as a dry run, then each all or nothing."""

from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from annotator.app import safety
from annotator.app.deciding import conflicts
from annotator.app.handing import remark_on
from annotator.app.opening import opened
from annotator.app.watch import Progress
from annotator.model.errors import AnnotatorError
from annotator.store import arrivals, label_sets
from annotator.store.arrivals import LabelsHere, OnlyHere, Place
from annotator.store.beat import Step, beating
from annotator.store.merge import receive
from annotator.store.project import Project

__all__ = ["LabelsHere", "Merged", "OnlyHere", "Place", "Received", "merge", "merge_job"]

PLACES = 500  # of what came: more than anybody reads
_STEPS = 100  # of progress for each file
Pairs = dict[tuple[str, str], int]


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
    people: tuple[str, ...] = ()  # who was not known before
    label_sets: tuple[str, ...] = ()  # titles of those that were not there
    only_here: OnlyHere | None = None  # what the file lacks; in a dry run only


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
    pairs: tuple[Pairs, Pairs] = ({}, {})  # the same for each two annotators
    places: list[Place] = field(default_factory=list)  # the first of what came; in a merge only
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
    at_once: bool = False,
    progress: Progress | None = None,
) -> Merged:
    """Take in what other project files hold; a file that cannot be taken is named, the rest is merged.

    A backup is made first. Raises Unavailable where there is no room for it. `progress` is told several times a
    second; what it raises stops the merge: each file is whole or absent, and with `at_once` all of them are.
    """
    step = Step(project.connection)

    def work() -> Merged:
        if dry_run:
            return _tried(project, others, step)
        return _merged(project, others, step, backup=backup, at_once=at_once)

    if progress is None:
        return work()
    total = _STEPS * len(others)
    return beating(work, step, lambda share: progress(round(total * share), total))


def _tried(project: Project, others: Sequence[Path], step: Step) -> Merged:
    done = Merged()
    try:
        with project.writing():
            _merge(project, others, done, step, both_sides=True)
            raise _DryRun
    except _DryRun:
        return done


def _merged(project: Project, others: Sequence[Path], step: Step, *, backup: bool, at_once: bool) -> Merged:
    done = Merged()
    if backup:
        done.backup = safety.back_up(project, safety.BEFORE_MERGE)
    with project.writing() if at_once else nullcontext():
        before = arrivals.last_batch(project)
        _merge(project, others, done, step, both_sides=False)
        done.places = arrivals.places(project, before, limit=PLACES)
    return done


def merge_job(
    path: Path, others: Sequence[Path], *, dry_run: bool = False, progress: Progress | None = None
) -> Merged:
    """As `merge`, for another process: it names the project by its path. Stopped, it leaves nothing."""
    with opened(path) as project:
        return merge(project, others, dry_run=dry_run, at_once=True, progress=progress)


def _merge(project: Project, others: Sequence[Path], done: Merged, step: Step, *, both_sides: bool) -> None:
    people, undecided = set(label_sets.people(project)), _undecided(project)
    shared, pairs = arrivals.shared_documents(project), arrivals.pairs(project)
    for n, path in enumerate(others):
        step.begin(n, len(others))
        try:
            done.files.append(_receive(project, path, step, both_sides=both_sides))
        except AnnotatorError as error:
            done.refused.append(str(error))
        step.say(1)
    done.batches = sum(file.batches for file in done.files)
    done.documents = sum(file.documents for file in done.files)
    done.conflicts = _undecided(project)
    done.new_conflicts = done.conflicts - undecided
    done.people = sorted(set(label_sets.people(project)) - people)
    done.labels = arrivals.label_sets(project)
    done.shared = (shared, arrivals.shared_documents(project))
    done.pairs = (pairs, arrivals.pairs(project))


def _receive(project: Project, path: Path, step: Step, *, both_sides: bool) -> Received:
    before, people = arrivals.last_batch(project), set(label_sets.people(project))
    titles = {(known.name, known.labels) for known in arrivals.label_sets(project)}
    seen: list[OnlyHere] = []
    look = (lambda other: seen.append(arrivals.only_in(project, other))) if both_sides else None
    received = receive(project, path, look=look, step=step)
    came = arrivals.arrived(project, before)
    sets = (known for known in arrivals.label_sets(project) if (known.name, known.labels) not in titles)
    return Received(
        path,
        received.batches,
        received.documents,
        came.new_spans,
        came.changed_spans,
        came.decisions,
        came.separate,
        remark_on(path),
        tuple(sorted(set(label_sets.people(project)) - people)),
        tuple(known.name for known in sets),
        next(iter(seen), None),
    )


def _undecided(project: Project) -> int:
    return sum(1 for _ in conflicts(project))
