"""One owner's spans out of their JSON objects: each checked, the good ones kept, the others noted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter, lt
from typing import Any

from annotator.interchange.findings import Findings, NotTaken, name_of, shown
from annotator.interchange.reading import Misplaced, Reading
from annotator.model.quick_span import quick_span
from annotator.model.span import IMPORTED, ORIGINS, Span

KEYS = frozenset(
    {"id", "start", "end", "label", "quote", "attributes", "links", "note", "origin", "fragments"}
)
_WRITTEN_KEYS = ("start", "end", "label", "quote", "id", "attributes", "links", "note", "origin")
_BARE_KEYS = ("start", "end", "label")
_WRITTEN, _BARE = itemgetter(*_WRITTEN_KEYS), itemgetter(*_BARE_KEYS)
COUNT_FIX = "count code points from 0, the end not included"
NOTHING: Mapping[str, Any] = {}


def spans_of(
    raws: Sequence[object], reading: Reading, place: str, findings: Findings, other_unit: Callable[[], str]
) -> tuple[Span, ...]:
    """The good spans of one set in the order of the data; links lead only to spans of the same set.

    `other_unit` says in which unit all quotes of the record would fit, and is asked only when one does not.
    """
    spans = _well_formed(raws, reading) if reading.is_plain else None
    if spans is None:
        spans = _one_by_one(raws, reading, place, findings, other_unit)
    if not any(span.links for span in spans):
        return tuple(spans)
    ids = {span.id for span in spans if span.id}
    return tuple(_without_dangling(span, ids, place, findings) for span in spans)


def _well_formed(raws: Sequence[Any], reading: Reading) -> list[Span] | None:
    """All spans of a set in which nothing is wrong, None for any other set.

    Asked column by column, so that the loops run in C: far cheaper than one by one.
    """
    try:
        sizes = {*map(len, raws)}
        if sizes == {len(_WRITTEN_KEYS)}:
            return _written([*zip(*map(_WRITTEN, raws), strict=True)], reading)
        if sizes == {len(_BARE_KEYS)}:
            return _bare([*zip(*map(_BARE, raws), strict=True)], reading)
    except (KeyError, TypeError):
        return None  # a key is missing, or something is not of its type
    return None


def _written(columns: list[tuple[Any, ...]], reading: Reading) -> list[Span] | None:
    """The spans from columns as this program writes them."""
    starts, ends, labels, quotes, ids, attributes, links, notes, origins = columns
    good = (
        _fit(starts, ends, labels, reading)
        and [*map(reading.given.__getitem__, map(slice, starts, ends))] == [*quotes]
        and {*map(type, ids)} == {str}
        and len({*ids}) == len(ids)
        and {*map(type, attributes)} == {*map(type, links)} == {dict}
        and all(map(_holds_strings, filter(None, attributes)))
        and all(map(_holds_ids, filter(None, links)))
        and {*map(type, notes)} == {str}
        and ORIGINS.issuperset(origins)
    )
    if not good:
        return None
    if any(links):
        links = tuple({role: tuple(sorted({*to})) for role, to in each.items()} for each in links)
    return [*map(quick_span, starts, ends, labels, attributes, links, notes, origins, ids)]


def _bare(columns: list[tuple[Any, ...]], reading: Reading) -> list[Span] | None:
    """The spans from columns of places and labels alone."""
    starts, ends, labels = columns
    if not _fit(starts, ends, labels, reading):
        return None
    places = zip(starts, ends, labels, strict=True)
    return [quick_span(start, end, label, NOTHING, NOTHING, "", IMPORTED, "") for start, end, label in places]


def _fit(starts: tuple[Any, ...], ends: tuple[Any, ...], labels: tuple[Any, ...], reading: Reading) -> bool:
    return (
        {*map(type, starts)} == {*map(type, ends)} == {int}
        and min(starts) >= 0
        and max(ends) <= len(reading.given)
        and all(map(lt, starts, ends))
        and {*map(type, labels)} == {str}
        and all(labels)
    )


def _holds_ids(links: dict[str, Any]) -> bool:
    return all(type(to) is list and to and all(type(id) is str and id for id in to) for to in links.values())


def _holds_strings(attributes: dict[str, Any]) -> bool:
    return {*map(type, attributes.values())} == {str}


def _one_by_one(
    raws: Sequence[Any], reading: Reading, place: str, findings: Findings, other_unit: Callable[[], str]
) -> list[Span]:
    ids: set[str] = set()
    spans = []
    for number, raw in enumerate(raws, start=1):
        span = _careful(raw, reading, f"{place}, span {number}", findings, ids, other_unit)
        if span is not None:
            spans.append(span)
            ids.add(span.id)
    return spans


def _careful(
    raw: Any,
    reading: Reading,
    place: str,
    findings: Findings,
    ids: set[str],
    other_unit: Callable[[], str],
) -> Span | None:
    """Any span, each thing checked by itself so that it can be named; None where it was refused."""
    if type(raw) is not dict:
        findings.refuse(place, "span", f"is not an object but {shown(raw)}", "write it as an object")
        return None
    if not KEYS.issuperset(raw):
        findings.unread(raw, KEYS, "spans")
    try:
        start, end = reading.stretch(raw.get("start"), raw.get("end"))
        fragments = _fragments(raw.get("fragments"), reading, start, end)
        label, id = _label(raw), _id(raw, ids)
        _check_quote(raw, reading, other_unit)
    except Misplaced as wrong:
        findings.refuse(place, "span", str(wrong), COUNT_FIX)
        return None
    except NotTaken as wrong:
        findings.not_taken(place, wrong)
        return None
    attributes, links = _attributes(raw, place, findings), _links(raw, place, findings)
    note, origin = findings.string(raw, "note", place), _origin(raw, place, findings)
    span = quick_span(start, end, label, attributes, links, note, origin, id)
    return replace(span, fragments=fragments) if fragments else span


def _label(raw: dict[str, Any]) -> str:
    label = raw.get("label")
    if type(label) is not str or not label:
        raise NotTaken("span", f"label is not a name but {shown(label)}", "write it as a string")
    return label


def _id(raw: dict[str, Any], ids: set[str]) -> str:
    id = name_of(raw.get("id"))
    if id is None:
        raise NotTaken("span", f"id is not a string but {shown(raw['id'])}", "write it as a string")
    if id and id in ids:
        raise NotTaken("span", f"id {id} was used before", "give each span of an owner its own id")
    return id


def _check_quote(raw: dict[str, Any], reading: Reading, other_unit: Callable[[], str]) -> None:
    start, end, quote = raw["start"], raw["end"], raw.get("quote")
    if quote is None:
        return
    if type(quote) is not str:
        reason = f"quote is not a string but {shown(quote)}"
        raise NotTaken("span", reason, "write the text of the span, or leave it out")
    if reading.fits(start, end, quote):
        return
    found, unit = reading.quote(start, end), other_unit()
    reason = f"the quote is {shown(quote)}, but at {start} to {end} stands {shown(found)}"
    if unit:
        raise NotTaken("unit", reason, f"all quotes fit if offsets count {unit} units: use --unit {unit}")
    raise NotTaken("quote", reason, COUNT_FIX)


def _fragments(raws: object, reading: Reading, start: int, end: int) -> tuple[tuple[int, int], ...]:
    if raws is None:
        return ()
    if not isinstance(raws, list) or not all(isinstance(raw, list) and len(raw) == 2 for raw in raws):
        raise NotTaken("span", f"fragments are {shown(raws)}", "write them as a list of [start, end]")
    pieces = tuple(reading.stretch(*raw) for raw in raws)
    ordered = all(a[1] <= b[0] for a, b in pairwise(pieces))
    if pieces and not (ordered and pieces[0][0] == start and pieces[-1][1] == end):
        reason = "fragments are out of order, or do not begin and end with the span"
        raise NotTaken("span", reason, "sort them; start and end of the span cover them all")
    return pieces


def _attributes(raw: dict[str, Any], place: str, findings: Findings) -> Mapping[str, str]:
    attributes = _object(raw, "attributes", "attribute", place, findings)
    good = {key: value for key, value in attributes.items() if type(value) is str}
    for key in attributes.keys() - good.keys():
        reason = f"attribute {key} is not a string but {shown(attributes[key])}"
        findings.refuse(place, "attribute", reason, "write its value as a string")
    return good


def _links(raw: dict[str, Any], place: str, findings: Findings) -> Mapping[str, tuple[str, ...]]:
    links = {}
    for role, to in _object(raw, "links", "link", place, findings).items():
        targets = [name_of(target) for target in (to if type(to) is list else [to])]
        if not all(targets):
            reason = f"link {role} holds what is no id of a span: {shown(to)}"
            findings.refuse(place, "link", reason, "write the ids of spans as a list of strings")
        links[role] = tuple(sorted({target for target in targets if target}))
    return {role: targets for role, targets in links.items() if targets}


def _object(raw: dict[str, Any], key: str, kind: str, place: str, findings: Findings) -> Mapping[str, Any]:
    found = raw.get(key)
    if isinstance(found, dict):
        return found
    if found is not None:
        findings.refuse(place, kind, f"{key} are not an object but {shown(found)}", "write them as an object")
    return NOTHING


def _origin(raw: dict[str, Any], place: str, findings: Findings) -> str:
    origin = raw.get("origin")
    if origin is None or (isinstance(origin, str) and origin in ORIGINS):
        return origin or IMPORTED
    reason = f"the origin {shown(origin)} is unknown, taken as {IMPORTED}"
    findings.remark(place, "field", reason, "use one of " + ", ".join(sorted(ORIGINS)))
    return IMPORTED


def _without_dangling(span: Span, ids: set[str], place: str, findings: Findings) -> Span:
    """The span without links that lead nowhere, each of which is noted."""
    lost = [(role, to) for role, targets in span.links.items() for to in targets if to not in ids]
    if not lost:
        return span
    for role, to in lost:
        reason = f"link {role} of span {span.id or span.start} leads to {to}, missing or refused"
        findings.refuse(place, "link", reason, "add or mend that span, or remove the link")
    kept = {role: tuple(to for to in targets if to in ids) for role, targets in span.links.items()}
    return replace(span, links={role: targets for role, targets in kept.items() if targets})
