"""Prodigy: accepted answers gathered by text, tokens whose end is inclusive, relations."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from format_law import SENTENCE, TWO_OWNERS, law, only, without_twins
from hypothesis import given
from hypothesis import strategies as st
from interchange_help import lines, read, spans_in, write
from test_jsonl_law import records

from annotator.interchange import prodigy
from annotator.interchange.format import ReadOptions, WriteOptions, formats, guess
from annotator.interchange.iob import placed
from annotator.interchange.losses import BORDERS, LINKS
from annotator.interchange.prodigy_write import IGNORED_SPANS
from annotator.interchange.record import AnnotationSet, Record
from annotator.interchange.source import source_of
from annotator.model.span import Span
from annotator.text.tokens import tokens

BY = prodigy.FORMAT
FILE = (
    Path(__file__).parents[1] / "data" / "prodigy" / "annotated_news_headlines-ORG-PERSON-LOCATION-ner.jsonl"
)


def answer(text: str, *spans: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"text": text, "spans": list(spans), "answer": "accept", **more}


def span(start: int, end: int, label: str = "X", **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "label": label, **more}


def test_the_real_file() -> None:
    found, problems = read(FILE.read_bytes(), by=BY)
    assert len(found) == 120
    assert len(spans_in(found)) == 107
    assert problems == []
    assert found[0].text[15:29] == "Silicon Valley"
    assert spans_in(found)[1] == (15, 29, "LOCATION")
    assert found[0].meta == {"source": "The New York Times"}
    assert guess(source_of(FILE), formats())[0].name == "prodigy"


def test_only_accepted_rows_give_spans() -> None:
    rows = [
        answer("abc", span(0, 1)),
        answer("abc", span(1, 2), answer="reject"),
        answer("def", span(0, 1), answer="ignore"),
        answer("ghi", span(0, 1), answer="reject"),
        {"text": "jkl", "spans": [span(0, 1)]},
        {"text": "mno"},
    ]
    found, problems = read(lines(*rows), by=BY)
    assert [(r.text, [(s.status, len(s.spans)) for s in r.annotations]) for r in found] == [
        ("abc", [("", 1)]),
        ("def", [("ignored", 0)]),
        ("ghi", []),
        ("jkl", [("", 1)]),
        ("mno", []),
    ]
    assert [(p.kind, p.refused) for p in problems] == [("unread", False)]
    assert "`spans of the answer reject` (2 times)" in problems[0].reason


def test_rows_about_one_text_are_one_record() -> None:
    rows = [
        answer("abc", span(0, 1), _task_hash=1, _annotator_id="A"),
        answer("def", span(0, 1)),
        answer("abc", span(0, 1), _task_hash=2, _annotator_id="A"),
        answer("abc", span(1, 2), _task_hash=3, _annotator_id="A"),
        answer("abc", span(2, 3), _session_id="B"),
    ]
    found, problems = read(lines(*rows), by=BY)
    assert [r.text for r in found] == ["def", "abc"]
    owned = {each.owner: [(s.start, s.end) for s in each.spans] for each in found[1].annotations}
    assert owned == {"A": [(0, 1), (1, 2)], "B": [(2, 3)]}
    assert problems == []


def test_the_end_of_tokens_is_inclusive() -> None:
    row = answer("ab cd ef", {"token_start": 1, "token_end": 2, "label": "X"})
    row["tokens"] = [{"start": 0, "end": 2}, {"start": 3, "end": 5}, {"start": 6, "end": 8}]
    assert spans_in(read(lines(row), by=BY)[0]) == [(3, 8, "X")]


def test_bad_rows_and_spans_cost_only_themselves() -> None:
    rows = [
        {"spans": []},
        {"text": 3},
        answer("abc", span(0, 9), span(0, 1), {"token_start": 7, "label": "X"}),
    ]
    found, problems = read(lines(*rows), by=BY)
    assert spans_in(found) == [(0, 1, "X")]
    assert [p.kind for p in problems] == ["row", "row", "span", "span"]


def test_spans_that_were_rejected_by_themselves() -> None:
    found, _ = read(lines(answer("abc", span(0, 1), span(1, 2, answer="reject"))), by=BY)
    assert spans_in(found) == [(0, 1, "X")]


def test_what_is_written() -> None:
    first, second = (orjson.loads(line) for line in write([TWO_OWNERS], by=BY).splitlines())
    assert (first["_annotator_id"], first["answer"], first["_view_id"]) == ("A1", "accept", "relations")
    assert first["spans"][0] == {
        "start": 6, "end": 10, "token_start": 2, "token_end": 2, "label": "PERSON", "id": "p1",
    }  # fmt: skip
    assert (first["spans"][1]["token_start"], first["spans"][1]["token_end"]) == (4, 7)
    assert first["tokens"][2] == {"text": "عليّ", "start": 6, "end": 10, "id": 2, "ws": True}
    assert first["tokens"][7]["ws"] is False
    relation = first["relations"][0]
    assert (relation["label"], relation["head_span"]["label"]) == ("speaker", "CLAIM")
    assert relation["child_span"] == first["spans"][0]
    assert (second["_annotator_id"], second["_view_id"]) == ("gold", "spans_manual")


@pytest.mark.parametrize(("borders", "places"), [("strict", []), ("expand", [(0, 4)]), ("contract", [])])
def test_spans_off_the_borders_of_tokens(borders: str, places: list[tuple[int, int]]) -> None:
    made = Record("abcd ef", "1", annotations=(AnnotationSet("A", spans=(Span(1, 4, "X"),)),))
    options = WriteOptions(borders=borders)
    row = orjson.loads(write([made], options, by=BY))
    assert [(each["start"], each["end"]) for each in row["spans"]] == places
    assert BORDERS in {loss.what for loss in BY.losses(made, options)}


def test_links_to_what_is_left_out_are_a_loss() -> None:
    spans = (Span(0, 4, "X", links={"r": ("b",)}, id="a"), Span(1, 4, "Y", id="b"))
    made = Record("abcd", "1", annotations=(AnnotationSet("A", spans=spans),))
    lost = [(loss.what, loss.start) for loss in BY.losses(made, WriteOptions())]
    assert {(BORDERS, 1), (LINKS, 0)} <= set(lost)
    assert (LINKS, 0) not in [
        (loss.what, loss.start) for loss in BY.losses(made, WriteOptions(borders="expand"))
    ]


def test_spans_of_an_ignored_document_are_a_loss() -> None:
    made = Record("abc", "1", annotations=(AnnotationSet("A", "ignored", spans=(Span(0, 3, "X"),)),))
    assert IGNORED_SPANS in {loss.what for loss in BY.losses(made, WriteOptions())}
    assert read(write([made], by=BY), by=BY)[0][0].annotations == (AnnotationSet("A", "ignored"),)


def test_offsets_count_code_points() -> None:
    row = answer(SENTENCE, span(6, 10), span(14, 19))
    found, problems = read(lines(row), ReadOptions(), by=BY)
    assert [place[:2] for place in spans_in(found)] == [(6, 10), (14, 19)]
    assert [p.kind for p in problems] == ["unit"]


@given(made=st.lists(records(), max_size=2, unique_by=lambda record: record.text))
def test_what_is_written_reads_back(made: list[Record]) -> None:
    made = [without_twins(record) for record in made if record.text]
    found = read(write(made, by=BY), ReadOptions(unit="codepoint"), by=BY)
    assert [p for p in found[1] if p.refused] == []
    fitting = [replace(r, annotations=tuple(_fitting(each, r.text) for each in r.annotations)) for r in made]
    law(fitting, BY, WriteOptions())
    assert write(found[0], by=BY) == write(fitting, by=BY) or any(len(r.annotations) > 1 for r in made)


def _fitting(annotations: AnnotationSet, text: str) -> AnnotationSet:
    """What of the set Prodigy keeps: spans on tokens, of documents that are not ignored."""
    lost = placed(annotations.spans, tokens(text), "strict")[1]
    off = {each.id for each, _, _ in lost}
    ignored = annotations.status == "ignored"
    return only(annotations, [] if ignored else [each for each in annotations.spans if each.id not in off])
