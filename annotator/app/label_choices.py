"""What a person decided of labels that a project lacks: refuse, read as another, or add; kept in the file."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import orjson

from annotator.model.label_changes import with_new_labels
from annotator.model.revision import PROJECT
from annotator.store import label_sets
from annotator.store.project import Project

_KEY = "label choices"  # the local setting


@dataclass(frozen=True, slots=True)
class LabelChoices:
    """Labels of foreign data: those read as one of the project's, and those to add. All others are refused."""

    mapped: Mapping[str, str] = field(default_factory=dict)
    added: frozenset[str] = frozenset()


def remembered(project: Project) -> LabelChoices:
    """What was decided in this file before; a label that is gone since is no choice any more."""
    saved = orjson.loads(project.setting(_KEY) or "{}")
    names = label_sets.label_set(project).names
    mapped = {label: to for label, to in saved.get("mapped", {}).items() if to in names}
    return LabelChoices(mapped, frozenset(saved.get("added", ())))


def remember(project: Project, choices: LabelChoices, decided: Collection[str]) -> None:
    """Keep what was decided now of the labels `decided`, beside what was decided of others before."""
    before = remembered(project)
    mapped = {k: v for k, v in before.mapped.items() if k not in decided} | dict(choices.mapped)
    added = sorted((before.added - set(decided)) | choices.added)
    project.set_setting(_KEY, orjson.dumps({"mapped": mapped, "added": added}).decode())


def add_labels(project: Project, names: Iterable[str]) -> list[str]:
    """Add labels to the project's set and get those that it lacked. Raises Refused for an unfit name."""
    with project.writing():
        labels = label_sets.label_set(project)
        lacking = [name for name in names if name not in labels.names]
        if lacking:
            label_sets.put_label_set(project, with_new_labels(labels, lacking), author=PROJECT)
    return lacking
