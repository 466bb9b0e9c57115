"""Joining two spellings of one person, and parting them again: revisions like any other, so they merge and undo."""

from annotator.app.history import Done, History
from annotator.app.people import people
from annotator.model.errors import Refused
from annotator.model.people import annotator_name, first_reader
from annotator.model.revision import PROJECT
from annotator.store import joining, label_sets
from annotator.store.project import Project


def join(project: Project, name: str, person: str, *, author: str = PROJECT) -> Done:
    """Say that one name is another spelling of a person: its work, early and late, reads as that person's.

    Raises Refused for names that nobody has here, and for what is so already.
    """
    old, new = annotator_name(name), annotator_name(person)
    known = {*people(project), *joining.people_behind(project)}
    for asked in (old, new):
        if asked not in known:
            raise Refused(f"The project has no annotator {asked}. It has: {', '.join(people(project))}.")
    new = joining.person_named(project, new)
    if joining.person_named(project, old) == new:
        raise Refused(f"{old} and {new} are one person already.")
    with project.writing():
        edits = [label_sets.joining_edit(project, old, new)]
        return History(project, PROJECT, author).do(edits, f"join {old} to {new}")


def part(project: Project, name: str, *, author: str = PROJECT) -> Done:
    """Say that a name that was joined to a person is somebody else's. Raises Refused where it was not."""
    old = annotator_name(name)
    person = person_named(project, old)
    if person == old:
        raise Refused(f"{old} was not joined to anybody.")
    with project.writing():
        edits = [label_sets.joining_edit(project, old, "")]
        return History(project, PROJECT, author).do(edits, f"part {old} from {person}")


def person_named(project: Project, name: str) -> str:
    """The person behind a name: the name itself unless it was joined to another."""
    return joining.person_named(project, name)


def other_spellings(project: Project) -> dict[str, list[str]]:
    """The names that were joined to each person, by the person's name."""
    found: dict[str, list[str]] = {}
    for name, person in sorted(joining.people_behind(project).items()):
        if first_reader(name):
            continue
        found.setdefault(person, []).append(name)
    return found
