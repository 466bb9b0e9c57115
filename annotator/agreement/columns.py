"""Lays the spans of many articles side by side in arrays, so that numpy counts them all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from annotator.agreement.arrays import PLACE, Bools, Ints, changes, ints, spread, starts
from annotator.agreement.article import Article, kept_before, kept_tokens
from annotator.model.span import Span

MOST_SEATS = 64  # annotators of one article: a voter is a bit of a word


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Some articles. A seat is one annotator in one article that he or she completed.

    Spans are sorted by (article, start, end, label, owner) and free of twins; `low, high` are their borders
    counted without excluded regions, `first, last` the half-open range of the tokens they touch. `source` is a
    span's place in `spans`; `links` are (span, role, target span); `attributes` are equal where the numbers are.
    """

    articles: Sequence[Article]
    labels: int
    seat_article: Ints
    seat_owner: Ints
    seats_before: Ints  # of each article, and of the end
    characters: Ints
    tokens: Ints
    article: Ints
    seat: Ints
    start: Ints
    end: Ints
    label: Ints
    low: Ints
    high: Ints
    first: Ints
    last: Ints
    attributes: Ints
    source: Ints
    spans: Sequence[Span]
    links: Sequence[tuple[int, str, int]]

    @property
    def size(self) -> int:
        """How many articles."""
        return len(self.articles)

    @property
    def seats(self) -> int:
        """How many pairs of article and annotator who completed it."""
        return len(self.seat_article)


def columns(articles: Sequence[Article], owners: Mapping[str, int], labels: Mapping[str, int]) -> Columns:
    """The articles as arrays; owners and labels by number, others are left out.

    Raises ValueError for an article with more than MOST_SEATS owners.
    """
    seated = [sorted((owners[o], o) for o in article.sets if o in owners) for article in articles]
    if max(map(len, seated), default=0) > MOST_SEATS:
        raise ValueError(f"an article has more than {MOST_SEATS} annotators")
    sets = [
        [span for span in article.sets[owner] if span.label in labels]
        for article, seats in zip(articles, seated, strict=True)
        for _, owner in seats
    ]
    spans = list(chain.from_iterable(sets))
    seat_article, _ = spread(ints([len(seats) for seats in seated]))
    seat, _ = spread(ints([len(owned) for owned in sets]))
    raw = _Raw(
        seat_article[seat],
        seat,
        ints([span.start for span in spans]),
        ints([span.end for span in spans]),
        ints([labels[span.label] for span in spans]),
        _contents(spans),
    )
    return _sorted(articles, labels, seated, seat_article, raw, spans)


@dataclass(frozen=True, slots=True, eq=False)
class _Raw:
    """The spans as they come."""

    article: Ints
    seat: Ints
    start: Ints
    end: Ints
    label: Ints
    attributes: Ints


def _contents(spans: Sequence[Span]) -> Ints:
    """A number for the attributes of each span, 0 for none; the order of numbers follows the contents."""
    described = {i: tuple(sorted(span.attributes.items())) for i, span in enumerate(spans) if span.attributes}
    numbers = {content: n for n, content in enumerate(sorted(set(described.values())), 1)}
    found = np.zeros(len(spans), dtype=np.int64)
    for i, content in described.items():
        found[i] = numbers[content]
    return found


def _sorted(
    articles: Sequence[Article],
    labels: Mapping[str, int],
    seated: Sequence[Sequence[tuple[int, str]]],
    seat_article: Ints,
    raw: _Raw,
    spans: Sequence[Span],
) -> Columns:
    low, high = _without_excluded(articles, raw)
    order = _order(raw, low < high)
    tokens = [kept_tokens(article.tokens, article.excluded) for article in articles]
    first, last = _token_ranges(tokens, raw.article[order], raw.start[order], raw.end[order])
    return Columns(
        articles=articles,
        labels=len(labels),
        seat_article=seat_article,
        seat_owner=ints([number for seats in seated for number, _ in seats]),
        seats_before=starts(ints([len(seats) for seats in seated])),
        characters=_lengths(articles),
        tokens=ints([found.shape[1] for found in tokens]),
        article=raw.article[order],
        seat=raw.seat[order],
        start=raw.start[order],
        end=raw.end[order],
        label=raw.label[order],
        low=low[order],
        high=high[order],
        first=first,
        last=last,
        attributes=raw.attributes[order],
        source=order,
        spans=spans,
        links=_links(spans, raw.seat, order),
    )


def _order(raw: _Raw, kept: Bools) -> Ints:
    """The order of the spans that are kept, without twins."""
    order = np.lexsort((raw.attributes, raw.seat, raw.label, raw.end, raw.article * PLACE + raw.start))
    order = order[kept[order]]
    content = [column[order] for column in (raw.article, raw.start, raw.end, raw.label, raw.seat)]
    return order[changes(*content)]  # a merge may bring the same span twice: counted once


def _lengths(articles: Sequence[Article]) -> Ints:
    return ints([len(a.text) - sum(end - start for start, end in a.excluded) for a in articles])


def _without_excluded(articles: Sequence[Article], raw: _Raw) -> tuple[Ints, Ints]:
    low, high = raw.start, raw.end
    cut = [i for i, article in enumerate(articles) if article.excluded]
    if cut:
        low, high = low.copy(), high.copy()
        of_article = starts(np.bincount(raw.article, minlength=len(articles)))
    for i in cut:
        there = slice(of_article[i], of_article[i + 1])
        low[there] = kept_before(low[there], articles[i].excluded)
        high[there] = kept_before(high[there], articles[i].excluded)
    return low, high


def _token_ranges(tokens: Sequence[np.ndarray], article: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """The range of tokens of its article that each span shares a character with."""
    before = starts(ints([found.shape[1] for found in tokens]))
    if not before[-1]:
        return np.zeros_like(start), np.zeros_like(end)
    all_tokens = np.concatenate([ints(found) for found in tokens], axis=1)
    base = np.repeat(np.arange(len(tokens)), np.diff(before)) * PLACE
    first = np.searchsorted(base + all_tokens[1], article * PLACE + start, side="right")
    last = np.searchsorted(base + all_tokens[0], article * PLACE + end, side="left")
    return first - before[article], np.maximum(first, last) - before[article]


def _links(spans: Sequence[Span], seat: Ints, order: Ints) -> list[tuple[int, str, int]]:
    """Links by the places of spans in the sorted columns; a target that is not there leaves none."""
    linked = [i for i, span in enumerate(spans) if span.links]
    if not linked:
        return []
    place = np.full(len(spans), -1)
    place[order] = np.arange(len(order))
    names: dict[tuple[int, str], int] = {}
    for i, span in enumerate(spans):
        names[(int(seat[i]), span.id or span.item)] = i
        names[(int(seat[i]), span.item or span.id)] = i
    found = [
        (int(place[i]), role, int(place[names[(int(seat[i]), target)]]))
        for i in linked
        for role, targets in spans[i].links.items()
        for target in targets
        if (int(seat[i]), target) in names
    ]
    return sorted(link for link in found if link[0] >= 0 <= link[2])
