"""Writes doccano's JSONL, one owner's spans: as triples, or as entities with relations."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from annotator.interchange.format import WriteOptions
from annotator.interchange.jsonl_flat import chosen
from annotator.interchange.jsonl_write import GRAPHEME, count_spans, unwritable
from annotator.interchange.losses import LINKS, META, Loss
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
    """Links where the shape is that of triples, metadata under doccano's own keys, cut graphemes."""
    for key in record.meta.keys() & OWN_KEYS:
        yield Loss(record.id, "", 0, 0, META, f"metadata {key}, which is a key of doccano's own")
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
    matters = _matters(record.text, unit)
    if matters:
        count_spans(UnitMap(record.text, unit), places)
    if shape == RELATIONS:
        row |= _entities(spans, places)
    else:
        pairs = zip(spans, places, strict=True)
        row[shape] = [[place["start"], place["end"], span.label] for span, place in pairs]
    row |= {key: value for key, value in record.meta.items() if key not in OWN_KEYS}
    if matters:
        row["offset_unit"] = unit
    return row


def _matters(text: str, unit: str) -> bool:
    """Whether the unit must be named, because another could be taken for it."""
    return unit == GRAPHEME or max(text, default="") > "\uffff"


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
