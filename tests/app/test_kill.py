"""Killing the program at any moment loses nothing that it had acknowledged."""

import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from app_help import SENTENCE, project_of, written
from kill_help import Round, killing

from annotator.app.importing import import_paths
from annotator.app.opening import open_existing, opened
from annotator.app.session import Session
from annotator.store import check, documents, spans
from annotator.store.project import Project, is_whole

long = pytest.mark.long


@pytest.fixture(scope="module")
def killed() -> Iterator[Round]:
    with killing() as run:
        yield run


def items(path: Path) -> list[str]:
    """The items of A1's spans after opening the file anew; it must be sound."""
    with opened(path) as project:
        assert list(check.problems(project)) == []
        return [span.item for span in spans.spans(project, 1, "A1")]


@pytest.mark.parametrize(
    ("task", "rounds", "longest"),
    [
        ("mark", 40, 0.02),
        ("mark_by_command", 10, 0.05),
        pytest.param("mark", 60, 0.06, marks=long),
        pytest.param("mark_by_command", 20, 0.1, marks=long),
    ],
)
def test_what_was_acknowledged_is_there_after_a_kill(
    killed: Round, tmp_path: Path, task: str, rounds: int, longest: float
) -> None:
    path = tmp_path / "project.annotator"
    project_of(tmp_path, SENTENCE * 400).close()
    chance, known = random.Random(rounds), set[str]()
    for _ in range(rounds):
        result = killed(task, path, chance.uniform(0, longest), after=chance.randrange(3))
        assert result["begun"]
        known |= set(result["said"])
        there = set(items(path))
        assert known <= there
        assert len(there - known) <= 1
        known = there
    assert len(known) > 5  # or there was nothing to lose


def test_an_import_that_is_killed_leaves_everything_or_nothing(killed: Round, tmp_path: Path) -> None:
    path = tmp_path / "project.annotator"
    project_of(tmp_path).close()
    source = written(tmp_path / "many.jsonl", *many(2_000))
    before = path.read_bytes()
    outcomes = set()
    for delay in (0.02, 0.2, 0.4, 0.6, 30):
        path.write_bytes(before)
        result = killed("import_file", path, delay, source)
        with opened(path) as project:
            assert list(check.problems(project)) == []
            found = documents.count(project), len(spans.owners(project))
        outcomes.add(found)
        assert found == (2_000, 1) or "done" not in result["said"]
    assert outcomes == {(0, 0), (2_000, 1)}


def test_an_undo_that_is_killed_takes_back_everything_or_nothing(killed: Round, tmp_path: Path) -> None:
    path = tmp_path / "project.annotator"
    project = project_of(tmp_path)
    import_paths(project, [written(tmp_path / "many.jsonl", *many(500))])
    project.close()
    before = path.read_bytes()
    outcomes = set()
    for delay in (0, 0.02, 0.05, 0.1, 0.2, 30):
        path.write_bytes(before)
        killed("undo", path, delay)
        with opened(path) as project:
            assert list(check.problems(project)) == []
            outcomes.add(
                sum(len(spans.spans(project, number, "A1")) for number in documents.numbers(project))
            )
    assert outcomes == {0, 1_000}


def many(count: int) -> Iterator[dict[str, Any]]:
    for n in range(count):
        both = [{"start": 6, "end": 10, "label": "PERSON"}, {"start": 14, "end": 32, "label": "CLAIM"}]
        yield {"id": str(n), "text": f"{SENTENCE} {n}", "annotations": [{"owner": "A1", "spans": both}]}


def test_a_plain_copy_is_whole_a_second_after_the_last_action(tmp_path: Path) -> None:
    path = tmp_path / "project.annotator"
    project_of(tmp_path, SENTENCE).close()
    project = open_existing(path, window=True)
    try:
        marked = mark_several(project)
        end = time.monotonic() + 1.0
        time.sleep(end - time.monotonic())
        assert is_whole(project)
        shutil.copy(path, tmp_path / "copy.annotator")
        assert items(tmp_path / "copy.annotator") == marked
    finally:
        project.close()
    assert [file.name for file in tmp_path.glob("project.annotator*")] == ["project.annotator"]


def mark_several(project: Project) -> list[str]:
    session = Session(project, "A1")
    return [session.mark(1, start, start + 1, "PERSON").item for start in range(20)]


def test_a_reader_in_the_way_only_delays_the_copy(tmp_path: Path) -> None:
    path = tmp_path / "project.annotator"
    project_of(tmp_path, SENTENCE).close()
    project, reader = open_existing(path, window=True), open_existing(path)
    try:
        reader.connection.execute("BEGIN")
        reader.rows("SELECT count(*) FROM revision")
        mark_several(project)
        time.sleep(0.5)
        assert not is_whole(project)
        reader.connection.execute("COMMIT")
        time.sleep(1.0)
        assert is_whole(project)
    finally:
        reader.close()
        project.close()
