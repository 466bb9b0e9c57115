"""Makes the figures on tokens that papers ask for: Cohen's and Fleiss' kappa and alpha, in layers and on label sets."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from annotator.agreement import coefficients
from annotator.agreement.arrays import total
from annotator.agreement.layers import layer_disagreements, shared_out
from annotator.agreement.pair_totals import PairTotals
from annotator.agreement.tables import Counts

Value = float | None


@dataclass(frozen=True, slots=True)
class OnTokens:
    """One coefficient: in the layer of each label, and on sets of labels; and the tokens it rests on."""

    labels: Mapping[str, Value]
    label_sets: Value
    documents: int
    tokens: int


@dataclass(frozen=True, slots=True)
class TokenFigures:
    """Cohen is the mean over pairs that have a value; Fleiss takes only articles that everybody completed."""

    cohen: OnTokens
    cohen_pairs: Mapping[tuple[str, str], OnTokens]
    fleiss: OnTokens
    alpha: OnTokens


def token_figures(counts: Counts, totals: PairTotals) -> TokenFigures:
    """All of them."""
    pairs = _cohen_pairs(counts, totals)
    everyone = counts.articles.annotators == len(np.unique(counts.seats.owner))
    cohen = OnTokens(
        {
            label: coefficients.mean([pair.labels[label] for pair in pairs.values()])
            for label in counts.labels
        },
        coefficients.mean([pair.label_sets for pair in pairs.values()]),
        counts.size,
        int(counts.articles.tokens.sum()),
    )
    return TokenFigures(cohen, pairs, _fleiss(counts, totals, everyone), _alpha(counts, totals))


def _cohen_pairs(counts: Counts, totals: PairTotals) -> dict[tuple[str, str], OnTokens]:
    found = {}
    for place, names in enumerate(totals.names(counts.owners)):
        units = int(totals.units[place])
        rows = zip(
            totals.tokens[place].tolist(),
            totals.left_tokens[place].tolist(),
            totals.right_tokens[place].tolist(),
            strict=True,
        )
        layers = [
            coefficients.cohen(units - a - b + 2 * both, (a, units - a), (b, units - b))
            for both, a, b in rows
        ]
        sets = coefficients.cohen(int(totals.equal_sets[place]), *(s.tolist() for s in totals.sets[place]))
        found[names] = OnTokens(
            dict(zip(counts.labels, layers, strict=True)), sets, int(totals.documents[place]), units
        )
    return dict(sorted(found.items()))


def _fleiss(counts: Counts, totals: PairTotals, everyone: np.ndarray) -> OnTokens:
    annotators = len(np.unique(counts.seats.owner))
    rows, seats = everyone[counts.pairs.article], everyone[counts.seats.article]
    units = int(counts.articles.tokens[everyone].sum())
    together = counts.pairs.tokens[rows].sum(axis=0).tolist()
    votes = counts.seats.tokens[seats].sum(axis=0).tolist()
    pairs = annotators * (annotators - 1) // 2
    layers = [
        # Tokens that two treat alike: all, less those that one of them marked, plus twice those that both did.
        coefficients.fleiss(
            pairs * units - (annotators - 1) * n + 2 * both, (n, annotators * units - n), annotators
        )
        for both, n in zip(together, votes, strict=True)
    ]
    sets = coefficients.fleiss(
        int(counts.pairs.equal_sets[rows].sum()), _set_votes(counts, totals, everyone), annotators
    )
    return OnTokens(
        dict(zip(counts.labels, layers, strict=True)),
        sets,
        int(counts.articles.documents[everyone].sum()),
        units,
    )


def _alpha(counts: Counts, totals: PairTotals) -> OnTokens:
    articles = counts.articles
    size = len(articles.article)
    marked = counts.seats.tokens.sum(axis=0).tolist()
    votes = int((articles.annotators * articles.tokens).sum())
    disagreements = layer_disagreements(counts, counts.seats.tokens, counts.pairs.tokens)
    layers = [coefficients.alpha(d, (n, votes - n)) for d, n in zip(disagreements, marked, strict=True)]
    equal = total(counts.pairs.article, counts.pairs.equal_sets, size)
    pairs = articles.annotators * (articles.annotators - 1) // 2
    sets = coefficients.alpha(
        shared_out(2 * (pairs * articles.tokens - equal), articles.annotators - 1),
        _set_votes(counts, totals, np.ones(size, dtype=np.bool_)),
    )
    return OnTokens(
        dict(zip(counts.labels, layers, strict=True)), sets, counts.size, int(articles.tokens.sum())
    )


def _set_votes(counts: Counts, totals: PairTotals, chosen: np.ndarray) -> list[int]:
    """How many votes each set of labels has in the chosen articles."""
    rows = chosen[counts.sets.article]
    known = int(totals.category.max(initial=-1)) + 1
    votes: list[int] = total(totals.category[rows], counts.sets.tokens[rows], known).tolist()
    return votes
