"""One record out of one JSON object of the lossless JSONL; the spans in it are `jsonl_spans`' job."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any
from unicodedata import normalize as unicode_form

from annotator.interchange.findings import Findings, NotTaken, name_of, shown
from annotator.interchange.jsonl_spans import COUNT_FIX, spans_of
from annotator.interchange.reading import Misplaced, Reading, other_unit, quotes_of, reading_of
from annotator.interchange.record import AnnotationSet, Record
from annotator.interchange.rows import Row
from annotator.model.document import default_id
from annotator.model.span import Excluded
from annotator.model.status import IN_PROGRESS, STATUSES
from annotator.text.normalize import BadText, Normalized, normalize
from annotator.text.offsets import UNITS

SCHEMA = "annotator/1"
KEYS = frozenset({
    "schema", "id", "name", "text", "sha256", "language", "source", "direction", "meta", "offset_unit",
    "excluded", "annotations",
})  # fmt: skip
SET_KEYS = frozenset({"owner", "program", "status", "note", "spans"})
EXCLUDED_KEYS = frozenset({"start", "end", "reason"})
DEEPEST = 100  # levels of lists and objects in meta; what is deeper cannot be written again


def record_of(row: Row, unit: str, findings: Findings) -> Record | None:
    """The record, or None where the whole row had to be refused. `unit` overrides the record's own."""
    try:
        return _record(row.value, row.place, unit, findings)
    except NotTaken as wrong:
        findings.not_taken(row.place, wrong)
        return None


def _record(value: dict[str, Any], place: str, unit: str, findings: Findings) -> Record:
    """Raises NotTaken where there is no text to be had or it cannot be trusted."""
    text, id = _text(value), _id(value)
    if not KEYS.issuperset(value):
        findings.unread(value, KEYS)
    moved = _normalized(text)
    sets = _list(value, "annotations", place, findings)
    reading = _reading(value, text, moved, unit)
    if reading.given != text:
        reason = "quotes or sha256 fit only the text with \\n for its line breaks: offsets were read in that"
        findings.remark(place, "text", reason)
    return Record(
        text=moved.text,
        id=id or default_id(moved.text),
        name=findings.string(value, "name", place),
        language=findings.string(value, "language", place),
        source=findings.string(value, "source", place),
        direction=_direction(value, place, findings),
        meta=_meta(value, place, findings),
        excluded=_excluded(value, reading, place, findings),
        annotations=_sets(sets, reading, place, findings),
        place=place,
    )


def _text(value: Mapping[str, Any]) -> str:
    text, schema = value.get("text"), value.get("schema")
    if not isinstance(text, str):
        found = f"text is not a string but {shown(text)}"
        if text is None:
            found = f"there is no text, only {shown(', '.join(value)) if value else 'an empty object'}"
        raise NotTaken("row", found, 'each row needs a "text"; other formats are named with --format')
    if schema is not None and schema != SCHEMA:
        reason = f"the schema is {shown(schema)}, this program reads {SCHEMA}"
        raise NotTaken("row", reason, "update the program, or remove the schema")
    return text


def _id(value: Mapping[str, Any]) -> str:
    id = name_of(value.get("id"))
    if id is None:
        raise NotTaken("id", f"id is not a string but {shown(value['id'])}", "write it as a string")
    return id


def _normalized(text: str) -> Normalized:
    try:
        return normalize(text)
    except BadText as error:
        raise NotTaken("text", str(error)) from None


def _reading(value: Mapping[str, Any], text: str, moved: Normalized, unit: str) -> Reading:
    unit = unit or value.get("offset_unit") or UNITS[0]
    if unit not in UNITS:
        raise NotTaken("unit", f"offset_unit is {shown(unit)}", f"use one of {', '.join(UNITS)}")
    fitting = _hash_fits(value.get("sha256"), text, moved)
    if fitting is None:
        fix = "the text was changed: restore it, or remove sha256"
        raise NotTaken("hash", "sha256 is not that of the text", fix)
    if text == moved.text:
        return Reading(text, moved, unit)
    return reading_of(text, moved, unit, quotes_of(_all_spans(value)), stored=fitting == "stored")


def _hash_fits(stated: object, text: str, moved: Normalized) -> str | None:
    """Of which text the hash is: "given", "stored" (normalised); "" without a hash, None for neither."""
    if stated is None or stated == "":
        return ""
    wanted = stated.lower() if isinstance(stated, str) else ""
    if sha256(text.encode()).hexdigest() == wanted:
        return "given"
    return "stored" if sha256(moved.text.encode()).hexdigest() == wanted else None


class _OtherUnit:
    """Finds the unit that all quotes of a record fit, once, and only if somebody asks."""

    def __init__(self, reading: Reading, raws: list[Any]) -> None:
        self._reading = reading
        self._raws = raws
        self._found: str | None = None

    def __call__(self) -> str:
        if self._found is None:
            quotes = quotes_of(_all_spans({"annotations": self._raws}))
            self._found = other_unit(self._reading, quotes)
        return self._found


def _sets(raws: list[Any], reading: Reading, place: str, findings: Findings) -> tuple[AnnotationSet, ...]:
    unit = _OtherUnit(reading, raws)
    sets: dict[str, AnnotationSet] = {}
    for raw in raws:
        try:
            made = _set(raw, reading, place, findings, unit)
            if made.owner in sets:
                reason = f"a second set of owner {made.owner!r}, {len(made.spans)} span(s)"
                raise NotTaken("owner", reason, "put all spans of one owner of a document into one set")
        except NotTaken as wrong:
            findings.not_taken(place, wrong)
        else:
            sets[made.owner] = made
    return tuple(sets.values())


def _set(
    raw: object, reading: Reading, place: str, findings: Findings, unit: Callable[[], str]
) -> AnnotationSet:
    if not isinstance(raw, dict):
        raise NotTaken("owner", f"a set of annotations is not an object but {shown(raw)}")
    owner = name_of(raw.get("owner"))
    if owner is None:
        raise NotTaken("owner", f"owner is not a name but {shown(raw['owner'])}", "write it as a string")
    if not SET_KEYS.issuperset(raw):
        findings.unread(raw, SET_KEYS, "annotations")
    owner = unicode_form("NFC", owner).strip()
    at = f"{place}, {owner}" if owner else place
    note, raws = findings.string(raw, "note", at), _list(raw, "spans", at, findings)
    spans = spans_of(raws, reading, at, findings, unit)
    return AnnotationSet(owner, _status(raw, at, findings), note, spans, program=raw.get("program") is True)


def _all_spans(value: Mapping[str, Any]) -> Iterator[Any]:
    """The spans of all sets, as far as the shape of the data is right."""
    sets = value.get("annotations")
    for each in sets if isinstance(sets, list) else []:
        spans = each.get("spans") if isinstance(each, dict) else None
        yield from spans if isinstance(spans, list) else []


def _status(raw: Mapping[str, Any], place: str, findings: Findings) -> str:
    status = raw.get("status")
    if status is None or status == "" or status in STATUSES:
        return status or ""
    reason = f"the status {shown(status)} is unknown, taken as {IN_PROGRESS}"
    findings.remark(place, "status", reason, f"use one of {', '.join(STATUSES)}")
    return IN_PROGRESS  # never finished by mistake: agreement counts what is finished


def _excluded(
    value: Mapping[str, Any], reading: Reading, place: str, findings: Findings
) -> tuple[Excluded, ...]:
    made = []
    for number, raw in enumerate(_list(value, "excluded", place, findings), start=1):
        at = f"{place}, excluded {number}"
        if type(raw) is not dict:
            findings.refuse(at, "excluded", f"is not an object but {shown(raw)}")
            continue
        findings.unread(raw, EXCLUDED_KEYS, "excluded")
        try:
            start, end = reading.stretch(raw.get("start"), raw.get("end"))
        except Misplaced as wrong:
            findings.refuse(at, "excluded", str(wrong), COUNT_FIX)
        else:
            made.append(Excluded(start, end, findings.string(raw, "reason", at)))
    return tuple(made)


def _list(value: Mapping[str, Any], key: str, place: str, findings: Findings) -> list[Any]:
    found = value.get(key)
    if type(found) is list:
        return found
    if found is not None:
        findings.refuse(place, "field", f"{key} is not a list but {shown(found)}", "write it as a list")
    return []


def _direction(value: Mapping[str, Any], place: str, findings: Findings) -> str:
    direction = findings.string(value, "direction", place)
    if direction in ("", "ltr", "rtl"):
        return direction
    findings.refuse(place, "field", f"direction is {shown(direction)}", "use ltr, rtl, or leave it out")
    return ""


def _meta(value: Mapping[str, Any], place: str, findings: Findings) -> Mapping[str, Any]:
    meta = value.get("meta")
    if type(meta) is dict and (not meta or _depth(meta) <= DEEPEST):
        return meta
    if meta is not None:
        wrong = f"is nested deeper than {DEEPEST} levels" if type(meta) is dict else "is not an object"
        findings.refuse(place, "field", f"meta {wrong}", "write it as a flat object")
    return {}


def _depth(value: object) -> int:
    """How many lists and objects lie inside each other, counted without recursion."""
    depth = 0
    level: list[Any] = [value]
    while level := [item for item in level if type(item) in (dict, list)]:
        depth += 1
        level = [inner for item in level for inner in (item.values() if type(item) is dict else item)]
    return depth
