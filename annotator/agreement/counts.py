"""Counts per article all that the figures rest on, so that after an edit only that article is counted again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import Any

import numpy as np

from annotator.agreement.alignment import alignment
from annotator.agreement.arrays import Bits, Ints, starts
from annotator.agreement.article import Article
from annotator.agreement.classes import CLASSES, FACTS, Places, places
from annotator.agreement.columns import Columns, columns
from annotator.agreement.confusion import confusion, meetings
from annotator.agreement.f1 import Credits, credits
from annotator.agreement.label_sets import LabelSets, label_sets, signatures
from annotator.agreement.pairs import Pairs, pairs
from annotator.agreement.positions import Positions, positions
from annotator.agreement.units import Common, Marked, common, marked

_ARTICLES_AT_ONCE = 500  # bounds the memory, whatever the corpus
_CODE_POINTS_AT_ONCE = 4_000_000
_TABLES = ("articles", "pairs", "seats", "sets", "confusion")


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows of several columns, each row of one article; sorted by article."""

    article: Ints

    def columns(self) -> Iterator[tuple[str, np.ndarray]]:
        """Name and values of each column."""
        for column in fields(self):
            yield column.name, getattr(self, column.name)


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
    """One row an article, in the order of the documents."""

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

    def part(self, first: int, last: int) -> "Counts":
        """The counts of the articles at `first` … `last - 1` alone."""
        tables: dict[str, Any] = {name: _cut(getattr(self, name), first, last) for name in _TABLES}
        return replace(self, documents=self.documents[first:last], **tables)


def count(articles: Iterable[Article], owners: Sequence[str], labels: Sequence[str]) -> Counts:
    """Count articles; those that fewer than two of the owners completed are left out, and other labels as well.

    Sorting owners and labels is the caller's: figures do not depend on it, numbers in Counts do.
    """
    owner_numbers = {name: n for n, name in enumerate(owners)}
    label_numbers = {name: n for n, name in enumerate(labels)}
    shared = (a for a in articles if sum(owner in owner_numbers for owner in a.sets) > 1)
    parts = [
        _count_some(some, owner_numbers, label_numbers, tuple(owners), tuple(labels))
        for some in _batches(shared)
    ]
    return _joined(parts or [_count_some([], owner_numbers, label_numbers, tuple(owners), tuple(labels))])


def recount(counts: Counts, article: Article) -> Counts:
    """The counts with one article counted anew; it appears, stays in its place, or disappears.

    A new one comes last. Only its spans are looked at.
    """
    one = count([article], counts.owners, counts.labels)
    if article.document not in counts.documents:
        return _joined([counts, one]) if one.documents else counts
    place = counts.documents.index(article.document)
    return _joined([counts.part(0, place), one, counts.part(place + 1, len(counts.documents))])


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    source = iter(articles)
    while some := list(islice(source, 1)):
        units = len(some[0].text)
        for article in islice(source, _ARTICLES_AT_ONCE - 1):
            some.append(article)
            units += len(article.text)
            if units > _CODE_POINTS_AT_ONCE:
                break
        yield some


def _count_some(
    articles: Sequence[Article],
    owner_numbers: Mapping[str, int],
    label_numbers: Mapping[str, int],
    owners: tuple[str, ...],
    labels: tuple[str, ...],
) -> Counts:
    found = columns(articles, owner_numbers, label_numbers)
    two = pairs(found)
    credit, equal = credits(found, two)
    of_seats, token_ranges = marked(found)
    sets = label_sets(found, two, token_ranges, signatures(labels))
    aligned = alignment(found)
    confused = confusion(found, meetings(two, aligned, equal))
    left, right = found.seat_owner[two.left], found.seat_owner[two.right]
    return Counts(
        owners,
        labels,
        tuple(article.document for article in articles),
        _article_counts(found, positions(found), places(found, aligned)),
        _pair_counts(found, two, credit, common(found, two, of_seats), sets),
        _seat_counts(found, of_seats),
        SetCounts(found.seat_article[sets.seat], found.seat_owner[sets.seat], sets.category, sets.tokens),
        ConfusionCounts(
            two.article[confused.row],
            left[confused.row],
            right[confused.row],
            confused.left,
            confused.right,
            confused.times,
        ),
    )


def _pair_counts(
    columns: Columns, pairs: Pairs, credit: Credits, both: Common, sets: LabelSets
) -> PairCounts:
    left, right = columns.seat_owner[pairs.left], columns.seat_owner[pairs.right]
    return PairCounts(
        pairs.article, left, right, credit.twice, credit.sizes, both.characters, both.tokens, sets.equal
    )


def _seat_counts(columns: Columns, of_seats: Marked) -> SeatCounts:
    key = columns.seat * columns.labels + columns.label
    spans = np.bincount(key, minlength=columns.seats * columns.labels).reshape(of_seats.tokens.shape)
    return SeatCounts(
        columns.seat_article,
        columns.seat_owner,
        spans,
        of_seats.characters,
        of_seats.tokens,
        of_seats.squares,
    )


def _article_counts(columns: Columns, offsets: Positions, found: Places) -> ArticleCounts:
    size, kinds = columns.size, len(CLASSES) + 1
    classes = np.bincount(found.article * kinds + found.kind + 1, minlength=size * kinds)
    classes = classes.reshape(size, kinds)
    facts = np.stack(
        [np.bincount(found.article[found.facts[:, k]], minlength=size) for k in range(len(FACTS))], axis=1
    )
    return ArticleCounts(
        np.arange(size),
        np.diff(columns.seats_before),
        columns.characters,
        columns.tokens,
        offsets.offsets,
        offsets.disagreement,
        offsets.votes,
        classes[:, 0],
        classes[:, 1:],
        facts,
    )


def _joined(parts: Sequence[Counts]) -> Counts:
    """Counts of consecutive articles as one."""
    if len(parts) == 1:
        return parts[0]
    before = starts(np.array([len(part.documents) for part in parts]))
    tables: dict[str, Any] = {
        name: _stacked([getattr(part, name) for part in parts], before) for name in _TABLES
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


def _cut(table: Table, first: int, last: int) -> Table:
    low, high = np.searchsorted(table.article, [first, last])
    cut = {name: values[low:high] for name, values in table.columns()}
    return type(table)(**{**cut, "article": cut["article"] - first})
