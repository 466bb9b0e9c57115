"""Killing the program while it adjudicates, checkpoints, closes or syncs loses nothing that it had acknowledged."""

import random
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from adjudication_help import marked_project
from app_help import SENTENCE, project_of
from kill_help import Round, killing
from postgres_server import Server

from annotator.app.opening import opened
from annotator.app.syncing import sync, sync_job
from annotator.store import check, spans

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def killed() -> Iterator[Round]:
    with killing() as run:
        yield run


@pytest.fixture
def disputed(tmp_path: Path) -> Path:
    """A project in which two have marked other ends of thirty names."""
    ends = {"A": 5, "B": 6}
    marks = {name: [(at, at + end, "PERSON") for at in range(0, 300, 10)] for name, end in ends.items()}
    project = marked_project(tmp_path, SENTENCE * 10, **marks)
    project.close()
    return project.path


def batches(path: Path) -> set[str]:
    """The names of the batches, as of their first items, after opening the file anew; it must be sound."""
    with opened(path) as project:
        assert list(check.problems(project)) == []
        return {f"{uid.hex()}.0" for (uid,) in project.rows("SELECT uid FROM batch")}


@pytest.mark.parametrize(
    ("task", "rounds", "longest"), [("checkpoint", 40, 0.1), ("close", 30, 0.1), ("adjudicate", 30, 0.2)]
)
def test_what_was_acknowledged_is_there(
    killed: Round, tmp_path: Path, disputed: Path, task: str, rounds: int, longest: float
) -> None:
    path = disputed
    if task != "adjudicate":
        path = tmp_path / "marked.annotator"
        project_of(tmp_path, SENTENCE * 200, name=path.name).close()
    chance, known, said = random.Random(rounds), batches(path), 0
    for _ in range(rounds):
        result = killed(task, path, chance.uniform(0, longest), after=chance.randrange(3))
        known |= set(result["said"])
        said += len(result["said"])
        there = batches(path)
        assert known <= there
        assert len(there - known) <= 1
        known = there
    assert said > rounds


def test_a_sync_that_is_killed_goes_on_where_it_was(killed: Round, tmp_path: Path) -> None:
    server = Server()
    try:
        url = server.new_database("killed")
        project_of(tmp_path, SENTENCE * 200).close()
        path = tmp_path / "project.annotator"
        chance, known = random.Random(20), set[str]()
        for _ in range(20):
            result = killed("sync_again", path, chance.uniform(0, 0.3), source=url, after=chance.randrange(2))
            known |= set(result["said"])
            assert known <= batches(path)
        with opened(path) as project:
            sync(project, url)
            items = {span.item for span in spans.spans(project, 1, "A1")}
        sync_job(tmp_path / "other.annotator", url)
        with opened(tmp_path / "other.annotator") as other:
            assert list(check.problems(other)) == []
            assert {span.item for span in spans.spans(other, 1, "A1")} == items >= known
        with psycopg.connect(url) as connection:
            counts = "SELECT count(*), max(n), (SELECT count(*) FROM batch) FROM arrival"
            assert len(set(connection.execute(counts).fetchone() or ())) == 1
    finally:
        server.stop()
