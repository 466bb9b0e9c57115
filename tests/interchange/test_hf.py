"""Rows for Hugging Face: what they hold, and that nothing but named losses is missing."""

import json

import pytest
from folder_help import written
from hypothesis import given
from hypothesis import strategies as st
from test_jsonl_law import records

from annotator.interchange import hf
from annotator.interchange.format import WriteOptions
from annotator.interchange.iob import SCHEMES, chunks_of
from annotator.interchange.losses import BOOKKEEPING
from annotator.interchange.record import AnnotationSet, Record
from annotator.model.span import Span

HF = hf.FORMAT
TEXT = "📰 قال عليّ إن UNHCR آوت 500 أسرة."
SPANS = (Span(6, 10, "PERSON"), Span(14, 19, "ORGANIZATION"), Span(14, 32, "CLAIM"))
RECORD = Record(TEXT, "0", annotations=(AnnotationSet("A1", spans=SPANS),))
LAYERS = {"layers": "ner=PERSON,ORGANIZATION;claim=CLAIM"}


def test_the_sentence_of_all_formats() -> None:
    files = written([RECORD], HF, WriteOptions(fields=LAYERS)).files
    assert json.loads(files["data.jsonl"]) == {
        "id": "0",
        "text": TEXT,
        "tokens": ["📰", "قال", "عليّ", "إن", "UNHCR", "آوت", "500", "أسرة", "."],
        "offsets": [[0, 1], [2, 5], [6, 10], [11, 13], [14, 19], [20, 23], [24, 27], [28, 32], [32, 33]],
        "ner_tags": [0, 0, 1, 0, 3, 0, 0, 0, 0],
        "claim_tags": [0, 0, 0, 0, 1, 2, 2, 2, 0],
    }
    features = json.loads(files["dataset_info.json"])["features"]
    names = ["O", "B-PERSON", "I-PERSON", "B-ORGANIZATION", "I-ORGANIZATION"]
    assert features["ner_tags"]["feature"] == {"names": names, "_type": "ClassLabel"}
    assert '"I-CLAIM"' in files["README.md"].decode()


def test_numbers_do_not_depend_on_the_data() -> None:
    empty = written([], HF, WriteOptions(fields=LAYERS)).files
    assert (
        empty["dataset_info.json"]
        == written([RECORD], HF, WriteOptions(fields=LAYERS)).files["dataset_info.json"]
    )


@pytest.mark.parametrize("scheme", SCHEMES)
@given(made=st.lists(records(), max_size=2), borders=st.sampled_from(["strict", "expand", "contract"]))
def test_only_losses_are_lost(scheme: str, made: list[Record], borders: str) -> None:
    options = WriteOptions(borders=borders, fields={"scheme": scheme})
    files = written(made, HF, options).files
    names = json.loads(files["dataset_info.json"])["features"]["tags"]["feature"]["names"]
    rows = [json.loads(line) for line in files["data.jsonl"].decode().split("\n")[:-1]]
    assert [(row["id"], row["text"]) for row in rows] == [(record.id, record.text) for record in made]
    for record, row in zip(made, rows, strict=True):
        chunks = chunks_of([names[n] for n in row["tags"]])
        found = {(row["offsets"][a][0], row["offsets"][b - 1][1], label) for a, b, label in chunks}
        losses = [loss for loss in HF.losses(record, options) if loss.what not in BOOKKEEPING]
        lost = {(loss.start, loss.end) for loss in losses}
        spans = record.annotations[0].spans if record.annotations else ()
        assert {(s.start, s.end, s.label) for s in spans if (s.start, s.end) not in lost} <= found
        assert len(chunks) == len(spans) - sum("left out" in loss.reason for loss in losses)
