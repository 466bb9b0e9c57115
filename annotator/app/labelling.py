"""Changing the label set of a project: what may be changed while spans bear its labels."""

from collections.abc import Collection

from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.model.label_checks import label_set_problems
from annotator.model.label_file import read_label_set, write_label_set
from annotator.model.labels import LabelSet
from annotator.store import label_sets
from annotator.store.label_sets import used_labels

__all__ = ["check_label_set", "set_label_set", "used_labels"]


def check_label_set(labels: LabelSet, used: Collection[str]) -> None:
    """Raises Refused where a label set is unsound, or lacks a label that spans bear."""
    if problems := label_set_problems(labels):
        raise Refused("\n".join(problem.message for problem in problems))
    if gone := sorted(set(used) - set(labels.names)):
        raise Refused(
            f"Spans bear {', '.join(gone)}, so the label set must keep it. Another name to show can be given to it."
        )


def set_label_set(session: Session, labels: LabelSet) -> LabelSet:
    """Bring a label set into force and get it as it is stored; the session keeps the old one until made anew.

    The stored name of a label never changes, only what the window calls it. Raises Refused, and then nothing has
    changed.
    """
    with session.project.writing():
        check_label_set(labels, used_labels(session.project))
        stored = read_label_set(write_label_set(labels))
        if stored != session.labels:
            label_sets.put_label_set(session.project, stored, author=session.author)
    return stored
