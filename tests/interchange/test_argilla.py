"""Argilla: the envelopes of its versions, and one owner's spans as a suggestion."""

from dataclasses import replace
from typing import Any

import orjson
import pytest
from format_law import SENTENCE, TWO_OWNERS, law
from hypothesis import given
from hypothesis import strategies as st
from interchange_help import lines, read, spans_in, write
from test_jsonl_law import records

from annotator.interchange import argilla
from annotator.interchange.format import ReadOptions, WriteOptions, formats, guess
from annotator.interchange.losses import META
from annotator.interchange.record import Record
from annotator.interchange.source import source_of_bytes

BY = argilla.FORMAT
VALUE = [{"start": 6, "end": 10, "label": "PERSON"}, {"start": 14, "end": 32, "label": "CLAIM"}]
PLACES = [(6, 10, "PERSON"), (14, 32, "CLAIM")]


def row(**more: Any) -> dict[str, Any]:
    return {"fields": {"text": SENTENCE}, **more}


@pytest.mark.parametrize(
    ("made", "owner", "status"),
    [
        (row(suggestions=[{"question_name": "s", "value": VALUE, "agent": "gold"}]), "gold", "new"),
        (row(suggestions=[{"question_name": "s", "value": VALUE}]), "suggested", "new"),
        (row(suggestions={"s": {"value": VALUE, "agent": "m", "score": None}}), "m", "new"),
        (
            row(responses=[{"values": {"s": {"value": VALUE}}, "user_id": "u1", "status": "submitted"}]),
            "u1",
            "",
        ),
        (row(responses=[{"values": {"s": {"value": VALUE}}, "status": "draft"}]), "", "in progress"),
        (row(responses={"s": [{"value": VALUE, "user_id": "u1", "status": "discarded"}]}), "u1", "ignored"),
        (row(responses=[{"question_name": "s", "value": VALUE, "user_id": "u1"}]), "u1", ""),
    ],
)
def test_envelopes(made: dict[str, Any], owner: str, status: str) -> None:
    found, problems = read(lines(made), by=BY)
    assert spans_in(found) == PLACES
    assert [(each.owner, each.status) for each in found[0].annotations] == [(owner, status)]
    assert [p for p in problems if p.refused] == []
    assert guess(source_of_bytes("x.json", lines(made)), formats())[0].name == "argilla"


def test_what_people_marked_on_the_page_may_count_utf16() -> None:
    value = [{"start": 7, "end": 11, "label": "PERSON"}, {"start": 15, "end": 33, "label": "CLAIM"}]
    found, problems = read(lines(row(responses={"s": [{"value": value}]})), by=BY)
    assert spans_in(found) == PLACES
    assert [p.kind for p in problems] == ["unit"]


def test_other_questions_are_left_alone() -> None:
    made = row(suggestions=[
        {"question_name": "topic", "value": "sport"},
        {"question_name": "a", "value": VALUE[:1]},
        {"question_name": "b", "value": VALUE},
    ])  # fmt: skip
    found, _ = read(lines(made), ReadOptions(fields={"question": "b"}), by=BY)
    assert spans_in(found) == PLACES


def test_fields_and_metadata() -> None:
    made = {"fields": {"title": "t", "body": "abc"}, "external_id": "7", "metadata": {"site": "x"}}
    found, _ = read(lines(made), ReadOptions(fields={"text": "body"}), by=BY)
    assert (found[0].text, found[0].id, found[0].meta) == ("abc", "7", {"title": "t", "site": "x"})
    assert read(lines(made), by=BY)[0][0].text == "t"


def test_bad_rows_and_spans_cost_only_themselves() -> None:
    bad = [{"start": 0, "end": 99, "label": "X"}, {"start": 0, "end": 1, "label": "X"}]
    found, problems = read(
        lines({"text": "x"}, {"fields": {}}, row(suggestions={"s": {"value": bad}})), by=BY
    )
    assert spans_in(found) == [(0, 1, "X")]
    assert [p.kind for p in problems] == ["row", "row", "span"]


def test_what_is_written() -> None:
    made = replace(TWO_OWNERS, annotations=TWO_OWNERS.annotations[1:])
    assert orjson.loads(write([made], WriteOptions(fields={"question": "q"}), by=BY)) == {
        "fields": {"text": SENTENCE},
        "suggestions": [{"question_name": "q", "value": VALUE[:1], "agent": "gold", "type": "human"}],
        "metadata": {"article_id": "a7", "article_name": "002.txt", "group": "x", "n": 3},
    }


def test_metadata_that_argilla_cannot_hold_is_a_loss() -> None:
    made = Record("abc", "1", meta={"thread": {"site": "x"}, "none": None, "site": "x"})
    found = [loss for loss in BY.losses(made, WriteOptions()) if loss.what == META]
    assert [loss.reason.split(":")[0] for loss in found] == ["metadata thread", "metadata none"]
    assert orjson.loads(write([made], by=BY))["metadata"] == {"article_id": "1", "site": "x"}


@given(made=st.lists(records(), max_size=2))
def test_what_is_written_reads_back(made: list[Record]) -> None:
    plain = [replace(r, meta={k: v for k, v in r.meta.items() if type(v) in (str, int)}) for r in made]
    named = [
        replace(r, annotations=tuple(replace(s, owner=s.owner or "suggested") for s in r.annotations[:1]))
        for r in plain
    ]
    law(named, BY, WriteOptions())
