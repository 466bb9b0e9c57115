"""CSV and TSV files: finds out the delimiter and reads cells; `tables` says what they mean."""

import csv
from collections.abc import Iterator
from functools import partial
from io import TextIOWrapper
from typing import BinaryIO

from annotator.interchange.bytes_in import LIMIT, open_utf8
from annotator.interchange.csv_write import HOLDS, write
from annotator.interchange.format import Format, ReadOptions
from annotator.interchange.jsonl_write import unwritable
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import Source, SourceFile, matching
from annotator.interchange.tables import Line, read_table
from annotator.text.normalize import BadText
from annotator.text.offsets import UNITS

EXTENSIONS = (".csv", ".tsv", ".tab")
DELIMITERS = ",;\t|"
_NAMED = {"tab": "\t", "comma": ",", "semicolon": ";"}


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """The records of all files: an article a row, or a span a row where there are columns start, end, label.

    Fields name the columns by their headers ("text", "id", "owner", …), and `delimiter` a sign or "tab".
    """
    for file in matching(source, EXTENSIONS):
        if isinstance(file, Problem):
            yield file
        else:
            yield from read_table(file.name, partial(_lines, file, options), options)


def sniff(head: bytes, name: str) -> float:
    """How sure name and beginning make one: by the extension, if the first line has a delimiter."""
    if not name.lower().endswith(EXTENSIONS):
        return 0.0
    first = head.replace(b"\0", b"").split(b"\n", 1)[0]
    return 0.8 if any(sign.encode() in first for sign in DELIMITERS) else 0.3


def _lines(file: SourceFile, options: ReadOptions) -> Iterator[Line | Problem]:
    try:
        stream, remark = open_utf8(file, options.encoding)
    except BadText as error:
        yield Problem(file.name, str(error), kind="file")
        return
    if remark:
        yield remark
    with stream:
        yield from _cells(file.name, stream, options)


def _cells(name: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Line | Problem]:
    csv.field_size_limit(LIMIT)  # of the whole process; the library's own 128 KiB is less than a long article
    lines = TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="")
    first = lines.readline()
    sign = options.fields.get("delimiter", "")
    delimiter = _NAMED.get(sign, sign[:1]) or _delimiter(first)
    reader = csv.reader(_joined(first, lines), delimiter=delimiter)
    before = 0
    while True:
        place = f"{name}, line {before + 1}"
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Problem(place, f"is no row of a table: {error}", "mend its quotation marks")
            cells = []
        if cells is None:
            return
        before = reader.line_num
        if _is_broken(cells):
            yield Problem(place, "is not UTF-8", "mend this row, or name the file's --encoding")
        else:
            yield Line(place, cells)


def _joined(first: str, rest: TextIOWrapper) -> Iterator[str]:
    if first:
        yield first
    yield from rest


def _delimiter(line: str) -> str:
    """The sign that cuts the header into most columns; what stands in quotation marks does not count."""
    outside = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _is_broken(cells: list[str]) -> bool:
    """Whether some byte was no UTF-8: it stands as half a character, which cannot be encoded again."""
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return True
    return False


FORMAT = Format(
    name="csv",
    title="CSV or TSV table",
    extensions=EXTENSIONS,
    sniff=sniff,
    read=read,
    write=write,
    holds=HOLDS,
    units=UNITS,
    more_losses=unwritable,
)
