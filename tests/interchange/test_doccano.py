"""doccano: every shape of it, the real files, and offsets whose unit nobody named."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from format_law import SENTENCE, TWO_OWNERS, law
from hypothesis import given
from hypothesis import strategies as st
from interchange_help import lines, read, spans_in, write
from test_jsonl_law import records

from annotator.interchange import doccano
from annotator.interchange.doccano_write import SHAPES
from annotator.interchange.format import ReadOptions, WriteOptions, formats, guess
from annotator.interchange.losses import LINKS, META, NESTING
from annotator.interchange.record import AnnotationSet, Record
from annotator.interchange.source import source_of
from annotator.model.errors import Refused
from annotator.model.span import Span

BY = doccano.FORMAT
DATA = Path(__file__).parents[1] / "data" / "doccano"
PLACES = [(6, 10, "PERSON"), (14, 32, "CLAIM"), (14, 19, "ORGANIZATION")]
UTF16 = [[7, 11, "PERSON"], [15, 33, "CLAIM"], [15, 20, "ORGANIZATION"]]
CODEPOINTS = [list(place) for place in PLACES]


def read_file(name: str, **fields: str) -> tuple[list[Record], list[Any]]:
    data = (DATA / name).read_bytes()
    return read(data, ReadOptions(fields=fields), name=name.rpartition("/")[2], by=BY)


@pytest.mark.parametrize(
    ("name", "spans"),
    [
        ("data_export/pipeline/examples/sequence_labeling/example.jsonl", [2, 1, 1]),
        ("data_export/pipeline/examples/relation_extraction/example.jsonl", [4]),
        ("data_import/pipeline/examples/relation_extraction/example.jsonl", [4]),
        ("data_import/tests/data/sequence_labeling/example_overlapping.jsonl", [2]),
        ("transformer/labeling/labeling_text_label.jsonl", [5, 6]),
    ],
)
def test_real_files(name: str, spans: list[int]) -> None:
    found, problems = read_file(name)
    assert [len(r.annotations[0].spans) for r in found] == spans
    assert problems == []
    assert guess(source_of(DATA / name), formats())[0].name == "doccano"


def test_real_file_with_a_row_without_text() -> None:
    found, problems = read_file("data_import/tests/data/sequence_labeling/example.jsonl")
    assert [(r.meta["wikiPageID"], len(r.annotations[0].spans)) for r in found] == [(1, 1), (2, 0)]
    assert [(p.place, p.kind) for p in problems] == [("example.jsonl, line 3", "row")]


def test_real_file_with_keys_of_its_own() -> None:
    name = "data_import/pipeline/examples/sequence_labeling/example.jsonl"
    found, problems = read_file(name)
    assert found == []
    assert all("text=KEY" in p.fix for p in problems)
    found, problems = read_file(name, text="column_data", label="column_label")
    assert spans_in(found) == [(0, 2, "ORG"), (0, 15, "PERSON"), (10, 15, "PERSON")]
    assert problems == []


def test_definitions_of_labels_are_no_documents() -> None:
    found, problems = read_file("label_types/tests/data/valid_labels.json")
    assert found == []
    assert ["definition" in p.reason for p in problems] == [True, True]


def test_relations_become_links() -> None:
    found, _ = read_file("data_export/pipeline/examples/relation_extraction/example.jsonl")
    assert found[0].annotations[0].spans[0].links == {"foundedAt": ("1",), "foundedBy": ("2", "3")}


@pytest.mark.parametrize("key", ["label", "labels", "entities", "annotations"])
@pytest.mark.parametrize("text", ["text", "data"])
def test_shapes(key: str, text: str) -> None:
    triples = lines({"id": 1, text: "abc def", key: [[0, 3, "X"]]})
    objects = lines({"id": 1, text: "abc def", key: [{"start_offset": 0, "end_offset": 3, "label": "X"}]})
    for data in (triples, objects):
        found, problems = read(data, by=BY)
        assert found == [Record("abc def", "1", annotations=found[0].annotations)]
        assert spans_in(found) == [(0, 3, "X")]
        assert problems == []


def test_users_are_owners_and_numbered_labels_are_names() -> None:
    raws = [{"label": 44, "start_offset": 0, "end_offset": 3, "user": user} for user in (1, 2)]
    found, problems = read(lines({"text": "abc", "annotations": raws, "annotation_approver": None}), by=BY)
    assert [(s.owner, s.spans[0].label) for s in found[0].annotations] == [("1", "44"), ("2", "44")]
    assert problems == []


def test_comments_are_the_note_and_other_keys_the_metadata() -> None:
    row = {"text": "abc", "label": [[0, 1, "X"]], "Comments": ["a", {"text": "b"}], "thread": {"site": "x"}}
    found, problems = read(lines(row), by=BY)
    assert found[0].annotations[0].note == "a\nb"
    assert found[0].meta == {"thread": {"site": "x"}}
    assert problems == []


def test_labels_of_whole_texts_are_counted() -> None:
    found, problems = read(lines({"text": "abc", "label": ["good"]}, {"text": "abd", "label": "bad"}), by=BY)
    assert spans_in(found) == []
    assert [(p.kind, p.refused) for p in problems] == [("unread", False)]
    assert "(2 times)" in problems[0].reason


def test_a_bad_span_costs_only_itself() -> None:
    bad: list[Any] = [[0, 99, "X"], [2, 1, "X"], [-1, 2, "X"], [1, 1, "X"], [0, 1, None], ["0", 1, "X"]]
    found, problems = read(lines({"text": "abc", "label": [*bad, [0, 1, "X"]]}), by=BY)
    assert spans_in(found) == [(0, 1, "X")]
    assert [p.place for p in problems] == [f"x.jsonl, line 1, span {n}" for n in range(1, 7)]


def test_a_relation_from_nowhere_is_refused() -> None:
    row = {
        "text": "abc",
        "entities": [{"id": 1, "start_offset": 0, "end_offset": 1, "label": "X"}],
        "relations": [{"from_id": 9, "to_id": 1, "type": "r"}, {"from_id": 1, "to_id": 9, "type": "r"}, 3],
    }
    found, problems = read(lines(row), by=BY)
    assert spans_in(found) == [(0, 1, "X")]
    assert [p.kind for p in problems] == ["link", "link", "link"]


@pytest.mark.parametrize("raws", [UTF16, CODEPOINTS])
def test_the_unit_is_found_by_the_borders_of_words(raws: list[Any]) -> None:
    found, problems = read(lines({"text": SENTENCE, "label": raws}), by=BY)
    assert spans_in(found) == PLACES
    assert [(p.kind, p.refused, p.place) for p in problems] == [("unit", False, "x.jsonl")]


def test_the_unit_is_that_of_the_whole_file() -> None:
    doubtful = {"text": "📰 a b", "label": [[2, 3, "X"]]}
    found, _ = read(lines(doubtful, {"text": SENTENCE, "label": CODEPOINTS}), by=BY)
    assert spans_in(found)[0] == (2, 3, "X")
    found, _ = read(
        lines({"text": "📰 a b", "label": [[3, 4, "X"]]}, {"text": SENTENCE, "label": UTF16}), by=BY
    )
    assert spans_in(found)[0] == (2, 3, "X")


def test_a_unit_that_cannot_be_told_is_reported_as_such() -> None:
    found, problems = read(lines({"text": "📰....", "label": [[2, 3, "X"]]}), by=BY)
    assert spans_in(found) == [(1, 2, "X")]
    assert "would fit as well" in problems[0].reason
    assert "--unit codepoint" in problems[0].fix


def test_the_unit_that_is_named_is_taken_without_a_word() -> None:
    for unit, raws in (("utf16", UTF16), ("codepoint", CODEPOINTS)):
        found, problems = read(lines({"text": SENTENCE, "label": raws}), ReadOptions(unit=unit), by=BY)
        assert spans_in(found) == PLACES
        assert problems == []


def test_texts_without_emoji_raise_no_question() -> None:
    assert read(lines({"text": "قال عليّ", "label": [[4, 8, "X"]]}), by=BY)[1] == []


ONE = replace(TWO_OWNERS, meta={})


def test_the_three_shapes_that_are_written() -> None:
    plain = orjson.loads(write([ONE], by=BY))
    assert plain["label"] == [[7, 11, "PERSON"], [15, 33, "CLAIM"], [15, 20, "ORGANIZATION"]]
    assert (plain["id"], plain["text"], plain["offset_unit"]) == ("a7", SENTENCE, "utf16")
    older = orjson.loads(write([ONE], WriteOptions(unit="codepoint", fields={"shape": "labels"}), by=BY))
    assert older["labels"][0] == [6, 10, "PERSON"]
    row = orjson.loads(write([ONE], WriteOptions(fields={"shape": "relations"}), by=BY))
    assert row["entities"][1] == {"id": 1, "label": "CLAIM", "start_offset": 15, "end_offset": 33}
    assert row["relations"] == [{"id": 0, "from_id": 1, "to_id": 0, "type": "speaker"}]
    with pytest.raises(Refused, match="shape"):
        write([ONE], WriteOptions(fields={"shape": "x"}), by=BY)


def test_only_the_shape_with_relations_holds_links() -> None:
    def lost(**fields: str) -> set[str]:
        return {loss.what for loss in BY.losses(ONE, WriteOptions(fields=fields))}

    assert LINKS in lost()
    assert LINKS not in lost(shape="relations")
    assert NESTING not in lost()


@pytest.mark.parametrize("shape", SHAPES)
def test_all_rows_have_the_same_keys(shape: str) -> None:
    """doccano stores what is missing from a row as NaN, and its database then refuses the whole file."""
    made = [Record("abc", "1", meta={"text": "other", "site": "x"}), Record("📰", "2"), ONE]
    rows = [
        orjson.loads(line) for line in write(made, WriteOptions(fields={"shape": shape}), by=BY).splitlines()
    ]
    assert len({tuple(row) for row in rows}) == 1
    assert rows[0]["meta"] == {"text": "other", "site": "x"}
    assert not [loss for loss in BY.losses(made[0], WriteOptions()) if loss.what == META]


def test_one_owner_is_written() -> None:
    second = Record(
        "abc", "1", annotations=(AnnotationSet("A"), AnnotationSet("B", spans=(Span(0, 1, "X"),)))
    )
    assert orjson.loads(write([second], WriteOptions(owner="B"), by=BY))["label"] == [[0, 1, "X"]]


@given(made=records(), unit=st.sampled_from(BY.units), shape=st.sampled_from(SHAPES))
def test_what_is_written_reads_back(unit: str, shape: str, made: Record) -> None:
    if shape != "relations":
        sets = (
            replace(each, spans=tuple(replace(s, links={}) for s in each.spans)) for each in made.annotations
        )
        made = replace(made, annotations=tuple(sets))
    law([made], BY, WriteOptions(unit=unit, fields={"shape": shape}))


@given(value=st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.sampled_from(["text", "label", "a📰"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["text", "label", "entities", "relations", "id", "start_offset", "user"]), inner),
    max_leaves=12,
))  # fmt: skip
def test_no_row_whatsoever_raises(value: Any) -> None:
    read(
        lines({"text": "a📰b"} | value if isinstance(value, dict) else {"text": "a📰b", "label": value}),
        by=BY,
    )
