"""What a server holds that breaks a law is not taken: nothing comes, and the sentence says what is wrong."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from fake_server import FakePeer, FakeServer
from store_help import batches, exported

from annotator.app.session import Session
from annotator.model.errors import Unavailable
from annotator.store import check
from annotator.store.opening import create
from annotator.store.project import Project
from annotator.store.sync import exchange
from annotator.store.sync_peer import Row

GOOD = {"kind": 1, "start": 0, "end": 3, "label": "PERSON"}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("[]", "not what this program writes"),
        ("{", "not what this program writes"),
        ({"kind": 1, "start": 0, "end": 3000}, "without a document, range or label"),
        (GOOD | {"end": 3000}, "outside"),
        (GOOD | {"start": 3}, "outside"),
        (GOOD | {"start": -1}, "outside"),
        (GOOD | {"start": "0"}, "not written as"),
        (GOOD | {"start": True}, "not written as"),
        (GOOD | {"key": ""}, "has a key"),
        (GOOD | {"content": []}, "not written as"),
        (GOOD | {"kind": 3}, "has a key where"),
        (GOOD | {"kind": 77}, "newer version"),
        (GOOD | {"document": "zz"}, "names no document"),
        (GOOD | {"document": 5}, "names no document"),
        (GOOD | {"document": "00" * 16}, "not written as"),
        (GOOD | {"links": [["speaker", "00.1"]]}, "not written as"),
        (GOOD | {"links": [["speaker", "{self}.4"]]}, "or to nothing"),
        (GOOD | {"links": [["speaker", "{other}.0"]]}, "another owner"),
        (GOOD | {"item": "{self}.0"}, "does not exist"),
        (GOOD | {"replaces": ["{first}.0"]}, "names no item"),
        (GOOD | {"replaces": ["{other}.0"], "item": "{other}.0"}, "another item, owner"),
        (GOOD | {"restores": "{first}.9"}, "does not exist"),
    ],
)
def test_a_row_that_breaks_a_law_is_not_taken(
    laptops: tuple[Project, Project], body: str | dict[str, object], said: str
) -> None:
    (one, two), server = laptops, FakeServer()
    exchange(one, FakePeer(server))
    exchange(two, FakePeer(server))
    Session(one, "A2").mark(1, 0, 2, "PERSON")
    exchange(one, FakePeer(server))
    exchange(two, FakePeer(server))
    before = exported(two), batches(two)
    first = next(uid for uid, head in server.heads.items() if head.owner == "A1")
    names = {
        "self": "ab" * 16,
        "first": first.hex(),
        "other": [uid for uid, head in server.heads.items() if head.owner == "A2"][-1].hex(),
    }
    if isinstance(body, dict):
        given = (
            body if said.startswith("without") else {"document": next(iter(server.documents)).hex(), **body}
        )
        body = json.dumps(given)
        for name, uid in names.items():
            body = body.replace(f"{{{name}}}", uid)
    forged = bytes.fromhex(names["self"])
    server.heads[forged] = replace(server.heads[first], uid=forged, seq=None, size=1, owner="A1", undoes=None)
    server.bodies[forged] = [Row(0, body)]
    with pytest.raises(Unavailable, match=said):
        exchange(two, FakePeer(server))
    assert (exported(two), batches(two)) == before
    assert list(check.problems(two)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"size": 2}, "not whole"),
        ({"owner": " x"}, "proper owner"),
        ({"device": b"short"}, "proper owner"),
        ({"undoes": b"\x07" * 16}, "undoes one"),
    ],
)
def test_a_head_that_breaks_a_law_is_not_taken(
    laptops: tuple[Project, Project], change: dict[str, object], said: str
) -> None:
    (one, two), server = laptops, FakeServer()
    exchange(one, FakePeer(server))
    Session(one, "A1").mark(1, 0, 2, "PERSON")
    exchange(one, FakePeer(server))
    last = list(server.heads)[-1]
    server.heads[last] = replace(server.heads[last], **change)
    with pytest.raises(Unavailable, match=said):
        exchange(two, FakePeer(server))
    assert list(check.problems(two)) == []


def test_a_forged_text_is_not_taken(laptops: tuple[Project, Project], tmp_path: Path) -> None:
    server = FakeServer()
    exchange(laptops[0], FakePeer(server))
    uid = next(iter(server.documents))
    server.documents[uid] = server.documents[uid]._replace(text="forged")
    with pytest.raises(Unavailable, match="not the one that was imported"):
        exchange(create(tmp_path / "fresh", b"f" * 16), FakePeer(server))
