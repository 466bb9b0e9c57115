"""How far everybody is: what each person has been given, finished and marked, told in steps that a window can take."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.app.joining import other_spellings
from annotator.app.languages import languages_of
from annotator.app.people import people
from annotator.model.revision import RESERVED
from annotator.model.status import FINISHED, IN_PROGRESS
from annotator.store import assignments, documents, spans
from annotator.store.project import Project

_PAGE = 200  # documents read in one step


@dataclass(frozen=True, slots=True)
class Standing:
    """One person: articles given, finished and begun, spans in all articles, and the given articles by language."""

    name: str
    also: tuple[str, ...] = ()  # other spellings that were joined to the name
    assigned: int = 0
    finished: int = 0
    in_progress: int = 0
    spans: int = 0
    languages: dict[str, int] = field(default_factory=dict)


def standings(project: Project) -> Iterator[list[Standing]]:
    """The standing of every annotator by name; empty lists come first, one for each step that is only reading."""
    listed: dict[int, str] = {}
    for offset in range(0, documents.count(project), _PAGE):
        listed |= languages_of(project, documents.page(project, offset, _PAGE))
        yield []
    held, also = assignments.assigned(project), other_spellings(project)
    yield []
    marked = spans.counted_by_owner(project)
    yield []
    found = []
    for name in sorted({*people(project), *held} - RESERVED):
        mine = held.get(name, set()) & listed.keys()
        found.append(
            Standing(
                name,
                tuple(also.get(name, ())),
                len(mine),
                len(documents.with_status(project, name, FINISHED) & listed.keys()),
                len(documents.with_status(project, name, IN_PROGRESS) & listed.keys()),
                marked.get(name, 0),
                dict(sorted(Counter(listed[number] for number in mine).items())),
            )
        )
        yield []
    yield found


def holders(project: Project) -> dict[int, list[str]]:
    """Who has each article, by name; articles that nobody has are left out."""
    found: dict[int, list[str]] = {}
    for name, numbers in sorted(assignments.assigned(project).items()):
        for number in numbers:
            found.setdefault(number, []).append(name)
    return found
