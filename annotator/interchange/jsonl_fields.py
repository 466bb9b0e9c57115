"""JSON Lines of any shape: fields say under which keys text, spans and the rest stand."""

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.interchange.findings import Findings, NotTaken, name_of, shown
from annotator.interchange.foreign import JSON, Lossless, read_json
from annotator.interchange.format import CODEPOINT, Format, ReadOptions
from annotator.interchange.record import Problem, Record
from annotator.interchange.rows import Row
from annotator.interchange.source import Source

# Where things stand unless a field of the same name says otherwise; the first that is there is taken.
OF_ROW = {
    "text": ("text", "content", "body", "article", "sentence", "data"),
    "id": ("id", "_id", "doc_id", "document_id"),
    "name": ("name", "title"),
    "language": ("language", "lang"),
    "source": ("source", "url"),
    "owner": ("owner", "annotator"),
    "status": (),
    "note": (),
    "spans": ("spans", "entities", "annotations", "labels", "label", "mentions"),
}
OF_SPAN = {
    "start": ("start", "start_offset", "begin", "offset", "0"),
    "end": ("end", "end_offset", "stop", "1"),
    "length": ("length",),
    "label": ("label", "type", "entity", "tag", "2"),
    "quote": ("quote", "surface", "mention"),
    "span_id": ("id",),
    "span_note": (),
    "span_owner": (),
}


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """The records of all files. Fields are the names of OF_ROW and OF_SPAN, their values keys.

    "body.content" goes into objects, "0" into lists; `length` stands for an end. Other keys of a row become
    metadata. Offsets count code points unless quotes or --unit say otherwise.
    """

    def convert(row: Row, findings: Findings) -> Lossless:
        return _lossless(row, options.fields, findings)

    return read_json(source, options, convert, unit=CODEPOINT)


def _lossless(row: Row, fields: Mapping[str, str], findings: Findings) -> Lossless:
    value, used = row.value, set[str]()

    def take(name: str) -> Any:
        path, found = _find(value, name, OF_ROW[name], fields)
        used.add(path.partition(".")[0] if path not in value else path)
        return found

    text = take("text")
    if type(text) is not str:
        reason = f"there is no text but {shown(text)} among {shown(', '.join(value), 80)}"
        raise NotTaken("row", reason, "name the key that holds it with the field text=KEY")
    made: Lossless = {"text": text} | {name: take(name) for name in ("name", "language", "source")}
    id = take("id")
    made["id"] = name_of(id)
    if made["id"] is None:
        raise NotTaken("id", f"id is not a string but {shown(id)}", "name another key with the field id=KEY")
    owner, spans = name_of(take("owner")) or "", take("spans")
    about = {"status": take("status"), "note": take("note")}
    made["annotations"] = _sets(spans, owner, about, fields, row.place, findings)
    made["meta"] = {key: each for key, each in value.items() if key not in used}
    return made


def _sets(
    raws: Any,
    owner: str,
    about: dict[str, Any],
    fields: Mapping[str, str],
    place: str,
    findings: Findings,
) -> list[dict[str, Any]]:
    if raws is None and not owner and not any(about.values()):
        return []
    if type(raws) is not list:
        if raws is not None:
            findings.refuse(place, "field", f"spans are not a list but {shown(raws)}", "name another key")
        raws = []
    sets = {owner: {"owner": owner, "spans": list[Any](), **about}}
    for raw in raws:
        whose = name_of(_find(raw, "span_owner", (), fields)[1]) or owner
        each = sets.setdefault(whose, {"owner": whose, "spans": [], **about})
        each["spans"].append(_span(raw, fields))
    if len(sets) > 1 and not sets[owner]["spans"]:
        del sets[owner]  # each span names its own
    return list(sets.values())


def _span(raw: Any, fields: Mapping[str, str]) -> Any:
    if type(raw) not in (dict, list):
        return raw
    found = {name: _find(raw, name, known, fields)[1] for name, known in OF_SPAN.items()}
    start, end, length = found["start"], found["end"], found["length"]
    if end is None and type(start) is int and type(length) is int:
        end = start + length
    span = {"start": start, "end": end, "label": name_of(found["label"]) or found["label"]}
    for name, key in (("quote", "quote"), ("span_id", "id"), ("span_note", "note")):
        if found[name] is not None:
            span[key] = name_of(found[name]) if key == "id" else found[name]
    return span


def _find(value: Any, name: str, known: tuple[str, ...], fields: Mapping[str, str]) -> tuple[str, Any]:
    """The path that leads to something, and that; ("", None) where none does."""
    for path in [fields[name]] if fields.get(name) else known:
        found = _at(value, path)
        if found is not None:
            return path, found
    return "", None


def _at(value: Any, path: str) -> Any:
    if type(value) is dict and path in value:
        return value[path]  # a key may have a point in it
    for part in path.split("."):
        if type(value) is dict:
            value = value.get(part)
        elif type(value) is list and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


FORMAT = Format(
    name="jsonl-fields",
    title="JSON Lines of any shape, by fields",
    extensions=JSON,
    sniff=lambda head, name: 0.0,  # it reads anything, so that only a person can choose it
    read=read,
)
