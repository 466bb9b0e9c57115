"""doccano's JSONL in all its shapes: `label`, `labels`, `entities` with `relations`, `annotations` by user."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from annotator.interchange.doccano_write import OWN_KEYS, SHAPES, UNITS, more_losses, write
from annotator.interchange.findings import Findings, NotTaken, name_of
from annotator.interchange.foreign import JSON, Lossless, id_in, read_json, text_in, with_links
from annotator.interchange.format import Format, ReadOptions
from annotator.interchange.jsonl import begins_as_json, keys_in
from annotator.interchange.losses import CROSSING, LINKS, META, NESTING
from annotator.interchange.record import Problem, Record
from annotator.interchange.rows import Row
from annotator.interchange.source import Source

TEXTS = ("text", "data")
SPANS = ("label", "labels", "entities", "annotations")
_TRIPLES = re.compile(rb'"labels?"\s*:\s*\[\s*\[\s*-?\d')
_DEFINITION = frozenset({"background_color", "prefix_key", "suffix_key", "suffixKey", "backgroundColor"})


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """The records of all files; users' numbers become owners.

    Fields: `text` and `label` name the keys where they are others than doccano's.
    """
    text, label = options.fields.get("text", ""), options.fields.get("label", "")
    texts = (text,) if text else TEXTS
    labels = (label,) if label else SPANS

    def convert(row: Row, findings: Findings) -> Lossless:
        return _lossless(row, texts, labels, findings)

    return read_json(source, options, convert)


def sniff(head: bytes, name: str) -> float:
    """How sure the beginning makes one: by the triples of `label`, or by `start_offset`."""
    if not begins_as_json(head):
        return 0.0
    narrow, keys = head.replace(b"\0", b""), keys_in(head)
    if b"text" not in keys and b"data" not in keys:
        return 0.0
    if _TRIPLES.search(narrow) or b"start_offset" in keys:
        return 0.9
    return 0.7 if {b"background_color", b"prefix_key"} <= keys else 0.0


def _lossless(row: Row, texts: tuple[str, ...], labels: tuple[str, ...], findings: Findings) -> Lossless:
    value = row.value
    if len(_DEFINITION & value.keys()) > 1:
        raise NotTaken("row", "is the definition of a label, not a document", "give it to --labels by hand")
    text_key, text = text_in(value, texts)
    there = [key for key in labels if value.get(key) is not None]
    sets: dict[str, list[dict[str, Any]]] = {}
    for key in there:
        _take_spans(value[key], key, sets, findings)
    _take_relations(value, sets, row.place, findings)
    used = {text_key, *there}
    made: Lossless = {
        "id": id_in(value),
        "text": text,
        "meta": _meta(value, used),
        "annotations": [{"owner": owner, "spans": spans} for owner, spans in sets.items()],
    }
    if there and not sets:
        made["annotations"] = [{"spans": []}]
    if note := _comments(value):
        for each in made["annotations"]:
            each["note"] = note
    if type(value.get("offset_unit")) is str:
        made["offset_unit"] = value["offset_unit"]
    return made


def _take_spans(raws: Any, key: str, sets: dict[str, list[dict[str, Any]]], findings: Findings) -> None:
    """Sort the spans of one key by their users; labels of the whole text are counted as not read."""
    for raw in raws if type(raws) is list else [raws]:
        if type(raw) is list and len(raw) == 3:
            start, end, label = raw
            sets.setdefault("", []).append({"start": start, "end": end, "label": label})
        elif type(raw) is dict:
            sets.setdefault(name_of(raw.get("user")) or "", []).append(_span(raw, findings))
        else:
            findings.unread([f"{key} of the whole text"], frozenset())


def _span(raw: dict[str, Any], findings: Findings) -> dict[str, Any]:
    findings.unread(raw, _SPAN_KEYS, "spans")
    label = raw.get("label")
    span = {
        "start": raw.get("start_offset", raw.get("start")),
        "end": raw.get("end_offset", raw.get("end")),
        "label": name_of(label) or label,
    }
    if raw.get("id") is not None:
        span["id"] = name_of(raw["id"])
    return span


_SPAN_KEYS = frozenset(
    {"id", "label", "start_offset", "end_offset", "start", "end", "user", "created_at", "updated_at", "prob"}
)


def _take_relations(
    value: Mapping[str, Any], sets: dict[str, list[dict[str, Any]]], place: str, findings: Findings
) -> None:
    found = []
    raws = value.get("relations")
    for raw in raws if type(raws) is list else []:
        if type(raw) is dict:
            found.append((name_of(raw.get("from_id")) or "", _role(raw), name_of(raw.get("to_id")) or ""))
        else:
            findings.refuse(place, "link", f"a relation is not an object but {raw!r:.40}")
    for spans in sets.values() if found else ():
        with_links(spans, found, place, findings)


def _role(raw: Mapping[str, Any]) -> str:
    return name_of(raw.get("type")) or "related"


def _comments(value: Mapping[str, Any]) -> str:
    raws = value.get("Comments")
    texts = [raw.get("text") if type(raw) is dict else raw for raw in raws] if type(raws) is list else []
    return "\n".join(text for text in texts if type(text) is str)


def _meta(value: Mapping[str, Any], used: set[str]) -> dict[str, Any]:
    """What else doccano keeps with a text: under `meta`, or in newer versions beside it."""
    known = used | OWN_KEYS - set(SPANS) - set(TEXTS)
    meta = {key: found for key, found in value.items() if key not in known}
    under = value.get("meta")
    return meta | under if type(under) is dict else meta


FORMAT = Format(
    name="doccano",
    title="doccano JSONL",
    extensions=JSON,
    sniff=sniff,
    read=read,
    write=write,
    holds=frozenset({NESTING, CROSSING, LINKS, META}),
    units=UNITS,
    more_losses=more_losses,
    asks={"shape": SHAPES},
)
