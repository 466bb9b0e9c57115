"""What is written has the shape that the tools document, and says of the text what stands there."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from format_law import SENTENCE, TWO_OWNERS
from hypothesis import given, settings
from hypothesis import strategies as st
from interchange_help import write
from jsonschema import Draft202012Validator
from test_jsonl_law import records

from annotator.interchange.format import WriteOptions, formats
from annotator.interchange.record import Record

SHAPES = Path(__file__).parents[1] / "data" / "shapes"
# name of the schema: format, fields, a change that makes a good row a bad one
CASES: dict[str, tuple[str, dict[str, str], str, Any]] = {
    "doccano-label": ("doccano", {}, "/label/0/0", -1),
    "doccano-labels": ("doccano", {"shape": "labels"}, "/labels/0/2", ""),
    "doccano-relations": ("doccano", {"shape": "relations"}, "/relations/0/from_id", "1"),
    "label-studio": ("label-studio", {}, "/0/annotations/0/result/0/value/labels", "PERSON"),
    "prodigy": ("prodigy", {}, "/spans/0/token_end", None),
    "argilla": ("argilla", {}, "/suggestions/0/value/0/start", "6"),
    "w3c": ("w3c", {}, "/items/0/target/selector/0/type", "DataPositionSelector"),
}


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SHAPES / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def rows(name: str, made: list[Record], **more: str) -> Iterator[Any]:
    """What is written, row by row; a format of one value as that."""
    format, fields, _, _ = CASES[name]
    data = write(made, WriteOptions(fields=fields | more), by=formats()[format])
    if format == "label-studio":
        yield json.loads(data)
    else:
        yield from map(json.loads, data.splitlines())


def wrong(name: str, made: list[Record], **more: str) -> list[str]:
    checker = validator(name)
    return [error.message for row in rows(name, made, **more) for error in checker.iter_errors(row)]


@pytest.mark.parametrize("name", CASES)
def test_the_shape_is_the_documented_one(name: str) -> None:
    assert wrong(name, [TWO_OWNERS, Record("abc", "1")]) == []


def test_members_of_label_studio_are_numbers_or_addresses() -> None:
    assert wrong("label-studio", [TWO_OWNERS], completed_by="members") == []


@pytest.mark.parametrize("name", CASES)
def test_another_shape_is_found_out(name: str) -> None:
    first = next(rows(name, [TWO_OWNERS]))
    assert list(validator(name).iter_errors(first)) == []
    *way, last = [int(step) if step.isdigit() else step for step in CASES[name][2].split("/")[1:]]
    inside = first
    for step in way:
        inside = inside[step]
    inside[last] = CASES[name][3]
    assert list(validator(name).iter_errors(first)) != []


@pytest.mark.long
@pytest.mark.parametrize("name", CASES)
@settings(max_examples=25)
@given(made=st.lists(records(), max_size=2, unique_by=lambda record: record.id))
def test_whatever_is_written_has_the_shape(name: str, made: list[Record]) -> None:
    assert wrong(name, [record for record in made if record.text]) == []


def test_offsets_say_what_stands_there() -> None:
    """In the unit of each tool: doccano's page counts UTF-16, the others code points."""
    wide = SENTENCE.encode("utf-16-le")
    (row,) = rows("doccano-label", [TWO_OWNERS])
    held = {label: wide[2 * start : 2 * end].decode("utf-16-le") for start, end, label in row["label"]}
    assert held == {"PERSON": "عليّ", "ORGANIZATION": "UNHCR", "CLAIM": "UNHCR آوت 500 أسرة"}
    ((task,),) = rows("label-studio", [TWO_OWNERS])
    for region in task["annotations"][0]["result"]:
        value = region.get("value", {})
        if "start" in value:
            assert SENTENCE[value["start"] : value["end"]] == value["text"]
    first = next(rows("prodigy", [TWO_OWNERS]))
    for span in first["spans"]:
        ends = first["tokens"][span["token_start"]]["start"], first["tokens"][span["token_end"]]["end"]
        assert ends == (span["start"], span["end"])
    (record,) = rows("argilla", [TWO_OWNERS])
    found = {
        each["label"]: SENTENCE[each["start"] : each["end"]] for each in record["suggestions"][0]["value"]
    }
    assert found == held
    (page,) = rows("w3c", [TWO_OWNERS])
    for item in page["items"]:
        if item["motivation"] == "classifying":
            position, quote = item["target"]["selector"]
            assert SENTENCE[position["start"] : position["end"]] == quote["exact"]
