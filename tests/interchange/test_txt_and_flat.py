"""Plain text files, and one owner's bare spans."""

import os
from pathlib import Path

import pytest
from interchange_help import lines, read, write

from annotator.interchange import jsonl_flat, txt
from annotator.interchange.format import ReadOptions, WriteOptions
from annotator.interchange.record import AnnotationSet, Problem, Record
from annotator.interchange.source import StreamTarget, source_of
from annotator.model.document import default_id
from annotator.model.span import Span

FLAT = jsonl_flat.FORMAT


def test_a_text_file_is_an_article_of_its_name() -> None:
    found, problems = read("\ufeffقال\r\nعليّ\r".encode(), name="002.txt", by=txt.FORMAT)
    text = "قال\nعليّ\n"
    assert found == [Record(text, default_id(text), name="002.txt")]
    assert problems == []


def test_an_empty_text_file_is_refused() -> None:
    for data in (b"", b"\xef\xbb\xbf"):
        found, problems = read(data, name="e.txt", by=txt.FORMAT)
        assert found == []
        assert [(p.place, p.kind, p.refused) for p in problems] == [("e.txt", "empty", True)]


def test_the_encoding_that_is_named_is_used() -> None:
    data = "déjà".encode("cp1252")
    found, problems = read(data, ReadOptions(encoding="windows-1252"), name="f.txt", by=txt.FORMAT)
    assert [r.text for r in found] == ["déjà"]
    assert [(p.kind, p.refused) for p in problems] == [("encoding", False)]
    found, problems = read(data, ReadOptions(encoding="utf-8"), name="f.txt", by=txt.FORMAT)
    assert found == []
    assert [p.refused for p in problems] == [True]


def test_a_folder_is_read_in_the_order_of_its_names_and_what_is_left_is_named(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.TXT", "a/1.txt", ".hidden.txt", "notes.doc", "a/x.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, encoding="utf-8")
    assert txt.FORMAT.read
    found = list(txt.FORMAT.read(source_of(tmp_path), ReadOptions()))
    assert [r.name for r in found if isinstance(r, Record)] == ["a/1.txt", "a/2.TXT", "b.txt"]
    unread = [p for p in found if isinstance(p, Problem)]
    assert [(p.kind, p.refused) for p in unread] == [("unread", False)]
    assert "a/x.png, notes.doc" in unread[0].reason


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        source_of(tmp_path / "none.txt")


def test_a_stream_holds_one_file() -> None:
    with pytest.raises(ValueError, match="named"), open(os.devnull, "wb") as stream:
        StreamTarget(stream).open("x")


SETS = (
    AnnotationSet("A1", spans=(Span(3, 4, "B", id="s"), Span(0, 1, "A"), Span(0, 4, "C"))),
    AnnotationSet("A2", spans=(Span(2, 3, "D"),)),
)


def test_flat_rows_have_three_keys_and_sorted_spans() -> None:
    made = Record("📰 قا", "7", name="n", annotations=SETS)
    assert write([made], by=FLAT).decode() == (
        '{"id":"7","text":"📰 قا","spans":[{"start":0,"end":4,"label":"C"},{"start":0,"end":1,"label":"A"},'
        '{"start":3,"end":4,"label":"B"}]}\n'
    )
    second = write([made], WriteOptions(owner="A2", unit="utf16"), by=FLAT).decode()
    assert (
        second
        == '{"id":"7","text":"📰 قا","offset_unit":"utf16","spans":[{"start":3,"end":4,"label":"D"}]}\n'
    )
    for nobody in (write([made], WriteOptions(owner="A3"), by=FLAT), write([Record("x", "7")], by=FLAT)):
        assert b'"spans":[]' in nobody


def test_flat_rows_read_back() -> None:
    made = Record("📰 قا", "7", annotations=SETS)
    for unit in FLAT.units:
        found, problems = read(write([made], WriteOptions(unit=unit), by=FLAT), by=FLAT)
        assert [(s.start, s.end, s.label) for s in found[0].annotations[0].spans] == [
            (0, 4, "C"),
            (0, 1, "A"),
            (3, 4, "B"),
        ]
        assert problems == []


def test_flat_rows_that_say_more_are_held_to_it() -> None:
    row = {"text": "abc", "spans": [{"start": 0, "end": 1, "label": "X", "quote": "b", "score": 1}]}
    found, problems = read(lines(row), by=FLAT)
    assert found[0].annotations[0].spans == ()
    assert [p.kind for p in problems] == ["quote", "unread"]
