"""Imported spans as edits, and what of a span makes an import the same import."""

from collections.abc import Mapping
from typing import Any

from annotator.model.revision import SPAN, Edit, Ref
from annotator.model.span import IMPORTED, Span


def span_edit(number: int, span: Span, places: Mapping[str, Ref]) -> Edit:
    """A new span of a document; `places` gives the items that its links name by id."""
    content: dict[str, Any] | None = None
    links: tuple[tuple[str, Ref], ...] = ()
    if span.id or span.origin != IMPORTED or span.attributes or span.note or span.fragments:
        content = {}
        if span.id:
            content["id"] = span.id
        if span.attributes:
            content["attributes"] = span.attributes
        if span.note:
            content["note"] = span.note
        if span.fragments:
            content["fragments"] = span.fragments
        if span.origin != IMPORTED:
            content["origin"] = span.origin
    if span.links:
        links = tuple((role, places[t]) for role, targets in span.links.items() for t in targets)
    return Edit(SPAN, number, None, span.start, span.end, span.label, content, links)


def plain_places(kept: list[Span]) -> list[tuple[int, int, str]] | None:
    """Ranges and labels of spans that have nothing else to store, as of most imports; None where one has more."""
    for span in kept:
        if span.id or span.attributes or span.links or span.note or span.fragments or span.origin != IMPORTED:
            return None
    return [(span.start, span.end, span.label) for span in kept]


def what_counts(span: Span) -> tuple[Any, ...]:
    """What of a span makes an import the same import."""
    if span.attributes or span.links or span.note or span.id or span.fragments:
        extra = (span.attributes, span.links, span.note, span.id, span.fragments)
        return (span.start, span.end, span.label, *extra)
    return (span.start, span.end, span.label)
