"""Counts what F1 on spans needs for each two annotators of an article: sizes, and credit in four readings.

Strict: start, end and label equal. Exact: start and end. Partial: as exact, and half a credit for an overlap.
Type: an overlap with the same label. Each is the best one-to-one matching, so neither side is the reference;
the readings are those of SemEval-2013 task 9.1 made symmetric.
"""

from dataclasses import dataclass

import numpy as np

from annotator.agreement.arrays import Bools, Ints, changes, count, places_in, stable_order, total
from annotator.agreement.columns import Columns
from annotator.agreement.matching import most_pairs
from annotator.agreement.pairs import Pairs

READINGS = ("strict", "exact", "partial", "type")
STRICT, EXACT, PARTIAL, TYPE = range(4)


@dataclass(frozen=True, slots=True, eq=False)
class Credits:
    """For each row of Pairs. The last label stands for all of them together."""

    twice: Ints  # [row, label or all, reading]: twice the credit, so that halves stay whole
    sizes: Ints  # [row, label or all]: spans of both sides


@dataclass(frozen=True, slots=True, eq=False)
class _Entries:
    """The entries of Pairs with what is asked of them again and again."""

    row: Ints
    side: Ints
    start: Ints
    end: Ints
    label: Ints

    def __getitem__(self, chosen: Ints | Bools) -> "_Entries":
        return _Entries(
            self.row[chosen], self.side[chosen], self.start[chosen], self.end[chosen], self.label[chosen]
        )


def credits(columns: Columns, pairs: Pairs) -> tuple[Credits, Bools]:
    """The counts of each row, and which entries of the pairs have an equal on the other side."""
    entries = _Entries(
        pairs.row,
        pairs.side,
        columns.start[pairs.span],
        columns.end[pairs.span],
        columns.label[pairs.span],
    )
    rows, labels = pairs.size, columns.labels
    by_label = entries.row * labels + entries.label
    equal = _equal(entries)
    sizes = count(by_label, rows * labels).reshape(rows, labels)
    twice = np.zeros((rows, labels + 1, len(READINGS)), dtype=np.int64)
    strict = count(by_label[equal], rows * labels).reshape(rows, labels)  # both sides of each: twice
    twice[:, :labels, STRICT] = twice[:, :labels, EXACT] = strict
    twice[:, :labels, TYPE] = 2 * _by_label(entries, by_label, rows, labels)
    rest = ~equal
    twice[:, :labels, PARTIAL] = strict + _by_label(entries[rest], by_label[rest], rows, labels)
    twice[:, labels] = twice[:, :labels].sum(axis=1)
    exact, over = _exact(entries, rows)
    twice[:, labels, EXACT] = 2 * exact
    left = entries[over]
    twice[:, labels, PARTIAL] = 2 * exact + most_pairs(left.row, left.start, left.end, left.side, rows)
    return Credits(twice, np.concatenate([sizes, sizes.sum(axis=1, keepdims=True)], axis=1)), equal


def _equal(entries: _Entries) -> Bools:
    """Whether the other side has the same span: equals are neighbours, since nobody has one twice."""
    same = ~changes(entries.row, entries.start, entries.end, entries.label)
    found = same.copy()
    found[:-1] |= same[1:]
    return found


def _by_label(entries: _Entries, by_label: Ints, rows: int, labels: int) -> Ints:
    """The most overlapping pairs of equal label, for each row and label."""
    order = stable_order(by_label, rows * labels)
    chosen = entries[order]
    found = most_pairs(by_label[order], chosen.start, chosen.end, chosen.side, rows * labels)
    return found.reshape(rows, labels)


def _exact(entries: _Entries, rows: int) -> tuple[Ints, Bools]:
    """How many offsets both sides have, as multisets, and which entries are left over."""
    if not len(entries.row):
        return np.zeros(rows, dtype=np.int64), np.zeros(0, dtype=np.bool_)
    new = changes(entries.row, entries.start, entries.end)
    run, place = places_in(new)
    runs = int(run[-1]) + 1
    right = total(run, entries.side, runs)
    both = np.minimum(right, count(run, runs) - right)
    before = np.cumsum(entries.side) - entries.side  # right ones before this entry
    right_place = before - before[new][run]
    rank = np.where(entries.side == 1, right_place, place - right_place)
    return total(entries.row[new], both, rows), rank >= both[run]
