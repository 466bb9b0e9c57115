"""Taking a batch back inside SQLite is the same as taking it back item by item."""

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from app_help import SENTENCE, hasty, import_rows, project_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.app.reversing import reversal
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.model.revision import STATUS, Edit
from annotator.store import appending, batches, check, revisions
from annotator.store import reversal as at_once
from annotator.store.opening import open_project
from annotator.store.project import Project

OWNERS = ("A1", "A2")
small = st.integers(0, 4)
gestures = st.lists(
    st.one_of(
        st.tuples(st.just("mark"), st.sampled_from([1, 2]), small, st.sampled_from(["PERSON", "CLAIM"])),
        st.tuples(st.sampled_from(["unmark", "note", "link"]), small),
        st.tuples(st.just("status"), st.sampled_from([1, 2]), st.sampled_from(["new", "finished"])),
        st.tuples(st.sampled_from(["undo", "redo", "import"])),
    ),
    min_size=1,
    max_size=14,
)


def act(session: Session, folder: Path, name: str, *said: object) -> None:
    """One gesture; a refusal changes nothing."""
    spans = [span.item for number in (1, 2) for span in session.article(number).spans]
    item = spans[int(said[0]) % len(spans)] if spans and name in ("unmark", "note", "link") else "00.0"
    steps = {
        "mark": lambda: session.mark(said[0], said[1], said[1] + 3, said[2]),
        "unmark": lambda: session.unmark(item),
        "note": lambda: session.set_note(item, str(said)),
        "link": lambda: session.set_links(item, {"speaker": spans[:2]}),
        "status": lambda: session.set_status(said[0], said[1]),
        "undo": session.undo,
        "redo": session.redo,
        "import": lambda: import_again(session, folder),
    }
    with suppress(Refused):
        steps[name]()


def import_again(session: Session, folder: Path) -> None:
    """The same rows with more spans in each article, linked, for both owners."""
    spans = [
        {"id": "c", "start": 0, "end": 9, "label": "CLAIM", "links": {"speaker": ["p"]}},
        {"id": "p", "start": 2, "end": 5, "label": "PERSON"},
    ]
    sets = [{"owner": owner, "status": "finished", "spans": spans} for owner in OWNERS]
    rows = [{"id": str(n), "name": f"{n}.txt", "text": SENTENCE, "annotations": sets} for n in (0, 1)]
    import_rows(session.project, folder, *rows)


def appended(project: Project, number: int, edits: list[Edit] | None) -> list[object]:
    """What a new batch holds that takes one back: with these edits, or at once."""
    with project.writing():
        owner = batches.read(project, number).owner
        batch = appending.OpenBatch(project, owner, appending.next_number(project))
        if edits is None:
            batch.add_reversal(number)
        else:
            batch.add(edits)
        done = batch.close(author=owner, what="undo", undoes=number)
    assert list(check.problems(project)) == []
    return list(revisions.of_batch(project, done.number))


@settings(max_examples=settings().max_examples // 2)
@given(gestures)
@example([("mark", 1, 0, "PERSON"), ("note", 0), ("undo",), ("note", 1)])
@example(
    [("mark", 1, 0, "CLAIM"), ("mark", 1, 2, "PERSON"), ("link", 0), ("undo",), ("redo",), ("unmark", 0)]
)
@example([("import",), ("status", 1, "new"), ("undo",), ("undo",), ("redo",)])
def test_at_once_is_the_same_as_item_by_item(several: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = project_of(folder, SENTENCE, SENTENCE)
        session = Session(project, "A1")
        for gesture in several:
            act(session, folder, *gesture)
        alone = [
            batch.number for batch in batches.after(project, 1) if at_once.stands_alone(project, batch.number)
        ]
        path, device = project.path, project.device
        project.close()
        for number in alone[-3:]:
            shutil.copy(path, folder / "a")
            shutil.copy(path, folder / "b")
            slow, fast = (hasty(open_project(folder / name, device)) for name in "ab")
            edits = reversal(slow, number)
            assert edits is not None
            assert appended(slow, number, edits) == appended(fast, number, None)
            slow.connection.close()
            fast.connection.close()


def test_what_was_touched_since_does_not_stand_alone(tmp_path: Path) -> None:
    project = project_of(tmp_path, SENTENCE)
    session = Session(project, "A1")
    done = session.mark(1, 2, 5, "PERSON")
    assert at_once.stands_alone(project, done.batch.number)
    noted = session.set_note(done.item, "n")
    assert not at_once.stands_alone(project, done.batch.number)
    assert at_once.stands_alone(project, noted.batch.number)
    session.undo()
    assert not at_once.stands_alone(project, noted.batch.number)


def test_an_item_with_another_leaf_does_not_stand_alone(tmp_path: Path) -> None:
    project = project_of(tmp_path, SENTENCE)
    first = Session(project, "A1").mark(1, 2, 5, "PERSON")
    leaf = revisions.item_leaves(project, project.item_ref(first.item))[0]
    numbers = [
        appending.append(
            project,
            [leaf.edit._replace(content={"note": note}, item=leaf.item, replaces=(leaf.ref,))],
            owner="A1",
            author="A1",
            what="note",
        ).number
        for note in "ab"
    ]
    assert not any(at_once.stands_alone(project, number) for number in numbers)
    statuses = [
        appending.append(
            project, [Edit(STATUS, 1, "", content={"status": status})], owner="A1", author="A1", what="status"
        ).number
        for status in ("new", "finished")
    ]
    assert not any(at_once.stands_alone(project, number) for number in statuses)


def test_a_big_import_is_undone_and_redone_as_a_small_one(tmp_path: Path) -> None:
    project = project_of(tmp_path)
    spans = [{"start": start, "end": start + 2, "label": "PERSON"} for start in range(0, 30, 3)]
    owned = [{"owner": "A1", "status": "finished", "spans": spans}]
    rows = [{"id": str(n), "name": f"{n}", "text": SENTENCE, "annotations": owned} for n in range(120)]
    import_rows(project, tmp_path, *rows)
    session = Session(project, "A1")
    before = session.article(7).spans, session.article(7).status
    assert session.history.next_size() == 120 * 11
    assert session.undo().documents == tuple(range(1, 121))
    assert (session.article(7).spans, session.article(7).status) == ((), "new")
    assert session.history.next_undo() == ""
    session.redo()
    assert (session.article(7).spans, session.article(7).status) == before
    assert list(check.problems(project)) == []
    assert Session(project, "A2").history.next_undo() == ""
