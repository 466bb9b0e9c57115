"""Makes the figures of agreement from counts. A figure that is not defined is None, never 0 and never 1."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agreement import coefficients
from annotator.agreement.arrays import Ints, numbered, total
from annotator.agreement.bootstrap import (
    RESAMPLES,
    Interval,
    Resamples,
    Sums,
    interval,
    resample,
    summed,
    sums,
)
from annotator.agreement.classes import CLASSES, FACTS
from annotator.agreement.f1 import READINGS
from annotator.agreement.layers import layer_disagreements
from annotator.agreement.pair_totals import PairTotals, pair_totals
from annotator.agreement.tables import Counts
from annotator.agreement.token_figures import TokenFigures, token_figures

Value = float | None
Pair = tuple[str, str]  # names of annotators, the first one first in the alphabet


@dataclass(frozen=True, slots=True)
class F1Value:
    """F1 in one reading: the mean over pairs that have a value, and all pairs pooled with the interval."""

    mean: Value
    pooled: Value
    interval: Interval | None
    spans: int  # of both sides of every pair


@dataclass(frozen=True, slots=True)
class PairF1:
    """F1 of two annotators over the articles that both completed."""

    pooled: Value
    documents: int
    spans: int
    labels: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class F1Figures:
    """One reading."""

    overall: F1Value
    labels: Mapping[str, F1Value]
    pairs: Mapping[Pair, PairF1]


@dataclass(frozen=True, slots=True)
class UAlphaFigures:
    """Krippendorff's u-alpha on characters: of each label's layer, and of all layers together."""

    layered: Value
    interval: Interval | None
    labels: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures. Annotators by name; only those who share an article with another."""

    documents: int
    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    seed: int
    resamples: int
    f1: Mapping[str, F1Figures]  # by reading
    u_alpha: UAlphaFigures
    token: TokenFigures
    label_alpha: Value
    confusion: Mapping[
        Pair, tuple[tuple[int, ...], ...]
    ]  # [label of first][of second], the last one: not marked
    classes: Mapping[str, int]
    facts: Mapping[str, int]
    agreed: int
    spans: Mapping[str, Mapping[str, int]]  # by annotator and label, in shared articles
    offsets: int  # that label_alpha rests on
    characters: int
    tokens: int


def summary(
    counts: Counts, drawn: Resamples | None = None, *, seed: int = 0, resamples: int = RESAMPLES
) -> Figures:
    """All figures of the counts; `drawn` are resamples of the very same counts, made here when not given."""
    drawn = drawn or resample(counts, seed=seed, resamples=resamples)
    now = sums(summed(counts), len(counts.labels))
    again = sums(drawn.sums, len(counts.labels))
    of_pairs = pair_totals(counts)
    articles = counts.articles
    return Figures(
        documents=counts.size,
        annotators=tuple(sorted(counts.owners[n] for n in np.unique(counts.seats.owner))),
        labels=counts.labels,
        seed=drawn.seed,
        resamples=len(drawn.sums),
        f1={reading: _f1(counts, of_pairs, now, again, k) for k, reading in enumerate(READINGS)},
        u_alpha=u_alpha_figures(counts, now, again),
        token=token_figures(counts, of_pairs),
        label_alpha=coefficients.alpha(
            float(np.sort(articles.disagreement).sum()), articles.votes.sum(axis=0).tolist()
        ),
        confusion=_confusion(counts),
        classes=dict(zip(CLASSES, articles.classes.sum(axis=0).tolist(), strict=True)),
        facts=dict(zip(FACTS, articles.facts.sum(axis=0).tolist(), strict=True)),
        agreed=int(articles.agreed.sum()),
        spans=_spans(counts),
        offsets=int(articles.offsets.sum()),
        characters=int(articles.characters.sum()),
        tokens=int(articles.tokens.sum()),
    )


def _f1(counts: Counts, of_pairs: PairTotals, now: Sums, again: Sums, reading: int) -> F1Figures:
    values = _divided(of_pairs.twice[:, :, reading], of_pairs.sizes)

    def value(label: int) -> F1Value:
        with np.errstate(invalid="ignore", divide="ignore"):
            drawn = again.twice[reading, label] / again.sizes[label]
        return F1Value(
            coefficients.mean([row[label] for row in values]),
            coefficients.f1(float(now.twice[reading, label]) / 2, int(now.sizes[label])),
            interval(drawn, counts.size),
            int(now.sizes[label]),
        )

    pairs = {
        pair: PairF1(row[-1], documents, sizes[-1], dict(zip(counts.labels, row[:-1], strict=True)))
        for pair, row, documents, sizes in zip(
            of_pairs.names(counts.owners),
            values,
            of_pairs.documents.tolist(),
            of_pairs.sizes.tolist(),
            strict=True,
        )
    }
    labels = {label: value(k) for k, label in enumerate(counts.labels)}
    return F1Figures(value(len(counts.labels)), labels, dict(sorted(pairs.items())))


def _divided(twice: Ints, sizes: Ints) -> list[list[Value]]:
    return [
        [coefficients.f1(credit / 2, size) for credit, size in zip(*row, strict=True)]
        for row in zip(twice.tolist(), sizes.tolist(), strict=True)
    ]


def u_alpha_figures(counts: Counts, now: Sums, again: Sums) -> UAlphaFigures:
    """u-alpha from the counts, their sums and the sums of resamples."""
    expected = [
        coefficients.expected_disagreement(*(int(value) for value in row))
        for row in zip(now.marked, now.unmarked, now.squares, strict=True)
    ]
    found = layer_disagreements(counts, counts.seats.characters, counts.pairs.characters)
    observed = [value if e else 0.0 for value, e in zip(found, expected, strict=True)]
    votes = again.marked + again.unmarked
    with np.errstate(invalid="ignore", divide="ignore"):
        drawn = 2 * again.marked * again.unmarked * votes / (votes * votes - again.squares - again.unmarked)
        drawn = np.where(again.marked * again.unmarked > 0, drawn, 0)
        layered = 1 - again.disagreement.sum(axis=0) / drawn.sum(axis=0)
    return UAlphaFigures(
        coefficients.u_alpha(sum(sorted(observed)), sum(sorted(expected))),
        interval(layered, counts.size),
        {
            label: coefficients.u_alpha(o, e)
            for label, o, e in zip(counts.labels, observed, expected, strict=True)
        },
    )


def _confusion(counts: Counts) -> dict[Pair, tuple[tuple[int, ...], ...]]:
    """For each two annotators, how often the first gave this label and the second that one."""
    found, size = counts.confusion, len(counts.labels) + 1
    keys, pair = numbered(found.left * len(counts.owners) + found.right)
    cells = (pair * size + found.left_label) * size + found.right_label
    times = total(cells, found.times, len(keys) * size * size).reshape(len(keys), size, size)
    matrices: dict[Pair, tuple[tuple[int, ...], ...]] = {}
    for key, matrix in zip(keys.tolist(), times, strict=True):
        left, right = (counts.owners[n] for n in divmod(key, len(counts.owners)))
        names, rows = ((left, right), matrix) if left < right else ((right, left), matrix.T)
        matrices[names] = tuple(tuple(row) for row in rows.tolist())
    return dict(sorted(matrices.items()))


def both_ways(matrices: Sequence[Sequence[Sequence[int]]]) -> list[list[int]]:
    """One matrix of all pairs in which a row or column has no direction: [x][y] equals [y][x]."""
    if not matrices:
        return []
    added = np.sum(np.array(matrices, dtype=np.int64), axis=0)
    found = added + added.T
    np.fill_diagonal(found, np.diag(added))
    return [list(row) for row in found.tolist()]


def _spans(counts: Counts) -> dict[str, dict[str, int]]:
    found = {}
    for number in np.unique(counts.seats.owner).tolist():
        spans = counts.seats.spans[counts.seats.owner == number].sum(axis=0).tolist()
        found[counts.owners[number]] = dict(zip(counts.labels, spans, strict=True))
    return dict(sorted(found.items()))
