"""CoNLL and IOB: the real files, odd ones, and the law of what is written."""

from collections import Counter

import pytest
from folder_help import DATA, read_path, spans_of, written
from hypothesis import given
from hypothesis import strategies as st
from interchange_help import read, spans_in, write
from test_jsonl_law import records

from annotator.interchange import conll, conll_layers
from annotator.interchange.format import ReadOptions, WriteOptions
from annotator.interchange.iob import SCHEMES, tagged
from annotator.interchange.losses import BOOKKEEPING
from annotator.interchange.record import AnnotationSet, Record
from annotator.model.span import Span

CONLL = conll.FORMAT
TEXT = "📰 قال عليّ إن UNHCR آوت 500 أسرة. L’ONU a dit."
SPANS = (Span(6, 10, "PERSON"), Span(14, 19, "ORGANIZATION"), Span(14, 32, "CLAIM"))
LAYERS = {"layers": "entities=PERSON,ORGANIZATION;claims=CLAIM"}
RECORD = Record(TEXT, "a7", annotations=(AnnotationSet("A1", spans=SPANS),))


def test_one_column_for_each_layer() -> None:
    data = write([RECORD], WriteOptions(fields=LAYERS), by=CONLL).decode()
    assert data.split("\n")[:8] == [
        "-DOCSTART- -X- -X- O O",
        "",
        "📰 _ _ O O",
        "قال _ _ O O",
        "عليّ _ _ B-PERSON O",
        "إن _ _ O O",
        "UNHCR _ _ B-ORGANIZATION B-CLAIM",
        "آوت _ _ O I-CLAIM",
    ]
    assert "\nأسرة _ _ O I-CLAIM\n. _ _ O O\n\nL’ _ _ O O\nONU _ _ O O\n" in data


def test_one_file_for_each_layer() -> None:
    files = written([RECORD, RECORD], conll_layers.FORMAT, WriteOptions(fields=LAYERS)).files
    assert sorted(files) == ["claims.conll", "entities.conll"]
    assert b"UNHCR _ _ B-CLAIM\n" in files["claims.conll"]
    assert files["entities.conll"].count(b"-DOCSTART- -X- -X- O\n") == 2


def test_no_sentence_ends_inside_a_span() -> None:
    claim = Record("He left. She did. Yes.", "x", annotations=(AnnotationSet(spans=(Span(0, 17, "CLAIM"),)),))
    assert write([claim], by=CONLL).count(b"\n\n") == 3  # after DOCSTART, the two sentences, the last one


@pytest.mark.parametrize("scheme", SCHEMES)
@given(made=st.lists(records(), max_size=2), borders=st.sampled_from(["strict", "expand", "contract"]))
def test_only_losses_are_lost(scheme: str, made: list[Record], borders: str) -> None:
    options = WriteOptions(borders=borders, fields={"scheme": scheme})
    found, problems = read(write(made, options, by=CONLL), name="x.conll", by=CONLL)
    assert [p for p in problems if p.refused and p.kind != "file"] == []
    there = [record for record in made if tagged(record, options).tokens]
    begun = any(tagged(record, options).chunks["tags"] for record in there)
    if begun or found:
        assert [_words(r.text) for r in found] == [_words(r.text) for r in there]
        for record, back in zip(there, found, strict=True):
            _assert_spans(record, back, options)


def _words(text: str) -> list[str]:
    return [text[start:end] for start, end in tagged(Record(text, ""), WriteOptions()).tokens]


def _assert_spans(record: Record, back: Record, options: WriteOptions) -> None:
    kept = tagged(record, options)
    words = [
        ["".join(record.text[a:b] for a, b in kept.tokens[c.first : c.last]), c.span.label]
        for c in kept.chunks["tags"]
    ]
    spans = [["".join(back.text[s.start : s.end].split()), s.label] for s in back.annotations[0].spans]
    assert spans == words
    first = record.annotations[:1]
    losses = [loss for loss in CONLL.losses(record, options) if loss.what not in BOOKKEEPING]
    left_out = sum("left out" in loss.reason for loss in losses)
    assert len(spans) == sum(len(each.spans) for each in first) - left_out


@pytest.mark.parametrize(
    ("file", "count", "documents"),
    [
        ("enp_FR.bnf.bio", 222, 1),
        ("HIPE-2022-v2.1-newseye-dev2-fr.tsv", 268, 7),
        ("wojood-sample-test.txt", 870, 1),
    ],
)
def test_real_newspapers(file: str, count: int, documents: int) -> None:
    found, problems = read_path(DATA / "conll-fr-ar" / file, CONLL)
    assert len(found) == documents
    assert len(spans_in(found)) == count
    assert [p for p in problems if p.refused] == []


def test_europeana_begins_with_inside_tags() -> None:
    found, problems = read_path(DATA / "conll-fr-ar" / "enp_FR.bnf.bio", CONLL)
    assert [p.kind for p in problems] == ["span"]
    first = found[0].annotations[0].spans[0]
    assert found[0].text[first.start : first.end] == "Emmanuel DESOLES"


def test_hipe_says_where_no_blank_stands_and_which_document_it_is() -> None:
    found, _ = read_path(DATA / "conll-fr-ar" / "HIPE-2022-v2.1-newseye-dev2-fr.tsv", CONLL)
    assert found[0].id == "test_fr_1"
    assert found[0].text.startswith("Mais, puisque nous sommes sûreM. Chéron ne fera rien, qui")
    nested, _ = read_path(
        DATA / "conll-fr-ar" / "HIPE-2022-v2.1-newseye-dev2-fr.tsv", CONLL, tags="NE-COARSE-LIT"
    )
    assert 0 < len(spans_in(nested)) < len(spans_in(found))


def test_wojood_nests_in_no_fixed_columns() -> None:
    found, _ = read_path(DATA / "conll-fr-ar" / "wojood-sample-test.txt", CONLL)
    record = found[0]
    spans = {(record.text[s.start : s.end], s.label) for s in record.annotations[0].spans}
    assert ("أحمد حسن أبو شرخ", "PERS") in spans
    assert Counter(label for _, label in spans)["GPE"] > 20


@pytest.mark.parametrize(
    "layout", ["sent-per-line", "token-per-line-conll2003", "token-per-line-with-pos", "token-per-line"]
)
def test_layouts_of_spacy_agree(layout: str) -> None:
    found, problems = read_path(DATA / "spacy" / "ner_example_data" / f"ner-{layout}.iob", CONLL)
    quotes = [found[0].text[start:end] for start, end, _ in spans_in(found)]
    assert quotes[:3] == ["Sebastian Thrun", "Google", "2007"]
    assert len(quotes) == 7
    assert problems == []


def test_files_without_tags_are_refused() -> None:
    folder = DATA / "inception-curation" / "curation-legacy" / "casdiff" / "someDifferences"
    found, problems = read_path(folder, CONLL)
    assert found == []
    assert [p.kind for p in problems] == ["file", "file"]


def test_a_hash_is_a_token_and_a_comment_is_none() -> None:
    data = b"# newdoc id = d1\n# O\n# _ O\na B-X\n\nb O\n# newdoc id = d2\nc I-X\n"
    found, _ = read(data, name="x.conll", by=CONLL)
    assert [(r.id, r.text) for r in found] == [("d1", "# # a\nb"), ("d2", "c")]
    assert spans_in(found) == [(4, 5, "X"), (0, 1, "X")]


def test_a_word_without_tag_is_named_and_kept() -> None:
    found, problems = read(b"a B-X\nb\nc I-X\nd what\n" + b"e O\n" * 6, name="x.conll", by=CONLL)
    assert found[0].text == "a b c d e e e e e e"
    assert [p.place for p in problems if p.refused] == ["x.conll, line 2", "x.conll, line 4"]


def test_blank_lines_may_part_documents() -> None:
    options = ReadOptions(fields={"documents": "blank"})
    found, _ = read(b"a B-X\n\nb I-X\n", options, name="x.conll", by=CONLL)
    assert [r.text for r in found] == ["a", "b"]


@given(st.binary(max_size=120) | st.text("aO-BX# \n\t|=é", max_size=80).map(str.encode))
def test_no_bytes_whatsoever_raise(data: bytes) -> None:
    read(data, name="x.conll", by=CONLL)


def test_articles_are_no_tables() -> None:
    for text in (TEXT, "O", "One line\nTwo lines I-X\nO", "- a\n- b\n", '{"a": "O"}'):
        assert CONLL.sniff(text.encode(), "a.txt") < 0.9
    assert spans_of(read(b"a O\n", name="x.conll", by=CONLL)[0]) == {}
