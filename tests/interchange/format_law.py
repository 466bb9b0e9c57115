"""The law of every format: what is written reads back equal, but for exactly what it says it cannot hold."""

from dataclasses import replace
from typing import Any

from interchange_help import read, write

from annotator.interchange import losses as words
from annotator.interchange.format import Format, WriteOptions
from annotator.interchange.record import AnnotationSet, Record
from annotator.model.span import IMPORTED, Span

SENTENCE = "📰 قال عليّ إن UNHCR آوت 500 أسرة."
SPANS = (
    Span(6, 10, "PERSON", id="p1"),
    Span(14, 32, "CLAIM", {"certainty": "asserted"}, {"speaker": ("p1",)}, "look", id="c1"),
    Span(14, 19, "ORGANIZATION", id="o1"),
)
TWO_OWNERS = Record(
    SENTENCE, "a7", "002.txt", "ar", "https://news.example.org/2", "rtl", {"group": "x", "n": 3},
    annotations=(AnnotationSet("A1", "finished", "odd", SPANS), AnnotationSet("gold", "new", "", SPANS[:1])),
)  # fmt: skip


def law(made: list[Record], by: Format, options: WriteOptions, *, name: str = "x.jsonl") -> None:
    """Write, read, compare; nothing may be refused."""
    found, problems = read(write(made, options, by=by), name=name, by=by)
    assert [p for p in problems if p.refused] == []
    assert [comparable(r, by.holds) for r in found] == [comparable(r, by.holds) for r in made]


def comparable(record: Record, holds: frozenset[str]) -> dict[str, Any]:
    """What of a record a format that holds this must keep, in a form that does not depend on ids it loses."""
    sets = record.annotations if words.OWNERS in holds else record.annotations[:1]
    kept = {
        each.owner if words.OWNER_NAMES in holds else "": _set(each, holds)
        for each in sets
        if each != AnnotationSet()  # nobody's set, in which there is nothing, says nothing
    }
    if kept.get("") == _set(AnnotationSet(), holds):
        del kept[""]
    return {
        "text": record.text,
        "id": record.id,
        "name": record.name if words.NAMES in holds else "",
        "language": (record.language, record.source) if words.LANGUAGE in holds else "",
        "direction": record.direction if words.DIRECTION in holds else "",
        "meta": record.meta if words.META in holds else {},
        "excluded": record.excluded if words.EXCLUDED in holds else (),
        "sets": kept,
    }


def _set(annotations: AnnotationSet, holds: frozenset[str]) -> Any:
    places = {span.id: (span.start, span.end, span.label) for span in annotations.spans}
    spans = sorted(_span(span, places, holds) for span in annotations.spans)
    status = annotations.status if words.STATUS in holds else ""
    program = annotations.program and words.PROGRAMS in holds
    return status, annotations.note if words.NOTES in holds else "", spans, program


def _span(span: Span, places: dict[str, Any], holds: frozenset[str]) -> Any:
    links = sorted((role, places[to]) for role, targets in span.links.items() for to in targets)
    return (
        span.start,
        span.end,
        span.label,
        sorted(span.attributes.items()) if words.ATTRIBUTES in holds else [],
        links if words.LINKS in holds else [],
        span.note if words.NOTES in holds else "",
        span.id if words.SPAN_IDS in holds else "",
        span.fragments if words.FRAGMENTS in holds else (),
        span.origin if words.ORIGINS in holds else IMPORTED,
    )


def without_twins(record: Record) -> Record:
    """The record as a project would have it: no owner has one range with one label twice."""
    sets = []
    for each in record.annotations:
        first = {(span.start, span.end, span.label): span for span in reversed(each.spans)}
        kept = [span for span in each.spans if first[span.start, span.end, span.label] is span]
        sets.append(only(each, kept))
    return replace(record, annotations=tuple(sets))


def only(annotations: AnnotationSet, kept: list[Span]) -> AnnotationSet:
    """The set with these spans, whose links lead to each other only."""
    there = {span.id for span in kept}
    spans = []
    for span in kept:
        links = {role: tuple(to for to in targets if to in there) for role, targets in span.links.items()}
        spans.append(replace(span, links={role: targets for role, targets in links.items() if targets}))
    return replace(annotations, spans=tuple(spans))
