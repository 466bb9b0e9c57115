"""Adds up the counts of each two annotators over the articles that both completed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agreement.arrays import Ints, spread, total
from annotator.agreement.counts import Counts


@dataclass(frozen=True, slots=True, eq=False)
class PairTotals:
    """One row for every two annotators who share an article."""

    left: Ints
    right: Ints
    documents: Ints
    twice: Ints  # [pair, label or all, reading]
    sizes: Ints  # [pair, label or all]
    units: Ints  # tokens of the shared articles
    tokens: Ints  # [pair, label]: that both marked
    left_tokens: Ints  # [pair, label]
    right_tokens: Ints
    equal_sets: Ints
    sets: tuple[tuple[Ints, Ints], ...]  # of each pair: tokens per set of labels, left and right

    def names(self, owners: Sequence[str]) -> list[tuple[str, str]]:
        """The names of each pair, in alphabetical order."""
        found = []
        for a, b in zip(self.left.tolist(), self.right.tolist(), strict=True):
            first, second = sorted((owners[a], owners[b]))
            found.append((first, second))
        return found


def pair_totals(counts: Counts) -> PairTotals:
    """The totals of every pair, by owners' numbers."""
    rows, owners = counts.pairs, len(counts.owners)
    key, pair = np.unique(rows.left * owners + rows.right, return_inverse=True)
    size = len(key)
    seat_key = counts.seats.article * owners + counts.seats.owner
    left_seat = np.searchsorted(seat_key, rows.article * owners + rows.left)
    right_seat = np.searchsorted(seat_key, rows.article * owners + rows.right)

    def added(values: Ints) -> Ints:
        flat = values.reshape(len(values), -1)
        columns = [total(pair, flat[:, k], size) for k in range(flat.shape[1])]
        return (np.stack(columns, axis=1) if columns else np.zeros((size, 0), dtype=np.int64)).reshape(
            size, *values.shape[1:]
        )

    return PairTotals(
        key // owners if owners else key,
        key % owners if owners else key,
        np.bincount(pair, minlength=size),
        added(rows.twice),
        added(rows.sizes),
        added(counts.articles.tokens[rows.article]),
        added(rows.tokens),
        added(counts.seats.tokens[left_seat]),
        added(counts.seats.tokens[right_seat]),
        added(rows.equal_sets),
        _sets(counts, pair, size, seat_key, (left_seat, right_seat)),
    )


def _sets(
    counts: Counts, pair: Ints, size: int, seat_key: Ints, seats: tuple[Ints, Ints]
) -> tuple[tuple[Ints, Ints], ...]:
    known, category = np.unique(counts.sets.category, return_inverse=True)
    key = counts.sets.article * len(counts.owners) + counts.sets.owner
    first = np.searchsorted(key, seat_key, side="left")
    last = np.searchsorted(key, seat_key, side="right")
    sides = []
    for seat in seats:
        row, step = spread((last - first)[seat])
        entry = first[seat][row] + step
        cells = total(pair[row] * len(known) + category[entry], counts.sets.tokens[entry], size * len(known))
        sides.append(cells.reshape(size, len(known)))
    return tuple(zip(*sides, strict=True))
