"""Spreadsheets of the xlsx kind: reads the cells of one sheet; `tables` says what they mean."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from typing import Any, BinaryIO
from zipfile import BadZipFile

from annotator.interchange.format import Format, ReadOptions, by_extension
from annotator.interchange.library import library
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import Source, SourceFile, matching
from annotator.interchange.tables import Line, read_table

EXTENSIONS = (".xlsx", ".xlsm")


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """The records of all files, as of a CSV table; of a formula the value that was saved with it.

    Field `sheet` names the sheet, else it is the first. Raises Unavailable without openpyxl.
    """
    openpyxl = library("openpyxl", "sheets")
    for file in matching(source, EXTENSIONS):
        if isinstance(file, Problem):
            yield file
        else:
            lines = partial(_lines, file, options.fields.get("sheet", ""), openpyxl)
            yield from read_table(file.name, lines, options)


def _lines(file: SourceFile, sheet: str, openpyxl: Any) -> Iterator[Line | Problem]:
    with file.open() as stream:
        book = _book(stream, openpyxl)
        if book is None:
            fix = "open it in a spreadsheet program and save it as .xlsx or .csv"
            yield Problem(file.name, "is no spreadsheet of the xlsx kind", fix, "file")
        elif sheet and sheet not in book.sheetnames:
            reason = f"there is no sheet {sheet}; there are {', '.join(book.sheetnames)}"
            yield Problem(file.name, reason, "correct the field sheet", "file")
        else:
            chosen = book[sheet or book.sheetnames[0]]
            for number, row in enumerate(chosen.iter_rows(values_only=True), start=1):
                yield Line(f"{file.name}, row {number}", [_cell(value) for value in row])


def _book(stream: BinaryIO, openpyxl: Any) -> Any:
    """The workbook, None for a file that is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on styles and other things that are not read here
        try:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        except (BadZipFile, KeyError, ValueError, openpyxl.utils.exceptions.InvalidFileException):
            return None
    return book if book.sheetnames else None


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


FORMAT = Format(
    name="xlsx",
    title="Spreadsheet (xlsx)",
    extensions=EXTENSIONS,
    sniff=by_extension(*EXTENSIONS, sure=0.9),
    read=read,
)
