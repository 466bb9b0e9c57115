"""What a merge brings, what it refuses, and that the same import on two laptops cannot differ in secret."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from store_help import TEXTS, device, new_project, open_as

from annotator.app.deciding import conflicts
from annotator.app.exporting import ExportOptions, export
from annotator.app.importing import import_paths
from annotator.app.session import Session
from annotator.model.errors import Refused, Unavailable
from annotator.model.revision import ALL
from annotator.store import check, spans
from annotator.store.merge import Received, receive
from annotator.store.opening import create
from annotator.store.project import Project


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Project, Project]:
    """Two laptops with copies of one project in which A1 has marked عليّ."""
    base = new_project(tmp_path / "base")
    Session(base, "A1").mark(1, 6, 10, "PERSON")
    base.close()
    for name in ("one", "two"):
        shutil.copy(tmp_path / "base", tmp_path / name)
    return open_as(tmp_path / "one", "one"), open_as(tmp_path / "two", "two")


def exported(project: Project, folder: Path) -> bytes:
    out = folder / "out.jsonl"
    export(project, out, ExportOptions("jsonl", owner=ALL, first_of_conflicts=True))
    return out.read_bytes()


def exchange(one: Project, two: Project) -> None:
    receive(one, two.path)
    receive(two, one.path)


def only_item(project: Project, owner: str = "A1") -> str:
    (span,) = spans.spans(project, 1, owner)
    return span.item


def test_a_merge_brings_documents_spans_and_people(tmp_path: Path) -> None:
    one, two = new_project(tmp_path / "one", "one", ()), new_project(tmp_path / "two", "two")
    item = Session(two, "سمر").mark(2, 23, 27, "PERSON").item
    assert receive(one, two.path) == Received(batches=4, documents=2)
    assert [span.item for span in spans.spans(one, 2, "سمر")] == [item]
    assert list(check.problems(one)) == []
    assert exported(one, tmp_path) == exported(two, tmp_path)


def test_what_is_only_in_the_log_beside_the_other_file_comes_too(tmp_path: Path) -> None:
    one, two = new_project(tmp_path / "one", "one", ()), new_project(tmp_path / "two", "two")
    assert Path(f"{two.path}-wal").stat().st_size > 0
    assert receive(one, two.path).documents == 2


def test_the_other_file_is_left_as_it_was(tmp_path: Path) -> None:
    one, two = new_project(tmp_path / "one", "one"), new_project(tmp_path / "two", "two")
    two.close()
    before = two.path.read_bytes()
    receive(one, two.path)
    assert two.path.read_bytes() == before
    assert not list(tmp_path.glob("two-*"))


def test_an_edit_and_a_delete_on_two_laptops_are_a_conflict_and_the_span_stays(
    pair: tuple[Project, Project], tmp_path: Path
) -> None:
    one, two = pair
    item = only_item(one)
    Session(one, "A1").unmark(item)
    Session(two, "A1").relabel(item, "ORGANIZATION")
    exchange(one, two)
    for project in pair:
        (conflict,) = conflicts(project)
        assert {version.edit.deleted for version in conflict.versions} == {True, False}
        assert only_item(project) == item
        with pytest.raises(Refused, match="two laptops"):
            Session(project, "A1").move(item, 0, 1)
        with pytest.raises(Refused, match="conflict"):
            export(project, tmp_path / "out.jsonl", ExportOptions("jsonl"))


def test_a_decision_ends_a_conflict_everywhere_and_can_be_undone(pair: tuple[Project, Project]) -> None:
    one, two = pair
    item = only_item(one)
    Session(one, "A1").relabel(item, "ORGANIZATION")
    Session(two, "A1").move(item, 6, 9)
    exchange(one, two)
    (conflict,) = conflicts(one)
    chosen = next(version for version in conflict.versions if version.edit.label == "ORGANIZATION")
    Session(one, "A1").decide(chosen.name)
    exchange(one, two)
    assert [list(conflicts(project)) for project in pair] == [[], []]
    assert [(s.start, s.end, s.label) for s in spans.spans(two, 1, "A1")] == [(6, 10, "ORGANIZATION")]
    Session(one, "A1").undo()
    exchange(one, two)
    assert len(list(conflicts(two))) == 1
    with pytest.raises(Refused):
        Session(two, "A2").decide(chosen.name)


def test_the_same_change_on_two_laptops_is_no_conflict(pair: tuple[Project, Project]) -> None:
    one, two = pair
    for project in pair:
        Session(project, "A1").relabel(only_item(project), "ORGANIZATION")
    exchange(one, two)
    assert [list(conflicts(project)) for project in pair] == [[], []]
    Session(one, "A1").relabel(only_item(one), "PERSON")
    assert list(check.problems(one)) == []


def test_a_decision_reopens_a_finished_document(pair: tuple[Project, Project]) -> None:
    one, two = pair
    item = only_item(one)
    Session(one, "A1").set_status(1, "finished")
    Session(two, "A1").relabel(item, "ORGANIZATION")
    Session(two, "A1").move(item, 6, 9)
    Session(one, "A1").set_status(1, "in progress")
    Session(one, "A1").move(item, 7, 10)
    Session(one, "A1").set_status(1, "finished")
    receive(one, two.path)
    (conflict,) = (found for found in conflicts(one) if found.kind == "span")
    Session(one, "A1").decide(conflict.versions[0].name)
    assert spans.work(one, 1)["A1"].status == "in progress"


@pytest.mark.parametrize("first", [0, 1])
def test_an_import_that_found_other_things_there_is_another_batch(tmp_path: Path, first: int) -> None:
    two = [{"start": 6, "end": 10, "label": "PERSON"}, {"start": 14, "end": 19, "label": "CLAIM"}]
    row = {"text": TEXTS[0], "id": "a", "annotations": [{"owner": "A1", "spans": two}]}
    source = tmp_path / "rows.jsonl"
    source.write_text(json.dumps(row))
    both = [new_project(tmp_path / name, name) for name in ("one", "two")]
    Session(both[0], "A1").mark(1, 6, 10, "PERSON")
    for project in both:
        import_paths(project, [source])
    receive(both[first], both[1 - first].path)
    receive(both[1 - first], both[first].path)
    assert exported(both[0], tmp_path) == exported(both[1], tmp_path)
    assert [list(check.problems(project)) for project in both] == [[], []]


def test_a_restored_backup_that_counted_on_loses_nothing(tmp_path: Path) -> None:
    project = new_project(tmp_path / "one", "one")
    project.close()
    shutil.copy(tmp_path / "one", tmp_path / "backup")
    later = open_as(tmp_path / "one", "one")
    Session(later, "A1").mark(1, 6, 10, "PERSON")
    restored = open_as(tmp_path / "backup", "one")
    Session(restored, "A1").mark(1, 14, 19, "ORGANIZATION")
    receive(restored, later.path)
    assert {span.label for span in spans.spans(restored, 1, "A1")} == {"PERSON", "ORGANIZATION"}
    assert list(check.problems(restored)) == []


def test_a_merge_is_all_or_nothing(pair: tuple[Project, Project], monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = pair
    session = Session(two, "A2")
    for start in range(5):
        session.mark(1, start, start + 1, "CLAIM")

    def fail(project: Project, first: int) -> None:
        assert project.value("SELECT count(*) FROM batch WHERE number >= ?", (first,)) == 5
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("annotator.store.union.refresh_all", fail)
    with pytest.raises(Unavailable, match="No space"):
        receive(one, two.path)
    assert spans.spans(one, 1, "A2") == []
    assert list(check.problems(one)) == []


def test_a_project_merged_with_itself_keeps_its_hold_on_the_file(tmp_path: Path) -> None:
    one = new_project(tmp_path / "one")
    (tmp_path / "link").symlink_to(one.path)
    assert receive(one, one.path) == receive(one, tmp_path / "link") == Received()
    code = "import sys; from annotator.app.opening import opened; from pathlib import Path\n"
    code += "with opened(Path(sys.argv[1])): pass"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-c", code, str(one.path)], check=True, env=env)
    assert Path(f"{one.path}-wal").exists()  # or what is marked from now on would be in no file


def test_files_that_are_no_sound_projects_are_refused(tmp_path: Path) -> None:
    one = new_project(tmp_path / "one")
    missing, text, empty, other = (tmp_path / name for name in ("missing", "text", "empty", "other"))
    text.write_text("not a database, but long enough to have a header")
    empty.touch()
    two = new_project(other, "two")
    two.connection.execute("DROP TRIGGER document_no_update")
    two.connection.execute("UPDATE document SET text = 'forged'")
    for path, said in (
        (missing, "no file"),
        (text, "not an annotator project"),
        (empty, "empty"),
        (other, "hash differs"),
    ):
        with pytest.raises(Unavailable, match=said) as error:
            receive(one, path)
        assert str(path) in str(error.value)
    assert list(check.problems(one)) == []


def test_a_view_in_a_tables_place_is_refused(tmp_path: Path) -> None:
    one, two = new_project(tmp_path / "one", "one"), new_project(tmp_path / "two", "two")
    two.connection.execute("PRAGMA foreign_keys = OFF")
    two.connection.execute("DROP TABLE link")
    two.connection.execute(
        "CREATE VIEW link AS SELECT 1 AS batch, 0 AS n, '' AS role, 0 AS position, 1 AS item_batch, 0 AS item_n WHERE 0"
    )
    with pytest.raises(Unavailable, match="other tables"):
        receive(one, two.path)


def test_merging_a_file_with_itself_adds_nothing(tmp_path: Path) -> None:
    one = new_project(tmp_path / "one")
    assert receive(one, one.path) == Received()


def test_a_project_without_a_document_merges(tmp_path: Path) -> None:
    one = create(tmp_path / "bare", device("bare"))
    assert receive(one, new_project(tmp_path / "two").path).documents == 2
