"""Counts what kappa and alpha need: the characters and tokens that each annotator marked, and those in common.

In the layer of a label a unit (a character or a token) is marked or not. No array of characters is made: the
length of a union of ranges gives all counts.
"""

from dataclasses import dataclass

import numpy as np

from annotator.agreement.arrays import PLACE, Ints, begins, reach, stable_order, total
from annotator.agreement.columns import Columns
from annotator.agreement.pairs import Pairs


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """Per seat and label: characters, tokens, and the sum of squared lengths (in characters) of marked units."""

    characters: Ints
    tokens: Ints
    squares: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Common:
    """Per row of Pairs and label: the characters and tokens that both marked."""

    characters: Ints
    tokens: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Ranges:
    """Disjoint ranges, sorted by group and start."""

    group: Ints
    start: Ints
    end: Ints


def united(group: Ints, start: Ints, end: Ints) -> Ranges:
    """The ranges with overlapping ones of a group made one; touching ones stay apart. Sorted by (group, start)."""
    furthest = reach(group, end)
    first = np.flatnonzero(begins(group, start, furthest))
    last = np.append(first[1:], len(group)) - 1 if len(first) else first
    return Ranges(group[first], start[first], furthest[last] - group[first] * PLACE)


def marked(columns: Columns) -> tuple[Marked, Ranges]:
    """What each seat marked, and its ranges of tokens by group seat * labels + label."""
    groups = columns.seats * columns.labels
    key = columns.seat * columns.labels + columns.label
    order = stable_order(key, groups)
    key = key[order]
    characters = united(key, columns.low[order], columns.high[order])
    lengths = characters.end - characters.start
    tokens = united(key, columns.first[order], columns.last[order])
    shape = (columns.seats, columns.labels)
    return Marked(
        total(characters.group, lengths, groups).reshape(shape),
        total(tokens.group, tokens.end - tokens.start, groups).reshape(shape),
        total(characters.group, lengths * lengths, groups).reshape(shape),
    ), tokens


def common(columns: Columns, pairs: Pairs, marked: Marked) -> Common:
    """What both of a pair marked: the two lengths less the length of their union."""
    groups = pairs.size * columns.labels
    key = pairs.row * columns.labels + columns.label[pairs.span]
    order = stable_order(key, groups)
    key, span = key[order], pairs.span[order]
    unions = (
        united(key, columns.low[span], columns.high[span]),
        united(key, columns.first[span], columns.last[span]),
    )
    shape = (pairs.size, columns.labels)
    lengths = [total(found.group, found.end - found.start, groups).reshape(shape) for found in unions]
    return Common(
        marked.characters[pairs.left] + marked.characters[pairs.right] - lengths[0],
        marked.tokens[pairs.left] + marked.tokens[pairs.right] - lengths[1],
    )
