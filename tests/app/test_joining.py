"""Two spellings of one person: read as one everywhere, undone, merged in any order, and nothing is moved."""

import random
import shutil
from pathlib import Path

import pytest
from app_help import SENTENCE, exported, hasty, import_rows, project_of

from annotator.app import assigning
from annotator.app.article_history import rewind
from annotator.app.comparing import compare
from annotator.app.deciding import conflicts
from annotator.app.handing import hand_out
from annotator.app.history import History
from annotator.app.joining import join, other_spellings, part
from annotator.app.merging import merge
from annotator.app.opening import open_existing
from annotator.app.people import people
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.model.people import second_reading
from annotator.model.revision import PERSON, PROJECT, Edit
from annotator.store import appending, derived, documents, spans
from annotator.store.check import problems
from annotator.store.joining import key_of
from annotator.store.project import Project
from annotator.store.schema import DERIVED

OLD, NEW = "samira", "سميرة"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A sentence that one person marked under two spellings, and somebody else."""
    made = project_of(tmp_path, SENTENCE, SENTENCE + " Plus.")
    Session(made, OLD).mark(1, 6, 10, "PERSON")
    Session(made, NEW).mark(1, 14, 19, "ORGANIZATION")
    Session(made, "Bob").mark(1, 6, 10, "PERSON")
    return made


def ranges(project: Project, owner: str, number: int = 1) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in spans.spans(project, number, owner)]


def sound(project: Project) -> bool:
    """Whether check is silent, and everything derived is what it would be made anew."""
    tables = {table: sorted(project.rows(f"SELECT * FROM {table}"), key=repr) for table in DERIVED}
    said = list(problems(project))
    with project.writing():
        derived.rebuild(project)
    again = {table: sorted(project.rows(f"SELECT * FROM {table}"), key=repr) for table in DERIVED}
    assert said == []
    assert again == tables
    return True


def test_joined_spellings_read_as_one_person_everywhere(project: Project, tmp_path: Path) -> None:
    join(project, OLD, NEW)
    both = [(6, 10, "PERSON"), (14, 19, "ORGANIZATION")]
    assert ranges(project, NEW) == ranges(project, OLD) == both
    assert people(project) == spans.owners(project) == ["Bob", NEW]
    assert other_spellings(project) == {NEW: [OLD]}
    assert documents.counts(project, 1, NEW) == {"PERSON": 1, "ORGANIZATION": 1}
    assert sum(documents.counts(project, 1, "").values()) == 3
    assert Session(project, OLD).owner == NEW
    text = exported(project, tmp_path).decode()
    assert NEW in text
    assert OLD not in text
    assert exported(project, tmp_path, owner=OLD) == exported(project, tmp_path, owner=NEW)
    assert sound(project)


def test_the_same_mark_under_both_spellings_counts_once(project: Project) -> None:
    Session(project, NEW).mark(1, 6, 10, "PERSON")
    join(project, OLD, NEW)
    assert documents.counts(project, 1, NEW) == {"PERSON": 1, "ORGANIZATION": 1}
    with pytest.raises(Refused, match="already"):
        Session(project, NEW).mark(1, 6, 10, "PERSON")
    assert sound(project)


def test_what_was_made_under_the_other_spelling_can_be_changed_linked_and_taken_back(
    project: Project,
) -> None:
    join(project, OLD, NEW)
    session = Session(project, NEW)
    theirs = next(span.item for span in session.article(1).spans if span.label == "PERSON")
    claim = session.mark(1, 14, 32, "CLAIM", links={"speaker": [theirs]}).item
    session.relabel(theirs, "ORGANIZATION")
    assert (6, 10, "ORGANIZATION") in ranges(project, NEW)
    session.unmark(theirs)
    session.undo()
    session.undo()
    assert (6, 10, "PERSON") in ranges(project, NEW)
    assert session.article(1).spans[-1].links or claim
    assert sound(project)
    part(project, OLD)
    assert ranges(project, OLD) == [(6, 10, "PERSON")]
    assert sound(project)


def test_a_join_can_be_undone_and_redone(project: Project) -> None:
    before = {table: project.rows(f"SELECT * FROM {table}") for table in DERIVED if table != "present"}
    join(project, OLD, NEW, author="Lead")
    history = History(project, PROJECT, "Lead")
    history.undo()
    assert {table: project.rows(f"SELECT * FROM {table}") for table in before} == before
    assert people(project) == sorted(["Bob", OLD, NEW])
    history.redo()
    assert people(project) == ["Bob", NEW]
    assert sound(project)


def test_a_status_under_either_spelling_counts_and_the_own_name_goes_first(project: Project) -> None:
    Session(project, OLD).set_document_note(1, "first")
    Session(project, OLD).set_status(1, "finished")
    Session(project, OLD).set_status(2, "finished")
    join(project, OLD, NEW)
    session = Session(project, NEW)
    assert [session.article(n).status for n in (1, 2)] == ["in progress", "finished"]
    assert documents.with_status(project, NEW, "finished") == {2}
    session.set_status(2, "in progress")
    assert session.article(2).status == "in progress"
    session.undo()
    assert session.article(2).status == "finished"
    assert sound(project)


def test_work_that_comes_later_under_the_old_spelling_reads_right(project: Project, tmp_path: Path) -> None:
    project.close()
    shutil.copy(project.path, tmp_path / "laptop")
    here, laptop = hasty(open_existing(project.path)), hasty(open_existing(tmp_path / "laptop"))
    join(here, OLD, NEW)
    Session(laptop, OLD).mark(2, 14, 19, "ORGANIZATION")
    Session(laptop, OLD).set_status(2, "finished")
    merge(here, [laptop.path], backup=False)
    assert ranges(here, NEW, 2) == [(14, 19, "ORGANIZATION")]
    assert Session(here, NEW).article(2).status == "finished"
    merge(laptop, [here.path], backup=False)
    assert exported(here, tmp_path) == exported(laptop, tmp_path)
    assert Session(laptop, OLD).owner == NEW
    assert sound(here)
    assert sound(laptop)


def test_a_join_and_the_statuses_that_it_concerns_come_in_one_merge(project: Project, tmp_path: Path) -> None:
    project.close()
    shutil.copy(project.path, tmp_path / "laptop")
    here, laptop = hasty(open_existing(project.path)), hasty(open_existing(tmp_path / "laptop"))
    for name, status in ((OLD, "finished"), (NEW, "ignored"), ("Bob", "finished")):
        Session(laptop, name).set_status(1, status)
    Session(laptop, OLD).set_status(2, "finished")
    join(laptop, OLD, NEW)
    merge(here, [laptop.path], backup=False)
    assert [Session(here, NEW).article(n).status for n in (1, 2)] == ["ignored", "finished"]
    assert sound(here)


def test_joins_on_several_laptops_meet_whatever_the_order(tmp_path: Path) -> None:
    base = project_of(tmp_path, SENTENCE, name="base")
    for n, name in enumerate("ABCD"):
        Session(base, name).mark(1, 6, 10 + n, "PERSON")
    base.close()
    chance = random.Random(4)
    laptops = []
    for n, (old, new) in enumerate((("A", "B"), ("B", "C"), ("C", "A"), ("D", "B"), ("D", "A"))):
        shutil.copy(base.path, tmp_path / f"laptop{n}")
        laptop = hasty(open_existing(tmp_path / f"laptop{n}"))
        join(laptop, old, new)
        Session(laptop, old).mark(1, 14, 19, "ORGANIZATION")
        laptops.append(laptop)
    states = []
    for order in range(3):
        shutil.copy(base.path, tmp_path / f"all{order}")
        whole = hasty(open_existing(tmp_path / f"all{order}"))
        merge(whole, [laptop.path for laptop in chance.sample(laptops, len(laptops))], backup=False)
        assert merge(whole, [laptops[0].path], backup=False).batches == 0
        assert sound(whole)
        states.append(
            (exported(whole, tmp_path), people(whole), [len(found.versions) for found in conflicts(whole)])
        )
    assert states == [states[0]] * 3
    assert states[0][1:] == (["A"], [2])  # for whom D stands was said twice


def test_agreement_is_that_of_the_person(project: Project) -> None:
    for name in (OLD, "Bob"):
        Session(project, name).set_status(1, "finished")
    Session(project, NEW).set_status(1, "finished")
    join(project, OLD, NEW)
    Session(project, "Bob").set_status(1, "in progress")
    Session(project, "Bob").mark(1, 14, 19, "ORGANIZATION")
    Session(project, "Bob").set_status(1, "finished")
    found = compare(project, resamples=10)
    assert set(found.owners) == {"Bob", NEW}
    assert compare(project, owners=["Bob", OLD], resamples=10).owners == found.owners


def test_assignments_of_both_spellings_are_the_persons(project: Project) -> None:
    assigning.assign(project, [OLD], [1])
    assigning.assign(project, [NEW], [2])
    join(project, OLD, NEW)
    loads = {load.name: load.documents for load in assigning.who_has_what(project)}
    assert loads == {"Bob": 0, NEW: 2}
    assert assigning.assign(project, [NEW], [1, 2]).pairs == ()
    assert assigning.own_list(project, NEW).numbers == (1, 2)
    assigning.unassign(project, [NEW], [1])
    assert assigning.people_of(project, 1) == []


def test_a_file_for_a_person_holds_all_spellings(project: Project, tmp_path: Path) -> None:
    join(project, OLD, NEW)
    session = Session(project, NEW)
    theirs = next(span.item for span in session.article(1).spans if span.label == "PERSON")
    session.mark(1, 14, 32, "CLAIM", links={"speaker": [theirs]})
    hand_out(project, OLD, tmp_path / "out.annotator")
    out = open_existing(tmp_path / "out.annotator")
    assert len(ranges(out, NEW)) == 3
    assert sound(out)
    assert merge(project, [out.path], backup=False).batches == 0


def test_what_cannot_be_joined_is_refused(project: Project) -> None:
    with pytest.raises(Refused, match="reserved"):
        join(project, OLD, "gold")
    with pytest.raises(Refused, match="no annotator Nobody"):
        join(project, OLD, "Nobody")
    with pytest.raises(Refused, match="one person already"):
        join(project, OLD, OLD)
    join(project, OLD, NEW)
    with pytest.raises(Refused, match="one person already"):
        join(project, NEW, OLD)
    with pytest.raises(Refused, match="was not joined"):
        part(project, "Bob")


@pytest.mark.parametrize("said", ["gold", "", "a\nb", 7, None, ["x"], "project"])
def test_a_file_that_says_nonsense_of_people_joins_nobody(project: Project, said: object) -> None:
    edit = Edit(PERSON, key=key_of("Bob"), content={"name": "Bob", "joined": said})
    appending.append(project, [edit], owner=PROJECT, author=PROJECT, what="mischief")
    assert "Bob" in people(project)
    assert sound(project)


def test_a_name_can_be_joined_parted_and_joined_again(project: Project) -> None:
    join(project, OLD, NEW)
    part(project, OLD)
    assert people(project) == sorted(["Bob", OLD, NEW])
    join(project, OLD, "Bob")
    assert other_spellings(project) == {"Bob": [OLD]}
    assert sound(project)


def test_going_back_brings_the_work_of_all_spellings_back(project: Project) -> None:
    last = max(number for (number,) in project.rows("SELECT number FROM batch"))
    join(project, OLD, NEW)
    session = Session(project, NEW)
    before = ranges(project, NEW)
    for span in session.article(1).spans:
        session.unmark(span.item)
    assert ranges(project, NEW) == []
    assert rewind(session, 1, last, dry_run=True).back == 2
    assert rewind(session, 1, last).back == 2
    assert ranges(project, NEW) == before
    assert sound(project)


def test_second_readings_are_joined_too(project: Project) -> None:
    Session(project, second_reading(OLD)).mark(2, 6, 10, "PERSON")
    join(project, OLD, NEW)
    assert ranges(project, second_reading(NEW), 2) == [(6, 10, "PERSON")]
    assert other_spellings(project) == {NEW: [OLD]}
    assert people(project) == ["Bob", NEW]
    assert sound(project)
    part(project, OLD)
    assert ranges(project, second_reading(NEW), 2) == []
    assert sound(project)


def test_imports_under_the_old_spelling_come_to_the_person(project: Project, tmp_path: Path) -> None:
    join(project, OLD, NEW)
    row = {
        "id": "9",
        "text": SENTENCE,
        "annotations": [{"owner": OLD, "spans": [{"start": 6, "end": 10, "label": "PERSON"}]}],
    }
    import_rows(project, tmp_path, row)
    number = max(documents.numbers(project))
    assert ranges(project, NEW, number) == [(6, 10, "PERSON")]
    assert sound(project)
