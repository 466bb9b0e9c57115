"""A decision: what an adjudicator chose at one place, and the variants that were on the table then."""

import hashlib
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from annotator.model.span import Span

# What can be chosen. A deferred place is no longer first in the queue, and not decided either.
TAKE, NONE, BOTH, UNION, INTERSECTION, RELABEL, ADJUST, DEFER = CHOICES = (
    "take", "none", "both", "union", "intersection", "relabel", "adjust", "defer",
)  # fmt: skip

# By what rule: a person at one card, a person for many cards at once, everybody's agreement, a majority.
PERSON, BATCH, UNANIMOUS, AUTO = RULES = ("person", "batch", "unanimous", "auto")

Range = tuple[int, int, str]  # start, end in code points, label
Links = Mapping[str, tuple[str, ...]]  # items by role
_KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotator's span at a place as it was then. `revision` names its state, "" before it is asked for."""

    start: int
    end: int
    label: str
    item: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    links: Links = field(default_factory=dict)
    revision: str = field(default="", compare=False)

    @property
    def range(self) -> Range:
        """Where it is and what it says."""
        return self.start, self.end, self.label


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A span that a decision puts into gold. Links name annotators' items: gold links to what is decided there."""

    start: int
    end: int
    label: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    links: Links = field(default_factory=dict)

    @property
    def range(self) -> Range:
        """Where it is and what it says."""
        return self.start, self.end, self.label


@dataclass(frozen=True, slots=True)
class Decision:
    """One place decided. `without` had finished the article and marked nothing there; `gold` is what came of it."""

    choice: str
    rule: str
    kind: str  # the class of the disagreement, or "agreed"
    marks: Mapping[str, tuple[Mark, ...]]  # by annotator
    without: tuple[str, ...] = ()
    gold: tuple[GoldSpan, ...] = ()
    reason: str = ""

    @property
    def items(self) -> frozenset[str]:
        """The annotators' spans that were decided about."""
        return frozenset(mark.item for marks in self.marks.values() for mark in marks)


def mark_of(span: Span) -> Mark:
    """A stored span as a mark."""
    return Mark(span.start, span.end, span.label, span.item, dict(span.attributes), dict(span.links))


def place_key(document: bytes, items: Iterable[str]) -> str:
    """The name of a place on every laptop: a hash of the document's uid and the annotators' items there."""
    said = document + b"\0" + "\0".join(sorted(items)).encode()
    return hashlib.sha256(said).digest()[:_KEY_BYTES].hex()


def still_holds(decision: Decision, marks: Mapping[str, tuple[Mark, ...]], finished: Set[str]) -> bool:
    """Whether the variants of a decision are what they were, as far as those who have finished can tell.

    Who reopened the article has no say until they finish it again; who finished it since and marked what
    another had marked, or nothing, brings no new variant.
    """
    known = {_shape(held) for held in decision.marks.values()} | {()}
    for owner in finished:
        now = marks.get(owner, ())
        if owner in decision.marks or owner in decision.without:
            if _state(decision.marks.get(owner, ())) != _state(now):
                return False
        elif _shape(now) not in known:
            return False
    return True


def _shape(marks: Iterable[Mark]) -> tuple[object, ...]:
    return tuple((mark.range, tuple(sorted(mark.attributes.items()))) for mark in marks)


def _state(marks: Iterable[Mark]) -> tuple[object, ...]:
    return tuple((_shape([mark]), tuple(sorted(mark.links.items()))) for mark in marks)


def as_content(decision: Decision) -> dict[str, Any]:
    """A decision as its revision holds it: the same on every laptop, so without time and person."""
    content: dict[str, Any] = {
        "choice": decision.choice,
        "rule": decision.rule,
        "class": decision.kind,
        "variants": {owner: [_said(mark) for mark in held] for owner, held in decision.marks.items()},
    }
    if decision.without:
        content["without"] = list(decision.without)
    if decision.gold:
        content["gold"] = [_said(span) for span in decision.gold]
    if decision.reason:
        content["reason"] = decision.reason
    return content


def _said(thing: Mark | GoldSpan) -> dict[str, Any]:
    said: dict[str, Any] = {"start": thing.start, "end": thing.end, "label": thing.label}
    if isinstance(thing, Mark):
        said |= {"item": thing.item, "revision": thing.revision}
    if thing.attributes:
        said["attributes"] = dict(thing.attributes)
    if thing.links:
        said["links"] = {role: list(items) for role, items in thing.links.items()}
    return said


def from_content(content: Mapping[str, Any]) -> Decision:
    """The decision that a revision holds. Raises KeyError, TypeError or ValueError where it holds none."""
    return Decision(
        choice=content["choice"],
        rule=content["rule"],
        kind=content["class"],
        marks={
            owner: tuple(Mark(**_read(one), item=one["item"], revision=one["revision"]) for one in held)
            for owner, held in content["variants"].items()
        },
        without=tuple(content.get("without", ())),
        gold=tuple(GoldSpan(**_read(one)) for one in content.get("gold", ())),
        reason=content.get("reason", ""),
    )


def _read(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "start": said["start"],
        "end": said["end"],
        "label": said["label"],
        "attributes": said.get("attributes", {}),
        "links": {role: tuple(items) for role, items in said.get("links", {}).items()},
    }
