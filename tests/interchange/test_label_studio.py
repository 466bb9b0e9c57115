"""Label Studio: tasks and JSON-MIN, owners of all kinds, old offsets, and what is written for it."""

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

from annotator.interchange import label_studio
from annotator.interchange.format import ReadOptions, WriteOptions, formats, guess
from annotator.interchange.losses import ATTRIBUTES
from annotator.interchange.record import AnnotationSet, Problem, Record
from annotator.interchange.source import source_of
from annotator.model.span import Span

BY = label_studio.FORMAT
DATA = Path(__file__).parents[1] / "data" / "label-studio"
NAMES = {"from_name": "label", "to_name": "text"}
RESULT = [
    {"id": "p1", **NAMES, "type": "labels", "value": {"start": 6, "end": 10, "text": "عليّ", "labels": ["PERSON"]}},
    {"id": "c1", **NAMES, "type": "labels",
     "value": {"start": 14, "end": 32, "text": "UNHCR آوت 500 أسرة", "labels": ["CLAIM"]}},
    {"id": "c1", "from_name": "checkworthy", "to_name": "text", "type": "choices",
     "value": {"start": 14, "end": 32, "choices": ["high"]}},
    {"from_id": "c1", "to_id": "p1", "type": "relation", "direction": "right", "labels": ["SPEAKER"]},
]  # fmt: skip
PLACES = [(6, 10, "PERSON"), (14, 32, "CLAIM")]


def task(*annotations: dict[str, Any], text: str = SENTENCE, **more: Any) -> dict[str, Any]:
    return {"id": 1, "data": {"text": text}, "annotations": list(annotations), "predictions": [], **more}


def region(start: Any, end: Any, label: str = "X", **value: Any) -> dict[str, Any]:
    return {**NAMES, "type": "labels", "value": {"start": start, "end": end, "labels": [label], **value}}


def read_one(row: dict[str, Any], **fields: str) -> tuple[Record, list[Problem]]:
    found, problems = read(lines(row), ReadOptions(fields=fields), by=BY)
    return found[0], problems


def test_the_sentence_of_all_formats() -> None:
    made = task({"id": 7, "completed_by": 2, "was_cancelled": False, "lead_time": 41.2, "result": RESULT})
    found, problems = read(orjson.dumps([made]), name="x.json", by=BY)
    person, claim = found[0].annotations[0].spans
    assert (found[0].id, found[0].annotations[0].owner) == ("1", "2")
    assert (person.start, person.end, person.label, person.id) == (6, 10, "PERSON", "p1")
    assert (claim.start, claim.end, claim.links, claim.attributes) == (
        14, 32, {"SPEAKER": ("p1",)}, {"checkworthy": "high"},
    )  # fmt: skip
    assert problems == []


@pytest.mark.parametrize(
    ("name", "owners", "kinds"),
    [
        ("test_export_csv/csv_test_history.json", [["sergei@heartex.e2e"]], ["unread"]),
        ("text_with_2_predictions.json", [["model_version_A", "model_version_B"]], ["unread"]),
        ("tasks_annotations_predictions.json",
         [["", "model_version_A"], ["", "annotation 2", "model_version_A"], [""], [], [], ["predictions"]],
         ["unread"]),
        ("previous_export.json", [], ["row"]),
        ("test_export_json_min/data.json", [], ["row"]),
    ],
)  # fmt: skip
def test_real_files(name: str, owners: list[list[str]], kinds: list[str]) -> None:
    """They label whole texts and pictures: an import of spans says so and takes what there is."""
    found, problems = read((DATA / name).read_bytes(), name="x.json", by=BY)
    assert [[each.owner for each in r.annotations] for r in found] == owners
    assert [p.kind for p in problems] == kinds
    assert guess(source_of(DATA / name), formats())[0].name == "label-studio"


@pytest.mark.parametrize(
    ("by", "owner"),
    [
        (3, "3"),
        ("منى", "منى"),
        ({"id": 3, "email": "m@x.org", "first_name": "M"}, "m@x.org"),
        ({"id": 3, "email": "", "first_name": "Mona", "last_name": "K"}, "Mona K"),
        ({"id": 3}, "3"),
        (None, ""),
    ],
)
def test_who_annotated(by: Any, owner: str) -> None:
    found, _ = read_one(task({"completed_by": by, "result": []}))
    assert found.annotations == (AnnotationSet(owner),)


def test_predictions_are_an_owner_that_has_finished_nothing() -> None:
    found, _ = read_one(task(predictions=[{"model_version": "m7", "score": 0.5, "result": RESULT}]))
    assert [(s.owner, s.status, len(s.spans)) for s in found.annotations] == [("m7", "new", 2)]


def test_cancelled_annotations_are_ignored_but_kept() -> None:
    found, _ = read_one(task({"was_cancelled": True, "completed_by": 1, "result": RESULT}))
    assert [(s.status, len(s.spans)) for s in found.annotations] == [("ignored", 2)]


def test_old_offsets_are_known_by_their_quotes() -> None:
    old = [region(7, 11, "PERSON", text="عليّ"), region(15, 33, "CLAIM", text="UNHCR آوت 500 أسرة")]
    found, problems = read(lines(task({"result": old}), task({"result": RESULT})), by=BY)
    assert spans_in(found) == PLACES * 2
    assert problems == []


def test_old_offsets_without_quotes_are_guessed_with_a_word() -> None:
    found, problems = read(lines(task({"result": [region(7, 11), region(15, 33)]})), by=BY)
    assert [place[:2] for place in spans_in(found)] == [place[:2] for place in PLACES]
    assert [p.kind for p in problems] == ["unit"]


def test_quotes_may_differ_in_white_space_only() -> None:
    found, problems = read_one(
        task({"result": [region(0, 4, text="a b "), region(0, 1, text="b")]}, text="a  b c")
    )
    assert spans_in([found]) == [(0, 4, "X")]
    assert [(p.kind, p.place) for p in problems] == [("quote", "x.jsonl, line 1, span 2")]


def test_json_min() -> None:
    row = {
        "id": 3, "text": "abc def", "topic": "x", "annotator": 2, "annotation_id": 9, "lead_time": 3.2,
        "label": [{"start": 0, "end": 3, "text": "abc", "labels": ["A", "B"]}],
    }  # fmt: skip
    found, problems = read_one(row)
    assert spans_in([found]) == [(0, 3, "A"), (0, 3, "B")]
    assert (found.id, found.annotations[0].owner, found.meta) == ("3", "2", {"topic": "x"})
    assert problems == []


def test_the_text_is_found_or_named() -> None:
    row = task({"result": []})
    row["data"] = {"url": "https://x.org/a", "body": "abc"}
    assert read_one(row)[0].text == "abc"
    row["data"] = {"title": "t", "body": "abc"}
    assert read(lines(row), by=BY)[1][0].kind == "row"
    found, _ = read_one(row, text="body")
    assert (found.text, found.meta) == ("abc", {"title": "t"})


def test_regions_of_hypertext_have_global_offsets() -> None:
    value = {"start": "/p[1]/text()[1]", "startOffset": 0, "globalOffsets": {"start": 1, "end": 3}}
    hyper = {**NAMES, "type": "hypertextlabels", "value": {**value, "hypertextlabels": ["X"]}}
    assert spans_in([read_one(task({"result": [hyper]}, text="abcd"))[0]]) == [(1, 3, "X")]


@pytest.mark.parametrize(("direction", "links"), [("right", (1, 0)), ("left", (0, 1)), ("bi", (1, 1))])
def test_directions_of_relations(direction: str, links: tuple[int, int]) -> None:
    relation = {"type": "relation", "from_id": "a", "to_id": "b", "direction": direction}
    both = [region(0, 1) | {"id": "a"}, region(1, 2) | {"id": "b"}, relation]
    found, _ = read_one(task({"result": both}, text="abc"))
    assert tuple(len(span.links) for span in found.annotations[0].spans) == links


def test_several_runs_of_one_model_are_told_apart() -> None:
    runs: list[dict[str, Any]] = [{"result": []}, {"result": [region(0, 1)]}, {"result": [region(1, 2)]}]
    found, problems = read(
        lines({"data": {"text": "abc"}, "predictions": [*runs, {"model_version": "m", "result": []}]}), by=BY
    )
    assert not [p for p in problems if p.refused]
    sets = [(each.owner, each.program, len(each.spans)) for each in found[0].annotations]
    assert sets == [("predictions", True, 1), ("predictions 2", True, 1), ("m", True, 0)]


def test_bad_regions_cost_only_themselves() -> None:
    bad = [
        region(0, 99),
        region(2, 1),
        region(None, 1),
        3,
        {"type": "relation", "from_id": "x", "to_id": "y"},
    ]
    found, problems = read_one(task({"result": [*bad, region(0, 1)]}, text="abc"))
    assert spans_in([found]) == [(0, 1, "X")]
    assert sorted(p.kind for p in problems) == ["link", "span", "span", "span", "span"]


def test_what_is_written_is_what_label_studio_takes() -> None:
    """It refuses a whole file for one `completed_by` that is not the number or e-mail address of a member."""
    made = replace(TWO_OWNERS, annotations=tuple(
        AnnotationSet(owner, "ignored") for owner in ("7", "a@x.org", "gold", "منى")
    ))  # fmt: skip
    (one,) = orjson.loads(write([made], by=BY))
    assert not any("completed_by" in each for each in one["annotations"])
    (one,) = orjson.loads(write([made], WriteOptions(fields={"completed_by": "members"}), by=BY))
    assert one["data"] == {"text": SENTENCE, "meta": {"group": "x", "n": 3}}
    assert [each.get("completed_by") for each in one["annotations"]] == [7, {"email": "a@x.org"}, None, None]
    assert [each["ground_truth"] for each in one["annotations"]] == [False, False, True, False]
    assert all(each["was_cancelled"] for each in one["annotations"])


def test_the_names_of_the_controls_can_be_chosen() -> None:
    options = WriteOptions(owner="A1", fields={"from_name": "ner", "to_name": "article"})
    (one,) = orjson.loads(write([TWO_OWNERS], options, by=BY))
    result = one["annotations"][0]["result"]
    assert [(each.get("from_name"), each.get("to_name"), each["type"]) for each in result] == [
        ("ner", "article", "labels"),
        ("ner", "article", "labels"),
        ("certainty", "article", "choices"),
        ("ner", "article", "labels"),
        (None, None, "relation"),
        ("note", "article", "textarea"),
    ]
    assert result[1]["value"] == {"start": 14, "end": 32, "text": "UNHCR آوت 500 أسرة", "labels": ["CLAIM"]}


def test_no_records_are_an_empty_list() -> None:
    assert orjson.loads(write([], by=BY)) == []


def test_an_attribute_without_a_name_is_a_loss() -> None:
    made = Record("abc", "1", annotations=(AnnotationSet("A", spans=(Span(0, 1, "X", {"": "v"}),)),))
    assert ATTRIBUTES in {loss.what for loss in BY.losses(made, WriteOptions())}


@given(made=st.lists(records(), max_size=2), unit=st.sampled_from(BY.units))
def test_what_is_written_reads_back(made: list[Record], unit: str) -> None:
    named = [
        replace(r, annotations=tuple(
            replace(each, spans=tuple(
                replace(s, attributes={k: v for k, v in s.attributes.items() if k}) for s in each.spans
            )) for each in r.annotations
        )) for r in made
    ]  # fmt: skip
    law(named, BY, WriteOptions(unit=unit), name="x.json")


@given(value=st.recursive(
    st.none() | st.integers(-3, 9) | st.sampled_from(["text", "labels", "a📰"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["value", "start", "labels", "type", "id", "result", "text", "meta"]), inner),
    max_leaves=12,
))  # fmt: skip
def test_no_row_whatsoever_raises(value: Any) -> None:
    read(lines(task({"result": value}), {"data": value}, {"text": "a", "label": value}), by=BY)
    read(lines({"data": {"text": "abc"}, "annotations": value, "meta": value, "predictions": value}), by=BY)
