"""An import whose problems can be gone to: which document of the project each of them speaks of."""

import re
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.app import safety
from annotator.app.importing import Imported, ImportOptions, Problem, import_paths
from annotator.app.label_choices import LabelChoices, add_labels, remember
from annotator.app.looking_ahead import read_again
from annotator.app.opening import opened
from annotator.app.owner_choices import OwnerChoices, remember_owners
from annotator.app.people import add_person
from annotator.app.pulse import Pulse
from annotator.app.watch import Progress
from annotator.store import documents
from annotator.store.project import Project

_PATIENCE = 5.0  # seconds for finding the records of the problems again
_RANGE = re.compile(r"(\d+)–(\d+)")


@dataclass(slots=True)
class Placed:
    """An import that was done, and the id of the document at each place that a problem names."""

    done: Imported
    ids: dict[str, str] = field(default_factory=dict)


def placed_import(
    project: Path,
    paths: Sequence[Path],
    options: ImportOptions,
    choices: LabelChoices | None = None,
    decided: Collection[str] = (),
    owners: OwnerChoices | None = None,
    decided_owners: Collection[str] = (),
    *,
    progress: Progress | None = None,
) -> Placed:
    """Import into the project at a path, as `import_paths`.

    In the same transaction labels and people are added as chosen, and what was chosen of the labels `decided` and of
    the owners `decided_owners` is remembered.
    """
    chosen, whose = choices or LabelChoices(), owners or OwnerChoices()
    with Pulse(progress) as pulse, opened(project) as file:
        safety.before(file, safety.BEFORE_IMPORT)
        pulse.beat()
        with file.writing():
            if decided:
                remember(file, chosen, decided)
            remember_owners(file, whose, decided_owners)
            for person in sorted(whose.persons):
                add_person(file, person)
            new = add_labels(file, sorted(chosen.added))
            done = import_paths(file, paths, options, progress=pulse.tell)
        done.new_labels[:0] = new
        return Placed(done, _ids(paths, options, done.problems))


def place_of(project: Project, problem: Problem, ids: Mapping[str, str]) -> tuple[int, int, int] | None:
    """The document's number and the range (code points) that a problem speaks of, None where there is none.

    Without a range in its words, or with one that the text does not have: the beginning of the text.
    """
    found = documents.find(project, ids.get(problem.place, "")) if problem.place in ids else []
    if not found:
        return None
    length = len(documents.read(project, found[0]).text)
    said = _RANGE.search(problem.reason)
    start, end = (int(said[1]), int(said[2])) if said else (0, 0)
    return (found[0], start, end) if start < end <= length else (found[0], 0, 0)


def _ids(paths: Sequence[Path], options: ImportOptions, problems: Sequence[Problem]) -> dict[str, str]:
    """The id of the record at each place that a problem names, as far as they are found in time."""
    wanted = {problem.place for problem in problems}
    ids: dict[str, str] = {}
    end = time.monotonic() + _PATIENCE
    for record in read_again(paths, options) if wanted else ():
        if record.place in wanted:
            ids.setdefault(record.place, record.id)
        if len(ids) == len(wanted) or time.monotonic() > end:
            break
    return ids
