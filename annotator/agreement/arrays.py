"""Small steps over whole-number arrays that numpy has no name for."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Bits = NDArray[np.uint64]

_SMALL = 1 << 16
PLACE = 1 << 32  # group * PLACE + offset orders by group, then offset; no text has as many code points


def ints(values: object) -> Ints:
    """The values as an array of 64-bit whole numbers."""
    return np.asarray(values, dtype=np.int64)


def starts(sizes: Ints) -> Ints:
    """Where each of consecutive stretches of these sizes starts; one entry more, the end of the last."""
    found = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=found[1:])
    return found


def spread(sizes: Ints) -> tuple[Ints, Ints]:
    """For `sizes` stretches laid end to end: which stretch each element is of, and its place in it."""
    whose = np.repeat(np.arange(len(sizes)), sizes)
    return whose, np.arange(len(whose)) - starts(sizes)[whose]


def stable_order(keys: Ints, bound: int) -> Ints:
    """The order that sorts keys in 0 … bound - 1 and leaves equals as they are."""
    # numpy sorts 16-bit keys by radix, several times faster than by comparison.
    return np.argsort(keys.astype(np.uint16) if bound <= _SMALL else keys, kind="stable")


def changes(*columns: Ints) -> Bools:
    """Whether a row differs from the row before it in some column; the first one does."""
    found = np.zeros(len(columns[0]), dtype=np.bool_)
    if len(found):
        found[0] = True
    for column in columns:
        found[1:] |= column[1:] != column[:-1]
    return found


def count(groups: Ints, bound: int) -> Ints:
    """How often each of 0 … bound - 1 occurs."""
    return np.bincount(groups, minlength=bound)


def total(groups: Ints, values: Ints, bound: int) -> Ints:
    """The sum of the values of each group, exact below 2**53."""
    return np.bincount(groups, weights=values, minlength=bound).astype(np.int64)


def totals(groups: Ints, values: Ints, bound: int) -> Ints:
    """As `total`, for rows of values of any shape."""
    # Column by column: ufunc.at over rows takes ten times as long.
    flat = values.reshape(len(values), int(np.prod(values.shape[1:])))
    found = np.empty((bound, flat.shape[1]), dtype=np.int64)
    for k in range(flat.shape[1]):
        found[:, k] = total(groups, flat[:, k], bound)
    return found.reshape(bound, *values.shape[1:])


def reach(groups: Ints, ends: Ints) -> Ints:
    """The furthest end so far within the group, as group * PLACE + end; rows must be sorted by group."""
    return np.maximum.accumulate(groups * PLACE + ends)


def begins(groups: Ints, firsts: Ints, furthest: Ints) -> Bools:
    """Whether a row overlaps none before it, given the rows' `reach`; rows sorted by group and start."""
    found = np.ones(len(groups), dtype=np.bool_)
    found[1:] = groups[1:] * PLACE + firsts[1:] >= furthest[:-1]
    return found


def places_in(new: Bools) -> tuple[Ints, Ints]:
    """For rows of which `new` marks each group's first: the group's number, and the row's place in it."""
    group = np.cumsum(new) - 1
    first = np.flatnonzero(new)
    return group, np.arange(len(new)) - (first[group] if len(first) else 0)


def numbered(values: NDArray[Any]) -> tuple[NDArray[Any], Ints]:
    """The values that occur, sorted, and the place of each row's value among them."""
    # Without return_inverse numpy need not sort all rows.
    known = np.unique(values)
    return known, np.searchsorted(known, values)
