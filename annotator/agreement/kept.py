"""Keeps the counts of a corpus, so that after an edit the figures cost the changed articles and not the corpus."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agreement.article import Article
from annotator.agreement.bootstrap import RESAMPLES, Resamples, resample, resample_changed
from annotator.agreement.counts import count
from annotator.agreement.figures import Figures, summary
from annotator.agreement.merged import merged, with_and_without
from annotator.agreement.tables import Counts, chosen, joined

_LOOSE = 500  # changed articles beside the others, before all are put in one table again


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """Counts of many articles, and of those that changed since; `totals` and `drawn` are of the present ones."""

    base: Counts
    places: Mapping[str, int]  # of each document in the base
    changed: Mapping[str, Counts]  # of one article each; empty where it is shared no more
    totals: Counts  # merged
    drawn: Resamples

    @property
    def documents(self) -> list[str]:
        """The shared articles, those of the base first."""
        there = [document for document in self.base.documents if document not in self.changed]
        return there + [document for document, part in self.changed.items() if part.documents]


def kept(counts: Counts, *, seed: int, resamples: int = RESAMPLES) -> Kept:
    """The counts, ready for changes."""
    places = {document: place for place, document in enumerate(counts.documents)}
    return Kept(counts, places, {}, merged(counts), resample(counts, seed=seed, resamples=resamples))


def figures(found: Kept) -> Figures:
    """The figures of the present articles."""
    return summary(found.totals, found.drawn)


def part(found: Kept, document: str) -> Counts:
    """The counts of one article, empty where it is not shared."""
    if document in found.changed:
        return found.changed[document]
    place = found.places.get(document)
    return found.base.part(0, 0) if place is None else found.base.part(place, place + 1)


def parts(found: Kept, documents: Collection[str]) -> Counts:
    """The counts of some shared articles in this order, as of a corpus of their own."""
    if not documents:
        return found.base.part(0, 0)
    return joined([part(found, document) for document in documents])


def counts_of(found: Kept) -> Counts:
    """The counts of all present articles in one table."""
    if not found.changed:
        return found.base
    there = np.array([document not in found.changed for document in found.base.documents], dtype=np.bool_)
    return joined([chosen(found.base, there), *(one for one in found.changed.values() if one.documents)])


def with_others(found: Kept, others: Counts) -> Counts:
    """The counts of the present articles, but `others` in the place of those that these are of."""
    present, instead = counts_of(found), set(others.documents)
    there = np.array([document not in instead for document in present.documents], dtype=np.bool_)
    return joined([chosen(present, there), others])


def counted_again(found: Kept, articles: Sequence[Article]) -> Kept:
    """The same with these articles counted anew: they come, change, or go where fewer than two completed them."""
    come = count(articles, found.base.owners, found.base.labels)
    gone = joined([found.base.part(0, 0), *(part(found, one.document) for one in articles)])
    changed = {**found.changed, **_single(come, [one.document for one in articles])}
    after = Kept(
        found.base,
        found.places,
        changed,
        with_and_without(found.totals, come, gone),
        resample_changed(found.drawn, gone, come),
    )
    if len(changed) <= _LOOSE:
        return after
    base = counts_of(after)
    return Kept(base, {d: place for place, d in enumerate(base.documents)}, {}, after.totals, after.drawn)


def _single(counts: Counts, documents: Iterable[str]) -> dict[str, Counts]:
    places = {document: place for place, document in enumerate(counts.documents)}
    return {
        document: counts.part(places[document], places[document] + 1)
        if document in places
        else counts.part(0, 0)
        for document in documents
    }
