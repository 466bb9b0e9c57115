"""Writes doccano's JSONL, one owner's spans: as triples, or as entities with relations."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from annotator.interchange.format import WriteOptions
from annotator.interchange.jsonl_flat import chosen
from annotator.interchange.jsonl_write import GRAPHEME, count_spans, unwritable
from annotator.interchange.losses import LINKS, Loss
from annotator.interchange.record import Record
from annotator.interchange.source import Target
from annotator.interchange.whole_graphemes import fitted
from annotator.model.errors import Refused
from annotator.model.span import Span, reading_order
from annotator.text.offsets import UnitMap

UNITS = ("utf16", "codepoint", "grapheme")
RELATIONS = "relations"
SHAPES = ("label", "labels", RELATIONS)
OWN_KEYS = frozenset({
    "id", "text", "data", "label", "labels", "entities", "relations", "annotations", "Comments", "meta",
    "annotation_approver", "offset_unit",
})  # fmt: skip


def write(records: Iterable[Record], options: WriteOptions, target: Target) -> None:
    """One line for each record. Field `shape`: "label" (triples), "labels" (older), "relations" (entities).

    Raises Refused for another shape.
    """
    shape = shape_of(options)
    with target.open() as out:
        for record in records:
            out.write(orjson.dumps(_row(record, options, shape), option=orjson.OPT_APPEND_NEWLINE))


def shape_of(options: WriteOptions) -> str:
    """The shape that was asked for. Raises Refused for one that there is not."""
    shape = options.fields.get("shape", SHAPES[0])
    if shape not in SHAPES:
        raise Refused(f"doccano has no shape '{shape}'. It is one of: {', '.join(SHAPES)}.")
    return shape


def more_losses(record: Record, options: WriteOptions) -> Iterator[Loss]:
    """Links where the shape is that of triples, cut graphemes."""
    if shape_of(options) != RELATIONS:
        annotations = chosen(record, options.owner)
        for span in annotations.spans:
            if span.links:
                reason = f"{span.label}: {', '.join(span.links)}; the shape relations holds links"
                yield Loss(record.id, annotations.owner, span.start, span.end, LINKS, reason)
    yield from unwritable(record, options)


def _row(record: Record, options: WriteOptions, shape: str) -> dict[str, Any]:
    unit = options.unit or UNITS[0]
    if unit == GRAPHEME:
        record = fitted(record, options.borders)
    spans = sorted(chosen(record, options.owner).spans, key=reading_order)
    row: dict[str, Any] = {"id": record.id, "text": record.text}
    places = [{"start": span.start, "end": span.end} for span in spans]
    if unit == GRAPHEME or max(record.text, default="") > "\uffff":
        count_spans(UnitMap(record.text, unit), places)
    if shape == RELATIONS:
        row |= _entities(spans, places)
    else:
        pairs = zip(spans, places, strict=True)
        row[shape] = [[place["start"], place["end"], span.label] for span, place in pairs]
    # doccano reads rows as one table and stores what is missing from a row as NaN, which its database refuses: so
    # all rows have the same keys, and the metadata, which differs, is under one of them.
    return row | {"meta": dict(record.meta), "offset_unit": unit}


def _entities(spans: list[Span], places: list[dict[str, int]]) -> dict[str, Any]:
    """Entities with numbers for ids, as doccano has them, and the relations between them."""
    numbers = {span.id: number for number, span in enumerate(spans) if span.id}
    entities = [
        {"id": number, "label": span.label, "start_offset": place["start"], "end_offset": place["end"]}
        for number, (span, place) in enumerate(zip(spans, places, strict=True))
    ]
    links = [
        (number, numbers[to], role)
        for number, span in enumerate(spans)
        for role in sorted(span.links)
        for to in span.links[role]
        if to in numbers
    ]
    relations = [
        {"id": number, "from_id": source, "to_id": to, "type": role}
        for number, (source, to, role) in enumerate(links)
    ]
    return {"entities": entities, "relations": relations}
