"""What is saved of a damaged project is sound, and is everything that could be read."""

import json
import random
import shutil
from pathlib import Path

import pytest
from fake_server import FakePeer, FakeServer
from store_help import TEXTS, device, new_project, open_as

from annotator.app.importing import import_paths
from annotator.app.recovering import Recovered, recover
from annotator.app.session import Session
from annotator.app.syncing import sync
from annotator.model.errors import Refused, Unavailable
from annotator.store import check, spans
from annotator.store.leaf_pages import leaf_pages
from annotator.store.merge import receive
from annotator.store.opening import create
from annotator.store.project import Project
from annotator.store.recover import recover as recover_rows

PAGE = 4096
MANY = {
    "id": "many",
    "text": "كلمة " * 900,
    "annotations": [
        {"owner": "B", "spans": [{"start": n, "end": n + 3, "label": "PERSON"} for n in range(0, 4_000, 4)]}
    ],
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed project of thirty articles with changed, linked, deleted and undone spans of two people."""
    path = tmp_path_factory.mktemp("whole") / "whole.annotator"
    project = new_project(path, texts=tuple(f"{n} {TEXTS[0]} " + "كلمة " * 400 for n in range(30)))
    for owner in ("A1", "سمر"):
        session = Session(project, owner)
        for number in range(1, 31):
            items = [session.mark(number, start, start + 3, "PERSON").item for start in range(6, 40, 3)]
            session.mark(number, 2, 40, "CLAIM", links={"speaker": items[:2]})
            session.relabel(items[3], "ORGANIZATION")
            session.unmark(items[4])
            session.undo()
            session.set_status(number, "finished")
    project.close()
    return path


def damaged(whole: Path, folder: Path, pages: list[int], with_: bytes = b"") -> Path:
    """A copy in which these pages, from 0, hold zeros or other bytes."""
    content = bytearray(whole.read_bytes())
    for page in pages:
        filling = (with_ * PAGE)[:PAGE] or bytes(PAGE)
        content[page * PAGE : (page + 1) * PAGE] = filling[: len(content) - page * PAGE]
    path = folder / "damaged.annotator"
    path.write_bytes(content)
    return path


def recovered(path: Path, folder: Path) -> tuple[Recovered, Project]:
    out = folder / f"out-{len(list(folder.iterdir()))}.annotator"
    before = path.read_bytes()
    done = recover(path, out)
    assert path.read_bytes() == before
    project = open_as(out, "out")
    assert list(check.problems(project)) == []
    return done, project


def labels(project: Project) -> dict[tuple[str, int], int]:
    """How many spans each owner has in each article."""
    return {
        (project.owner_name(owner), document): count
        for document, owner, count in project.rows(
            "SELECT document, owner, sum(count) FROM tally GROUP BY 1, 2"
        )
    }


def test_a_sound_file_is_recovered_whole(whole: Path, tmp_path: Path) -> None:
    done, project = recovered(whole, tmp_path)
    assert done.whole
    sound = open_as(shutil.copy(whole, tmp_path / "copy"), "copy")
    for table in ("batch", "revision", "replaces", "link", "current", "present", "document"):
        assert project.rows(f"SELECT * FROM {table}") == sound.rows(f"SELECT * FROM {table}")


def test_a_lost_first_page_costs_nothing(whole: Path, tmp_path: Path) -> None:
    done, project = recovered(damaged(whole, tmp_path, [0]), tmp_path)
    assert done.whole
    assert project.value("SELECT count(*) FROM document") == 30
    assert sum(labels(project).values()) == 2 * 30 * 13


def pages_of(whole: Path) -> range:
    return range(1, whole.stat().st_size // PAGE)


def check_each(whole: Path, folder: Path, pages: list[int], with_: bytes) -> None:
    """Damage one page after the other: what is saved is sound, and no more goes than one page can hold."""
    for page in pages:
        done, project = recovered(damaged(whole, folder, [page], with_), folder)
        articles, spans_there = project.value("SELECT count(*) FROM document"), sum(labels(project).values())
        assert articles >= 29
        assert spans_there >= 600
        assert (articles, spans_there) == (30, 2 * 30 * 13) or not done.whole
        project.connection.close()
        project.path.unlink()


@pytest.mark.parametrize("with_", [b"", b"\xff", b"\x0a\x00\x00\x00\x05"])
def test_one_lost_page_costs_little(whole: Path, tmp_path: Path, with_: bytes) -> None:
    pages = random.Random(len(with_)).sample(pages_of(whole), 6)
    check_each(whole, tmp_path, pages, with_)


@pytest.mark.long
@pytest.mark.parametrize("with_", [b"", b"\xff", b"\x0a\x00\x00\x00\x05"])
def test_no_page_is_one_that_recovering_stumbles_over(whole: Path, tmp_path: Path, with_: bytes) -> None:
    check_each(whole, tmp_path, list(pages_of(whole))[len(with_) % 3 :: 3], with_)


def first_problem(path: Path) -> str:
    """What `check` says first, or why it cannot even begin."""
    try:
        return next(check.problems(open_as(path, "torn")))
    except Unavailable as error:
        return str(error)


@pytest.mark.parametrize("count", [1, 3, 10])
def test_torn_last_pages_are_named_by_check_and_the_rest_is_saved(
    whole: Path, tmp_path: Path, count: int
) -> None:
    last = pages_of(whole)[-1]
    path = damaged(whole, tmp_path, list(range(last - count + 1, last + 1)))
    assert "damaged" in first_problem(shutil.copy(path, tmp_path / "torn"))
    done, project = recovered(path, tmp_path)
    assert not done.whole
    assert done.documents > 20
    assert sum(labels(project).values()) > 600


def test_a_file_that_was_cut_off_is_saved_up_to_there(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.annotator"
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    done, project = recovered(path, tmp_path)
    assert not done.whole
    assert done.documents > 5
    assert done.revisions > 100
    assert project.rows("SELECT 1 FROM current LIMIT 1")


def test_a_merge_with_a_backup_brings_back_what_was_lost(whole: Path, tmp_path: Path) -> None:
    last = pages_of(whole)[-1]
    done, project = recovered(damaged(whole, tmp_path, list(range(last // 2, last // 2 + 6))), tmp_path)
    assert not done.whole
    sound = open_as(shutil.copy(whole, tmp_path / "copy"), "copy")
    receive(project, sound.path)
    assert list(check.problems(project)) == []
    for number in range(1, 31):
        for owner in ("A1", "سمر"):
            ours = {(s.start, s.end) for s in spans.spans(project, _same(sound, project, number), owner)}
            assert ours >= {(s.start, s.end) for s in spans.spans(sound, number, owner)}


def _same(sound: Project, project: Project, number: int) -> int:
    uid = sound.value("SELECT uid FROM document WHERE number = ?", (number,))
    return int(project.value("SELECT number FROM document WHERE uid = ?", (uid,)))


def test_spans_outlive_the_names_of_their_owner_label_and_batch(whole: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(whole, tmp_path / "lost.annotator"))
    project = open_as(path, "x")
    for sql in (
        "DROP TRIGGER annotator_no_delete", "DROP TRIGGER label_no_delete", "DROP TRIGGER batch_no_delete",
        "DELETE FROM annotator WHERE name = 'سمر'", "DELETE FROM label WHERE name = 'CLAIM'",
        "DELETE FROM batch WHERE number % 7 = 0",
    ):  # fmt: skip
        project.connection.execute("PRAGMA foreign_keys = OFF")
        project.connection.execute(sql)
    project.close()
    done, project = recovered(path, tmp_path)
    assert sum(labels(project).values()) >= 2 * 30 * 13
    assert {name for (name,) in project.rows("SELECT name FROM label")} == {
        "PERSON",
        "ORGANIZATION",
        "RECOVERED_2",
    }
    assert not done.whole


def test_what_is_no_project_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    text, out = tmp_path / "text", tmp_path / "out.annotator"
    text.write_text("no database " * 1_000)
    with pytest.raises(Unavailable, match="Nothing of a project"):
        recover(text, out)
    with pytest.raises(Unavailable):
        recover(tmp_path / "missing", out)
    assert [file.name for file in tmp_path.iterdir()] == ["text"]
    with pytest.raises(Refused):
        recover(text, text)


def test_a_project_that_is_empty_stays_so(tmp_path: Path) -> None:
    create(tmp_path / "empty", device("x")).close()
    done = recover_rows(tmp_path / "empty", create(tmp_path / "out", device("y")))
    assert sum(done.saved.values()) == 0


def test_a_batch_with_a_hole_is_closed_and_can_be_shared(tmp_path: Path) -> None:
    project = new_project(tmp_path / "many", texts=())
    (tmp_path / "b.jsonl").write_text(json.dumps(MANY, ensure_ascii=False), encoding="utf-8")
    import_paths(project, [tmp_path / "b.jsonl"])
    whole = project.value("SELECT count(*) FROM revision")
    project.close()
    for page in leaf_pages(project.path, "revision"):
        done, saved = recovered(damaged(project.path, tmp_path, [page - 1]), tmp_path)
        if done.revisions < whole - 1:  # it was one of the many pages of that batch
            break
    assert 0 < done.revisions < whole - 1
    server, other = FakeServer(), create(tmp_path / "other", device("other"))
    sync(saved, "postgresql://team", connect=lambda url: FakePeer(server))
    sync(other, "postgresql://team", connect=lambda url: FakePeer(server))
    assert list(check.problems(other)) == []
    assert labels(other) == labels(saved)
