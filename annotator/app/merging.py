"""Merging project files from several laptops into one, each all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.app.deciding import conflicts
from annotator.model.errors import AnnotatorError
from annotator.store.merge import receive
from annotator.store.project import Project


@dataclass(slots=True)
class Merged:
    """What a merge brought, and which files it could not take."""

    batches: int = 0
    documents: int = 0
    conflicts: int = 0  # undecided ones in the project afterwards
    refused: list[str] = field(default_factory=list)  # sentences


class _DryRun(Exception):
    """Raised to roll a dry run back."""


def merge(project: Project, others: Sequence[Path], *, dry_run: bool = False) -> Merged:
    """Take in what other project files hold; a file that cannot be taken is named, the rest is merged."""
    done = Merged()
    if not dry_run:
        _merge(project, others, done)
        return done
    try:
        with project.writing():
            _merge(project, others, done)
            raise _DryRun
    except _DryRun:
        return done


def _merge(project: Project, others: Sequence[Path], done: Merged) -> None:
    for path in others:
        try:
            received = receive(project, path)
        except AnnotatorError as error:
            done.refused.append(str(error))
            continue
        done.batches += received.batches
        done.documents += received.documents
    done.conflicts = sum(1 for _ in conflicts(project))
