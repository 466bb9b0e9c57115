"""Web annotations of one text as sets of spans: selectors, bodies, creators and links."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from annotator.interchange.findings import Findings, NotTaken, name_of, shown
from annotator.interchange.foreign import with_links
from annotator.interchange.w3c_write import ATTRIBUTES, NUMBERED, PERSON, SOFTWARE
from annotator.model.status import NEW

_LABELS = ("classifying", "tagging", "identifying", "")  # purposes of a body that names the label, best first
_NOTES = frozenset({"commenting", "describing", "replying", "questioning", "assessing"})


def source_of_item(item: Mapping[str, Any]) -> str:
    """The IRI of what an annotation is about, "" where there is none; a link's is that of its first span."""
    target = item.get("target")
    if type(target) is list and target:
        target = target[0]
    if type(target) is dict:
        target = target.get("source", target.get("id"))
        if type(target) is dict:
            target = target.get("id") or "text"
    found = target if type(target) is str else ""
    return found.partition("#")[0]


def sets_of(
    items: list[dict[str, Any]], text: str, place: str, findings: Findings, label: str
) -> list[dict[str, Any]]:
    """The sets, in the shape of the lossless JSONL, by creator; what is refused is noted."""
    sets: dict[str, dict[str, Any]] = {}
    links: dict[str, list[tuple[str, str, str]]] = {}
    for number, item in enumerate(items, start=1):
        owner = _owner(item)
        if item.get("motivation") == "linking":
            links.setdefault(owner, []).append(_link(item))
            continue
        try:
            span = _span(item, text, label)
        except NotTaken as wrong:
            findings.not_taken(f"{place}, annotation {number}", wrong)
        else:
            made = sets.setdefault(owner, {"owner": owner, "spans": []} | _program(item))
            made["spans"].append(span)
    for owner, found in links.items():
        with_links(sets.get(owner, {"spans": []})["spans"], found, place, findings)
    return list(sets.values())


def _owner(item: Mapping[str, Any]) -> str:
    creator = item.get("creator")
    if type(creator) is list and creator:
        creator = creator[0]
    if type(creator) is dict:
        for key in ("name", "nickname", "id"):
            if type(creator.get(key)) is str:
                return unquote(creator[key].removeprefix(PERSON)) if key == "id" else creator[key]
        return ""
    return unquote(creator.removeprefix(PERSON)) if type(creator) is str else ""


def _program(item: Mapping[str, Any]) -> dict[str, Any]:
    """What a set of software holds more: that it is a program's, and that nobody has looked at it."""
    creator = item.get("creator")
    first = creator[0] if type(creator) is list and creator else creator
    is_software = type(first) is dict and first.get("type") == SOFTWARE
    return {"program": True, "status": NEW} if is_software else {}


def _span(item: Mapping[str, Any], text: str, default: str) -> dict[str, Any]:
    selectors = dict(_selectors(item))
    position, quoted = selectors.get("TextPositionSelector"), selectors.get("TextQuoteSelector")
    if position is not None:
        span = {"start": position.get("start"), "end": position.get("end")}
    elif quoted is not None:
        start = _found(text, quoted)
        span = {"start": start, "end": start + len(quoted["exact"])}
    else:
        fix = "only positions and quotes are read, not the inside of a page"
        raise NotTaken("span", "there is no selector of text", fix)
    bodies = list(_bodies(item))
    span["label"] = _label(bodies) or default
    if not span["label"]:
        raise NotTaken("span", "there is no label", "name one for all such with the field label=NAME")
    if quoted is not None and type(quoted.get("exact")) is str:
        span["quote"] = quoted["exact"]
    span["id"] = _id(item)
    span["note"] = "\n".join(value for purpose, value in bodies if purpose in _NOTES)
    if ATTRIBUTES in item:
        span["attributes"] = item[ATTRIBUTES]
    return span


def _id(item: Mapping[str, Any]) -> str:
    """The id: our own spans' as it was, anything else as it is."""
    return _short(name_of(item.get("id")) or "")


def _short(iri: str) -> str:
    if not iri.startswith("urn:sha256:"):
        return iri
    last = iri.rpartition("/")[2]
    return "" if last.startswith(NUMBERED) else unquote(last)


def _selectors(item: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    target = item.get("target")
    if type(target) is list and target:
        target = target[0]
    found = target.get("selector") if type(target) is dict else None
    for each in found if type(found) is list else [found]:
        if type(each) is dict and type(each.get("type")) is str:
            yield each["type"], each


def _found(text: str, quoted: Mapping[str, Any]) -> int:
    """Where the quote stands, by what stands around it. Raises NotTaken unless that is just one place."""
    exact, prefix, suffix = (quoted.get(key, "") for key in ("exact", "prefix", "suffix"))
    if not all(type(part) is str for part in (exact, prefix, suffix)) or not exact:
        raise NotTaken("span", f"the quote is {shown(exact)}", "it needs a position as well")
    around = prefix + exact + suffix
    first = text.find(around)
    if first < 0 or text.find(around, first + 1) >= 0:
        times = "not" if first < 0 else "more than once"
        raise NotTaken("quote", f"{shown(exact)} stands {times} in the text", "add a TextPositionSelector")
    return first + len(prefix)


def _bodies(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The bodies that are words, as (purpose, words)."""
    found = item.get("body", item.get("bodyValue"))
    motivation = item.get("motivation")
    for body in found if type(found) is list else [found]:
        if type(body) is str:
            yield str(motivation or ""), body
        elif type(body) is dict:
            value = body.get("value", body.get("source"))
            if type(value) is str:
                yield str(body.get("purpose") or motivation or ""), value


def _label(bodies: list[tuple[str, str]]) -> str:
    for wanted in _LABELS:
        for purpose, value in bodies:
            if purpose == wanted:
                return value.rpartition("/")[2] if "://" in value else value
    return ""


def _link(item: Mapping[str, Any]) -> tuple[str, str, str]:
    """A linking annotation as (from, role, to)."""
    target = item.get("target")
    start = target if type(target) is str else ""
    ends = [value for purpose, value in _bodies(item) if purpose == "linking"]
    roles = [value for purpose, value in _bodies(item) if purpose == "tagging"]
    return _short(start), roles[0] if roles else "related", _short(ends[0]) if ends else ""
