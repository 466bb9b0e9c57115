"""Backups are made where they should be, and a restored one brings back its state without losing the other."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from app_help import SENTENCE, exported, project_of

from annotator.app import safety
from annotator.app.merging import merge
from annotator.app.opening import open_existing, opened
from annotator.app.session import Session
from annotator.model.errors import Refused, Unavailable
from annotator.store import check, spans
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """One article in which A has marked a person, and a backup of that."""
    made = project_of(tmp_path, SENTENCE)
    Session(made, "A").mark(1, 6, 10, "PERSON")
    assert safety.back_up(made, safety.BEFORE_MERGE)
    return made


def labels(path: Path) -> list[str]:
    with opened(path) as project:
        assert list(check.problems(project)) == []
        return [span.label for span in spans.spans(project, 1, "A")]


def test_opening_makes_one_backup_in_half_a_day(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert safety.on_open(project) is None
    Session(project, "A").mark(1, 14, 19, "ORGANIZATION")
    assert safety.on_open(project) is None

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime.now(UTC) + timedelta(hours=13)

    monkeypatch.setattr(safety, "datetime", Later)
    made = safety.on_open(project)
    assert made
    assert made.reason == "on open"


def test_opening_goes_on_without_room_and_a_merge_says_so(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    Session(project, "A").mark(1, 14, 19, "ORGANIZATION")
    for old in safety.backups(project.path):
        old.path.unlink()
    monkeypatch.setattr(safety, "_SPARE", 2**62)
    assert safety.on_open(project) is None
    with pytest.raises(Unavailable, match="no room"):
        safety.back_up(project, safety.BEFORE_MERGE)


def test_restoring_keeps_what_stood_there(project: Project, tmp_path: Path) -> None:
    Session(project, "A").mark(1, 14, 19, "ORGANIZATION")
    chosen = safety.named(project.path, "1")
    lost, brought = safety.difference(project, chosen)
    assert [(share.owner, share.spans) for share in lost] == [("A", 1)]
    assert brought == []
    both = exported(project, tmp_path)
    project.close()
    done = safety.restore(project.path, chosen)
    assert labels(project.path) == ["PERSON"]
    assert done.before
    assert [file.name for file in tmp_path.glob("*project*")] == ["project.annotator"]
    with opened(project.path) as again:
        # Work goes on, counts with the same numbers, and still nothing is lost when both come together.
        Session(again, "A").mark(1, 0, 1, "PERSON")
        merge(again, [done.before])
        assert len(spans.spans(again, 1, "A")) == 3
        assert list(check.problems(again)) == []
    with opened(done.before) as kept:
        assert exported(kept, tmp_path) == both


def test_a_damaged_project_is_put_aside_byte_by_byte(project: Project) -> None:
    project.close()
    damaged = b"SQLite format 3\0" + b"\xff" * 5_000
    project.path.write_bytes(damaged)
    done = safety.restore(project.path, safety.named(project.path, "1"))
    assert labels(project.path) == ["PERSON"]
    assert done.before
    assert done.before.read_bytes() == damaged


def test_a_missing_project_comes_back(project: Project) -> None:
    project.close()
    project.path.unlink()
    assert safety.restore(project.path, safety.named(project.path, "1")).before is None
    assert labels(project.path) == ["PERSON"]


def test_a_project_in_use_and_a_damaged_backup_are_refused(project: Project) -> None:
    chosen = safety.named(project.path, "1")
    Session(project, "A").mark(1, 14, 19, "ORGANIZATION")
    with pytest.raises(Unavailable, match="another window"):
        safety.restore(project.path, chosen)
    project.close()
    content = bytearray(chosen.path.read_bytes())
    content[8192:20000] = bytes(20000 - 8192)
    chosen.path.write_bytes(content)
    with pytest.raises(Unavailable):
        safety.restore(project.path, chosen)
    assert labels(project.path) == ["PERSON", "ORGANIZATION"]
    with pytest.raises(Refused, match="no backup 9"):
        safety.named(project.path, "9")


def test_projects_of_one_name_have_backups_apart(tmp_path: Path, project: Project) -> None:
    (tmp_path / "sub").mkdir()
    other = project_of(tmp_path / "sub", SENTENCE)
    assert safety.backups(other.path) == []
    assert open_existing(other.path).device != project.device
