"""spaCy's JSON, and what is said where spaCy itself is missing."""

from typing import Any

import pytest
from folder_help import DATA, read_path
from interchange_help import lines, read, spans_in, write

from annotator.interchange import spacy
from annotator.interchange.format import WriteOptions
from annotator.interchange.library import library
from annotator.interchange.record import AnnotationSet, Record
from annotator.interchange.spacy_write import _words
from annotator.model.errors import Unavailable
from annotator.model.span import Span
from annotator.text.tokens import tokens

SPACY = spacy.FORMAT


@pytest.mark.parametrize(
    "layout", ["sent-per-line", "token-per-line-conll2003", "token-per-line-with-pos", "token-per-line"]
)
def test_training_json_of_spacy_2(layout: str) -> None:
    found, problems = read_path(DATA / "spacy" / "ner_example_data" / f"ner-{layout}.json", SPACY)
    quotes = [found[0].text[start:end] for start, end, _ in spans_in(found)]
    assert quotes[:3] == ["Sebastian Thrun", "Google", "2007"]
    assert len(quotes) == 7
    assert problems == []


def test_the_raw_text_says_where_blanks_are() -> None:
    tokens_of = [{"orth": "L’", "ner": "O"}, {"orth": "ONU", "ner": "U-ORG"}, {"orth": ".", "ner": "-"}]
    row = {"id": 7, "paragraphs": [{"raw": "L’ONU.\n", "sentences": [{"tokens": tokens_of}]}]}
    found, _ = read(lines(row), name="x.json", by=SPACY)
    assert (found[0].id, found[0].text) == ("7", "L’ONU.\n")
    assert spans_in(found) == [(2, 5, "ORG")]


def test_what_a_doc_gives_as_json() -> None:
    ents = [{"start": 0, "end": 3, "label": "PERSON"}, {"start": 0, "end": 9, "label": "PERSON"}]
    row = {
        "text": "قال عليّ",
        "ents": ents,
        "spans": {"sc": [ents[0], {"start": 0, "end": 8, "label": "CLAIM"}]},
    }
    found, problems = read(lines(row, {"text": "x", "ents": [1]}, {"no": 1}), name="x.json", by=SPACY)
    assert spans_in(found) == [(0, 3, "PERSON"), (0, 8, "CLAIM")]
    assert [p.kind for p in problems] == ["span", "row", "row"]


@pytest.mark.parametrize("text", ["", " ", "a  b\n\nc ", "\u00a0قال\u202fعليّ\t", "l’ONU.\n", "\x00a"])
def test_words_with_their_spaces_are_the_text(text: str) -> None:
    words, spaces, numbers = _words(text, tokens(text))
    assert "".join(word + " " * space for word, space in zip(words, spaces, strict=True)) == text
    assert [words[n] for n in numbers] == [text[token.start : token.end] for token in tokens(text)]
    assert all(words)


def test_a_missing_library_is_one_sentence_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str, package: str | None = None) -> Any:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr("annotator.interchange.library.import_module", missing)
    record = Record("a", "x", annotations=(AnnotationSet(spans=(Span(0, 1, "X"),)),))
    with pytest.raises(Unavailable, match=r'spaCy.*pip install "annotator\[export\]"'):
        write([record], WriteOptions(), by=SPACY)
    with pytest.raises(Unavailable, match="dkpro-cassis"):
        library("cassis", "export", "dkpro-cassis")


def test_losses_are_told_without_the_library() -> None:
    record = Record("والوزير", "x", annotations=(AnnotationSet(spans=(Span(1, 7, "PERSON"),)),))
    assert [loss.what for loss in SPACY.losses(record, WriteOptions())][-1] == "borders"
