"""Sets two annotators of one article side by side, for every two who completed it."""

from dataclasses import dataclass

import numpy as np

from annotator.agreement.arrays import Ints, count, spread, stable_order, starts
from annotator.agreement.columns import Columns


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Rows: (article, two of its seats). Entries: the spans of either seat, sorted by row, then as in Columns."""

    article: Ints
    left: Ints  # seats
    right: Ints
    row: Ints  # of each entry
    side: Ints  # 0 left, 1 right
    span: Ints

    @property
    def size(self) -> int:
        """How many rows."""
        return len(self.article)


def pairs(columns: Columns) -> Pairs:
    """Every two seats of each article, and their spans."""
    seats = np.diff(columns.seats_before)
    left, right = _seat_pairs(columns.seats_before, seats)
    rows = len(left)
    # The rows of each seat: its ends in (left, right), grouped by seat.
    ends = np.concatenate([left, right])
    order = stable_order(ends, max(columns.seats, 1))
    rows_of = starts(count(ends, columns.seats))
    span, within = spread(np.diff(rows_of)[columns.seat])
    end = order[rows_of[columns.seat[span]] + within]
    row, side = end % max(rows, 1), (end >= rows).astype(np.int64)
    sorted_ = stable_order(row, rows)
    return Pairs(columns.seat_article[left], left, right, row[sorted_], side[sorted_], span[sorted_])


def _seat_pairs(before: Ints, seats: Ints) -> tuple[Ints, Ints]:
    """Left and right seat of every two in an article, by article, left, right."""
    seat, article_seats = np.arange(int(before[-1])), np.repeat(seats, seats)
    place = seat - np.repeat(before[:-1], seats)
    left, step = spread(article_seats - 1 - place)
    return left, left + 1 + step
