"""Breaks F1 down: article by article, and each annotator against the others."""

from dataclasses import dataclass

from annotator.agreement import coefficients
from annotator.agreement.arrays import total
from annotator.agreement.f1 import READINGS
from annotator.agreement.figures import Figures
from annotator.agreement.tables import Counts

Value = float | None


@dataclass(frozen=True, slots=True)
class ArticleF1:
    """One article: F1 pooled over its pairs (None where nobody marked anything), and its disagreements."""

    document: str
    f1: Value
    annotators: int
    spans: int  # of both sides of every pair
    disagreements: int


def articles(counts: Counts, reading: str = "strict", label: str = "") -> list[ArticleF1]:
    """Every shared article, in the order of the counts. Raises ValueError for an unknown reading or label."""
    place = counts.labels.index(label) if label else len(counts.labels)
    rows, size = counts.pairs, len(counts.documents)
    twice = total(rows.article, rows.twice[:, place, READINGS.index(reading)], size).tolist()
    spans = total(rows.article, rows.sizes[:, place], size).tolist()
    annotators = counts.articles.annotators.tolist()
    places = counts.articles.classes.sum(axis=1).tolist()
    return [
        ArticleF1(document, coefficients.f1(credit / 2, n), who, n, there)
        for document, credit, n, who, there in zip(
            counts.documents, twice, spans, annotators, places, strict=True
        )
    ]


def against_others(figures: Figures, reading: str = "strict") -> dict[str, Value]:
    """For each annotator the mean of F1 with every other one."""
    pairs = figures.f1[reading].pairs
    return {
        name: coefficients.mean([value.pooled for pair, value in pairs.items() if name in pair])
        for name in figures.annotators
    }
