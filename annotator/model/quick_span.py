"""Spans made at a quarter of the cost of `Span(...)`, for loops that make millions of them."""

from collections.abc import Mapping
from typing import Any

from annotator.model.span import Span


class _Unfrozen:
    """The slots of `Span` without its ban on assignment, for which it pays a call for each slot."""

    __slots__ = Span.__slots__


def quick_span(
    start: int,
    end: int,
    label: str,
    attributes: Mapping[str, str],
    links: Mapping[str, tuple[str, ...]],
    note: str,
    origin: str,
    id: str,
    item: str = "",
) -> Span:
    """The span with these fields, without fragments; the caller has checked them."""
    span: Any = _Unfrozen()
    span.start = start
    span.end = end
    span.label = label
    span.attributes = attributes
    span.links = links
    span.note = note
    span.origin = origin
    span.fragments = ()
    span.id = id
    span.item = item
    span.__class__ = Span
    frozen: Span = span
    return frozen
