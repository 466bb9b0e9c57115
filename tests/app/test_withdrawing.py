"""Withdrawing articles: out of lists and exports, undoable in one order with what else a person did."""

import json
from pathlib import Path

import pytest
from app_help import exported, import_rows, project_of

from annotator.app.listing import place_of, rows_of
from annotator.app.people import add_person
from annotator.app.session import Session
from annotator.app.withdrawing import imports, withdraw, withdraw_import, withdrawn
from annotator.model.errors import Refused
from annotator.model.revision import DOCUMENT, PROJECT, Edit
from annotator.store import appending, check, documents, revisions
from annotator.store.opening import open_project
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_of(tmp_path, "Anne a dit", "Le ministre", "قال علي")


def listed(session: Session) -> list[int]:
    rows = session.rows(0, 100)
    assert [row.number for row in rows] == list(documents.numbers(session.project))
    assert [place_of(session.project, row.number) for row in rows] == list(range(session.count()))
    return [row.number for row in rows]


def test_a_withdrawn_article_is_in_no_list_and_no_export(project: Project, tmp_path: Path) -> None:
    session = Session(project, "A1")
    session.mark(2, 0, 2, "PERSON")
    before = exported(project, tmp_path)
    done = withdraw(session, [2])
    assert (done.documents, done.batch.owner, done.batch.author) == ((2,), PROJECT, "A1")
    assert listed(session) == [1, 3]
    assert session.row(2) is None
    assert documents.find(project, "1.txt") == []
    assert [json.loads(line)["id"] for line in exported(project, tmp_path).splitlines()] == ["0", "2"]
    assert [row.name for row in withdrawn(project)] == ["1.txt"]
    assert len(session.article(2).spans) == 1
    withdraw(session, [2], back=True)
    assert exported(project, tmp_path) == before
    assert withdrawn(project) == []
    assert list(check.problems(project)) == []


def test_undo_and_redo_keep_the_order_in_which_a_person_did_things(project: Project) -> None:
    session = Session(project, "A1")
    session.mark(1, 0, 4, "PERSON")
    withdraw(session, [1, 2])
    session.mark(3, 0, 3, "PERSON")
    states = [(listed(session), len(session.article(1).spans), len(session.article(3).spans))]
    for _ in range(3):
        session.undo()
        states.append((listed(session), len(session.article(1).spans), len(session.article(3).spans)))
    assert states == [([3], 1, 1), ([3], 1, 0), ([1, 2, 3], 1, 0), ([1, 2, 3], 0, 0)]
    assert session.history.next_undo() == ""
    session = Session(open_project(project.path, project.device), "A1")
    for state in states[-2::-1]:
        session.redo()
        assert (listed(session), len(session.article(1).spans), len(session.article(3).spans)) == state
    assert session.history.next_redo() == ""


def test_a_new_gesture_of_either_kind_ends_redo(project: Project) -> None:
    session = Session(project, "A1")
    session.mark(1, 0, 4, "PERSON")
    session.undo()
    withdraw(session, [2])
    assert (session.history.next_redo(), session.history.next_undo()) == ("", "withdraw 1.txt")
    session.undo()
    session.mark(1, 0, 4, "PERSON")
    assert session.history.next_redo() == ""


def test_undo_takes_back_neither_anothers_withdrawal_nor_the_labels_nor_their_work(project: Project) -> None:
    other = Session(project, "A2")
    other.mark(1, 0, 4, "PERSON")
    withdraw(other, [2])
    add_person(project, "A1")
    session = Session(project, "A1")
    assert session.history.next_undo() == ""
    with pytest.raises(Refused):
        session.undo()
    assert other.history.next_undo() == "withdraw 1.txt"


def test_what_is_withdrawn_already_is_left_alone(project: Project) -> None:
    session = Session(project, "A1")
    withdraw(session, [1, 1])
    assert withdraw(session, [1, 2]).documents == (2,)
    with pytest.raises(Refused, match="already"):
        withdraw(session, [1, 2, 99])
    with pytest.raises(Refused, match="bring back"):
        withdraw(session, [3], back=True)
    assert withdraw(session, [1, 2, 3], back=True).documents == (1, 2)


def test_an_import_is_withdrawn_as_a_whole(project: Project, tmp_path: Path) -> None:
    row = {"id": "x", "name": "x.txt", "text": "texte", "annotations": [{"owner": "B", "spans": []}]}
    import_rows(project, tmp_path, row, {**row, "id": "y", "name": "y.txt"})
    session = Session(project, "A1")
    first, second = imports(project)
    assert withdraw_import(session, second.number).documents == (4, 5)
    assert listed(session) == [1, 2, 3]
    assert session.history.next_undo() == "withdraw 2 articles"
    session.undo()
    assert listed(session) == [1, 2, 3, 4, 5]
    with pytest.raises(Refused, match="no articles"):
        withdraw_import(session, first.number - 1)
    with pytest.raises(Refused, match="no articles"):
        withdraw_import(session, second.number + 1)


def test_an_undone_import_is_no_import_any_more(project: Project) -> None:
    history = Session(project, "A1").history.__class__(project, PROJECT, "A1")
    assert len(imports(project)) == 1
    history.undo()
    assert imports(project) == []
    assert withdrawn(project) == []
    history.redo()
    assert len(imports(project)) == 1


def test_the_same_file_imported_again_leaves_it_out_another_brings_it_back(
    project: Project, tmp_path: Path
) -> None:
    rows = [{"id": str(n), "name": f"{n}.txt", "text": text} for n, text in enumerate(["a", "b"])]
    session = Session(project, "A1")
    import_rows(project, tmp_path, *[{**row, "id": f"n{row['id']}"} for row in rows])
    withdraw(session, [4])
    import_rows(project, tmp_path, *[{**row, "id": f"n{row['id']}"} for row in rows])
    assert sorted(listed(session)) == [1, 2, 3, 5]
    import_rows(project, tmp_path, {"id": "n0", "name": "0.txt", "text": "a"})
    assert 4 in listed(session)


def test_an_article_in_conflict_is_not_withdrawn(project: Project) -> None:
    leaf = revisions.key_leaves(project, DOCUMENT, PROJECT, 1)[0]
    for name in "xy":
        edit = Edit(DOCUMENT, 1, "", content={"name": name}, replaces=(leaf.ref,))
        appending.append(project, [edit], owner=PROJECT, author="A2", what="rename")
    session = Session(project, "A1")
    with pytest.raises(Refused, match="two laptops"):
        withdraw(session, [1, 2])
    assert len(listed(session)) == 3


def test_lines_of_many_documents_are_those_of_each(project: Project) -> None:
    session = Session(project, "A1")
    session.mark(1, 0, 4, "PERSON")
    session.mark(1, 0, 4, "CLAIM")
    session.set_status(2, "finished")
    rows = rows_of(project, [3, 1, 99, 2], "A1")
    assert rows == [session.row(3), session.row(1), session.row(2)]
    assert [(row.status, row.counts) for row in rows] == [
        ("new", {}),
        ("in progress", {"CLAIM": 1, "PERSON": 1}),
        ("finished", {}),
    ]
    assert [row.status for row in rows_of(project, [1, 2], "A2")] == ["new", "new"]
    assert documents.work(project, [1, 2, 3]) == {1: {"A1": "in progress"}, 2: {"A1": "finished"}}
