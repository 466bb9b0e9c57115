"""Joins linked nodes into clusters by complete linkage, the links of all components abreast."""

from dataclasses import dataclass

import numpy as np

from annotator.agreement.arrays import Bits, Ints, changes, places_in

_WORD = 64  # nodes of a component that fit into a bit mask
_ONE = np.uint64(1)


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Pairs of nodes that may be meant for the same thing, and how far apart they are."""

    first: Ints
    second: Ints
    distance: np.ndarray


def joined(links: Links, component: Ints, place: Ints, voters: Bits) -> Ints:
    """A node of its cluster for each node, the same for all of one cluster.

    Links are taken by (distance, first, second); two clusters join when their voters are disjoint and every
    node of one is linked with every node of the other. Links stay inside a component; `place` is a node's
    place in it.
    """
    parent = np.arange(len(component))
    order = np.lexsort((links.second, links.first, links.distance, component[links.first]))
    first, second = links.first[order], links.second[order]
    crowded = np.bincount(component) > _WORD
    apart = crowded[component[first]] if len(first) else np.zeros(0, dtype=np.bool_)
    _join_abreast(first[~apart], second[~apart], component, place, voters, parent)
    _join_in_turn(first[apart], second[apart], voters, parent)
    return _roots(parent, np.arange(len(parent)))


def _join_abreast(
    first: Ints, second: Ints, component: Ints, place: Ints, voters: Bits, parent: Ints
) -> None:
    if not len(first):
        return
    bit = _ONE << (place % _WORD).astype(np.uint64)
    members, votes = bit.copy(), voters.copy()
    linked = np.zeros(len(parent), dtype=np.uint64)  # by every member
    np.bitwise_or.at(linked, first, bit[second])
    np.bitwise_or.at(linked, second, bit[first])
    _, turn = places_in(changes(component[first]))
    by_turn = np.argsort(turn, kind="stable")
    ends = np.cumsum(np.bincount(turn))
    for begin, end in zip([0, *ends[:-1]], ends, strict=True):
        now = by_turn[begin:end]
        a, b = _roots(parent, first[now]), _roots(parent, second[now])
        fits = (a != b) & ((votes[a] & votes[b]) == 0) & ((members[b] & ~linked[a]) == 0)
        a, b = a[fits], b[fits]
        parent[b] = a
        members[a] |= members[b]
        votes[a] |= votes[b]
        linked[a] &= linked[b]


def _join_in_turn(first: Ints, second: Ints, voters: Bits, parent: Ints) -> None:
    """The same for components that no word can hold, one link after the other."""
    pairs = list(zip(first.tolist(), second.tolist(), strict=True))
    linked: dict[int, set[int]] = {}
    for a, b in pairs:
        linked.setdefault(a, set()).add(b)
        linked.setdefault(b, set()).add(a)
    members = {node: {node} for node in linked}
    root = {node: node for node in linked}
    votes = {node: int(voters[node]) for node in linked}
    for left, right in pairs:
        a, b = root[left], root[right]
        if a == b or votes[a] & votes[b] or not members[b] <= linked[a]:
            continue
        parent[b] = a
        for node in members[b]:
            root[node] = a
        members[a] |= members.pop(b)
        votes[a] |= votes[b]
        linked[a] &= linked[b]


def _roots(parent: Ints, nodes: Ints) -> Ints:
    found = parent[nodes]
    while True:
        above = parent[found]
        if np.array_equal(above, found):
            return found
        found = above
