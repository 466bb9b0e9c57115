"""Writes CSV for spreadsheets: one span a row, the article's text in the first row of each document."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

import orjson

from annotator.interchange.format import CODEPOINT, WriteOptions
from annotator.interchange.jsonl_write import GRAPHEME, count_spans
from annotator.interchange.losses import EVERYTHING, EXCLUDED, FRAGMENTS, ORIGINS, PROGRAMS
from annotator.interchange.record import AnnotationSet, Record
from annotator.interchange.source import Target
from annotator.interchange.whole_graphemes import fitted
from annotator.model.revision import ALL
from annotator.model.span import Span, reading_order
from annotator.text.offsets import UnitMap

HEADER = (
    "id", "name", "language", "source", "direction", "owner", "status", "owner_note", "span", "start", "end",
    "label", "quote", "attributes", "links", "note", "offset_unit", "meta", "text",
)  # fmt: skip
HOLDS = EVERYTHING - {EXCLUDED, FRAGMENTS, ORIGINS, PROGRAMS}
BOM = b"\xef\xbb\xbf"  # without it spreadsheets take Arabic and French letters for others


def write(records: Iterable[Record], options: WriteOptions, target: Target) -> None:
    """The header, then the rows of each record; UTF-8 with BOM, lines ending as RFC 4180 says."""
    with target.open() as out:
        out.write(BOM + _encoded([dict(zip(HEADER, HEADER, strict=True))]))
        for record in records:
            out.write(_encoded(_rows(record, options)))


def _encoded(rows: Iterable[dict[str, Any]]) -> bytes:
    made = StringIO(newline="")
    csv.writer(made).writerows([row.get(name, "") for name in HEADER] for row in rows)
    return made.getvalue().encode()


def _rows(record: Record, options: WriteOptions) -> Iterator[dict[str, Any]]:
    unit = options.unit or CODEPOINT
    if unit == GRAPHEME:
        record = fitted(record, options.borders)
    units = UnitMap(record.text, unit) if unit != CODEPOINT else None
    first: dict[str, Any] = {
        "name": record.name,
        "language": record.language,
        "source": record.source,
        "direction": record.direction,
        "offset_unit": unit if units else "",
        "meta": _json(record.meta),
        "text": record.text,
    }
    sets = [each for each in record.annotations if options.owner in ("", ALL, each.owner)]
    for each in sorted(sets, key=lambda each: each.owner):
        for row in _rows_of_set(each, record.text, units):
            yield {"id": record.id, **first, **row}
            first = {}
    if first:
        yield {"id": record.id, **first}


def _rows_of_set(annotations: AnnotationSet, text: str, units: UnitMap | None) -> Iterator[dict[str, Any]]:
    owner = {"owner": annotations.owner}
    about = {"status": annotations.status, "owner_note": annotations.note}
    for span in sorted(annotations.spans, key=reading_order):
        row = _row(span, text)
        if units:
            count_spans(units, [row])
        yield owner | about | row
        about = {}
    if not annotations.spans:
        yield owner | about


def _row(span: Span, text: str) -> dict[str, Any]:
    return {
        "span": span.id,
        "start": span.start,
        "end": span.end,
        "label": span.label,
        "quote": text[span.start : span.end],
        "attributes": _json(span.attributes),
        "links": _json(span.links),
        "note": span.note,
    }


def _json(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode() if value else ""
