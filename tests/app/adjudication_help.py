"""Two annotators who read the guideline differently, for the tests of adjudication."""

import re
from pathlib import Path
from typing import Any

from app_help import hasty, import_rows, project_of

from annotator.app.card_queue import Filter, Queue
from annotator.app.cards import Card
from annotator.app.importing import import_paths
from annotator.app.opening import new_project
from annotator.app.session import Session
from annotator.model.status import FINISHED
from annotator.store import documents
from annotator.store.project import Project

SEEDS = Path(__file__).parents[2] / "seeds"
IN, OUT = "Amal", "Benoît"  # titles and clitics in, or out

# What stands before a name and, for some readers, belongs to it.
_NAMES = re.compile(
    r"(?P<title>(?:[وفبكل]?(?:ال)?مشير |le maréchal |l['’]|d['’])?)"
    r"(?P<name>خليفة حفتر|حفتر|Khalifa Haftar|Haftar|ONU|armée nationale libyenne)"
)
_CLAIM = re.compile(r"(?:وأكدت المصادر|La source a (?:confirmé|souligné))[^\n]{10,160}")


def seed_project(folder: Path) -> Project:
    """A project of the five seed articles, labelled and finished by both."""
    project = hasty(new_project(folder / "seeds.annotator"))
    import_paths(project, sorted(SEEDS.glob("*.txt")))
    for number in documents.numbers(project):
        text = documents.read(project, number).text
        for owner in (IN, OUT):
            _label(Session(project, owner), number, text, titles=owner == IN)
    return project


def _label(session: Session, number: int, text: str, *, titles: bool) -> None:
    speaker = ""
    for n, found in enumerate(_NAMES.finditer(text)):
        start = found.start() if titles else found.start("name")
        label = "PERSON" if "aftar" in found["name"] or "حفتر" in found["name"] else "ORGANIZATION"
        if not titles and n % 7 == 5:
            continue  # one is missed
        if not titles and n % 7 == 3:
            label = "ORGANIZATION" if label == "PERSON" else "PERSON"
        item = session.mark(number, start, found.end(), label).item
        speaker = speaker or (item if label == "PERSON" else "")
    for found in _CLAIM.finditer(text):
        end = found.end() - (0 if titles else 3)
        links = {"speaker": [speaker]} if speaker else {}
        session.mark(number, found.start(), end, "CLAIM", links=links)
    session.set_status(number, FINISHED)


Marks = list[tuple[int, int, str]]


def marked_project(folder: Path, text: str, **marks: Marks) -> Project:
    """A project of one article that each of the named annotators has marked and finished."""
    project = project_of(folder)
    add_article(project, folder, "0", text, **marks)
    return project


def add_article(project: Project, folder: Path, id: str, text: str, **marks: Marks) -> None:
    """One more article, marked and finished by each of the named annotators."""
    sets = [
        {"owner": owner, "spans": [{"start": s, "end": e, "label": label} for s, e, label in held]}
        for owner, held in marks.items()
    ]
    row: dict[str, Any] = {"id": id, "name": f"{id}.txt", "text": text, "annotations": sets}
    import_rows(project, folder, row)


def gold(project: Project) -> Session:
    """A session of the adjudicator."""
    return Session(project, "gold", "Judge")


def cards(project: Project, **wanted: Any) -> list[Card]:
    """All disagreements of a project."""
    return list(Queue(project).cards(Filter(**wanted)))
