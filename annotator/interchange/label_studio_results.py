"""The results of one Label Studio annotation as one owner's spans, with attributes, links and notes."""

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.interchange.findings import Findings, name_of
from annotator.interchange.foreign import with_links

DOCUMENT_NOTE = "note"  # the name of the text area that holds a note on the whole document, or on a span
ROLE = "related"  # of a relation that has no label
_SEVERAL = "; "


def result_set(results: Sequence[Any], place: str, findings: Findings) -> dict[str, Any]:
    """The set in the shape of the lossless JSONL, without its owner.

    Choices, ratings and texts of a region become attributes of its spans, under the name of their control;
    those of the whole text, and regions that are no stretch of text, are counted as not read.
    """
    made: dict[str, Any] = {"spans": []}
    regions: dict[str, list[dict[str, Any]]] = {}
    others, relations = [], []
    for result in results:
        if type(result) is not dict:
            findings.refuse(place, "span", f"a result is not an object but {result!r:.40}")
        elif result.get("type") == "relation":
            relations.append(result)
        elif labels := _labels(result):
            _add_spans(result, labels, made["spans"], regions)
        else:
            others.append(result)
    for result in others:
        _take_other(result, made, regions, findings)
    with_links(made["spans"], _relations(relations), place, findings)
    return made


def _labels(result: Mapping[str, Any]) -> list[Any]:
    """The labels of a region of text; [] for any other result."""
    value = result.get("value")
    if type(value) is not dict or not ("start" in value or "globalOffsets" in value):
        return []
    kind = str(result.get("type") or "labels")
    if not kind.endswith("labels"):
        return []
    found = value.get(kind, value.get("labels"))
    return found if type(found) is list else []


def _add_spans(
    result: Mapping[str, Any],
    labels: list[Any],
    spans: list[dict[str, Any]],
    regions: dict[str, list[dict[str, Any]]],
) -> None:
    value = result["value"]
    place = value.get("globalOffsets") if type(value.get("globalOffsets")) is dict else value
    id = name_of(result.get("id")) or ""
    for number, label in enumerate(labels):
        span = {"start": place.get("start"), "end": place.get("end"), "label": label}
        if type(value.get("text")) is str:
            span["quote"] = value["text"]
        if id:
            span["id"] = f"{id}/{number}" if number else id
            regions.setdefault(id, []).append(span)
        if note := _note(result):
            span["note"] = note
        spans.append(span)


def _note(result: Mapping[str, Any]) -> str:
    """What an annotator wrote beside a region."""
    meta = result.get("meta")
    texts = meta.get("text") if type(meta) is dict else None
    return "\n".join(t for t in texts if type(t) is str) if type(texts) is list else ""


def _take_other(
    result: Mapping[str, Any],
    made: dict[str, Any],
    regions: Mapping[str, list[dict[str, Any]]],
    findings: Findings,
) -> None:
    kind, name = str(result.get("type")), name_of(result.get("from_name")) or ""
    text = _text_of(result, kind)
    spans = regions.get(name_of(result.get("id")) or "", [])
    if text is None or not name:
        findings.unread([f"result {kind}"], frozenset())
    elif spans:
        for span in spans:
            span.setdefault("attributes", {})[name] = text
    elif name == DOCUMENT_NOTE and kind == "textarea":
        made["note"] = text
    else:
        findings.unread([f"{kind} {name} of the whole text"], frozenset())


def _text_of(result: Mapping[str, Any], kind: str) -> str | None:
    """The value of a choice, rating, number or text as a string, None for anything else."""
    value = result.get("value")
    found = value.get("text" if kind == "textarea" else kind) if type(value) is dict else None
    values = found if type(found) is list else [found]
    if not values or not all(type(v) in (str, int, float) for v in values):
        return None
    return (_SEVERAL if kind != "textarea" else "\n").join(map(str, values))


def _relations(raws: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Relations as (from, role, to), each direction of one that goes both ways by itself."""
    found = []
    for raw in raws:
        ends = name_of(raw.get("from_id")) or "", name_of(raw.get("to_id")) or ""
        labels = raw.get("labels")
        roles = [r for r in labels if type(r) is str and r] if type(labels) is list else []
        for role in roles or [ROLE]:
            if raw.get("direction") != "left":
                found.append((ends[0], role, ends[1]))
            if raw.get("direction") in ("left", "bi"):
                found.append((ends[1], role, ends[0]))
    return found
