"""A file that is handed out holds one annotator's work and merges back; a file that is handed in is whole."""

import hashlib
import re
from datetime import datetime
from pathlib import Path

import pytest
from app_help import SENTENCE, exported, hasty, project_of

from annotator.app import assigning, handing
from annotator.app.merging import merge
from annotator.app.opening import open_existing
from annotator.app.session import Session
from annotator.model.errors import Refused, Unavailable
from annotator.model.revision import GOLD
from annotator.store import check, documents, spans
from annotator.store.project import Project


@pytest.fixture
def team(tmp_path: Path) -> Project:
    """Two articles; A has one of them; A, B and gold have marked, deleted and undone in the first."""
    project = project_of(tmp_path, SENTENCE, "Le ministre")
    for owner in ("A", "B", GOLD):
        session = Session(project, owner, "lead")
        item = session.mark(1, 6, 10, "PERSON").item
        session.mark(1, 14, 32, "CLAIM", links={"speaker": [item]})
        session.relabel(item, "ORGANIZATION")
        session.undo()
    assigning.assign(project, ["A"], [1])
    return project


def test_a_handed_out_file_has_only_its_annotators_work(team: Project, tmp_path: Path) -> None:
    out = tmp_path / "for A.annotator"
    done = handing.hand_out(team, "A", out)
    assert (done.documents, done.hidden, done.owners, done.left_out) == (1, 1, ("A",), ("B", GOLD))
    part = open_existing(out)
    assert list(check.problems(part)) == []
    assert spans.owners(part) == ["A"]
    assert spans.spans(part, 1, "A") == spans.spans(team, 1, "A")
    assert documents.count(part) == 2
    assert assigning.own_list(part, "A").numbers == (1,)
    assert handing.handed_to(part) == "A"
    assert b"gold" not in {name.encode() for (name,) in part.rows("SELECT name FROM annotator")}


def test_gold_comes_where_it_is_asked_for(team: Project, tmp_path: Path) -> None:
    done = handing.hand_out(team, "A", tmp_path / "out.annotator", also=[GOLD])
    assert done.owners == ("A", GOLD)
    assert spans.owners(open_existing(done.out)) == ["A", GOLD]


def test_what_was_done_in_a_handed_out_file_merges_back(team: Project, tmp_path: Path) -> None:
    out = handing.hand_out(team, "A", tmp_path / "out.annotator").out
    before = exported(team, tmp_path)
    assert merge(team, [out]).batches == 0
    assert exported(team, tmp_path) == before
    part = hasty(open_existing(out))
    item = Session(part, "A").mark(1, 0, 1, "PERSON").item
    Session(part, "A").set_status(1, "finished")
    merge(team, [out])
    assert item in {span.item for span in spans.spans(team, 1, "A")}
    assert list(check.problems(team)) == []
    merge(part, [team.path])
    assert exported(part, tmp_path) == exported(team, tmp_path)


def test_the_whole_file_serves_while_it_is_open_and_is_not_changed(team: Project, tmp_path: Path) -> None:
    count = team.value("SELECT count(*) FROM revision")
    handing.hand_out(team, "A", tmp_path / "out.annotator")
    Session(team, "A").mark(1, 0, 2, "PERSON")
    assert team.value("SELECT count(*) FROM revision") == count + 1
    assert [file.name for file in tmp_path.glob(".out*")] == []


def test_a_dry_run_writes_nothing_and_unknown_people_are_refused(team: Project, tmp_path: Path) -> None:
    out = tmp_path / "out.annotator"
    handing.hand_out(team, "A", out, dry_run=True)
    assert not out.exists()
    with pytest.raises(Refused, match="no annotator C"):
        handing.hand_out(team, "C", out)
    with pytest.raises(Refused, match="exists already"):
        handing.hand_out(team, "A", team.path)
    with pytest.raises(Unavailable, match="does not exist"):
        handing.hand_out(team, "A", tmp_path / "no" / "folder")


def test_a_file_is_handed_in_whole_with_a_checksum(team: Project, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    Session(team, "A").set_status(1, "finished")
    done = handing.hand_in(team, folder, annotator="A")
    assert re.fullmatch(r"project A \d{4}-\d\d-\d\d \d{6}\.annotator", done.out.name)
    assert (done.documents, done.finished) == (1, 1)
    said = done.checksum.read_text(encoding="utf-8")
    assert said == f"{hashlib.sha256(done.out.read_bytes()).hexdigest()}  {done.out.name}\n"
    assert handing.remark_on(done.out) == ""
    copy = open_existing(done.out)
    assert exported(copy, tmp_path) == exported(team, tmp_path)
    Session(copy, "A").set_status(1, "in progress")
    copy.close()
    assert "not as it was handed in" in handing.remark_on(done.out)


def test_whose_work_it_is_must_be_known(team: Project, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Whose work"):
        handing.hand_in(team, tmp_path / "x.annotator")
    part = open_existing(handing.hand_out(team, "A", tmp_path / "out.annotator").out)
    assert handing.hand_in(part, tmp_path / "x.annotator").annotator == "A"
    with pytest.raises(Refused, match="exists already"):
        handing.hand_in(part, tmp_path / "x.annotator")


@pytest.mark.parametrize(
    ("name", "said"), [("سمر", "سمر"), ("a/b:c", "a_b_c"), ("...", "_"), ("x" * 99, "x" * 60)]
)
def test_file_names_fit_every_system(name: str, said: str) -> None:
    found = handing.file_name(Path("/x/news.annotator"), name, datetime(2026, 1, 2, 3, 4, 5))
    assert found == f"news {said} 2026-01-02 030405.annotator"
