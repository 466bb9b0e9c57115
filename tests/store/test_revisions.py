"""Appending: what is permanent, what is derived from it, and that `check` sees every kind of damage."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_help import TEXTS, add_document, device, new_project, open_as, span_edit, status_edit

from annotator.model.document import Document
from annotator.model.revision import SPAN, STATUS, Edit, Ref
from annotator.store import appending, batches, check, derived, documents, revisions, spans
from annotator.store.project import Project
from annotator.store.schema import DERIVED, PERMANENT


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return new_project(tmp_path / "project")


def append(project: Project, *edits: Edit, owner: str = "A1") -> int:
    return appending.append(project, edits, owner=owner, author=owner, what="test").number


def append_and_fail(project: Project) -> None:
    with project.writing():
        append(project, span_edit(1, 0, 3), owner="new owner")
        raise RuntimeError


def ranges(project: Project, owner: str = "A1", document: int = 1) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in spans.spans(project, document, owner)]


def contents(project: Project) -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(project.rows(f"SELECT * FROM {table}"), key=repr) for table in DERIVED}


def test_a_span_is_added_changed_and_deleted_by_appending(project: Project) -> None:
    first = Ref(append(project, span_edit(1, 6, 10)), 0)
    second = Ref(append(project, span_edit(1, 6, 9, item=first, replaces=(first,))), 0)
    assert ranges(project) == [(6, 9, "PERSON")]
    assert spans.spans(project, 1, "A1")[0].item == project.item_name(first)
    append(project, span_edit(1, 6, 9, item=first, replaces=(second,), deleted=True))
    assert ranges(project) == []
    assert len(project.rows("SELECT * FROM revision WHERE kind = 1")) == 3
    assert list(check.problems(project)) == []


@pytest.mark.parametrize("table", PERMANENT)
def test_permanent_rows_can_be_neither_changed_nor_deleted_nor_replaced(project: Project, table: str) -> None:
    target = append(project, span_edit(1, 0, 1), span_edit(1, 1, 2))
    first = Ref(target, 0)
    links = (("speaker", Ref(target, 1)),)
    append(project, span_edit(1, 0, 5, item=first, replaces=(first,), links=links))
    before = project.rows(f"SELECT * FROM {table}")
    column = project.rows(f"PRAGMA table_info({table})")[0][1]
    assert before
    for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column}"):
        with pytest.raises(sqlite3.IntegrityError, match="permanent"):
            project.connection.execute(sql)
    with pytest.raises(sqlite3.IntegrityError):
        project.connection.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")
    assert project.rows(f"SELECT * FROM {table}") == before


def test_a_batch_is_all_or_nothing(project: Project) -> None:
    before = contents(project), batches.after(project, 0)
    with pytest.raises(sqlite3.IntegrityError):
        append(project, span_edit(1, 0, 3), span_edit(1, 3, 3))
    with pytest.raises(RuntimeError):
        append_and_fail(project)
    assert (contents(project), batches.after(project, 0)) == before
    append(project, span_edit(1, 0, 3), owner="new owner")
    assert ranges(project, "new owner") == [(0, 3, "PERSON")]
    assert list(check.problems(project)) == []


def test_names_that_a_part_of_a_transaction_took_back_are_forgotten(project: Project) -> None:
    with project.writing():
        with pytest.raises(RuntimeError):
            append_and_fail(project)
        append(project, span_edit(1, 0, 3), owner="other owner")
        append(project, span_edit(1, 3, 6), owner="new owner")
    assert ranges(project, "new owner") == [(3, 6, "PERSON")]
    assert ranges(project, "other owner") == [(0, 3, "PERSON")]


def test_batches_count_their_device_and_come_in_order(project: Project) -> None:
    numbers = [append(project, span_edit(1, n, n + 1)) for n in range(3)]
    found = [batches.read(project, number) for number in numbers]
    first = found[0].seq
    assert first
    assert [batch.seq for batch in found] == [first, first + 1, first + 2]
    assert {batch.device for batch in found} == {device("one")}
    assert len({batch.uid for batch in found}) == 3
    path = project.path
    project.close()
    other = open_as(path, "two")
    assert batches.read(other, append(other, span_edit(1, 8, 9))).seq == 1


def test_two_leaves_are_a_conflict_and_the_smaller_uid_is_shown(project: Project) -> None:
    first = Ref(append(project, span_edit(1, 6, 10)), 0)
    both = [Ref(append(project, span_edit(1, 6, end, item=first, replaces=(first,))), 0) for end in (8, 9)]
    smaller = min(both, key=lambda ref: batches.read(project, ref.batch).uid)
    assert ranges(project) == [(6, 8 if smaller == both[0] else 9, "PERSON")]
    assert [place[0] for place in spans.conflicts(project)] == [SPAN]
    assert documents.counts(project, 1, "A1") == {"PERSON": 1}
    append(project, span_edit(1, 6, 9, item=first, replaces=tuple(both)))
    assert spans.conflicts(project) == []
    assert list(check.problems(project)) == []


def test_a_deleted_leaf_never_beats_a_live_one(project: Project) -> None:
    for _ in range(4):
        first = Ref(append(project, span_edit(1, 6, 10)), 0)
        append(project, span_edit(1, 6, 10, item=first, replaces=(first,), deleted=True))
        append(project, span_edit(1, 6, 8, item=first, replaces=(first,)))
    assert len(ranges(project)) == 4
    assert len(spans.conflicts(project)) == 4


def test_a_status_is_one_for_each_owner_and_document(project: Project) -> None:
    append(project, status_edit(1, "new"))
    append(project, status_edit(1, "finished"), owner="A2")
    append(project, status_edit(2, "ignored"))
    assert {owner: work.status for owner, work in spans.work(project, 1).items()} == {
        "A1": "new",
        "A2": "finished",
    }
    append(project, status_edit(1, "finished"))
    assert [place[0] for place in spans.conflicts(project)] == [STATUS]


def test_twins_are_counted_once(project: Project) -> None:
    append(project, span_edit(1, 6, 10), span_edit(1, 6, 10))
    assert documents.counts(project, 1, "A1") == {"PERSON": 1}
    assert len(ranges(project)) == 2


edits = st.lists(
    st.tuples(st.sampled_from(["add", "change", "delete", "old"]), st.integers(0, 9), st.integers(0, 5)),
    max_size=25,
)


@given(edits)
def test_derived_tables_are_always_what_a_rebuild_makes(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int, int]]
) -> None:
    project = new_project(tmp_path_factory.mktemp("p") / "project")
    refs: list[Ref] = []
    for verb, which, start in edits:
        if verb == "add" or not refs:
            refs.append(Ref(append(project, span_edit(1, start, start + 1), status_edit(2, f"s{start}")), 0))
            continue
        old = revisions.read(project, refs[which % len(refs)])
        leaves = (old.ref,) if verb == "old" else tuple(leaf.ref for leaf in revisions.leaves(project, old))
        edit = span_edit(1, start, start + 2, item=old.item, replaces=leaves, deleted=verb == "delete")
        refs.append(Ref(append(project, edit), 0))
    kept = contents(project)
    assert list(check.problems(project)) == []
    derived.rebuild(project)
    assert contents(project) == kept
    project.connection.close()


DAMAGE = [
    ("DELETE FROM current", "current lacks 1"),
    ("UPDATE current SET start = 7", "current lacks 1 row(s) and has 1 too many"),
    ("DELETE FROM present", "present"),
    ("UPDATE tally SET count = 5", "tally"),
    ("DELETE FROM listing", "listing"),
    ("INSERT INTO conflict VALUES (1, 1, 1, '', 1, 0)", "conflict"),
    ("UPDATE document SET text = 'other' WHERE number = 1", "its hash differs"),
    ("UPDATE document SET length = 3 WHERE number = 1", "33 code points, but 3"),
    ('UPDATE revision SET "end" = 999 WHERE kind = 1', "lies outside"),
    ("UPDATE revision SET label = NULL WHERE kind = 1", "no label"),
    ("UPDATE revision SET key = 'k' WHERE kind = 1", "has a key"),
    ("UPDATE revision SET kind = 99 WHERE kind = 3", "kind (99)"),
    ("UPDATE revision SET content = '[1]' WHERE kind = 3", "not a JSON object"),
    ("UPDATE revision SET content = '{' WHERE kind = 3", "not a JSON object"),
    ("UPDATE revision SET item_batch = 99, item_n = 0 WHERE kind = 1", "item that does not exist"),
    ("UPDATE revision SET restores_batch = 99, restores_n = 0 WHERE kind = 1", "restores a revision"),
    ("UPDATE annotator SET name = 'B' WHERE name = 'A1'", "identity of another name"),
    (
        "INSERT INTO replaces SELECT 1, 0, batch, n FROM revision WHERE kind = 1",
        "another item, owner or document",
    ),
    (
        "INSERT INTO link SELECT batch, n, 'speaker', 0, 1, 0 FROM revision WHERE kind = 1",
        "links to a span of another",
    ),
    (
        "INSERT INTO replaces SELECT batch, n, batch, n FROM revision WHERE kind = 1",
        "does not come before it",
    ),
    ("INSERT INTO replaces VALUES (77, 0, 78, 0)", "nothing answers"),
]


@pytest.mark.parametrize(("damage", "said"), DAMAGE)
def test_check_says_what_is_wrong(project: Project, damage: str, said: str) -> None:
    append(project, span_edit(1, 6, 10), status_edit(1, "new"))
    assert list(check.problems(project)) == []
    for table in PERMANENT:
        project.connection.execute(f"DROP TRIGGER {table}_no_update")
    project.connection.execute("PRAGMA foreign_keys = OFF")
    project.connection.execute(damage)
    assert said in "\n".join(check.problems(project))


def test_documents_are_listed_by_name_then_uid_in_pages(project: Project) -> None:
    for name in ("z", "é", "ا", "m", "m"):
        add_document(project, Document(f"id-{name}-{len(list(documents.numbers(project)))}", name, name))
    rows = documents.page(project, 0, 100)
    assert [row.name for row in rows] == sorted(row.name for row in rows)
    assert [row.number for row in rows] == list(documents.numbers(project))
    assert [documents.page(project, n, 1)[0] for n in range(len(rows))] == rows
    assert [documents.position(project, row.number) for row in rows] == list(range(len(rows)))
    assert documents.position(project, 999) is None
    assert documents.count(project) == len(rows) == 7


def test_a_text_with_a_nul_has_its_own_length(project: Project) -> None:
    number = add_document(project, Document("nul", "nul", "a\0b"))
    assert documents.read(project, number).text == "a\0b"
    assert next(row.length for row in documents.page(project, 0, 9) if row.number == number) == 3
    append(project, span_edit(number, 2, 3))
    assert list(check.problems(project)) == []


def test_a_large_batch_comes_back_in_order(project: Project) -> None:
    count = 9_001
    targets = [span_edit(1, n % 30, n % 30 + 1, links=(("speaker", Ref(0, n // 2)),)) for n in range(count)]
    number = append(project, *targets)
    found = list(revisions.of_batch(project, number))
    assert [revision.ref.n for revision in found] == list(range(count))
    assert all(revision.edit.links == (("speaker", Ref(number, revision.ref.n // 2)),) for revision in found)
    assert found[4_321] == revisions.read(project, Ref(number, 4_321))


def test_texts_are_as_they_were(project: Project) -> None:
    assert tuple(documents.read(project, number).text for number in (1, 2)) == TEXTS
