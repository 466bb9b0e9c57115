"""Aligns the spans of any number of annotators of an article: which of them are meant for the same thing.

Depends on contents alone, never on the order of input or the names of annotators. The distance and its limit
are those of gamma (Mathet et al. 2015) with weights 3 and 1; joining is by complete linkage, so that a chain
whose ends do not meet stays apart.
"""

from dataclasses import dataclass

import numpy as np

from annotator.agreement.arrays import PLACE, Bits, Bools, Ints, begins, changes, places_in, reach, spread
from annotator.agreement.columns import Columns
from annotator.agreement.linkage import Links, joined

_LIMIT = 2.0  # what leaving both alone costs
_ONE = np.uint64(1)


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """Nodes: equal spans of one or more annotators of an article, sorted by (article, start, end, label).

    `voters` has a bit for each seat of the article; `cluster` is the first node of those that belong together;
    a piece is one of several spans of somebody where another has one; agreed nodes have every voter.
    """

    article: Ints
    start: Ints
    end: Ints
    label: Ints
    voters: Bits
    everyone: Bits  # all who completed the article
    cluster: Ints
    piece: Bools
    node_of: Ints  # of each span of Columns

    @property
    def agreed(self) -> Bools:
        """Whether everybody who completed the article has this span."""
        found: Bools = self.voters == self.everyone
        return found


def alignment(columns: Columns) -> Alignment:
    """The spans of each article, aligned."""
    new = changes(columns.article, columns.start, columns.end, columns.label)
    node, _ = places_in(new)
    article, start, end, label = (
        column[new] for column in (columns.article, columns.start, columns.end, columns.label)
    )
    place = (columns.seat - columns.seats_before[columns.article]).astype(np.uint64)
    voters = (
        np.bitwise_or.reduceat(_ONE << place, np.flatnonzero(new)) if len(node) else np.zeros(0, np.uint64)
    )
    seats = np.diff(columns.seats_before)[article].astype(np.uint64)
    everyone = ~np.uint64(0) >> (np.uint64(64) - np.maximum(seats, _ONE))
    cluster, piece = _clusters(article, start, end, label, voters, everyone)
    return Alignment(article, start, end, label, voters, everyone, cluster, piece, node)


def _clusters(
    article: Ints, start: Ints, end: Ints, label: Ints, voters: Bits, everyone: Bits
) -> tuple[Ints, Bools]:
    cluster = np.arange(len(article))
    piece = np.zeros(len(article), dtype=np.bool_)
    open_ = np.flatnonzero(voters != everyone)
    if not len(open_):
        return cluster, piece
    nodes = _Nodes(article[open_], start[open_], end[open_], label[open_], voters[open_])
    first, second = _overlapping(nodes)
    distance = _distance(nodes, first, second)
    near = distance < _LIMIT
    links = Links(first[near], second[near], distance[near])
    component, place = places_in(begins(nodes.article, nodes.start, reach(nodes.article, nodes.end)))
    root = joined(links, component, place, nodes.voters)
    home = _homes(nodes, root, first, second)
    found = home >= 0
    root = np.where(found, home, root)
    # A cluster is named by its first node, pieces included.
    lowest = np.full(len(open_), len(open_))
    np.minimum.at(lowest, root, np.arange(len(open_)))
    cluster[open_] = open_[lowest[root]]
    piece[open_] = found
    return cluster, piece


@dataclass(frozen=True, slots=True, eq=False)
class _Nodes:
    """The nodes that not everybody has."""

    article: Ints
    start: Ints
    end: Ints
    label: Ints
    voters: Bits


def _overlapping(nodes: _Nodes) -> tuple[Ints, Ints]:
    """Every two nodes, first one first, that overlap and have no voter in common."""
    key = nodes.article * PLACE + nodes.start
    after = np.searchsorted(key, nodes.article * PLACE + nodes.end, side="left")
    first, step = spread(after - np.arange(len(key)) - 1)
    second = first + 1 + step
    apart = (nodes.voters[first] & nodes.voters[second]) == 0
    return first[apart], second[apart]


def _distance(nodes: _Nodes, first: Ints, second: Ints) -> np.ndarray:
    start, end = nodes.start, nodes.end
    moved = np.abs(start[first] - start[second]) + np.abs(end[first] - end[second])
    lengths = end[first] - start[first] + end[second] - start[second]
    found: np.ndarray = 3 * (moved / lengths) ** 2 + (nodes.label[first] != nodes.label[second])
    return found


def _homes(nodes: _Nodes, root: Ints, first: Ints, second: Ints) -> Ints:
    """The cluster that a lone node joins as a piece, or -1.

    Half or more of it lies in a node of the same label, and each of its voters has another piece in that
    node's cluster. Of several, the one with the largest overlap, then the first.
    """
    sizes = np.bincount(root, minlength=len(root))
    votes = np.zeros(len(root), dtype=np.uint64)
    np.bitwise_or.at(votes, root, nodes.voters)
    lone = np.concatenate([first, second])
    other = np.concatenate([second, first])
    overlap = np.minimum(nodes.end[lone], nodes.end[other]) - np.maximum(
        nodes.start[lone], nodes.start[other]
    )
    fits = (
        (sizes[root[lone]] == 1)
        & (nodes.label[lone] == nodes.label[other])
        & (2 * overlap >= nodes.end[lone] - nodes.start[lone])
        & ((nodes.voters[lone] & ~votes[root[other]]) == 0)
    )
    lone, other, overlap = lone[fits], other[fits], overlap[fits]
    found = np.full(len(root), -1)
    order = np.lexsort((other, -overlap, lone))
    best = order[changes(lone[order])]
    found[lone[best]] = root[other[best]]
    return found
