"""How far everybody is, and taking back what was done to people and assignments."""

from pathlib import Path

import pytest
from app_help import SENTENCE, import_rows, project_of

from annotator.app.assigning import assign, is_blind, set_blind, who_has_what
from annotator.app.joining import join
from annotator.app.people import add_person, people
from annotator.app.session import Session
from annotator.app.standing import Standing, holders, standings
from annotator.app.team_history import TeamHistory
from annotator.model.errors import Refused
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = project_of(tmp_path)
    rows = [{"id": str(n), "text": f"{SENTENCE} {n}", "language": "ar" if n < 2 else "fr"} for n in range(3)]
    import_rows(made, tmp_path, *rows)
    return made


def told(project: Project) -> list[Standing]:
    return list(standings(project))[-1]


def test_each_person_with_what_is_given_finished_begun_and_marked(project: Project) -> None:
    first, second, third = (row.number for row in Session(project, "A").rows(0, 3))
    assign(project, ["A"], [first, second])
    assign(project, ["B"], [third])
    session = Session(project, "A")
    session.mark(first, 6, 10, "PERSON")
    session.set_status(first, "finished")
    session.mark(second, 6, 10, "PERSON")
    session.mark(second, 14, 19, "ORGANIZATION")
    assert told(project) == [
        Standing("A", (), 2, 1, 1, 3, {"ar": 2}),
        Standing("B", (), 1, 0, 0, 0, {"fr": 1}),
    ]
    assert holders(project) == {first: ["A"], second: ["A"], third: ["B"]}
    Session(project, "a").mark(third, 6, 10, "PERSON")
    join(project, "a", "A")
    assert told(project)[0] == Standing("A", ("a",), 2, 1, 2, 4, {"ar": 2})


def test_what_was_done_to_people_is_taken_back_apart_from_annotations(project: Project) -> None:
    add_person(project, "A")
    set_blind(project, blind=True, author="A")
    assign(project, ["A"], author="A")
    Session(project, "A").mark(1, 6, 10, "PERSON")
    history = TeamHistory(project, "A")
    assert history.next_undo() == "assign articles to A"
    history.undo()
    assert who_has_what(project)[0].documents == 0
    history.undo()
    assert not is_blind(project)
    history.redo()
    assert is_blind(project)
    history.undo()
    history.undo()
    assert people(project) == ["A"]  # she has marked something
    with pytest.raises(Refused, match="Nothing to undo"):
        history.undo()
    Session(project, "A").undo()
    assert people(project) == []
    add_person(project, "A")
    assert people(project) == ["A"]
