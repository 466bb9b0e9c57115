"""Bad rows and bad spans of the lossless JSONL: each named with its place, none costing a good one."""

from typing import Any

import pytest
from interchange_help import lines, read, row_with, spans_in

from annotator.interchange import jsonl_flat
from annotator.interchange.format import ReadOptions

TEXT = "📰 قال عليّ إن UNHCR آوت 500 أسرة."
GOOD = {"start": 0, "end": 1, "label": "GOOD"}


def problem_of(row: Any) -> tuple[str, str]:
    """Kind and reason of the one problem, between two good rows that must both survive."""
    found, problems = read(lines({"text": "before"}, row, {"text": "after"}))
    assert [r.text for r in found][:1] + [r.text for r in found][-1:] == ["before", "after"]
    assert len(problems) == 1
    assert problems[0].place.startswith("x.jsonl, line 2")
    return problems[0].kind, problems[0].reason


@pytest.mark.parametrize(
    ("row", "kind", "word"),
    [
        ([1], "row", "[1]"),
        ("text", "row", "'text'"),
        ({}, "row", "empty object"),
        ({"body": "x"}, "row", "only 'body'"),
        ({"text": 5}, "row", "5"),
        ({"text": "a", "id": {}}, "id", "{}"),
        ({"text": "a", "id": True}, "id", "True"),
        ({"text": "a", "id": 1.5}, "id", "1.5"),
        ({"text": "a", "schema": "annotator/2"}, "row", "annotator/2"),
        ({"text": "a", "offset_unit": "bytes"}, "unit", "bytes"),
        ({"text": "a", "offset_unit": ["utf16"]}, "unit", "utf16"),
        ({"text": "a", "sha256": "0" * 64}, "hash", "sha256"),
        ({"text": "a", "sha256": 7}, "hash", "sha256"),
    ],
)
def test_a_row_that_cannot_be_trusted_is_refused(row: Any, kind: str, word: str) -> None:
    found = problem_of(row)
    assert found[0] == kind
    assert word in found[1]


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b'{"text":NaN}', "not JSON"),
        (b'{"text":"a","meta":{"x":Infinity}}', "not JSON"),
        (b'{"text":"\\ud800"}', "not JSON"),
        (b'{"text":"\xed\xa0\x80"}', "not UTF-8"),
        (b'{"text":"\xff"}', "not UTF-8"),
        (b'{"text":"a"', "not JSON"),
        (b'{"text":' + b"[" * 5000 + b"]" * 5000 + b"}", "not JSON"),
    ],
)
def test_what_is_no_json_is_refused(raw: bytes, word: str) -> None:
    found, problems = read(b'{"text":"\xc3\xa9"}\n' + raw + b'\n{"text":"after"}\n')
    assert [r.text for r in found] == ["é", "after"]
    assert [(p.place, p.refused) for p in problems] == [("x.jsonl, line 2", True)]
    assert word in problems[0].reason


@pytest.mark.parametrize(
    ("span", "word"),
    [
        (7, "7"),
        ({"end": 2, "label": "X"}, "start is not a whole number but missing"),
        ({"start": True, "end": 2, "label": "X"}, "True"),
        ({"start": 0, "end": 2.0, "label": "X"}, "2.0"),
        ({"start": "0", "end": 2, "label": "X"}, "'0'"),
        ({"start": 0, "end": 34, "label": "X"}, "ends at 34, but the text ends at 33"),
        ({"start": 5, "end": 2, "label": "X"}, "before its start"),
        ({"start": -1, "end": 2, "label": "X"}, "before the text"),
        ({"start": 2, "end": 2, "label": "X"}, "is empty"),
        ({"start": 0, "end": 2, "label": None}, "label"),
        ({"start": 0, "end": 2, "label": ""}, "label"),
        ({"start": 0, "end": 2, "label": ["X"]}, "label"),
        ({"start": 0, "end": 2, "label": "X", "id": []}, "id"),
        ({"start": 0, "end": 2, "label": "X", "quote": 3}, "quote"),
        ({"start": 2, "end": 5, "label": "X", "quote": "عليّ"}, "'قال'"),
        ({"start": 0, "end": 2, "label": "X", "fragments": [[0]]}, "fragments"),
        ({"start": 0, "end": 4, "label": "X", "fragments": [[2, 4], [0, 1]]}, "fragments"),
    ],
)
def test_a_bad_span_costs_only_itself(span: Any, word: str) -> None:
    found, problems = read(lines(row_with(TEXT, GOOD, span, {**GOOD, "label": "LAST"})))
    assert spans_in(found) == [(0, 1, "GOOD"), (0, 1, "LAST")]
    assert [(p.place, p.refused) for p in problems] == [("x.jsonl, line 1, A1, span 2", True)]
    assert word in problems[0].reason


def test_an_id_used_twice_in_one_set_is_refused_the_second_time() -> None:
    spans = [
        {**GOOD, "id": "s"},
        {**GOOD, "id": "s", "label": "X"},
        {**GOOD, "label": "Y"},
        {**GOOD, "label": "Z"},
    ]
    found, problems = read(lines(row_with(TEXT, *spans)))
    assert [label for _, _, label in spans_in(found)] == ["GOOD", "Y", "Z"]
    assert "was used before" in problems[0].reason


def test_what_is_wrong_about_a_span_but_not_its_place_is_left_out() -> None:
    span = {
        **GOOD,
        "attributes": {"a": 1, "b": "x"},
        "note": 3,
        "origin": "magic",
        "links": {"speaker": [[]]},
    }
    found, problems = read(lines(row_with(TEXT, span, {**GOOD, "label": "B", "attributes": [], "links": 3})))
    first, second = found[0].annotations[0].spans
    assert (first.attributes, first.note, first.origin, first.links) == ({"b": "x"}, "", "imported", {})
    assert second.attributes == {}
    assert sorted(p.kind for p in problems) == ["attribute", "attribute", "field", "field", "link", "link"]


def test_links_lead_to_spans_of_the_set_only() -> None:
    spans = [
        {**GOOD, "id": "a", "links": {"speaker": ["b", "nowhere"], "other": "a"}},
        {"start": 0, "end": 99, "label": "X", "id": "b"},
    ]
    found, problems = read(lines(row_with(TEXT, *spans)))
    assert found[0].annotations[0].spans[0].links == {"other": ("a",)}
    assert [p.kind for p in problems] == ["span", "link", "link"]


def test_numbers_are_taken_as_the_text_of_ids() -> None:
    spans = [{**GOOD, "id": 1, "links": {"speaker": [2]}}, {**GOOD, "label": "B", "id": 2}]
    found, problems = read(lines(row_with(TEXT, *spans, id=7)))
    assert found[0].id == "7"
    assert [s.id for s in found[0].annotations[0].spans] == ["1", "2"]
    assert found[0].annotations[0].spans[0].links == {"speaker": ("2",)}
    assert problems == []


def test_offsets_of_another_unit_are_recognised_by_the_quotes() -> None:
    spans = [
        {"start": 15, "end": 20, "label": "ORG", "quote": "UNHCR"},
        {"start": 7, "end": 11, "label": "P", "quote": "عليّ"},
    ]
    row = row_with(TEXT, *spans)
    found, problems = read(lines(row))
    assert spans_in(found) == []
    assert [p.kind for p in problems] == ["unit", "unit"]
    assert "--unit utf16" in problems[0].fix
    for told in (read(lines(row), ReadOptions(unit="utf16")), read(lines({**row, "offset_unit": "utf16"}))):
        assert (spans_in(told[0]), told[1]) == ([(14, 19, "ORG"), (6, 10, "P")], [])


def test_an_offset_inside_a_character_is_refused() -> None:
    found, problems = read(lines(row_with("📰x", {"start": 1, "end": 3, "label": "X"}, offset_unit="utf16")))
    assert spans_in(found) == []
    assert "inside a character" in problems[0].reason


def test_owners_are_one_by_their_composed_names() -> None:
    sets = [{"owner": "Zoe\u0301", "spans": [GOOD]}, {"owner": "Zo\u00e9", "spans": [GOOD]}, {"owner": []}, 5]
    found, problems = read(lines({"text": TEXT, "annotations": sets}))
    assert [s.owner for s in found[0].annotations] == ["Zo\u00e9"]
    assert [p.kind for p in problems] == ["owner", "owner", "owner"]
    assert "1 span" in problems[0].reason


def test_an_unknown_status_never_becomes_finished() -> None:
    found, problems = read(
        lines({"text": TEXT, "annotations": [{"owner": "A", "status": "done"}, {"status": ["x"]}]})
    )
    assert [s.status for s in found[0].annotations] == ["in progress", "in progress"]
    assert [(p.kind, p.refused) for p in problems] == [("status", False)] * 2


def test_fields_of_the_wrong_type_are_left_out_and_named() -> None:
    deep: Any = "x"
    for _ in range(150):
        deep = [deep]
    row = {
        "text": "a",
        "name": 3,
        "meta": {"x": deep},
        "direction": "up",
        "excluded": {},
        "annotations": "none",
    }
    found, problems = read(lines(row))
    assert (found[0].name, found[0].meta, found[0].direction, found[0].annotations) == ("", {}, "", ())
    assert [p.kind for p in problems] == ["field"] * 5


def test_excluded_regions_are_checked_like_spans() -> None:
    row = {"text": "abc", "excluded": [{"start": 0, "end": 2, "reason": "r"}, {"start": 2, "end": 9}, 4]}
    found, problems = read(lines(row))
    assert [(e.start, e.end, e.reason) for e in found[0].excluded] == [(0, 2, "r")]
    assert [p.place for p in problems] == ["x.jsonl, line 1, excluded 2", "x.jsonl, line 1, excluded 3"]


def test_empty_and_blank_texts_are_documents() -> None:
    found, problems = read(lines({"text": ""}, {"text": " \n"}))
    assert [r.text for r in found] == ["", " \n"]
    assert problems == []


def test_keys_that_nobody_reads_are_named_once_with_a_count() -> None:
    rows = [
        {"text": "a", "label": [[0, 1, "X"]]},
        {"text": "b", "label": []},
        row_with("c", {**GOOD, "score": 1}),
    ]
    found, problems = read(lines(*rows))
    assert len(found) == 3
    assert [(p.place, p.kind, p.refused) for p in problems] == [("x.jsonl", "unread", False)]
    assert "`label` (2 times), `spans.score` (1 times)" in problems[0].reason


def test_new_keys_in_each_row_do_not_fill_the_memory_or_the_screen() -> None:
    _, problems = read(lines(*({"text": "a", f"k{n}": 1} for n in range(3000))))
    assert len(problems) == 1
    assert len(problems[0].reason) < 300


def test_flat_rows_are_checked_alike() -> None:
    row = {"id": 1, "text": TEXT, "spans": [GOOD, {"start": 3, "end": 1, "label": "X"}], "Comments": []}
    found, problems = read(lines(row, {"text": "no spans"}), by=jsonl_flat.FORMAT)
    assert [[len(each.spans) for each in r.annotations] for r in found] == [[1], []]
    assert found[0].annotations[0].owner == ""
    assert [p.place for p in problems] == ["x.jsonl, line 1, span 2", "x.jsonl"]
