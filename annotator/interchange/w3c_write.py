"""Writes W3C Web Annotations: one AnnotationPage a line, with the article's text as an extension."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

import orjson

from annotator.interchange.format import WriteOptions
from annotator.interchange.losses import EVERYTHING, EXCLUDED, FRAGMENTS, ORIGINS
from annotator.interchange.record import AnnotationSet, Record
from annotator.interchange.source import Target
from annotator.model.document import text_hash
from annotator.model.revision import ALL
from annotator.model.span import Span, reading_order

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
OWN = "annotator:"  # the prefix of keys that the standard has no word for
DOCUMENT, TEXT, OWNERS, ATTRIBUTES = (OWN + name for name in ("document", "text", "owners", "attributes"))
PERSON = "urn:annotator:person:"
SOFTWARE = "Software"  # the type of an agent that is no person
NUMBERED = "!"  # begins the place of a span that has no id of its own; an id never holds it unescaped
_CONTEXTS = [
    CONTEXT,
    {"annotator": "urn:annotator:"} | {key: {"@type": "@json"} for key in (DOCUMENT, OWNERS, ATTRIBUTES)},
]
_AROUND = 30  # code points of prefix and suffix, by which others find a quote again
HOLDS = EVERYTHING - {EXCLUDED, FRAGMENTS, ORIGINS}


def write(records: Iterable[Record], options: WriteOptions, target: Target) -> None:
    """One page a line for each record; offsets are code points, as the Recommendation demands."""
    with target.open() as out:
        for record in records:
            out.write(orjson.dumps(_page(record, options), option=orjson.OPT_APPEND_NEWLINE))


def _page(record: Record, options: WriteOptions) -> dict[str, Any]:
    source = f"urn:sha256:{text_hash(record.text).hex()}"
    sets = [each for each in record.annotations if options.owner in ("", ALL, each.owner)]
    sets.sort(key=lambda each: each.owner)
    about = {
        "id": record.id,
        "name": record.name,
        "language": record.language,
        "source": record.source,
        "direction": record.direction,
        "meta": dict(record.meta),
    }
    return {
        "@context": _CONTEXTS,
        "id": f"{source}#{quote(record.id, safe='')}",
        "type": "AnnotationPage",
        DOCUMENT: {key: value for key, value in about.items() if value},
        TEXT: record.text,
        OWNERS: [_about(each) for each in sets],
        "items": [item for each in sets for item in _items(each, record.text, source)],
    }


def _about(annotations: AnnotationSet) -> dict[str, Any]:
    about = {"owner": annotations.owner, "status": annotations.status, "note": annotations.note}
    return about | ({"program": True} if annotations.program else {})


def _items(annotations: AnnotationSet, text: str, source: str) -> Iterator[dict[str, Any]]:
    base = f"{source}#{quote(annotations.owner, safe='')}/"
    kind = SOFTWARE if annotations.program else "Person"
    creator = {"id": PERSON + quote(annotations.owner, safe=""), "type": kind, "name": annotations.owner}
    spans = sorted(annotations.spans, key=reading_order)
    ids = {span.id: base + quote(span.id, safe="") for span in spans if span.id}
    for number, span in enumerate(spans):
        made = _annotation(span, text, source)
        made["id"] = ids.get(span.id) or f"{base}{NUMBERED}{number}"
        yield made | {"creator": creator}
    for span in spans:
        for role, to in _links(span, ids):
            link = _link(ids[span.id], role, ids[to])
            yield link | {"creator": creator}


def _annotation(span: Span, text: str, source: str) -> dict[str, Any]:
    bodies = [{"type": "TextualBody", "purpose": "classifying", "value": span.label}]
    if span.note:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": span.note})
    selectors = [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "prefix": text[max(0, span.start - _AROUND) : span.start],
            "exact": text[span.start : span.end],
            "suffix": text[span.end : span.end + _AROUND],
        },
    ]
    made: dict[str, Any] = {
        "id": "",
        "type": "Annotation",
        "motivation": "classifying",
        "body": bodies,
        "target": {"source": source, "selector": selectors},
    }
    if span.attributes:
        made[ATTRIBUTES] = dict(sorted(span.attributes.items()))
    return made


def _links(span: Span, ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    for role in sorted(span.links):
        yield from ((role, to) for to in span.links[role] if to in ids)


def _link(start: str, role: str, end: str) -> dict[str, Any]:
    return {
        "id": f"{start}/{quote(role, safe='')}/{end.rpartition('/')[2]}",
        "type": "Annotation",
        "motivation": "linking",
        "body": [
            {"type": "SpecificResource", "purpose": "linking", "source": end},
            {"type": "TextualBody", "purpose": "tagging", "value": role},
        ],
        "target": start,
    }
