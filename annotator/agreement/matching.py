"""Matches overlapping spans of two annotators one to one, as many as possible."""

from collections.abc import Sequence

import numpy as np

from annotator.agreement.arrays import Bits, Bools, Ints, begins, count, places_in, reach, total

_WORD = 64  # spans of one component that fit into a bit mask


def most_pairs(group: Ints, start: Ints, end: Ints, side: Ints, groups: int) -> Ints:
    """The size of the largest one-to-one matching of overlapping spans of two sides, for each group.

    Rows are sorted by (group, start); sides are 0 and 1. Spans that share no point with others are counted
    without a loop; the rest by `matched_pairs`, all groups abreast.
    """
    if not len(group):
        return np.zeros(groups, dtype=np.int64)
    component, _ = places_in(begins(group, start, reach(group, end)))
    components = int(component[-1]) + 1
    right = total(component, side, components)
    sizes = count(component, components)
    fewest = np.minimum(right, sizes - right)
    # Where one side has a single span, it touches some span of the other: the component hangs together.
    hard = (fewest > 1)[component]
    found = fewest
    found[fewest > 1] = 0
    if hard.any():
        chosen = np.flatnonzero(hard)
        chosen = chosen[np.lexsort((start[chosen], end[chosen], component[chosen]))]
        _match_components(component[chosen], start[chosen], end[chosen], side[chosen], found)
    first_rows = np.flatnonzero(np.diff(component, prepend=-1))
    return total(group[first_rows], found, groups)


def _match_components(component: Ints, start: Ints, end: Ints, side: Ints, found: Ints) -> None:
    """Adds the matches of components, rows sorted by (component, end), to `found`."""
    new = np.diff(component, prepend=-1) != 0
    base = np.flatnonzero(new)
    sizes = np.diff(base, append=len(component))
    for place in np.flatnonzero(sizes > _WORD):
        rows = range(base[place], base[place] + sizes[place])
        spans = [(int(start[i]), int(end[i]), int(side[i])) for i in rows]
        found[component[base[place]]] = len(matched_pairs(spans))
    small = sizes <= _WORD
    base, sizes = base[small], sizes[small]
    later = _later_partners(start, end, side, base, sizes)
    free = np.full(len(base), ~np.uint64(0))
    for k in range(int(sizes.max(initial=0))):
        active = np.flatnonzero(sizes > k)
        bit = np.uint64(1 << k)
        open_ = free[active]
        candidates = np.where(open_ & bit, later[base[active] + k] & open_, np.uint64(0))
        lowest = candidates & (~candidates + np.uint64(1))
        hit = lowest != 0
        free[active[hit]] &= ~(lowest[hit] | bit)
        found[component[base[active[hit]]]] += 1


def _later_partners(start: Ints, end: Ints, side: Ints, base: Ints, sizes: Ints) -> Bits:
    """Bits of the later rows of its component that each row overlaps on the other side."""
    found = np.zeros(len(start), dtype=np.uint64)
    place = np.zeros(len(start), dtype=np.int64)
    left = np.zeros(len(start), dtype=np.int64)
    for k in range(int(sizes.max(initial=0))):
        active = base[sizes > k]
        place[active + k] = k
        left[active + k] = sizes[sizes > k] - k - 1
    for step in range(1, int(sizes.max(initial=0))):
        rows = np.flatnonzero(left >= step)
        other = rows + step
        meets: Bools = (side[rows] != side[other]) & (start[other] < end[rows])
        rows = rows[meets]
        found[rows] |= np.uint64(1) << (place[rows] + step).astype(np.uint64)
    return found


def matched_pairs(spans: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Places of spans (start, end, side) that belong together: the most overlapping pairs of the two sides.

    By end: an unmatched span takes the unmatched overlapping span of the other side that ends first. That is
    optimal, because every later partner contains the present end, so that what the spans can take is nested.
    """
    order = sorted(range(len(spans)), key=lambda i: (spans[i][1], spans[i][0], spans[i][2]))
    taken: set[int] = set()
    pairs = []
    for place, i in enumerate(order):
        if i in taken:
            continue
        for j in order[place + 1 :]:
            if j not in taken and spans[j][2] != spans[i][2] and spans[j][0] < spans[i][1]:
                taken |= {i, j}
                pairs.append((i, j) if spans[i][2] < spans[j][2] else (j, i))
                break
    return pairs
