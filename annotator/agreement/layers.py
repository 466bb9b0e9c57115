"""Adds up the disagreement of alpha in the layer of each label: unequal votes of two annotators on a unit."""

import numpy as np

from annotator.agreement.arrays import Ints, total
from annotator.agreement.tables import Counts


def layer_disagreements(counts: Counts, marked: Ints, both: Ints) -> list[float]:
    """For each label the sum over units of ordered pairs of unequal votes by (votes on the unit - 1).

    `marked` is per seat and label, `both` per pair and label, in characters or tokens.
    """
    size, others = len(counts.articles.article), counts.articles.annotators - 1
    found = []
    for k in range(len(counts.labels)):
        votes = total(counts.seats.article, marked[:, k], size)
        together = total(counts.pairs.article, both[:, k], size)
        # Every seat is in as many pairs as there are others.
        found.append(shared_out(2 * votes * others - 4 * together, others))
    return found


def shared_out(numerators: Ints, denominators: Ints) -> float:
    """The sum of fractions, to the last bit the same in any order of the articles."""
    sums = np.bincount(denominators, weights=numerators)
    return float(sum(sums[d] / d for d in range(1, len(sums))))
