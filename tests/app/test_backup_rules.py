"""When a backup is made before an import or a large change, what it holds, and checks as a window asks for them."""

import os
import sqlite3
from pathlib import Path

import pytest
from app_help import SENTENCE, import_rows, project_of, written

from annotator.app import adjudicating, assigning, safety
from annotator.app.backup_list import check_job, difference_job, has_backups, list_job, make_job, recover_job
from annotator.app.importing import ImportOptions
from annotator.app.placed_import import placed_import
from annotator.app.session import Session
from annotator.app.withdrawing import withdraw
from annotator.model.errors import Refused
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_of(tmp_path, *(f"{SENTENCE} {n}" for n in range(safety.BULK)))


def reasons(project: Project) -> list[str]:
    return [backup.reason for backup in safety.backups(project.path)]


def test_an_import_in_the_window_has_a_backup_before_it(project: Project, tmp_path: Path) -> None:
    more = written(tmp_path / "more.jsonl", {"text": "more"})
    placed_import(project.path, [more], ImportOptions())
    assert reasons(project) == ["before import"]
    (row,) = list_job(project.path)
    assert (row.documents, row.spans) == (safety.BULK, 0)
    assert row.size > 10_000


def test_a_large_change_has_a_backup_before_it_and_a_small_one_none(project: Project) -> None:
    session = Session(project, "A")
    withdraw(session, [1, 2])
    assigning.assign(project, ["A"], [3])
    assert reasons(project) == []
    assigning.assign(project, ["A", "B"])
    assert reasons(project) == ["before bulk change"]
    assigning.unassign(project, ["A", "B"])
    withdraw(session, range(1, safety.BULK + 1))
    assert reasons(project) == ["before bulk change"] * 3


def test_taking_over_what_all_agree_on_has_a_backup_before_it(project: Project) -> None:
    for owner in ("A", "B"):
        Session(project, owner).mark(1, 6, 10, "PERSON")
        Session(project, owner).set_status(1, "finished")
    assert adjudicating.take_unanimous(Session(project, "gold", "A"))
    assert reasons(project) == ["before bulk change"]


def test_a_large_project_is_copied_at_most_once_in_ten_minutes(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safety, "_SMALL", 0)
    session = Session(project, "A")
    assert safety.before(project, safety.BEFORE_IMPORT)
    session.mark(1, 6, 10, "PERSON")
    assert safety.before(project, safety.BEFORE_IMPORT) is None
    (made,) = safety.backups(project.path)
    name = made.path.name
    os.rename(made.path, made.path.with_name(f"20200101{name[8:]}"))
    assert safety.before(project, safety.BEFORE_BULK)


def test_nothing_is_copied_where_nothing_can_be_lost(tmp_path: Path, project: Project) -> None:
    empty = project_of(tmp_path, name="empty.annotator")
    assert safety.before(empty, safety.BEFORE_IMPORT) is None
    with project.writing():
        assert safety.before(project, safety.BEFORE_BULK) is None


def test_work_goes_on_where_no_backup_can_be_made(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "_SPARE", 2**62)
    assert safety.before(project, safety.BEFORE_BULK) is None


def test_the_list_says_what_cannot_be_read_and_what_a_restore_changes(project: Project) -> None:
    assert not has_backups(project.path)
    assert make_job(project.path)
    assert make_job(project.path) is None
    assert has_backups(project.path)
    Session(project, "A").mark(1, 6, 10, "PERSON")
    (row,) = list_job(project.path)
    away, back = difference_job(project.path, row.backup)
    assert [(one.owner, one.spans) for one in away] == [("A", 1)]
    assert back == []
    row.backup.path.write_bytes(b"SQLite format 3\0" + b"x" * 5_000)
    (damaged,) = list_job(project.path)
    assert (damaged.documents, damaged.spans) == (None, None)


def test_a_check_says_what_repair_mends_and_what_it_does_not(project: Project, tmp_path: Path) -> None:
    Session(project, "A").mark(1, 6, 10, "PERSON")
    path = project.path
    assert check_job(path, False).problems == ()
    project.connection.execute("DELETE FROM tally")
    found = check_job(path, False)
    assert (len(found.problems), found.damaged) == (1, False)
    mended = check_job(path, True)
    assert (mended.problems, mended.repaired) == ((), 1)
    project.close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    assert check_job(path, True).damaged
    path.write_bytes(b"")
    assert check_job(path, False).damaged


def test_what_can_be_read_goes_into_a_new_file(project: Project, tmp_path: Path) -> None:
    import_rows(project, tmp_path, {"text": "one more"})
    project.close()
    done = recover_job(project.path, tmp_path / "saved.annotator")
    assert done.whole
    assert done.documents == safety.BULK + 1
    with pytest.raises(Refused):
        recover_job(project.path, tmp_path / "saved.annotator")
    assert sqlite3.connect(tmp_path / "saved.annotator").execute("SELECT count(*) FROM document").fetchone()


def test_what_is_left_of_a_copy_that_was_broken_off_goes_away(project: Project) -> None:
    assert make_job(project.path)
    (made,) = safety.backups(project.path)
    old, new = (made.path.with_name(f".{made.path.name}.{end}") for end in ("0ld", "new"))
    for left in (old, new):
        left.write_bytes(b"half")
    os.utime(old, (1_000_000, 1_000_000))
    Session(project, "A").mark(1, 6, 10, "PERSON")
    assert make_job(project.path)
    assert (old.exists(), new.exists()) == (False, True)
    assert len(safety.backups(project.path)) == 2
