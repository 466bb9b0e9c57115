"""Three laptops that join, part, mark, undo and merge at random: sound at each step, one state at the end."""

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from app_help import SENTENCE, exported, hasty, project_of

from annotator.app.deciding import conflicts
from annotator.app.joining import join, part
from annotator.app.merging import merge
from annotator.app.opening import open_existing
from annotator.app.people import people
from annotator.app.session import Session
from annotator.app.team_history import TeamHistory
from annotator.model.errors import AnnotatorError
from annotator.store import derived
from annotator.store.check import problems
from annotator.store.project import Project
from annotator.store.schema import DERIVED

NAMES, STEPS = "ABC", 40
Step = Callable[[random.Random, Session], object]


def mark(chance: random.Random, session: Session) -> None:
    start = chance.randrange(20)
    label = chance.choice(("PERSON", "CLAIM"))
    session.mark(chance.choice((1, 2)), start, start + chance.randrange(1, 5), label)


def relabel(chance: random.Random, session: Session) -> None:
    if found := session.article(chance.choice((1, 2))).spans:
        session.relabel(chance.choice(found).item, "ORGANIZATION")


def unmark(chance: random.Random, session: Session) -> None:
    if found := session.article(chance.choice((1, 2))).spans:
        session.unmark(chance.choice(found).item)


def link(chance: random.Random, session: Session) -> None:
    found = session.article(1).spans
    claims = [span.item for span in found if span.label == "CLAIM"]
    names = [span.item for span in found if span.label == "PERSON"]
    if claims and names:
        session.set_links(claims[0], {"speaker": [chance.choice(names)]})


def set_status(chance: random.Random, session: Session) -> None:
    session.set_status(chance.choice((1, 2)), chance.choice(("in progress", "finished", "ignored")))


def decide(chance: random.Random, session: Session) -> None:
    if found := list(conflicts(session.project)):
        conflict = chance.choice(found)
        owner = session.owner if conflict.owner == "project" else conflict.owner
        version = chance.choice(conflict.versions).name
        Session(session.project, owner).decide(version, none=chance.random() < 0.2)


STEPS_WITH_WEIGHTS: tuple[tuple[Step, int], ...] = (
    (mark, 25), (relabel, 10), (unmark, 7), (link, 5), (set_status, 10), (decide, 4),
    (lambda chance, session: chance.choice((session.undo, session.redo))(), 10),
    (lambda chance, session: join(session.project, session.owner, chance.choice(NAMES), author="lead"), 10),
    (lambda chance, session: part(session.project, chance.choice(NAMES), author="lead"), 5),
    (lambda chance, session: chance.choice((undo_people, redo_people))(session), 4),
)  # fmt: skip
KINDS, WEIGHTS = zip(*STEPS_WITH_WEIGHTS, strict=True)


def undo_people(session: Session) -> None:
    TeamHistory(session.project, "lead").undo()


def redo_people(session: Session) -> None:
    TeamHistory(session.project, "lead").redo()


def tables(project: Project) -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(project.rows(f"SELECT * FROM {table}"), key=repr) for table in DERIVED}


def laptops(folder: Path) -> list[Project]:
    base = project_of(folder, SENTENCE, f"{SENTENCE} Plus.", name="base")
    for n, name in enumerate(NAMES):
        Session(base, name).mark(1, 6, 10 + n, "PERSON")
    base.close()
    for n in range(3):
        shutil.copy(base.path, folder / f"laptop{n}")
    return [hasty(open_existing(folder / f"laptop{n}")) for n in range(3)]


def state(project: Project, folder: Path) -> tuple[object, ...]:
    said = [sorted(version.name for version in found.versions) for found in conflicts(project)]
    return exported(project, folder, first_of_conflicts=True), people(project), sorted(said)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_everything_meets_in_one_state(tmp_path: Path, seed: int) -> None:
    chance, all_of_them = random.Random(seed), laptops(tmp_path)
    for _ in range(STEPS):
        project = chance.choice(all_of_them)
        session = Session(project, chance.choice(NAMES))
        with suppress(AnnotatorError):
            if chance.random() < 0.1:
                merge(project, [chance.choice(all_of_them).path], backup=False)
            else:
                chance.choices(KINDS, WEIGHTS)[0](chance, session)
        assert list(problems(project)) == []
    for _ in range(2):
        for project in all_of_them:
            merge(project, [other.path for other in all_of_them if other is not project], backup=False)
    for project in all_of_them:
        before = tables(project)
        derived.rebuild(project)
        assert tables(project) == before
    first, *others = [state(project, tmp_path) for project in all_of_them]
    assert others == [first, first]
