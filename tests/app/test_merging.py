"""What a merge says before and after: who brought what, which people, label sets, conflicts; and its backup."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from app_help import SENTENCE, exported, hasty, import_rows, project_of

from annotator.app import handing, safety
from annotator.app.merging import OnlyHere, merge, merge_job
from annotator.app.opening import labels_from, new_project, open_existing, opened
from annotator.app.people import add_person
from annotator.app.session import Session
from annotator.app.watch import Cancelled
from annotator.store.project import Project

OTHER_LABELS = """
name = "Sports"

[[layers]]
name = "entities"

[[labels]]
name = "TEAM"
layer = "entities"
"""


@pytest.fixture
def two(tmp_path: Path) -> tuple[Project, Project]:
    """Two copies of one project in which A has marked a person."""
    base = project_of(tmp_path, SENTENCE, name="base")
    Session(base, "A").mark(1, 6, 10, "PERSON")
    base.close()
    for name in ("one", "two"):
        shutil.copy(base.path, tmp_path / name)
    return hasty(open_existing(tmp_path / "one")), hasty(open_existing(tmp_path / "two"))


def item_of(project: Project) -> str:
    return Session(project, "A").article(1).spans[0].item


def test_a_dry_run_says_what_would_come_and_leaves_everything(
    two: tuple[Project, Project], tmp_path: Path
) -> None:
    one, other = two
    Session(other, "B").mark(1, 14, 19, "ORGANIZATION")
    Session(other, "A").relabel(item_of(other), "ORGANIZATION")
    Session(one, "A").unmark(item_of(one))
    add_person(other, "C")
    import_rows(other, tmp_path, {"id": "new", "text": "Le ministre"})
    before = exported(one, tmp_path), len(one.rows("SELECT * FROM batch"))
    planned = merge(one, [other.path], dry_run=True)
    assert (exported(one, tmp_path), len(one.rows("SELECT * FROM batch"))) == before
    (file,) = planned.files
    assert (file.new_spans, file.changed_spans, file.documents, file.separate) == (
        {"B": 1},
        {"A": 1},
        1,
        False,
    )
    assert planned.people == ["B", "C"]
    assert (planned.conflicts, planned.new_conflicts) == (1, 1)
    assert planned.backup is None
    assert (file.people, file.label_sets) == (("B", "C"), ())
    done = merge(one, [other.path])
    assert ([replace(file, only_here=None)], planned.people) == (done.files, done.people)
    assert done.conflicts == 1
    again = merge(one, [other.path])
    assert (again.batches, again.new_conflicts, again.people, again.conflicts) == (0, 0, [], 1)


def test_a_dry_run_says_what_is_new_on_this_side_too(two: tuple[Project, Project], tmp_path: Path) -> None:
    one, other = two
    Session(one, "D").mark(1, 14, 19, "ORGANIZATION")
    Session(one, "A").relabel(item_of(one), "ORGANIZATION")
    add_person(one, "E")
    import_rows(one, tmp_path, {"id": "new", "text": "Le ministre"})
    (file,) = merge(one, [other.path], dry_run=True).files
    here = file.only_here
    assert here is not None
    assert (here.documents, here.new_spans, here.changed_spans) == (1, {"D": 1}, {"A": 1})
    assert (here.people, here.decisions, here.label_sets) == (("D", "E"), 0, ())
    assert (file.batches, file.people) == (0, ())
    merge(other, [one.path])
    (file,) = merge(one, [other.path], dry_run=True).files
    assert file.only_here == OnlyHere()


def test_a_merge_names_the_places_of_what_came(two: tuple[Project, Project]) -> None:
    one, other = two
    mark = Session(other, "B").mark(1, 14, 19, "ORGANIZATION")
    Session(other, "B").unmark(Session(other, "B").mark(1, 14, 32, "CLAIM").item)
    assert merge(one, [other.path], dry_run=True).places == []
    (place,) = merge(one, [other.path]).places
    assert (place.document, place.start, place.end, place.owner, place.label) == (
        1,
        14,
        19,
        "B",
        "ORGANIZATION",
    )
    assert (place.item, place.name, place.quote) == (mark.item, "0.txt", SENTENCE[14:19])
    assert merge(one, [other.path]).places == []


def test_a_merge_that_is_stopped_leaves_nothing(two: tuple[Project, Project], tmp_path: Path) -> None:
    one, other = two
    for name in ("first", "second"):
        Session(other, "B").mark(1, 14, 19 if name == "first" else 32, "CLAIM")
        shutil.copy(other.path, tmp_path / name)
    before = exported(one, tmp_path)

    def stop(done: int, of: int | None) -> None:
        if done == of:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        merge(one, [tmp_path / "first", tmp_path / "second"], at_once=True, progress=stop)
    assert exported(one, tmp_path) == before


def test_a_backup_holds_what_was_before(two: tuple[Project, Project], tmp_path: Path) -> None:
    one, other = two
    Session(other, "B").mark(1, 14, 19, "ORGANIZATION")
    before = exported(one, tmp_path)
    done = merge(one, [other.path])
    assert done.backup
    assert done.backup.reason == safety.BEFORE_MERGE
    with opened(done.backup.path) as kept:
        assert exported(kept, tmp_path) == before
    assert merge(one, [other.path], backup=False).backup is None


def test_a_project_that_was_begun_on_its_own_is_said_and_merged(tmp_path: Path) -> None:
    one = project_of(tmp_path, SENTENCE, name="one")
    labels = tmp_path / "sports.toml"
    labels.write_text(OTHER_LABELS)
    other = hasty(new_project(tmp_path / "other", labels=labels_from(labels)))
    done = merge(one, [other.path])
    assert done.files[0].separate
    assert {labels.labels for labels in done.labels} == {("TEAM",), ("PERSON", "ORGANIZATION", "CLAIM")}
    assert [labels.in_force for labels in done.labels] == [True, False]
    assert not merge(one, [other.path]).files[0].separate


def test_equal_label_sets_of_two_projects_are_one(tmp_path: Path) -> None:
    one, other = (project_of(tmp_path, SENTENCE, name=name) for name in ("one", "other"))
    done = merge(one, [other.path])
    assert done.files[0].separate
    assert len(done.labels) == 1
    assert done.conflicts == 0


def test_what_agreement_gains_is_said(two: tuple[Project, Project]) -> None:
    one, other = two
    Session(one, "A").set_status(1, "finished")
    Session(other, "B").set_status(1, "finished")
    assert merge(one, [other.path], dry_run=True).shared == (0, 1)


def test_a_file_that_changed_since_it_was_handed_in_is_remarked(
    two: tuple[Project, Project], tmp_path: Path
) -> None:
    one, other = two
    done = handing.hand_in(other, tmp_path / "in.annotator", annotator="A")
    assert merge(one, [done.out]).files[0].remark == ""
    done.checksum.write_text("0" * 64 + "  in.annotator\n")
    assert "in.annotator" in merge(one, [done.out]).files[0].remark


def test_a_bad_file_among_good_ones_is_named(two: tuple[Project, Project], tmp_path: Path) -> None:
    one, other = two
    Session(other, "B").mark(1, 14, 19, "ORGANIZATION")
    bad = tmp_path / "bad"
    bad.write_text("no project")
    seen = []
    done = merge(one, [bad, other.path], progress=lambda n, of: seen.append((n, of)))
    assert (len(done.files), len(done.refused)) == (1, 1)
    assert (seen[0], seen[-1], sorted(seen)) == ((0, 200), (200, 200), seen)
    one.close()
    assert merge_job(one.path, [other.path]).batches == 0
