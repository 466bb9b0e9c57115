"""The programs that the files are for take them: spaCy, datasets, seqeval, dkpro-cassis. With their extra only."""

import json
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from folder_help import assert_only_losses, read_source, written
from hypothesis import given
from hypothesis import strategies as st
from interchange_help import read, write
from test_jsonl_law import records

from annotator.interchange import cas_json, conll, hf, spacy, txt, xmi
from annotator.interchange.format import ReadOptions, WriteOptions
from annotator.interchange.iob import SCHEMES
from annotator.interchange.losses import BOOKKEEPING
from annotator.interchange.record import AnnotationSet, Record
from annotator.interchange.source import source_of
from annotator.model.span import Span, reading_order
from annotator.text.sentences import sentences
from annotator.text.tokens import tokens

pytestmark = [
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]
LAYERS = {"layers": "entities=PERSON,ORGANIZATION;claims=CLAIM"}
SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def seeds() -> list[Record]:
    """The five seeds, with spans for the tests' sake: words as names, sentences as claims."""
    assert txt.FORMAT.read
    found = []
    for record in txt.FORMAT.read(source_of(SEEDS), ReadOptions()):
        if not isinstance(record, Record):
            continue
        cut = [t for t in tokens(record.text) if record.text[t.start].isalpha()]
        spans = [
            Span(t.start, t.end, ["PERSON", "ORGANIZATION"][n % 2], id=f"n{n}")
            for n, t in enumerate(cut[::9])
        ]
        claims = [Span(start, end, "CLAIM", id=f"c{start}") for start, end in sentences(record.text)[::3]]
        every = tuple(sorted([*spans, *claims], key=reading_order))
        found.append(Record(record.text, record.id, annotations=(AnnotationSet("A1", spans=every),)))
    assert len(found) >= 5
    return found


def test_spacy_trains_spancat_and_ner(seeds: list[Record], tmp_path: Path) -> None:
    library: Any = import_module("spacy")
    training: Any = import_module("spacy.training")
    path = tmp_path / "train.spacy"
    path.write_bytes(write(seeds, WriteOptions(fields=LAYERS), by=spacy.FORMAT))
    nlp = library.blank("ar")
    nlp.add_pipe("ner")
    nlp.add_pipe("spancat", config={"spans_key": "sc"})
    docs = list(library.tokens.DocBin(store_user_data=True).from_disk(path).get_docs(nlp.vocab))
    assert [doc.text for doc in docs] == [record.text for record in seeds]
    assert all(
        len(doc.spans["sc"]) == len(r.annotations[0].spans) for doc, r in zip(docs, seeds, strict=True)
    )
    assert {ent.label_ for doc in docs for ent in doc.ents} == {"PERSON", "ORGANIZATION"}
    examples = [training.Example(nlp.make_doc(doc.text), doc) for doc in docs]
    optimizer = nlp.initialize(lambda: examples)
    losses: dict[str, float] = {}
    for _ in range(2):
        nlp.update(examples[:3], sgd=optimizer, losses=losses)
    assert losses["ner"] > 0
    assert losses["spancat"] > 0


@given(
    made=st.lists(records(), max_size=2, unique_by=lambda r: r.id),
    borders=st.sampled_from(["strict", "expand"]),
)
def test_docbin_reads_back_but_for_its_losses(made: list[Record], borders: str) -> None:
    options = WriteOptions(borders=borders)
    found, problems = read(write(made, options, by=spacy.FORMAT), name="x.spacy", by=spacy.FORMAT)
    assert problems == []
    assert [(r.id, r.text) for r in found] == [(r.id, r.text) for r in made]
    for record, back in zip(made, found, strict=True):
        losses = [loss for loss in spacy.FORMAT.losses(record, options) if loss.what not in BOOKKEEPING]
        lost = {(loss.start, loss.end) for loss in losses if loss.what == "borders"}
        spans = record.annotations[0].spans if record.annotations else ()
        there = {(s.start, s.end, s.label) for s in back.annotations[0].spans}
        assert {(s.start, s.end, s.label) for s in spans if (s.start, s.end) not in lost} <= there


def test_a_broken_docbin_is_refused() -> None:
    found, problems = read(b"x\x9cnonsense", name="x.spacy", by=spacy.FORMAT)
    assert found == []
    assert [p.kind for p in problems] == ["file"]


@pytest.mark.parametrize("kind", hf.FILES)
def test_datasets_loads_the_folder_with_its_labels(seeds: list[Record], tmp_path: Path, kind: str) -> None:
    datasets: Any = import_module("datasets")
    options = WriteOptions(fields=LAYERS | {"file": kind})
    for name, data in written(seeds, hf.FORMAT, options).files.items():
        (tmp_path / name).write_bytes(data)
    loaded = datasets.load_dataset(str(tmp_path), split="train", cache_dir=str(tmp_path / "cache"))
    assert loaded["id"][:] == [record.id for record in seeds]
    feature = loaded.features["entities_tags"].feature
    assert feature.names == ["O", "B-PERSON", "I-PERSON", "B-ORGANIZATION", "I-ORGANIZATION"]
    one = datasets.load_dataset(
        "json" if kind == "jsonl" else "parquet",
        data_files=str(tmp_path / f"data.{kind}"),
        split="train",
        cache_dir=str(tmp_path / "cache2"),
    )
    info = json.loads((tmp_path / "dataset_info.json").read_text(encoding="utf-8"))
    cast = one.cast(datasets.Features.from_dict(info["features"]))
    assert cast.features["claims_tags"].feature.int2str(1) == "B-CLAIM"
    row = cast[0]
    offsets, text = row["offsets"], row["text"]
    assert [text[start:end] for start, end in offsets] == row["tokens"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_seqeval_reads_the_chunks(seeds: list[Record], scheme: str) -> None:
    metrics: Any = import_module("seqeval.metrics")
    schemes: Any = import_module("seqeval.scheme")
    options = WriteOptions(fields=LAYERS | {"scheme": scheme, "layer": "entities"})
    blocks = write(seeds, options, by=conll.FORMAT).decode().split("\n\n")
    rows = [[line.split(" ") for line in block.split("\n") if line] for block in blocks if block]
    for column, label in ((3, "PERSON"), (4, "CLAIM")):
        tags = [[row[column] for row in block] for block in rows if block[0][0] != "-DOCSTART-"]
        kind = {"iob2": schemes.IOB2, "iob1": schemes.IOB1, "bioes": schemes.IOBES}[scheme]
        report = metrics.classification_report(tags, tags, mode="strict", scheme=kind, output_dict=True)
        count = sum(span.label == label for record in seeds for span in record.annotations[0].spans)
        assert report[label]["support"] == count
        assert report["micro avg"]["f1-score"] == 1


def test_cassis_loads_both_forms(seeds: list[Record]) -> None:
    cassis: Any = import_module("cassis")
    spans = (
        Span(0, 1, "PERSON", {"kind": "x", "value": "y"}, id="p"),
        Span(0, 3, "CLAIM", links={"speaker": ("p",)}, id="c"),
    )
    record = Record("📰 b", "d", annotations=(AnnotationSet("A1", spans=spans),))
    files = written([record, *seeds], xmi.FORMAT).files
    types = cassis.load_typesystem(BytesIO(files["TypeSystem.xml"]))
    cas = cassis.load_cas_from_xmi(BytesIO(files["annotation/d/A1.xmi"]), types)
    made = cas.select("annotator.Span")
    assert [(fs.value, fs.get_covered_text()) for fs in made] == [("PERSON", "📰"), ("CLAIM", "📰 b")]
    assert made[1].links.elements[0].target is made[0]
    cas = cassis.load_cas_from_json(BytesIO(written([record], cas_json.FORMAT).files["annotation/d/A1.json"]))
    assert [fs.get_covered_text() for fs in cas.select("annotator.Span")] == ["📰", "📰 b"]


@pytest.mark.parametrize("by", [xmi.FORMAT, cas_json.FORMAT], ids=lambda by: by.name)
@given(made=st.lists(records(), max_size=2, unique_by=lambda record: record.id))
def test_a_cas_reads_back_but_for_its_losses(by: Any, made: list[Record]) -> None:
    assert_only_losses(made, by)


@pytest.mark.parametrize("by", [xmi.FORMAT, cas_json.FORMAT], ids=lambda by: by.name)
def test_owners_and_gold_come_back(by: Any) -> None:
    sets = tuple(AnnotationSet(owner, spans=(Span(0, 1, "X", id=owner),)) for owner in ("A/1", "gold", "منى"))
    made = [Record("a b", "د/1", name="N", annotations=sets), Record("c", "e")]
    found, problems = read_source(written(made, by).source(), by)
    assert {(r.id, r.name, *(each.owner for each in r.annotations)) for r in found} == {
        ("د/1", "N", "A/1", "gold", "منى"),
        ("e", ""),
    }
    assert [p for p in problems if p.refused] == []
