"""The places where annotators differ, one by one: who marked what, and of which class the difference is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agreement.alignment import Alignment, alignment
from annotator.agreement.article import Article
from annotator.agreement.classes import AGREED, ATTRIBUTE, CLASSES, FACTS, LINK, Places, places
from annotator.agreement.columns import Columns, columns
from annotator.model.span import Span

AGREED_NAME = "agreed"


@dataclass(frozen=True, slots=True)
class Variant:
    """What one or more annotators marked at a place; the pieces of a split are one variant."""

    ranges: tuple[tuple[int, int, str], ...]  # start, end in code points, label; in order
    spans: Mapping[str, tuple[Span, ...]]  # by annotator

    @property
    def voters(self) -> tuple[str, ...]:
        """The annotators, by name."""
        return tuple(self.spans)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place of a document. `kind` is one of `classes.CLASSES` or "agreed", `facts` some of `classes.FACTS`.

    Variants come by votes, then start, longer first, label: never by name. `without` are annotators who
    completed the article and marked nothing here.
    """

    document: str
    kind: str
    facts: frozenset[str]
    start: int
    end: int
    variants: tuple[Variant, ...]
    without: tuple[str, ...]


def disagreements(article: Article, *, agreed: bool = False) -> list[Disagreement]:
    """The disagreements of those who completed the article, by start, then end; on request also what is agreed.

    Raises ValueError for more than 64 annotators.
    """
    owners = sorted(article.sets)
    labels = sorted({span.label for spans in article.sets.values() for span in spans})
    found = columns(
        [article], {name: n for n, name in enumerate(owners)}, {name: n for n, name in enumerate(labels)}
    )
    if found.seats < 2:
        return []
    aligned = alignment(found)
    made = places(found, aligned)
    kept = [p for p in range(len(made.kind)) if agreed or made.kind[p] != AGREED]
    kept.sort(key=lambda p: (made.start[p], made.end[p]))
    spans_at = _spans_by_place(aligned, made)
    return [_disagreement(article, found, made, place, spans_at[place], owners) for place in kept]


def _spans_by_place(aligned: Alignment, made: Places) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in made.kind]
    for span, place in enumerate(made.place_of[aligned.node_of].tolist()):
        found[place].append(span)
    return found


def _disagreement(
    article: Article, found: Columns, made: Places, place: int, spans: Sequence[int], owners: Sequence[str]
) -> Disagreement:
    kind = int(made.kind[place])
    by_owner: dict[str, list[int]] = {}
    for span in spans:
        by_owner.setdefault(owners[int(found.seat_owner[found.seat[span]])], []).append(span)
    groups: dict[tuple[object, ...], dict[str, tuple[Span, ...]]] = {}
    for owner in sorted(by_owner):
        key = tuple(_content(found, made, span, kind) for span in by_owner[owner])
        groups.setdefault(key, {})[owner] = tuple(found.spans[int(found.source[s])] for s in by_owner[owner])
    variants = [
        Variant(tuple((s.start, s.end, s.label) for s in next(iter(held.values()))), held)
        for held in groups.values()
    ]
    variants.sort(key=lambda v: (-len(v.spans), [(start, -end, label) for start, end, label in v.ranges]))
    return Disagreement(
        article.document,
        AGREED_NAME if kind == AGREED else CLASSES[kind],
        frozenset(FACTS[fact] for fact in np.flatnonzero(made.facts[place])),
        int(made.start[place]),
        int(made.end[place]),
        tuple(variants),
        tuple(owner for owner in owners if owner not in by_owner),
    )


def _content(found: Columns, made: Places, span: int, kind: int) -> tuple[int, ...]:
    """What tells variants apart: ranges and labels, and where these are agreed, what else differs."""
    more = {ATTRIBUTE: found.attributes, LINK: made.links}.get(kind)
    content = (int(found.start[span]), int(found.end[span]), int(found.label[span]))
    return content if more is None else (*content, int(more[span]))


def with_label(found: Sequence[Disagreement], label: str) -> Iterator[Disagreement]:
    """Those in which some variant has the label."""
    return (d for d in found if any(label == name for v in d.variants for _, _, name in v.ranges))
