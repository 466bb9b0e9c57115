"""Writes the lossless JSONL: equal records give equal bytes, whatever the order of their parts."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

import orjson

from annotator.interchange.format import CODEPOINT, WriteOptions
from annotator.interchange.losses import Loss
from annotator.interchange.record import AnnotationSet, Record
from annotator.interchange.source import Target
from annotator.interchange.whole_graphemes import cuts, fitted
from annotator.model.span import Excluded, Span, reading_order
from annotator.text.offsets import UnitMap

SCHEMA = "annotator/1"
GRAPHEME = "grapheme"


def write(records: Iterable[Record], options: WriteOptions, target: Target) -> None:
    """One line for each record, in the order given; offsets in `options.unit`."""
    with target.open() as out:
        for record in records:
            out.write(line_of(record, options))


def line_of(record: Record, options: WriteOptions) -> bytes:
    """The record as one line of UTF-8 with its newline: keys in a fixed order, owners and spans sorted."""
    unit = options.unit or CODEPOINT
    if unit == GRAPHEME:
        record = fitted(record, options.borders)
    line: dict[str, Any] = {
        "schema": SCHEMA,
        "id": record.id,
        "name": record.name,
        "text": record.text,
        "sha256": sha256(record.text.encode()).hexdigest(),
        "language": record.language,
        "source": record.source,
        "direction": record.direction,
        "meta": dict(record.meta),
        "offset_unit": unit,
        "excluded": [_region(region) for region in sorted(record.excluded, key=_region_order)],
        "annotations": [_set(each, record.text) for each in sorted(record.annotations, key=_owner)],
    }
    if not record.direction:
        del line["direction"]  # it is rare, and other programs' readers know the keys without it
    if unit != CODEPOINT:
        _count_in(UnitMap(record.text, unit), line)
    return orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)


def unwritable(record: Record, options: WriteOptions) -> Iterator[Loss]:
    """What the unit cannot express: spans and regions that cut a grapheme, where graphemes are counted."""
    return cuts(record, options.borders) if options.unit == GRAPHEME else iter(())


def count_spans(units: UnitMap, spans: Iterable[dict[str, Any]]) -> None:
    """Turn the offsets of spans that are ready to be written from code points into another unit, in place."""
    count = units.from_codepoint
    for span in spans:
        span["start"], span["end"] = count(span["start"]), count(span["end"])
        if "fragments" in span:
            span["fragments"] = [[count(start), count(end)] for start, end in span["fragments"]]


def _count_in(units: UnitMap, line: dict[str, Any]) -> None:
    count_spans(units, line["excluded"])
    for each in line["annotations"]:
        count_spans(units, each["spans"])


def _set(annotations: AnnotationSet, text: str) -> dict[str, Any]:
    spans = [_span(span, text) for span in sorted(annotations.spans, key=reading_order)]
    made: dict[str, Any] = {"owner": annotations.owner}
    if annotations.program:
        made["program"] = True  # rare, so that the keys are those of people's sets
    return made | {
        "status": annotations.status,
        "note": annotations.note,
        "spans": spans,
    }


def _span(span: Span, text: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": span.id,
        "start": span.start,
        "end": span.end,
        "label": span.label,
        "quote": text[span.start : span.end],
        "attributes": _sorted(span.attributes) if span.attributes else {},
        "links": {role: sorted(span.links[role]) for role in sorted(span.links)} if span.links else {},
        "note": span.note,
        "origin": span.origin,
    }
    if span.fragments:
        made["fragments"] = span.fragments
    return made


def _sorted(attributes: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(attributes.items()))


def _region(region: Excluded) -> dict[str, Any]:
    return {"start": region.start, "end": region.end, "reason": region.reason}


def _region_order(region: Excluded) -> tuple[int, int, str]:
    return (region.start, -region.end, region.reason)


def _owner(annotations: AnnotationSet) -> str:
    return annotations.owner
