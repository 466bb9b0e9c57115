"""One owner's bare spans, one document a line: {"id", "text", "spans": [{"start", "end", "label"}]}."""

from collections.abc import Iterable, Iterator

import orjson

from annotator.interchange.findings import Findings
from annotator.interchange.format import CODEPOINT, Format, ReadOptions, WriteOptions
from annotator.interchange.jsonl import EXTENSIONS, UNREAD_FIX, begins_as_json, keys_in
from annotator.interchange.jsonl_record import record_of
from annotator.interchange.jsonl_write import GRAPHEME, count_spans, unwritable
from annotator.interchange.losses import CROSSING, NESTING
from annotator.interchange.record import AnnotationSet, Problem, Record
from annotator.interchange.rows import Row, rows
from annotator.interchange.source import Source, SourceFile, Target, matching
from annotator.interchange.whole_graphemes import fitted
from annotator.model.revision import ALL
from annotator.model.span import reading_order
from annotator.text.offsets import UNITS, UnitMap


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """The records of all files; their one set of spans names no owner.

    Further keys of a row or a span are read as in `jsonl`, and checked.
    """
    for file in matching(source, EXTENSIONS):
        if isinstance(file, Problem):
            yield file
        else:
            yield from _read_file(file, options)


def write(records: Iterable[Record], options: WriteOptions, target: Target) -> None:
    """One line for each record with the set of `options.owner`, or else its first set."""
    with target.open() as out:
        for record in records:
            out.write(line_of(record, options))


def line_of(record: Record, options: WriteOptions) -> bytes:
    """The record as one line; a unit other than code points is named in it."""
    unit = options.unit or CODEPOINT
    if unit == GRAPHEME:
        record = fitted(record, options.borders)
    spans = [
        {"start": span.start, "end": span.end, "label": span.label}
        for span in sorted(chosen(record, options.owner).spans, key=reading_order)
    ]
    line = {"id": record.id, "text": record.text, "spans": spans}
    if unit != CODEPOINT:
        line = {"id": record.id, "text": record.text, "offset_unit": unit, "spans": spans}
        count_spans(UnitMap(record.text, unit), spans)
    return orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)


def chosen(record: Record, owner: str) -> AnnotationSet:
    """What a format for one owner takes: that owner's set, without a name the first, else an empty one."""
    sets = [each for each in record.annotations if owner in ("", ALL, each.owner)]
    return sets[0] if sets else AnnotationSet(owner)


def sniff(head: bytes, name: str) -> float:
    """How sure the beginning makes one: likely where `text` and `spans` stand without an `owner`."""
    keys = keys_in(head)
    if not begins_as_json(head) or not {b"text", b"spans"} <= keys or b"owner" in keys:
        return 0.0
    return 0.7 if {b"start", b"end", b"label"} <= keys else 0.2


def _read_file(file: SourceFile, options: ReadOptions) -> Iterator[Record | Problem]:
    findings = Findings()
    for row in rows(file, options.encoding):
        if isinstance(row, Problem):
            yield row
            continue
        record = record_of(_lossless(row), options.unit, findings)
        yield from findings.take()
        if record is not None:
            yield record
    yield from findings.unread_keys(file.name, UNREAD_FIX)


def _lossless(row: Row) -> Row:
    """The row in the shape of the lossless JSONL."""
    value = dict(row.value)
    if "spans" in value:
        value["annotations"] = [{"spans": value.pop("spans")}]
    return Row(row.place, value)


FORMAT = Format(
    name="jsonl-flat",
    title="JSONL, one owner's bare spans",
    extensions=EXTENSIONS,
    sniff=sniff,
    read=read,
    write=write,
    holds=frozenset({NESTING, CROSSING}),
    units=UNITS,
    more_losses=unwritable,
)
