"""Counts the label sets on tokens: the set of labels that an annotator put on a token is its category."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agreement.arrays import Bits, Ints, spread, starts
from annotator.agreement.columns import Columns
from annotator.agreement.pairs import Pairs
from annotator.agreement.units import Ranges


@dataclass(frozen=True, slots=True, eq=False)
class LabelSets:
    """`equal`: tokens with the same set, per row of Pairs. The rest: how many tokens of a seat have which set."""

    equal: Ints
    seat: Ints
    category: Bits
    tokens: Ints


def signatures(labels: Sequence[str]) -> Bits:
    """A word for each label; sums of words tell sets of labels apart, whatever other labels there are.

    64 bits of a hash: any number of labels fits, and two of the sets in a corpus meet with a chance of 2**-64.
    """
    hashes = [hashlib.sha256(label.encode()).digest()[:8] for label in labels]
    return np.array([int.from_bytes(found, "big") for found in hashes], dtype=np.uint64)


def label_sets(columns: Columns, pairs: Pairs, marked: Ranges, words: Bits) -> LabelSets:
    """The counts; `marked` are the ranges of tokens of each seat and label (`units.marked`)."""
    # A place for each token of each seat, and one more where ranges that reach the end are taken back.
    sizes = columns.tokens[columns.seat_article] + 1
    base = starts(sizes)
    seat, label = np.divmod(marked.group, max(columns.labels, 1))
    steps = np.zeros(int(base[-1]), dtype=np.uint64)
    np.add.at(steps, base[seat] + marked.start, words[label])
    np.subtract.at(steps, base[seat] + marked.end, words[label])
    state = np.cumsum(steps, dtype=np.uint64)
    row, token = spread(columns.tokens[pairs.article])
    same = state[base[pairs.left][row] + token] == state[base[pairs.right][row] + token]
    so_far = starts(same.astype(np.int64))
    ends = starts(columns.tokens[pairs.article])
    return LabelSets(so_far[ends[1:]] - so_far[ends[:-1]], *_categories(state, sizes, base))


def _categories(state: Bits, sizes: Ints, base: Ints) -> tuple[Ints, Bits, Ints]:
    """(seat, category, tokens) of what occurs, from runs of equal state."""
    new = np.ones(len(state), dtype=np.bool_)
    new[1:] = state[1:] != state[:-1]
    new[base[:-1]] = True
    new[base[1:] - 1] = True  # the place after the last token is none
    first = np.flatnonzero(new)
    length = np.diff(first, append=len(state))
    seat = np.searchsorted(base, first, side="right") - 1
    is_token = first != base[seat + 1] - 1
    seat, length, found = seat[is_token], length[is_token], state[first[is_token]]
    known, category = np.unique(found, return_inverse=True)
    key, place = np.unique(seat * max(len(known), 1) + category, return_inverse=True)
    tokens = np.bincount(place, weights=length, minlength=len(key)).astype(np.int64)
    return key // max(len(known), 1), known[key % max(len(known), 1)], tokens
