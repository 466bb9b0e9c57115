"""The tables of counts: what each article, annotator and pair of annotators contributes to the figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from annotator.agreement.arrays import Bits, Bools, Ints, starts

TABLES = ("articles", "pairs", "seats", "sets", "confusion")


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows of several columns, each row of one article; sorted by article."""

    article: Ints

    def columns(self) -> Iterator[tuple[str, np.ndarray]]:
        """Name and values of each column."""
        for name in self.__dataclass_fields__:  # `fields` looks at each of them anew
            yield name, getattr(self, name)


@dataclass(frozen=True, slots=True, eq=False)
class PairCounts(Table):
    """Two annotators who completed the article."""

    left: Ints  # owners by number, left < right
    right: Ints
    twice: Ints  # [row, label or all, reading]
    sizes: Ints  # [row, label or all]
    characters: Ints  # [row, label]: that both marked
    tokens: Ints
    equal_sets: Ints  # tokens with the same set of labels


@dataclass(frozen=True, slots=True, eq=False)
class SeatCounts(Table):
    """One annotator who completed the article."""

    owner: Ints
    spans: Ints  # [row, label]
    characters: Ints
    tokens: Ints
    squares: Ints


@dataclass(frozen=True, slots=True, eq=False)
class SetCounts(Table):
    """How many tokens one annotator gave one set of labels."""

    owner: Ints
    category: Bits
    tokens: Ints


@dataclass(frozen=True, slots=True, eq=False)
class ConfusionCounts(Table):
    """How often two annotators gave these two labels to one thing; a label past the last is none."""

    left: Ints
    right: Ints
    left_label: Ints
    right_label: Ints
    times: Ints


@dataclass(frozen=True, slots=True, eq=False)
class ArticleCounts(Table):
    """One row an article, in the order of the documents; or one for several that the same annotators completed."""

    documents: Ints  # how many articles the row stands for
    key: Bits  # what an article's draws follow, the same in every file that has the article
    annotators: Ints
    characters: Ints
    tokens: Ints
    offsets: Ints
    disagreement: np.ndarray  # of labels on equal offsets
    votes: Ints  # [row, label]
    agreed: Ints
    classes: Ints  # [row, class]
    facts: Ints  # [row, fact]


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """The counts of some articles, of which two or more annotators completed each."""

    owners: tuple[str, ...]
    labels: tuple[str, ...]
    documents: tuple[str, ...]
    articles: ArticleCounts
    pairs: PairCounts
    seats: SeatCounts
    sets: SetCounts
    confusion: ConfusionCounts

    @property
    def size(self) -> int:
        """How many articles were counted."""
        return int(self.articles.documents.sum())

    def part(self, first: int, last: int) -> "Counts":
        """The counts of the articles at `first` … `last - 1` alone."""
        tables: dict[str, Any] = {name: _cut(getattr(self, name), first, last) for name in TABLES}
        return replace(self, documents=self.documents[first:last], **tables)


def _cut(table: Table, first: int, last: int) -> Table:
    low, high = np.searchsorted(table.article, [first, last])
    cut = {name: values[low:high] for name, values in table.columns()}
    return type(table)(**{**cut, "article": cut["article"] - first})


def chosen(counts: Counts, rows: Bools) -> Counts:
    """The counts of the articles for which `rows` says so."""
    place = np.cumsum(rows) - 1
    tables: dict[str, Any] = {}
    for name in TABLES:
        table = getattr(counts, name)
        here = rows[table.article]
        columns = {column: values[here] for column, values in table.columns()}
        tables[name] = type(table)(**{**columns, "article": place[columns["article"]]})
    documents = tuple(name for name, kept in zip(counts.documents, rows.tolist(), strict=True) if kept)
    return replace(counts, documents=documents, **tables)


def joined(parts: Sequence[Counts]) -> Counts:
    """Counts of consecutive articles as one."""
    if len(parts) == 1:
        return parts[0]
    before = starts(np.array([len(part.articles.article) for part in parts]))
    tables: dict[str, Any] = {
        name: _stacked([getattr(part, name) for part in parts], before) for name in TABLES
    }
    documents = tuple(document for part in parts for document in part.documents)
    return replace(parts[0], documents=documents, **tables)


def _stacked(tables: Sequence[Table], before: Ints) -> Table:
    named = [dict(table.columns()) for table in tables]
    stacked = {name: np.concatenate([columns[name] for columns in named]) for name in named[0]}
    stacked["article"] = np.concatenate(
        [table.article + offset for table, offset in zip(tables, before[:-1], strict=True)]
    )
    return type(tables[0])(**stacked)
