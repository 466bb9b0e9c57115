"""Web Annotations: pages with their text, annotations with a text beside them, selectors of all kinds."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from format_law import SENTENCE, TWO_OWNERS, law
from hypothesis import given
from hypothesis import strategies as st
from interchange_help import lines, read, spans_in, write
from test_jsonl_law import records

from annotator.interchange import w3c
from annotator.interchange.format import ReadOptions, WriteOptions, formats, guess
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import source_of, source_of_bytes
from annotator.model.document import text_hash

BY = w3c.FORMAT
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PLACE = [(14, 32, "CLAIM")]


def annotation(start: int | None = 14, end: int = 32, source: str = "002.txt", **more: Any) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = [
        {"type": "TextQuoteSelector", "prefix": "عليّ إن ", "exact": "UNHCR آوت 500 أسرة", "suffix": "."}
    ]
    if start is not None:
        selectors.append({"type": "TextPositionSelector", "start": start, "end": end})
    return {
        "@context": CONTEXT, "id": "urn:uuid:7d0c", "type": "Annotation", "motivation": "classifying",
        "creator": {"id": "urn:annotator:a1"},
        "body": [{"type": "TextualBody", "purpose": "classifying", "value": "CLAIM"}],
        "target": {"source": source, "selector": selectors}, **more,
    }  # fmt: skip


def beside(
    folder: Path, *items: Any, text: str = SENTENCE, **fields: str
) -> tuple[list[Record], list[Problem]]:
    (folder / "002.txt").write_text(text, encoding="utf-8")
    (folder / "a.jsonld").write_bytes(lines(*items))
    assert BY.read
    found = list(BY.read(source_of(folder), ReadOptions(fields=fields)))
    return [r for r in found if isinstance(r, Record)], [p for p in found if isinstance(p, Problem)]


def wrapped(kind: str, *items: Any) -> dict[str, Any]:
    page = {"@context": CONTEXT, "type": "AnnotationPage", "items": list(items)}
    return page if kind == "page" else {"@context": CONTEXT, "type": "AnnotationCollection", "first": page}


@pytest.mark.parametrize(
    "source", ["002.txt", "https://x.org/news/002.txt", f"urn:sha256:{text_hash(SENTENCE).hex()}"]
)
def test_the_text_is_found_beside(tmp_path: Path, source: str) -> None:
    found, problems = beside(tmp_path, annotation(source=source))
    assert spans_in(found) == PLACE
    assert found[0].text == SENTENCE
    assert found[0].annotations[0].owner == "urn:annotator:a1"
    assert problems == []


@pytest.mark.parametrize(
    "item",
    [annotation(15, 33), annotation(None), annotation(body="CLAIM"), wrapped("page", annotation()),
     wrapped("collection", annotation()), annotation(creator="urn:annotator:person:a1", motivation="tagging")],
)  # fmt: skip
def test_shapes(tmp_path: Path, item: Any) -> None:
    """UTF-16 of a browser, a quote alone, a bare body, pages and collections."""
    found, problems = beside(tmp_path, item)
    assert spans_in(found) == PLACE
    assert problems == []


def test_annotations_of_one_text_are_one_record(tmp_path: Path) -> None:
    other = annotation(creator={"name": "منى"}, id="2")
    found, problems = beside(tmp_path, annotation(), other)
    assert [[each.owner for each in r.annotations] for r in found] == [["urn:annotator:a1", "منى"]]
    assert problems == []


def test_highlights_need_a_label(tmp_path: Path) -> None:
    bare = annotation(body=[{"type": "TextualBody", "purpose": "commenting", "value": "look"}])
    found, problems = beside(tmp_path, bare)
    assert spans_in(found) == []
    assert "label=NAME" in problems[0].fix
    found, problems = beside(tmp_path, bare, label="HIGHLIGHT")
    assert spans_in(found) == [(14, 32, "HIGHLIGHT")]
    assert found[0].annotations[0].spans[0].note == "look"


def test_a_text_that_is_not_there_is_named() -> None:
    found, problems = read(lines(annotation()), by=BY)
    assert found == []
    assert [(p.kind, "002.txt" in p.reason) for p in problems] == [("row", True)]


def test_a_text_inside_the_target() -> None:
    item = annotation()
    item["target"]["source"] = {"id": "urn:x", "type": "TextualBody", "value": SENTENCE}
    assert spans_in(read(lines(item), by=BY)[0]) == PLACE


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        (annotation(0, 5), "quote"),
        (annotation(14, 99), "span"),
        (annotation(None) | {"target": {"source": "002.txt", "selector": {"type": "XPathSelector"}}}, "span"),
        ({"type": "Annotation"}, "row"),
    ],
)
def test_bad_annotations_cost_only_themselves(tmp_path: Path, item: dict[str, Any], kind: str) -> None:
    found, problems = beside(tmp_path, item, annotation(id="good"))
    assert spans_in(found) == PLACE
    assert [p.kind for p in problems] == [kind]


def test_a_quote_that_stands_twice_needs_a_position(tmp_path: Path) -> None:
    item = annotation(None)
    item["target"]["selector"] = {"type": "TextQuoteSelector", "exact": "a"}
    found, problems = beside(tmp_path, item, text="a b a")
    assert spans_in(found) == []
    assert "more than once" in problems[0].reason


def test_what_is_written_is_what_the_standard_says() -> None:
    data = write([TWO_OWNERS], by=BY)
    assert data.count(b"\n") == 1
    page = orjson.loads(data)
    assert page["@context"][0] == CONTEXT
    assert page["type"] == "AnnotationPage"
    claim = page["items"][1]
    assert {each["value"]: each["purpose"] for each in claim["body"]} == {
        "CLAIM": "classifying",
        "look": "commenting",
    }
    assert claim["target"] == {
        "source": f"urn:sha256:{text_hash(SENTENCE).hex()}",
        "selector": [
            {"type": "TextPositionSelector", "start": 14, "end": 32},
            {"type": "TextQuoteSelector", "prefix": SENTENCE[:14], "exact": SENTENCE[14:32], "suffix": "."},
        ],
    }
    link = page["items"][3]
    assert (link["motivation"], link["target"], link["body"][0]["source"]) == (
        "linking", claim["id"], page["items"][0]["id"],
    )  # fmt: skip
    assert all(item["id"] and item["type"] == "Annotation" for item in page["items"])
    assert guess(source_of_bytes("x.json", data), formats())[0].name == "w3c"


@given(made=st.lists(records(), max_size=2))
def test_what_is_written_reads_back(made: list[Record]) -> None:
    law(made, BY, WriteOptions())


@given(value=st.recursive(
    st.none() | st.integers(-3, 9) | st.sampled_from(["text", "CLAIM", "urn:x#y"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["selector", "source", "type", "value", "items", "name", "exact"]), inner),
    max_leaves=12,
))  # fmt: skip
def test_no_row_whatsoever_raises(value: Any) -> None:
    text = {"annotator:text": "abc"}
    read(
        lines(annotation(target=value), annotation(body=value), annotation(creator=value), {"items": value}),
        by=BY,
    )
    read(
        lines(text | {"items": [annotation(body=value), value]}, text | {"annotator:document": value}), by=BY
    )
    read(lines(text | {"items": value}, text | {"annotator:owners": [{"owner": value}]}), by=BY)
