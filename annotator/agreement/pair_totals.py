"""Adds up the counts of each two annotators over the articles that both completed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agreement.arrays import Ints, numbered, spread, total, totals
from annotator.agreement.tables import Counts


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
    category: Ints  # the number of each row's set in the counts of sets

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
    key, pair = numbered(rows.left * owners + rows.right)
    category = numbered(counts.sets.category)[1]
    size = len(key)
    seat_key = counts.seats.article * owners + counts.seats.owner
    left_seat = np.searchsorted(seat_key, rows.article * owners + rows.left)
    right_seat = np.searchsorted(seat_key, rows.article * owners + rows.right)
    return PairTotals(
        key // owners if owners else key,
        key % owners if owners else key,
        total(pair, counts.articles.documents[rows.article], size),
        totals(pair, rows.twice, size),
        totals(pair, rows.sizes, size),
        totals(pair, counts.articles.tokens[rows.article], size),
        totals(pair, rows.tokens, size),
        totals(pair, counts.seats.tokens[left_seat], size),
        totals(pair, counts.seats.tokens[right_seat], size),
        totals(pair, rows.equal_sets, size),
        _sets(counts, category, pair, size, seat_key, (left_seat, right_seat)),
        category,
    )


def _sets(
    counts: Counts, category: Ints, pair: Ints, size: int, seat_key: Ints, seats: tuple[Ints, Ints]
) -> tuple[tuple[Ints, Ints], ...]:
    known = int(category.max(initial=-1)) + 1
    key = counts.sets.article * len(counts.owners) + counts.sets.owner
    first = np.searchsorted(key, seat_key, side="left")
    last = np.searchsorted(key, seat_key, side="right")
    sides = []
    for seat in seats:
        row, step = spread((last - first)[seat])
        entry = first[seat][row] + step
        cells = total(pair[row] * known + category[entry], counts.sets.tokens[entry], size * known)
        sides.append(cells.reshape(size, known))
    return tuple(zip(*sides, strict=True))
