"""What each gesture means: what it stores, what it refuses, and that undo takes it back."""

from pathlib import Path

import pytest
from app_help import SENTENCE, exported, import_rows, project_of

from annotator.app.opening import open_existing
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.store import batches, check
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_of(tmp_path, SENTENCE, "L’ONU a dit : « Marie est là ».")


@pytest.fixture
def session(project: Project) -> Session:
    return Session(project, "A1")


def spans_of(session: Session, number: int = 1) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in session.article(number).spans]


def test_a_mark_is_stored_as_it_is_and_begins_the_document(session: Session) -> None:
    done = session.mark(1, 6, 10, "PERSON", quote="عليّ")
    article = session.article(1)
    assert (article.status, article.spans[0].item, done.documents) == ("in progress", done.item, (1,))
    assert article.document.text[article.spans[0].start : article.spans[0].end] == "عليّ"
    assert session.article(2).status == "new"


def test_a_whole_span_travels(session: Session) -> None:
    person = session.mark(1, 6, 10, "PERSON").item
    claim = session.mark(
        1, 14, 32, "CLAIM", attributes={"certainty": "hedged"}, links={"speaker": [person]}, origin="accepted"
    ).item
    session.set_note(claim, "راجع")
    found = next(span for span in session.article(1).spans if span.item == claim)
    assert (found.attributes, found.links, found.note, found.origin) == (
        {"certainty": "hedged"}, {"speaker": (person,)}, "راجع", "accepted",
    )  # fmt: skip


def test_what_is_refused_changes_nothing(session: Session, project: Project) -> None:
    item = session.mark(1, 6, 10, "PERSON").item
    other = Session(project, "A2").mark(1, 14, 19, "ORGANIZATION").item
    before = len(batches.after(project, 0))
    refusals = (
        lambda: session.mark(1, 6, 10, "PERSON"),
        lambda: session.mark(1, 6, 99, "PERSON"),
        lambda: session.mark(1, 0, 3, "PLACE"),
        lambda: session.mark(1, 0, 3, "PERSON", quote="other"),
        lambda: session.mark(1, 0, 3, "CLAIM", attributes={"certainty": "?"}),
        lambda: session.mark(1, 0, 3, "CLAIM", links={"speaker": [other]}),
        lambda: session.move(item, 5, 5),
        lambda: session.relabel(item, "PLACE"),
        lambda: session.set_attributes(item, {"certainty": "hedged"}),
        lambda: session.unmark(other),
        lambda: session.unmark("0f.9"),
        lambda: session.set_status(1, "done"),
        lambda: session.decide(item),
    )
    for refusal in refusals:
        with pytest.raises(Refused):
            refusal()
    assert len(batches.after(project, 0)) == before


def test_relabelling_keeps_what_the_new_label_has(session: Session) -> None:
    person = session.mark(1, 6, 10, "PERSON").item
    claim = session.mark(
        1, 14, 32, "CLAIM", attributes={"certainty": "hedged"}, links={"speaker": [person]}
    ).item
    session.relabel(claim, "ORGANIZATION")
    found = next(span for span in session.article(1).spans if span.item == claim)
    assert (found.attributes, found.links) == ({}, {})
    session.undo()
    found = next(span for span in session.article(1).spans if span.item == claim)
    assert (found.label, found.attributes, found.links) == (
        "CLAIM",
        {"certainty": "hedged"},
        {"speaker": (person,)},
    )


def test_a_link_to_a_deleted_span_dangles_and_comes_alive_again(session: Session, tmp_path: Path) -> None:
    person = session.mark(1, 6, 10, "PERSON").item
    claim = session.mark(1, 14, 32, "CLAIM", links={"speaker": [person]}).item
    session.unmark(person)
    assert session.article(1).spans[0].links == {"speaker": (person,)}
    assert b'"links":{"speaker"' not in exported(session.project, tmp_path)
    session.set_note(claim, "n")
    session.undo()
    session.undo()
    assert b'"links":{"speaker"' in exported(session.project, tmp_path)


def test_a_finished_document_is_read_only_until_it_is_reopened(session: Session) -> None:
    item = session.mark(1, 6, 10, "PERSON").item
    session.set_document_note(1, "n")
    session.set_status(1, "finished")
    for gesture in (
        lambda: session.mark(1, 0, 3, "PERSON"),
        lambda: session.unmark(item),
        lambda: session.move(item, 6, 9),
    ):
        with pytest.raises(Refused, match="finished"):
            gesture()
    session.set_status(1, "in progress")
    session.move(item, 6, 9)
    assert (session.article(1).note, spans_of(session)) == ("n", [(6, 9, "PERSON")])


def test_undo_of_an_import_reopens_what_was_finished_since(session: Session, tmp_path: Path) -> None:
    spans = [{"start": 6, "end": 10, "label": "PERSON"}]
    row = {
        "id": "0",
        "text": SENTENCE,
        "annotations": [{"owner": "A1", "status": "in progress", "spans": spans}],
    }
    session.mark(1, 14, 19, "ORGANIZATION")
    import_rows(session.project, tmp_path, row)
    session.set_status(1, "finished")
    session.undo()
    session.set_status(1, "finished")
    session.undo()
    session.undo()
    assert (spans_of(session), session.article(1).status) == ([(14, 19, "ORGANIZATION")], "in progress")


def test_undo_steps_over_what_somebody_changed_since(project: Project, tmp_path: Path) -> None:
    one = Session(project, "A1")
    item = one.mark(1, 6, 10, "PERSON").item
    one.mark(1, 14, 19, "ORGANIZATION")
    elsewhere = open_existing(project.path)
    elsewhere.device = bytes(16)
    Session(elsewhere, "A1").move(item, 6, 9)
    elsewhere.close()
    assert one.undo().batch.what.startswith("mark ORGANIZATION")
    with pytest.raises(Refused, match=r"Nothing to undo: mark PERSON.*changed since"):
        one.undo()
    assert one.redo().batch.what.startswith("mark ORGANIZATION")
    one.set_note(item, "n")
    assert one.undo().stepped_over == ()
    assert spans_of(one) == [(6, 9, "PERSON"), (14, 19, "ORGANIZATION")]


def test_a_new_gesture_ends_what_could_be_redone(session: Session) -> None:
    session.mark(1, 6, 10, "PERSON")
    session.undo()
    assert session.history.next_redo() == "mark PERSON «عليّ»"
    session.mark(1, 14, 19, "ORGANIZATION")
    assert session.history.next_redo() == ""
    with pytest.raises(Refused, match="Nothing to redo"):
        session.redo()
    assert session.history.next_undo() == "mark ORGANIZATION «UNHCR»"


def test_two_windows_on_one_file_see_each_others_gestures(session: Session) -> None:
    other = open_existing(session.project.path)
    beside = Session(other, "A1")
    session.mark(1, 6, 10, "PERSON")
    assert beside.undo().batch.what == "mark PERSON «عليّ»"
    assert spans_of(session) == []
    session.redo()
    assert spans_of(beside) == [(6, 10, "PERSON")]
    other.close()
    assert list(check.problems(session.project)) == []


def test_undo_goes_on_where_the_file_was_opened_elsewhere_only_with_its_own_device(
    session: Session, tmp_path: Path
) -> None:
    session.mark(1, 6, 10, "PERSON")
    session.project.close()
    moved = session.project.path.rename(tmp_path / "moved.annotator")
    project = open_existing(moved)
    with pytest.raises(Refused, match="Nothing to undo"):
        Session(project, "A1").undo()
    project.close()


def test_snapping_takes_words_and_clitics_or_graphemes(session: Session) -> None:
    text = session.article(2).document.text
    assert session.snapped(text, 15, 18, "PERSON") == (16, 21)
    assert session.snapped(text, 3, 4, "PERSON") == (2, 5)
    assert session.snapped(text, 3, 4, "PERSON", exact=True) == (3, 4)
    assert session.snapped(SENTENCE, 8, 9, "PERSON", exact=True) == (8, 10)


def test_gold_has_an_author_and_is_not_an_annotators(project: Project) -> None:
    gold = Session(project, "gold", author="Zeinab")
    batch = gold.mark(1, 6, 10, "PERSON").batch
    assert (batch.owner, batch.author) == ("gold", "Zeinab")
    with pytest.raises(Refused):
        Session(project, "project")
    with pytest.raises(Refused):
        Session(project, "A1", author="all")


def test_rows_show_the_owners_own_status_and_counts(session: Session) -> None:
    session.mark(1, 6, 10, "PERSON")
    Session(session.project, "A2").mark(1, 14, 19, "ORGANIZATION")
    assert [(row.id, row.status, row.counts) for row in session.rows(0, 9)] == [
        ("0", "in progress", {"PERSON": 1}), ("1", "new", {}),
    ]  # fmt: skip
    assert session.row(2) == session.rows(1, 1)[0]
    assert session.row(99) is None
    assert session.count() == 2
