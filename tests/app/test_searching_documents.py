"""Searching the list: words of texts, names, statuses, in project order."""

from pathlib import Path

import pytest
from app_help import import_rows, project_of

from annotator.app.listing import rows_of
from annotator.app.searching import Search, fill_index, index_job
from annotator.app.session import Session
from annotator.app.watch import Cancelled
from annotator.app.withdrawing import withdraw
from annotator.store.project import Project

ROWS = (
    {"id": "c", "name": "Élysée 2024.txt", "text": "قالت الحكومة"},
    {"id": "a", "name": "b.txt", "text": "Le ministère de l’Élysée"},
    {"id": "b", "name": "a.txt", "text": "وَالحُكُومَةُ تنفي، le ministre"},
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = project_of(tmp_path)
    import_rows(project, tmp_path, *ROWS)
    return project


def names(project: Project, *asked: str, **more: str) -> list[str]:
    return [row.name for row in rows_of(project, Search(project).numbers(*asked, **more), "A1")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["a.txt", "b.txt", "Élysée 2024.txt"]),
        (" \n", ["a.txt", "b.txt", "Élysée 2024.txt"]),
        ("حكومة", ["a.txt", "Élysée 2024.txt"]),
        ("MINIST", ["a.txt", "b.txt"]),
        ("elysee", ["b.txt", "Élysée 2024.txt"]),
        ("2024", ["Élysée 2024.txt"]),
        ("e 20", ["Élysée 2024.txt"]),
        ("l'elysée", ["b.txt"]),
        ("ministre حكومة", ["a.txt"]),
        (".", ["a.txt", "b.txt", "Élysée 2024.txt"]),
        ("!", []),
        ('" OR "', []),
    ],
)
def test_words_and_names_are_found_before_and_after_indexing(
    project: Project, asked: str, found: list[str]
) -> None:
    assert sorted(names(project, asked)) == sorted(found)
    fill_index(project)
    assert Search(project).behind() == 0
    assert names(project, asked) == [name for name in names(project) if name in found]


def test_a_status_is_one_owners(project: Project) -> None:
    session = Session(project, "A1")
    session.set_status(1, "finished")
    session.set_status(2, "new")
    assert names(project, status="finished", owner="A1") == ["Élysée 2024.txt"]
    assert names(project, status="new", owner="A1") == ["a.txt", "b.txt"]
    assert names(project, status="finished", owner="A2") == []
    assert len(names(project, status="new", owner="A2")) == 3
    assert names(project, "حكومة", status="new", owner="A1") == ["a.txt"]
    session.undo()
    session.undo()
    assert len(names(project, status="new", owner="A1")) == 3


def test_one_search_sees_what_comes_goes_and_comes_back(project: Project, tmp_path: Path) -> None:
    search, session = Search(project), Session(project, "A1")
    assert len(search.numbers("txt")) == 3
    withdraw(session, [2])
    assert len(search.numbers("txt")) == 2
    assert list(search.numbers("ministre")) == [3]
    session.undo()
    assert len(search.numbers("txt")) == 3
    import_rows(project, tmp_path, {"id": "d", "name": "nouveau.txt", "text": "nouvelle"})
    assert list(search.numbers("nouv")) == [4]


def test_the_job_fills_the_index_of_the_file_at_a_path(project: Project) -> None:
    told: list[tuple[int, int | None]] = []
    index_job(project.path, progress=lambda done, total: told.append((done, total)))
    assert Search(project).behind() == 0


def test_filling_may_be_stopped_and_goes_on_where_it_was(tmp_path: Path) -> None:
    project = project_of(tmp_path, *(f"texte {n}" for n in range(120)))

    def stop(done: int, total: int | None) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        fill_index(project, progress=stop)
    assert Search(project).behind() == 70
    fill_index(project)
    assert len(Search(project).numbers("texte")) == 120


def test_names_are_read_ahead_in_steps(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.app.searching._SOME", 2)
    search = Search(project)
    assert search.prepare()
    assert not search.prepare()
    assert len(search.numbers("elysee")) == 2
    withdraw(Session(project, "A1"), search.numbers("elysee 2024"))
    assert len(search.numbers("elysee")) == 1  # the list is another one, and its names are read anew
