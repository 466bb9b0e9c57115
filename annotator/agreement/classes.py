"""Names the class of each disagreement, and what is particular about it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agreement.alignment import Alignment
from annotator.agreement.arrays import Bools, Ints, places_in, spread
from annotator.agreement.columns import Columns
from annotator.agreement.edges import is_clitic, is_trivial

# In the order of precedence; the last two are of spans that all have.
CLASSES = ("split", "label+boundary", "label", "boundary", "missing", "attribute", "link")
SPLIT, LABEL_BOUNDARY, LABEL, BOUNDARY, MISSING, ATTRIBUTE, LINK = range(len(CLASSES))
AGREED = -1

# How borders differ, one or more of the first four; then what may be taken all at once; then missing ones,
# which is a class and goes with each of the others as a fact.
FACTS = ("start", "end", "inside", "crossing", "trivial", "clitic", "missing")
START, END, INSIDE, CROSSING, TRIVIAL, CLITIC, NOT_ALL = range(len(FACTS))


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The clusters of an alignment in order of their first span; `kind` is a class or AGREED."""

    article: Ints
    start: Ints
    end: Ints
    kind: Ints
    facts: Bools  # [place, fact]
    place_of: Ints  # of each node
    links: Ints  # of each span: equal where its links mean the same


def places(columns: Columns, alignment: Alignment) -> Places:
    """Every cluster with its class and facts."""
    order = np.argsort(alignment.cluster, kind="stable")
    new = np.diff(alignment.cluster[order], prepend=-1) != 0
    place, _ = places_in(new)
    place_of = np.empty_like(place)
    place_of[order] = place
    first = np.flatnonzero(new)
    groups = _Groups(columns, alignment, order, first, place_of)
    links = _link_contents(groups)
    kind, facts = _kinds(groups, links)
    return Places(
        alignment.article[order[first]],
        groups.least(alignment.start),
        groups.most(alignment.end),
        kind,
        facts,
        place_of,
        links,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Groups:
    """The nodes of an alignment grouped by cluster."""

    columns: Columns
    alignment: Alignment
    order: Ints
    first: Ints
    place_of: Ints

    def least(self, values: Ints) -> Ints:
        """The least value of each cluster."""
        found: Ints = np.minimum.reduceat(values[self.order], self.first) if len(self.first) else self.first
        return found

    def most(self, values: Ints) -> Ints:
        """The greatest value of each cluster."""
        return -self.least(-values)


def _kinds(groups: _Groups, links: Ints) -> tuple[Ints, Bools]:
    alignment, size = groups.alignment, len(groups.first)
    split = groups.most(alignment.piece.astype(np.int64)) > 0
    labels = groups.least(alignment.label) < groups.most(alignment.label)
    starts_, ends = (
        (groups.least(alignment.start), groups.most(alignment.start)),
        (
            groups.least(alignment.end),
            groups.most(alignment.end),
        ),
    )
    borders = (starts_[0] < starts_[1]) | (ends[0] < ends[1])
    agreed = alignment.agreed[groups.order[groups.first]] if size else np.zeros(0, dtype=np.bool_)
    attribute = _differ(groups, groups.columns.attributes) & agreed
    link = _differ(groups, links) & agreed
    rules = (split, labels & borders, labels, borders, ~agreed, attribute, link)
    kind = np.select(rules, range(len(CLASSES)), AGREED) if size else np.zeros(0, dtype=np.int64)
    facts = np.zeros((size, len(FACTS)), dtype=np.bool_)
    facts[:, NOT_ALL] = _not_by_all(groups)
    _mark_borders(groups, np.isin(kind, (BOUNDARY, LABEL_BOUNDARY)), facts)
    _mark_edges(groups, np.flatnonzero(kind == BOUNDARY), starts_, ends, facts)
    return kind, facts


def _differ(groups: _Groups, contents: Ints) -> Bools:
    """Whether the spans of a cluster differ in a content that each has."""
    place = groups.place_of[groups.alignment.node_of]
    least = np.full(len(groups.first), np.iinfo(np.int64).max)
    most = np.full(len(groups.first), -1)
    np.minimum.at(least, place, contents)
    np.maximum.at(most, place, contents)
    return least < most


def _link_contents(groups: _Groups) -> Ints:
    """A number for the links of each span, 0 for none. Targets are the same when they lie in one cluster.

    Otherwise one moved border of a name would count again at every claim that points to it.
    """
    found = np.zeros(len(groups.columns.article), dtype=np.int64)
    if not groups.columns.links:
        return found
    place = groups.place_of[groups.alignment.node_of]
    held: dict[int, set[tuple[str, int]]] = {}
    for span, role, target in groups.columns.links:
        held.setdefault(span, set()).add((role, int(place[target])))
    numbers: dict[frozenset[tuple[str, int]], int] = {}
    for span, links in held.items():
        found[span] = numbers.setdefault(frozenset(links), len(numbers) + 1)
    return found


def _not_by_all(groups: _Groups) -> Bools:
    votes = np.zeros(len(groups.first), dtype=np.uint64)
    np.bitwise_or.at(votes, groups.place_of, groups.alignment.voters)
    found: Bools = votes != groups.alignment.everyone[groups.order[groups.first]]
    return found


def _mark_borders(groups: _Groups, chosen: Bools, facts: Bools) -> None:
    """How the borders of two spans of a cluster differ: start, end, one inside the other, or crossing."""
    sizes = np.diff(groups.first, append=len(groups.order))
    place, turn = spread(np.where(chosen, sizes, 0))
    row, step = spread(sizes[place] - 1 - turn)
    one = groups.first[place[row]] + turn[row]
    a, b = groups.order[one], groups.order[one + 1 + step]
    start = groups.alignment.start[a] - groups.alignment.start[b]
    end = groups.alignment.end[a] - groups.alignment.end[b]
    ways = (
        (start != 0) & (end == 0),
        (start == 0) & (end != 0),
        (start * end < 0),
        (start * end > 0),
    )
    for fact, way in zip((START, END, INSIDE, CROSSING), ways, strict=True):
        facts[place[row[way]], fact] = True


def _mark_edges(
    groups: _Groups,
    chosen: Ints,
    starts_: tuple[Ints, Ints],
    ends: tuple[Ints, Ints],
    facts: Bools,
) -> None:
    """Which boundary disagreements are trivial, and which are about a clitic only."""
    article = groups.alignment.article[groups.order[groups.first]]
    borders = np.stack([article, *starts_, *ends])[:, chosen].T.tolist()
    articles = groups.columns.articles
    found = [_edge_facts(articles[a].text, (s0, s1), (e0, e1)) for a, s0, s1, e0, e1 in borders]
    if found:
        facts[chosen[:, None], [TRIVIAL, CLITIC]] = found


def _edge_facts(text: str, start: Sequence[int], end: Sequence[int]) -> tuple[bool, bool]:
    """(trivial, clitic) for the stretches where borders of code points differ."""
    before, after = text[start[0] : start[1]], text[end[0] : end[1]]
    if not is_trivial(after):
        return False, False
    return is_trivial(before), is_clitic(before)
