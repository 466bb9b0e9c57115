"""A span: a labelled half-open range of code points of a document."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MANUAL, IMPORTED, ACCEPTED, ADJUSTED, REPEATED, COPIED = (
    "manual", "imported", "accepted", "adjusted", "repeated", "copied",
)  # fmt: skip
ORIGINS = frozenset({MANUAL, IMPORTED, ACCEPTED, ADJUSTED, REPEATED, COPIED})


@dataclass(frozen=True, slots=True)
class Span:
    """One annotation. `start` and `end` are code points of the document's text, `start < end`.

    `id` is what the outside world calls it; `item` is its identity in a project (`<batch uid>.<n>`, "" before
    it is stored). `links` maps a role to the ids of the spans it points to (same owner, same document).
    `fragments` holds the pieces where a source had a discontinuous span; `start` and `end` then cover them all.
    """

    start: int
    end: int
    label: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""
    origin: str = MANUAL
    fragments: tuple[tuple[int, int], ...] = ()
    id: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Excluded:
    """An excluded region: code points that no annotation, agreement or suggestion concerns."""

    start: int
    end: int
    reason: str = ""
    item: str = ""


def crosses(a: Span, b: Span) -> bool:
    """Whether two spans overlap and neither contains the other."""
    return a.start < b.start < a.end < b.end or b.start < a.start < b.end < a.end


def reading_order(span: Span) -> tuple[int, int, str, str]:
    """The sort key of spans everywhere: (start, -end, label, id), so that an outer span comes first."""
    return (span.start, -span.end, span.label, span.id)
