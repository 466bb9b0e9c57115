"""Counts how labels agree where offsets do: ranges that two annotators or more marked with exactly these borders."""

from dataclasses import dataclass

import numpy as np

from annotator.agreement.arrays import Ints, changes, count, places_in, total
from annotator.agreement.columns import Columns


@dataclass(frozen=True, slots=True, eq=False)
class Positions:
    """Per article: how many offsets, the disagreement of alpha over them, and the votes per label.

    An offset that somebody marked with two labels is left out: which of them to compare is not known.
    """

    offsets: Ints
    disagreement: np.ndarray
    votes: Ints  # [article, label]


def positions(columns: Columns) -> Positions:
    """The counts of each article; an annotator without a span at an offset is missing there."""
    shape = (columns.size, columns.labels)
    if not len(columns.article):
        zeros = np.zeros(columns.size, dtype=np.int64)
        return Positions(zeros, zeros.astype(np.float64), np.zeros(shape, dtype=np.int64))
    new = changes(columns.article, columns.start, columns.end)
    offset, _ = places_in(new)
    offsets = int(offset[-1]) + 1
    voters = count(offset, offsets)
    taken = (voters > 1) & ~_somebody_twice(columns, offset, voters)
    same, _ = places_in(new | changes(columns.label))
    votes = count(same, int(same[-1]) + 1)
    of_vote = offset[changes(same)]
    equal = total(of_vote, votes * votes, offsets)
    article = columns.article[new]
    spread_ = np.where(taken, voters * voters - equal, 0) / np.maximum(voters - 1, 1)
    chosen = taken[offset]
    key = columns.article[chosen] * columns.labels + columns.label[chosen]
    return Positions(
        count(article[taken], columns.size),
        np.bincount(article, weights=spread_, minlength=columns.size),
        count(key, columns.size * columns.labels).reshape(shape),
    )


def _somebody_twice(columns: Columns, offset: Ints, voters: Ints) -> np.ndarray:
    several = np.flatnonzero(voters[offset] > 1)
    key = np.sort(offset[several] * max(columns.seats, 1) + columns.seat[several])
    twice = key[1:][key[1:] == key[:-1]] // max(columns.seats, 1)
    found = np.zeros(len(voters), dtype=np.bool_)
    found[twice] = True
    return found
