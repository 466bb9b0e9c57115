"""Spreadsheets: the cells that people have, the sheet that is meant, and files that are none."""

import datetime
import io
import sys
from typing import Any

import openpyxl
import pytest
from format_law import SENTENCE
from interchange_help import read, spans_in

from annotator.interchange import xlsx
from annotator.interchange.format import ReadOptions, formats, guess
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import source_of_bytes
from annotator.model.errors import Unavailable

BY = xlsx.FORMAT


def book(**sheets: list[list[Any]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read_book(data: bytes, **fields: str) -> tuple[list[Record], list[Problem]]:
    return read(data, ReadOptions(fields=fields), name="x.xlsx", by=BY)


def test_articles() -> None:
    day = datetime.datetime(2021, 3, 14)
    data = book(news=[["id", "text", "date", "views", "share"], [7, SENTENCE, day, 3.0, 0.5], [None] * 5])
    found, problems = read_book(data)
    assert [(r.id, r.text, dict(r.meta)) for r in found] == [
        ("7", SENTENCE, {"date": "2021-03-14", "views": "3", "share": "0.5"})
    ]
    assert found[0].place == "x.xlsx, row 2"
    assert problems == []
    assert guess(source_of_bytes("x.xlsx", data), formats())[0].name == "xlsx"


def test_spans() -> None:
    header = ["text", "start", "end", "label", "annotator"]
    data = book(spans=[header, [SENTENCE, 6, 10.0, "PERSON", "A1"], [SENTENCE, "14", 99, "ORG", "A1"]])
    found, problems = read_book(data)
    assert spans_in(found) == [(6, 10, "PERSON")]
    assert [p.kind for p in problems] == ["unit", "span"]


def test_the_sheet_that_is_named() -> None:
    data = book(a=[["text"], ["one"]], b=[["text"], ["two"]])
    assert [r.text for r in read_book(data)[0]] == ["one"]
    assert [r.text for r in read_book(data, sheet="b")[0]] == ["two"]
    found, problems = read_book(data, sheet="c")
    assert (found, [p.kind for p in problems]) == ([], ["file"])


@pytest.mark.parametrize("data", [b"", b"text\nabc\n", b"PK\x03\x04 broken"])
def test_what_is_no_spreadsheet_is_refused(data: bytes) -> None:
    found, problems = read_book(data)
    assert found == []
    assert [(p.kind, p.refused) for p in problems] == [("file", True)]


def test_without_the_library_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(Unavailable, match=r"annotator\[sheets\]"):
        read_book(b"")
