"""Counts per article all that the figures rest on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from annotator.agreement.alignment import alignment
from annotator.agreement.article import Article
from annotator.agreement.classes import CLASSES, FACTS, Places, places
from annotator.agreement.columns import Columns, columns
from annotator.agreement.confusion import Confusion, confusion, meetings
from annotator.agreement.draws import draw_keys
from annotator.agreement.f1 import Credits, credits
from annotator.agreement.label_sets import LabelSets, label_sets, signatures
from annotator.agreement.pairs import Pairs, pairs
from annotator.agreement.positions import Positions, positions
from annotator.agreement.tables import (
    ArticleCounts,
    ConfusionCounts,
    Counts,
    PairCounts,
    SeatCounts,
    SetCounts,
    joined,
)
from annotator.agreement.units import Common, Marked, common, marked

_ARTICLES_AT_ONCE = 500  # bounds the memory, whatever the corpus
_CODE_POINTS_AT_ONCE = 4_000_000


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
    return joined(parts or [_count_some([], owner_numbers, label_numbers, tuple(owners), tuple(labels))])


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
    return Counts(
        owners,
        labels,
        tuple(article.document for article in articles),
        _article_counts(found, positions(found), places(found, aligned)),
        _pair_counts(found, two, credit, common(found, two, of_seats), sets),
        _seat_counts(found, of_seats),
        SetCounts(found.seat_article[sets.seat], found.seat_owner[sets.seat], sets.category, sets.tokens),
        _confusion_counts(found, two, confused),
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


def _confusion_counts(columns: Columns, pairs: Pairs, found: Confusion) -> ConfusionCounts:
    left, right = (columns.seat_owner[seats[found.row]] for seats in (pairs.left, pairs.right))
    return ConfusionCounts(pairs.article[found.row], left, right, found.left, found.right, found.times)


def _article_counts(columns: Columns, offsets: Positions, found: Places) -> ArticleCounts:
    size, kinds = columns.size, len(CLASSES) + 1
    classes = np.bincount(found.article * kinds + found.kind + 1, minlength=size * kinds)
    classes = classes.reshape(size, kinds)
    facts = np.stack(
        [np.bincount(found.article[found.facts[:, k]], minlength=size) for k in range(len(FACTS))], axis=1
    )
    return ArticleCounts(
        np.arange(size),
        np.ones(size, dtype=np.int64),
        draw_keys([found.uid or found.document.encode() for found in columns.articles]),
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
