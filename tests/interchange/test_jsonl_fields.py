"""JSON Lines of any shape: keys by fields, into objects and lists, and what is taken without any."""

from typing import Any

import pytest
from format_law import SENTENCE
from hypothesis import given
from hypothesis import strategies as st
from interchange_help import lines, read, spans_in

from annotator.interchange import jsonl_fields
from annotator.interchange.format import ReadOptions
from annotator.interchange.record import Problem, Record

BY = jsonl_fields.FORMAT


def read_row(row: dict[str, Any], **fields: str) -> tuple[list[Record], list[Problem]]:
    return read(lines(row), ReadOptions(fields=fields), by=BY)


def test_everything_by_fields() -> None:
    row = {
        "doc": {"key": 7, "body": "abc def", "head": "t", "lang": "fr"}, "who": "منى", "state": "new", "why": "x",
        "marks": [{"at": [0, 3], "kind": {"name": "A"}, "said": "abc", "no": 1, "rem": "hm"}], "site": "s",
    }  # fmt: skip
    found, problems = read_row(
        row, text="doc.body", id="doc.key", name="doc.head", language="doc.lang", owner="who", status="state",
        note="why", spans="marks", start="at.0", end="at.1", label="kind.name", quote="said", span_id="no",
        span_note="rem",
    )  # fmt: skip
    made = found[0]
    assert (made.text, made.id, made.name, made.language, made.meta) == (
        "abc def",
        "7",
        "t",
        "fr",
        {"site": "s"},
    )
    (each,) = made.annotations
    assert (each.owner, each.status, each.note) == ("منى", "new", "x")
    (span,) = each.spans
    assert (span.start, span.end, span.label, span.id, span.note) == (0, 3, "A", "1", "hm")
    assert problems == []


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("spans", {"start": 0, "end": 3, "label": "X"}),
        ("entities", [0, 3, "X"]),
        ("annotations", {"begin": 0, "length": 3, "type": "X"}),
        ("labels", {"start_offset": 0, "end_offset": 3, "tag": "X"}),
    ],
)
def test_common_shapes_need_no_fields(key: str, raw: Any) -> None:
    found, problems = read_row({"content": "abc", key: [raw]})
    assert spans_in(found) == [(0, 3, "X")]
    assert found[0].meta == {}
    assert problems == []


def test_each_span_may_name_its_owner() -> None:
    raws = [{"start": 0, "end": 1, "label": "X", "by": who} for who in ("A", "B", "A")]
    found, _ = read_row({"text": "abc", "spans": raws}, span_owner="by")
    assert [(each.owner, len(each.spans)) for each in found[0].annotations] == [("A", 2), ("B", 1)]


def test_keys_with_points_and_rows_without_spans() -> None:
    found, problems = read_row({"a.b": "abc"}, text="a.b")
    assert (found[0].text, found[0].annotations, found[0].meta) == ("abc", (), {})
    assert problems == []


def test_quotes_settle_the_unit() -> None:
    found, problems = read_row(
        {"text": SENTENCE, "spans": [{"start": 7, "end": 11, "label": "P", "quote": "عليّ"}]}
    )
    assert spans_in(found) == [(6, 10, "P")]
    assert problems == []


def test_what_is_wrong_is_named() -> None:
    assert read_row({"text": "abc"}, text="body")[1][0].kind == "row"
    assert read_row({"text": "abc", "id": [1]})[1][0].kind == "id"
    assert read_row({"text": "abc", "spans": 3})[1][0].kind == "field"
    found, problems = read_row(
        {"text": "abc", "spans": [7, {"start": 0, "end": 9, "label": "X"}, [0, 1, "X"]]}
    )
    assert spans_in(found) == [(0, 1, "X")]
    assert [p.kind for p in problems] == ["span", "span"]


@given(value=st.recursive(
    st.none() | st.integers(-3, 9) | st.text("a📰", max_size=3),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["start", "end", "label", "0", "id"]), inner),
    max_leaves=10,
))  # fmt: skip
def test_no_row_whatsoever_raises(value: Any) -> None:
    for key in ("spans", "id", "owner", "status", "name", "text"):
        read_row({"text": "a📰b", key: value}, status="status", start="start.0")
