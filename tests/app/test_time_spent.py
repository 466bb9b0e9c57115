"""Time of work is told from the moments of gestures: breaks, imports, other people and other laptops apart."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from app_help import SENTENCE, import_rows, project_of

from annotator.app.session import Session
from annotator.app.time_spent import IDLE, TimeSpent, add, time_spent
from annotator.store import appending
from annotator.store.project import Project

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


class Clock(datetime):
    """A clock that stands where it is put."""

    at = START

    @classmethod
    def now(cls, tz: object = None) -> datetime:
        return cls.at


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    Clock.at = START
    monkeypatch.setattr(appending, "datetime", Clock)
    made = project_of(tmp_path, SENTENCE * 9, SENTENCE * 8)
    yield made
    made.close()


def mark(project: Project, after: float, place: int, owner: str = "A", document: int = 1) -> None:
    Clock.at += timedelta(seconds=after)
    Session(project, owner).mark(document, place, place + 1, "PERSON")


def test_the_time_between_two_gestures_belongs_to_the_later_ones_article(project: Project) -> None:
    mark(project, 100, 0)  # reading before the first gesture is not seen
    mark(project, 20, 2)
    mark(project, 30, 4, document=2)
    mark(project, 5, 6, document=2)
    spent = time_spent(project, "A")
    assert (spent.of(1), spent.of(2), spent.total) == (20, 35, 55)


def test_a_break_counts_nothing(project: Project) -> None:
    mark(project, 0, 0)
    mark(project, IDLE, 2)
    mark(project, IDLE + 1, 4)
    mark(project, -50, 6)  # the clock was put back
    assert time_spent(project, "A").total == IDLE


def test_others_and_imports_count_for_nobody(project: Project, tmp_path: Path) -> None:
    mark(project, 0, 0)
    mark(project, 10, 2, owner="B")
    Clock.at += timedelta(seconds=10)
    rows = {"text": "new", "annotations": [{"owner": "A", "status": "finished", "spans": []}]}
    import_rows(project, tmp_path, rows)
    mark(project, 10, 4)
    assert time_spent(project, "A").total == 30
    assert time_spent(project, "B").total == 0


def test_work_on_two_laptops_is_told_apart(project: Project) -> None:
    mark(project, 0, 0)
    project.device = b"b" * 16
    mark(project, 5, 2)
    mark(project, 7, 4)
    assert time_spent(project, "A").total == 7


def test_what_came_since_is_added(project: Project) -> None:
    spent = TimeSpent("A")
    mark(project, 0, 0)
    assert not add(project, spent)
    mark(project, 11, 2)
    assert not add(project, spent)
    assert not add(project, spent)
    assert spent.total == 11 == time_spent(project, "A").total
