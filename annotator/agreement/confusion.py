"""Counts which labels two annotators gave to the same thing; where one has nothing, the other is "not marked"."""

from dataclasses import dataclass

import numpy as np

from annotator.agreement.alignment import Alignment
from annotator.agreement.arrays import Bools, Ints
from annotator.agreement.columns import Columns
from annotator.agreement.pairs import Pairs

NONE = -1  # in place of a span


@dataclass(frozen=True, slots=True, eq=False)
class Meetings:
    """What two annotators have at one thing: a row of Pairs, the span of left and of right, or NONE."""

    row: Ints
    left: Ints
    right: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Confusion:
    """Cells that occur: row of Pairs, the labels of left and right, how often. A label past the last is none."""

    row: Ints
    left: Ints
    right: Ints
    times: Ints


def meetings(pairs: Pairs, alignment: Alignment, equal: Bools) -> Meetings:
    """Every thing that either of a pair marked. `equal`: entries whose span the other side has as well.

    The same thing is the same cluster, so that a name in a claim is never taken for the claim. Of the pieces of
    a split one counts, but pieces that both have count each.
    """
    both = np.flatnonzero(equal).reshape(-1, 2)  # equals are neighbours, left before right
    node = alignment.node_of[pairs.span]
    rest = np.flatnonzero(~equal & ~alignment.piece[node])
    order = rest[np.lexsort((pairs.side[rest], alignment.cluster[node[rest]], pairs.row[rest]))]
    row, cluster = pairs.row[order], alignment.cluster[node[order]]
    first = np.zeros(len(order), dtype=np.bool_)
    first[:-1] = (row[:-1] == row[1:]) & (cluster[:-1] == cluster[1:])
    second = np.zeros_like(first)
    second[1:] = first[:-1]
    alone = order[~first & ~second]
    right = pairs.side[alone] == 1
    span, none = pairs.span, np.full(len(alone), NONE)
    return Meetings(
        np.concatenate([pairs.row[both[:, 0]], row[first], pairs.row[alone]]),
        np.concatenate([span[both[:, 0]], span[order[first]], np.where(right, none, span[alone])]),
        np.concatenate([span[both[:, 1]], span[order[second]], np.where(right, span[alone], none)]),
    )


def confusion(columns: Columns, found: Meetings) -> Confusion:
    """The cells of each pair."""
    size = columns.labels + 1
    labels = np.append(columns.label, columns.labels)  # NONE is the last place
    key = (found.row * size + labels[found.left]) * size + labels[found.right]
    key, times = np.unique(key, return_counts=True)
    row, cell = np.divmod(key, size * size)
    return Confusion(row, cell // size, cell % size, times)
