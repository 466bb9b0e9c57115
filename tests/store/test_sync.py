"""What an exchange with a server brings and takes, that it goes on wherever it broke off, and what it refuses."""

import json
import shutil
from pathlib import Path

import pytest
from fake_server import FakePeer, FakeServer
from hypothesis import given, settings
from hypothesis import strategies as st
from store_help import TEXTS, add_document, batches, exported, new_project, open_as

from annotator.app.importing import import_paths
from annotator.app.session import Session
from annotator.model.document import Document
from annotator.model.errors import Refused, Unavailable
from annotator.model.revision import PROJECT
from annotator.store import check, label_sets, spans
from annotator.store.opening import create
from annotator.store.project import Project
from annotator.store.sync import Exchanged, exchange, waiting


def test_what_one_pushes_the_other_pulls(laptops: tuple[Project, Project]) -> None:
    (one, two), server = laptops, FakeServer()
    assert exchange(one, FakePeer(server)).pushed == batches(one)
    assert exchange(two, FakePeer(server)) == Exchanged()
    session = Session(one, "A1")
    session.set_attributes(session.article(1).spans[1].item, {"certainty": "asserted"})
    session.set_note(session.article(1).spans[0].item, "\0 سمر")
    session.unmark(session.article(1).spans[0].item)
    session.undo()
    add_document(one, Document("c", "c", "نص\0 جديد"))
    label_sets.add_person(one, "New", author="lead")
    assert waiting(one, FakePeer(server)).pushed == 6
    assert exchange(one, FakePeer(server)) == Exchanged(pushed=6)
    assert waiting(two, FakePeer(server)) == Exchanged(pulled=6)
    assert exchange(two, FakePeer(server)) == Exchanged(pulled=6, documents=1)
    assert exported(two) == exported(one)
    assert list(check.problems(two)) == []
    assert two.rows("SELECT uid, device, seq, made_at, what FROM batch ORDER BY uid") == one.rows(
        "SELECT uid, device, seq, made_at, what FROM batch ORDER BY uid"
    )
    for project in laptops:
        assert exchange(project, FakePeer(server)) == Exchanged()


def test_an_empty_file_becomes_the_project(laptops: tuple[Project, Project], tmp_path: Path) -> None:
    server = FakeServer()
    exchange(laptops[0], FakePeer(server))
    fresh = create(tmp_path / "fresh", b"fresh".ljust(16))
    assert exchange(fresh, FakePeer(server)).documents == 2
    assert exported(fresh) == exported(laptops[0])
    assert list(check.problems(fresh)) == []


def test_a_sync_of_nothing_asks_little(laptops: tuple[Project, Project]) -> None:
    server = FakeServer()
    exchange(laptops[0], FakePeer(server))
    before = server.calls
    exchange(laptops[0], FakePeer(server))
    assert server.calls - before <= 5


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=6))
def test_an_exchange_goes_on_where_it_broke_off(
    tmp_path_factory: pytest.TempPathFactory, breaks: list[tuple[int, bool]]
) -> None:
    folder, server = tmp_path_factory.mktemp("sync"), FakeServer()
    one = new_project(folder / "one")
    Session(one, "A1").mark(1, 6, 10, "PERSON")
    two = create(folder / "two", b"two".ljust(16))
    for at, after in breaks:
        for project in (one, two):
            try:
                exchange(project, FakePeer(server, breaks_at=at, after=after))
            except Unavailable:
                assert list(check.problems(project)) == []
    exchange(one, FakePeer(server))
    exchange(two, FakePeer(server))
    assert exported(one) == exported(two)
    assert len(server.heads) == batches(one) == batches(two)
    for project in (one, two):
        project.connection.close()


def test_a_large_batch_comes_in_pages(
    laptops: tuple[Project, Project], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("sync_state", "sync_pull"):
        monkeypatch.setattr(f"annotator.store.{name}.ROWS", 7)
    (one, two), server = laptops, FakeServer()
    rows = [
        {"id": f"n{n}", "text": f"{TEXTS[0]} {n}", "annotations": [
            {"owner": "A2", "spans": [
                {"id": "c", "start": 14, "end": 32, "label": "CLAIM", "links": {"speaker": ["p"]}},
                {"id": "p", "start": 6, "end": 10, "label": "PERSON"},
            ]}
        ]}
        for n in range(20)
    ]  # fmt: skip
    source = tmp_path / "rows.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)))
    import_paths(one, [source])
    exchange(one, FakePeer(server))
    assert exchange(two, FakePeer(server)).documents == 20
    assert exported(two) == exported(one)
    assert list(check.problems(two)) == []


def test_a_server_that_was_put_back_gets_everything_again(laptops: tuple[Project, Project]) -> None:
    (one, two), server = laptops, FakeServer()
    exchange(one, FakePeer(server))
    early = FakeServer(
        server.identity, dict(server.heads), dict(server.bodies), dict(server.documents), server.labels
    )
    Session(one, "A1").mark(1, 0, 2, "PERSON")
    exchange(one, FakePeer(server))
    exchange(two, FakePeer(server))
    Session(two, "A2").mark(1, 0, 2, "PERSON")
    exchange(two, FakePeer(early))
    exchange(one, FakePeer(early))
    exchange(two, FakePeer(early))
    assert early.heads.keys() > server.heads.keys()
    assert exported(one) == exported(two)


def test_what_only_one_laptop_had_pushed_is_pushed_again(laptops: tuple[Project, Project]) -> None:
    one, server = laptops[0], FakeServer()
    exchange(one, FakePeer(server))
    early = FakeServer(
        server.identity, dict(server.heads), dict(server.bodies), dict(server.documents), server.labels
    )
    Session(one, "A1").mark(1, 0, 2, "PERSON")
    exchange(one, FakePeer(server))
    assert exchange(one, FakePeer(early)).pushed == 1


def test_a_restored_backup_loses_nothing(laptops: tuple[Project, Project], tmp_path: Path) -> None:
    (one, two), server = laptops, FakeServer()
    exchange(one, FakePeer(server))
    one.close()
    shutil.copy(one.path, tmp_path / "backup")
    later = open_as(one.path, "one")
    Session(later, "A1").mark(1, 0, 1, "PERSON")
    exchange(later, FakePeer(server))
    restored = open_as(tmp_path / "backup", "one")
    Session(restored, "A1").mark(1, 1, 2, "PERSON")
    exchange(restored, FakePeer(server))
    exchange(two, FakePeer(server))
    assert {(s.start, s.end) for s in spans.spans(two, 1, "A1")} >= {(0, 1), (1, 2)}
    assert list(check.problems(two)) == []


def test_two_projects_are_united_only_when_that_is_wanted(
    laptops: tuple[Project, Project], tmp_path: Path
) -> None:
    server = FakeServer()
    exchange(laptops[0], FakePeer(server))
    other = new_project(tmp_path / "other", "other", ())
    with pytest.raises(Refused, match="--join"):
        exchange(other, FakePeer(server))
    assert exchange(other, FakePeer(server), join=True).documents == 2
    exchange(other, FakePeer(server))
    assert list(check.problems(other)) == []


def test_rights_hold_back_and_new_rights_bring_all(laptops: tuple[Project, Project]) -> None:
    (one, two), server = laptops, FakeServer()
    exchange(one, FakePeer(server))
    Session(one, "A2").mark(1, 0, 2, "PERSON")
    Session(two, "A1").mark(1, 0, 3, "PERSON")
    label_sets.add_person(two, "X", author="A1")
    exchange(one, FakePeer(server))
    mine = {"reads": {"A1", PROJECT}, "writes": {"A1"}}
    assert exchange(two, FakePeer(server, **mine)) == Exchanged(pushed=1, held_back=1)
    assert spans.spans(two, 1, "A2") == []
    assert exchange(two, FakePeer(server, **mine)) == Exchanged()
    assert exchange(two, FakePeer(server)) == Exchanged(pulled=1, pushed=1)
    assert len(spans.spans(two, 1, "A2")) == 1
