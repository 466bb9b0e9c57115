"""Writes Label Studio tasks, one for each document with one annotation for each owner."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from annotator.interchange.format import CODEPOINT, WriteOptions
from annotator.interchange.losses import (
    ATTRIBUTES,
    CROSSING,
    LANGUAGE,
    LINKS,
    META,
    NAMES,
    NESTING,
    NOTES,
    OWNER_NAMES,
    OWNERS,
    PROGRAMS,
    SPAN_IDS,
    STATUS,
    Loss,
)
from annotator.interchange.record import AnnotationSet, Record
from annotator.interchange.source import Target
from annotator.model.revision import ALL, GOLD
from annotator.model.span import Span, reading_order
from annotator.model.status import IGNORED
from annotator.text.offsets import UnitMap

OWN = "annotator"  # where what Label Studio has no place for stands; it ignores the key
NOTE = "note"
WHO_IMPORTS, MEMBERS = COMPLETED_BY = ("importer", "members")
FROM_NAME, TO_NAME = "label", "text"  # what the controls of the usual labelling configuration are called
HOLDS = frozenset({
    OWNERS, OWNER_NAMES, STATUS, NESTING, CROSSING, LINKS, ATTRIBUTES, NOTES, META, NAMES, LANGUAGE, SPAN_IDS,
    PROGRAMS,
})  # fmt: skip


def write(records: Iterable[Record], options: WriteOptions, target: Target) -> None:
    """A JSON list with one task a line. Fields `from_name` and `to_name` are those of the labelling config.

    Label Studio refuses a whole file for one `completed_by` that is not the number or e-mail address of a member,
    so owners are written as such only where the field `completed_by` is "members".
    """
    with target.open() as out:
        between = b"[\n"
        for record in records:
            out.write(between + orjson.dumps(_task(record, options)))
            between = b",\n"
        out.write(b"\n]\n" if between == b",\n" else b"[]\n")


def more_losses(record: Record, options: WriteOptions) -> Iterator[Loss]:
    """Attributes without a name: a control of Label Studio must have one."""
    for each in _chosen(record, options.owner):
        for span in each.spans:
            if "" in span.attributes:
                reason = f"{span.label}: an attribute without a name"
                yield Loss(record.id, each.owner, span.start, span.end, ATTRIBUTES, reason)


def _chosen(record: Record, owner: str) -> list[AnnotationSet]:
    sets = [each for each in record.annotations if owner in ("", ALL, each.owner)]
    return sorted(sets, key=lambda each: each.owner)


def _task(record: Record, options: WriteOptions) -> dict[str, Any]:
    about = {"id": record.id, "name": record.name, "language": record.language, "source": record.source}
    unit = options.unit or CODEPOINT
    if unit != CODEPOINT:
        about["offset_unit"] = unit
    units = UnitMap(record.text, unit) if unit != CODEPOINT else None
    data: dict[str, Any] = {"text": record.text}
    if record.meta:
        data["meta"] = dict(record.meta)
    sets = _chosen(record, options.owner)
    return {
        "id": int(record.id) if _is_number(record.id) else record.id,
        "data": data,
        "meta": {OWN: {key: value for key, value in about.items() if value}},
        "annotations": [
            _annotation(each, record.text, options, units) for each in sets if not _is_prediction(each)
        ],
        "predictions": [
            _prediction(each, record.text, options, units) for each in sets if _is_prediction(each)
        ],
    }


def _is_prediction(annotations: AnnotationSet) -> bool:
    """Whether it is a model's; one that could not be named is written as an annotation."""
    return annotations.program and bool(annotations.owner)


def _prediction(
    annotations: AnnotationSet, text: str, options: WriteOptions, units: UnitMap | None
) -> dict[str, Any]:
    return {
        "model_version": annotations.owner,
        OWN: {"status": annotations.status},
        "result": list(_results(annotations, text, options, units)),
    }


def _annotation(
    annotations: AnnotationSet, text: str, options: WriteOptions, units: UnitMap | None
) -> dict[str, Any]:
    owner = annotations.owner
    made: dict[str, Any] = {
        "was_cancelled": annotations.status == IGNORED,
        "ground_truth": owner == GOLD,
        OWN: {"owner": owner, "status": annotations.status},
        "result": list(_results(annotations, text, options, units)),
    }
    if options.fields.get("completed_by") != MEMBERS:
        return made
    if _is_number(owner):
        made["completed_by"] = int(owner)
    elif "@" in owner:
        made["completed_by"] = {"email": owner}
    return made


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdigit() and str(int(name)) == name and len(name) < 19


def _results(
    annotations: AnnotationSet, text: str, options: WriteOptions, units: UnitMap | None
) -> Iterator[dict[str, Any]]:
    names = {
        "from_name": options.fields.get("from_name", FROM_NAME),
        "to_name": options.fields.get("to_name", TO_NAME),
    }
    spans = sorted(annotations.spans, key=reading_order)
    taken = {span.id for span in spans}
    for number, span in enumerate(spans):
        id = span.id or _free_id(number, taken)
        yield from _regions(span, id, text, names, units)
    for span in spans:
        yield from _relations(span, taken)
    if annotations.note:
        value = {"text": [annotations.note]}
        yield {"from_name": NOTE, "to_name": names["to_name"], "type": "textarea", "value": value}


def _free_id(number: int, taken: set[str]) -> str:
    """A region needs an id: that of its number, with as many strokes as make it new."""
    id = f"r{number}"
    while id in taken:
        id += "'"
    return id


def _regions(
    span: Span, id: str, text: str, names: dict[str, str], units: UnitMap | None
) -> Iterator[dict[str, Any]]:
    start, end = span.start, span.end
    if units:
        start, end = units.from_codepoint(start), units.from_codepoint(end)
    region = {"start": start, "end": end, "text": text[span.start : span.end]}
    made = {"id": id, **names, "type": "labels", "value": {**region, "labels": [span.label]}}
    if span.note:
        made["meta"] = {"text": [span.note]}
    yield made
    for name in sorted(filter(None, span.attributes)):
        value = {**region, "choices": [span.attributes[name]]}
        yield {"id": id, "from_name": name, "to_name": names["to_name"], "type": "choices", "value": value}


def _relations(span: Span, there: set[str]) -> Iterator[dict[str, Any]]:
    for role in sorted(span.links):
        for to in span.links[role]:
            if to in there:
                ends = {"from_id": span.id, "to_id": to}
                yield {**ends, "type": "relation", "direction": "right", "labels": [role]}
