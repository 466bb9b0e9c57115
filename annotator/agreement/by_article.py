"""Breaks F1 down: article by article, and each annotator against the others."""

from dataclasses import dataclass

from annotator.agreement import coefficients
from annotator.agreement.arrays import Ints, total
from annotator.agreement.f1 import READINGS
from annotator.agreement.figures import Figures
from annotator.agreement.tables import Counts

Value = float | None


@dataclass(frozen=True, slots=True, eq=False)
class ByArticle:
    """One row an article, in the order of the counts: what strict F1 is made of, and the disagreements."""

    twice: Ints  # twice the credit of all pairs
    spans: Ints  # of both sides of every pair
    annotators: Ints
    agreed: Ints
    classes: Ints  # [row, class]


def by_article(counts: Counts, reading: str = "strict") -> ByArticle:
    """Every shared article. Raises ValueError for an unknown reading."""
    rows, size = counts.pairs, len(counts.documents)
    return ByArticle(
        total(rows.article, rows.twice[:, -1, READINGS.index(reading)], size),
        total(rows.article, rows.sizes[:, -1], size),
        counts.articles.annotators,
        counts.articles.agreed,
        counts.articles.classes,
    )


def against_others(figures: Figures, reading: str = "strict") -> dict[str, Value]:
    """For each annotator the mean of F1 with every other one."""
    pairs = figures.f1[reading].pairs
    return {
        name: coefficients.mean([value.pooled for pair, value in pairs.items() if name in pair])
        for name in figures.annotators
    }
