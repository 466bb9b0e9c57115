"""Intervals by drawing articles with replacement; the same draws serve every figure, so that figures compare.

Articles are drawn, not spans or tokens: spans of one article are not independent, and intervals that take them
so are far too narrow.
"""

from dataclasses import dataclass, replace

import numpy as np

from annotator.agreement.arrays import totals
from annotator.agreement.draws import draws
from annotator.agreement.f1 import READINGS
from annotator.agreement.tables import Counts

RESAMPLES = 2_000
LEAST_ARTICLES = 5  # with fewer the interval holds the value three times in four, so there is none
ROUGH_BELOW = 10
_AT_ONCE = 1_000_000  # draws in memory
_BOUNDS = (2.5, 97.5)

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """What F1 and u-alpha are made of: sums over articles, the last axis for single values or one per resample.

    Axes: `twice` reading, label or all; `sizes` label or all; the rest label, in votes of characters.
    """

    twice: np.ndarray
    sizes: np.ndarray
    disagreement: np.ndarray
    marked: np.ndarray
    unmarked: np.ndarray
    squares: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Resamples:
    """The sums of each resample."""

    seed: int
    sums: np.ndarray  # [resample, column of `table`]


def table(counts: Counts) -> np.ndarray:
    """One row an article with all that `sums` names, side by side."""
    size, rows = len(counts.articles.article), counts.pairs
    twice = rows.twice.transpose(0, 2, 1).reshape(len(rows.article), len(READINGS) * (len(counts.labels) + 1))
    votes = totals(counts.seats.article, counts.seats.characters, size)
    together = totals(rows.article, rows.characters, size)
    annotators = counts.articles.annotators[:, None]
    columns = [
        totals(rows.article, twice, size),
        totals(rows.article, rows.sizes, size),
        # Unequal votes are counted per pair of annotators; every seat is in (annotators - 1) pairs.
        2 * votes - 4 * together / np.maximum(annotators - 1, 1),
        votes,
        annotators * counts.articles.characters[:, None] - votes,
        totals(counts.seats.article, counts.seats.squares, size),
    ]
    return np.concatenate(columns, axis=1, dtype=np.float64)


def summed(counts: Counts) -> np.ndarray:
    """One row with the sums of `table`, without its rows; disagreement is left at 0 (see `layers`)."""
    votes = counts.seats.characters.sum(axis=0)
    everything = int((counts.articles.annotators * counts.articles.characters).sum())
    columns = [
        counts.pairs.twice.sum(axis=0).T.ravel(),
        counts.pairs.sizes.sum(axis=0),
        np.zeros(len(counts.labels)),
        votes,
        everything - votes,
        counts.seats.squares.sum(axis=0),
    ]
    return np.concatenate(columns, dtype=np.float64)


def sums(rows: np.ndarray, labels: int) -> Sums:
    """The sums of `table` (shape [column]) or of resamples ([resample, column]) by name."""
    widths = [len(READINGS) * (labels + 1), labels + 1, *[labels] * 4]
    parts = np.split(rows.T, np.cumsum(widths)[:-1])
    twice = parts[0].reshape(len(READINGS), labels + 1, *parts[0].shape[1:])
    return Sums(twice, *parts[1:])


def resample(counts: Counts, *, seed: int, resamples: int = RESAMPLES) -> Resamples:
    """Draw articles; the same articles and the same seed give the same draws, whatever the order."""
    rows = table(counts)
    found = np.zeros((resamples, rows.shape[1]))
    step = max(1, _AT_ONCE // max(resamples, 1))
    for first in range(0, len(rows), step):
        some = slice(first, first + step)
        times = draws(counts.articles.key[some], seed, resamples)
        found += times.T.astype(np.float64) @ rows[some]
    return Resamples(seed, found)


def resample_changed(old: Resamples, gone: Counts, come: Counts) -> Resamples:
    """The resamples after some articles went and others came, which may be the same ones with other marks."""
    more, less = (resample(part, seed=old.seed, resamples=len(old.sums)).sums for part in (come, gone))
    return replace(old, sums=old.sums + (more - less))


def interval(values: np.ndarray, articles: int) -> Interval | None:
    """The 95 % percentile interval of resampled values, not-a-numbers left out; None for too few articles."""
    defined = values[np.isfinite(values)]
    if articles < LEAST_ARTICLES or not len(defined):
        return None
    low, high = np.percentile(defined, _BOUNDS)
    return float(low), float(high)
