"""The history as a list: the newest first, of a project, an article, a span, a person; and states that come back."""

from pathlib import Path

import pytest
from app_help import SENTENCE, import_rows, project_of

from annotator.app import assigning, looking_back
from annotator.app.looking_back import EventRow, Scope, events, rewind_job, then_job
from annotator.app.session import Session
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_of(tmp_path, SENTENCE, SENTENCE + " ب")


def found(session: Session, scope: Scope) -> list[EventRow]:
    return [row for piece in events(session, scope) for row in piece]


def named(session: Session, scope: Scope) -> list[str]:
    return [f"undo {row.undid}" if row.undid else row.batch.what for row in found(session, scope)]


def test_what_was_done_last_comes_first(project: Project) -> None:
    session = Session(project, "A")
    session.mark(1, 6, 10, "PERSON")
    session.mark(2, 6, 10, "PERSON")
    session.undo()
    names = named(session, Scope())
    assert names[:3] == ["undo mark PERSON «عليّ»", "mark PERSON «عليّ»", "mark PERSON «عليّ»"]
    first = found(session, Scope())[2]
    assert (first.document, first.name, first.person, first.place and first.place[:3]) == (
        1, "0.txt", "A", (1, 6, 10),
    )  # fmt: skip


def test_an_article_a_span_and_a_person_have_their_own(project: Project) -> None:
    mine, other = Session(project, "A"), Session(project, "B")
    item = mine.mark(1, 6, 10, "PERSON").item
    other.mark(1, 14, 19, "ORGANIZATION")
    mine.relabel(item, "ORGANIZATION")
    mine.mark(2, 0, 1, "PERSON")
    assert [name.split()[0] for name in named(mine, Scope(1))[:3]] == ["relabel", "mark", "mark"]
    assert named(mine, Scope(1, item)) == ["relabel PERSON as ORGANIZATION", "mark PERSON «عليّ»"]
    assert {row.person for row in found(mine, Scope(person="B"))} == {"B"}
    assert named(mine, Scope(1, person="B")) == ["mark ORGANIZATION «UNHCR»"]
    assert named(mine, Scope(1, item, "B")) == []


def test_a_long_history_comes_in_pieces_and_whole(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking_back, "_STRETCH", 3)
    session = Session(project, "A")
    for start in range(10):
        session.mark(1 + start % 2, start, start + 1, "PERSON")
    pieces = list(events(session, Scope(1)))
    assert max(map(len, pieces)) <= 3
    rows = [row for piece in pieces for row in piece]
    numbers = [row.batch.number for row in rows]
    assert numbers == sorted(numbers, reverse=True)
    assert sum(row.batch.what.startswith("mark") for row in rows) == 5


def test_blind_work_stays_blind(project: Project) -> None:
    Session(project, "B").mark(1, 14, 19, "ORGANIZATION")
    mine = Session(project, "A")
    assigning.set_blind(project, blind=True)
    assert "mark ORGANIZATION «UNHCR»" not in named(mine, Scope())
    mine.set_status(1, "finished")
    assert "mark ORGANIZATION «UNHCR»" in named(mine, Scope())
    assert "mark ORGANIZATION «UNHCR»" in named(Session(project, "gold", "A"), Scope())


def test_a_state_is_shown_as_it_was_and_comes_back_as_one_action(project: Project, tmp_path: Path) -> None:
    session = Session(project, "A")
    person = session.mark(1, 6, 10, "PERSON").item
    claim = session.mark(1, 14, 32, "CLAIM", links={"speaker": [person]})
    session.set_attributes(claim.item, {"certainty": "asserted"})
    number = found(session, Scope(1))[0].batch.number
    before = session.article(1).spans
    session.unmark(person)
    session.move(claim.item, 14, 19)
    session.mark(1, 0, 1, "PERSON")
    then = then_job(project.path, "A", 1, number)
    assert then.spans == before
    assert (then.change.back, then.change.gone, then.change.changed) == (1, 1, 1)
    rewind_job(project.path, "A", "A", 1, number)
    assert session.article(1).spans == before
    session.undo()
    assert len(session.article(1).spans) == 2


def test_an_imports_event_names_its_first_article_and_its_size(project: Project, tmp_path: Path) -> None:
    import_rows(project, tmp_path, *({"text": f"text {n}"} for n in range(5)))
    row = found(Session(project, "A"), Scope())[0]
    assert row.batch.what.startswith("import")
    assert (row.size >= 5, row.document, row.place) == (True, 3, None)
