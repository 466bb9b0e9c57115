"""Broken files of the kinds that people really have, `tests/data/bad-input`, and what must come of each."""

from pathlib import Path

import pytest

from annotator.interchange.format import ReadOptions, formats, guess
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import source_of

FOLDER = Path(__file__).parents[1] / "data" / "bad-input"
# file: format guessed, records, refusals (place or kind), kinds of remarks
EXPECTED = {
    "encodings/ar-cp1256.txt": ("txt", 1, [], ["encoding"]),
    "encodings/fr-cp1252.txt": ("txt", 1, [], ["encoding"]),
    "encodings/ar-utf16le-bom.txt": ("txt", 1, [], ["encoding"]),
    "encodings/ar-utf8-bom.jsonl": ("doccano", 8, [], ["unit"]),
    "encodings/ar-cut-in-character.jsonl": ("doccano", 7, ["line 8"], ["unit"]),
    "newlines/crlf.jsonl": ("doccano", 8, [], ["unit"]),
    "newlines/crlf-pair.txt": ("txt", 1, [], []),
    "newlines/crlf-pair.ann": ("brat", 1, [], ["text"]),
    "brat/text-mismatch.txt": ("txt", 1, [], []),
    "brat/text-mismatch.ann": ("brat", 1, ["line 1"], []),
    "conll/inside-without-begin.conll": ("conll", 1, ["line 6"], ["span"]),
    "json/array-in-jsonl.jsonl": ("doccano", 8, [], ["unit"]),
    "json/blank-lines.jsonl": ("doccano", 8, [], ["unit"]),
    "json/trailing-comma.json": ("label-studio", 6, ["record 7"], []),
    "json/truncated-label-studio.json": ("label-studio", 3, ["record 4"], []),
    "spans/bad-offsets.jsonl": ("doccano", 5, ["span 1"] * 4, []),
    "spans/utf16-offsets.jsonl": ("doccano", 1, [], ["unit"]),
    "other/png-as.jsonl": ("jsonl", 0, ["png-as.jsonl"], []),
    "other/empty.json": ("jsonl", 0, [], ["empty"]),
    "other/empty.jsonl": ("jsonl", 0, [], ["empty"]),
}


def test_each_file_is_expected() -> None:
    there = {p.relative_to(FOLDER).as_posix() for p in FOLDER.glob("*/*")}
    assert there == set(EXPECTED)


@pytest.mark.parametrize("file", EXPECTED)
def test_good_rows_are_kept_and_bad_ones_named(file: str) -> None:
    format, count, refused, remarks = EXPECTED[file]
    source = source_of(FOLDER / file)
    known = formats()
    chosen = guess(source, known)[0]
    assert chosen.name == format
    assert chosen.read
    found = list(chosen.read(source, ReadOptions()))
    problems = [p for p in found if isinstance(p, Problem)]
    assert sum(isinstance(r, Record) for r in found) == count
    assert [p.place.split(", ")[-1] for p in problems if p.refused] == refused
    assert [p.kind for p in problems if not p.refused] == remarks
    assert all(p.place.startswith(Path(file).name) for p in problems)


def test_encodings_are_never_taken_for_others() -> None:
    starts = {"ar-cp1256.txt": "الإنسان", "ar-utf16le-bom.txt": "الإنسان", "fr-cp1252.txt": "œ"}
    for name, word in starts.items():
        txt = formats()["txt"]
        assert txt.read
        found = list(txt.read(source_of(FOLDER / "encodings" / name), ReadOptions()))
        texts = [r.text for r in found if isinstance(r, Record)]
        assert word in texts[0]


def test_crlf_and_cp1256_copies_are_the_same_document() -> None:
    ids = set()
    for name in ("encodings/ar-cp1256.txt", "encodings/ar-utf16le-bom.txt", "newlines/crlf-pair.txt"):
        txt = formats()["txt"]
        assert txt.read
        ids |= {r.id for r in txt.read(source_of(FOLDER / name), ReadOptions()) if isinstance(r, Record)}
    assert len(ids) == 1
