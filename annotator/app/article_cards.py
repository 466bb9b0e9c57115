"""Makes the cards of one article from the file: its places, and which decision belongs to which of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from annotator.agreement.article import Article, merged
from annotator.agreement.classes import ATTRIBUTE, CLASSES
from annotator.agreement.columns import MOST_SEATS
from annotator.agreement.disagreement import Disagreement, Variant, disagreements
from annotator.app.cards import DECIDED, DEFERRED, DISPUTED, OPEN, REOPENED, ArticleCards, Card, Stored
from annotator.model.decision import DEFER, Mark, from_content, mark_of, place_key, still_holds
from annotator.model.document import Document
from annotator.model.errors import Refused
from annotator.model.people import first_reader
from annotator.model.revision import DECISION, GOLD, PROJECT
from annotator.model.span import Span
from annotator.model.status import FINISHED, NEW
from annotator.store import documents, keyed, label_sets, spans
from annotator.store.project import Project

ATTRIBUTES = CLASSES[ATTRIBUTE]  # also a fact: those who took one variant gave it other attributes


def annotators(project: Project) -> tuple[str, ...]:
    """Whose annotations are adjudicated: everyone but gold, programs and second readings, by name."""
    known = {*label_sets.people(project), *spans.owners(project)} - {GOLD, PROJECT}
    known -= label_sets.programs(project)
    return tuple(sorted(name for name in known if not first_reader(name)))


def article_cards(project: Project, number: int, owners: Collection[str]) -> ArticleCards:
    """The cards of a document for those of the owners who finished it; none where fewer than two did."""
    excluded, work = spans.beside(project, number)
    done = sorted(owner for owner in owners if owner in work and work[owner].status == FINISHED)
    if len(done) > MOST_SEATS:
        raise Refused(f"{len(done)} annotators finished one article; cards take at most {MOST_SEATS}.")
    document = documents.read(project, number)
    owned = spans.all_spans(project, number) if len(done) > 1 else {}
    no_tokens = np.zeros((2, 0), np.int32)  # places need none, and cutting them costs more than all the rest
    regions = merged((region.start, region.end) for region in excluded)
    seen = Article(
        str(number), document.text, {owner: owned.get(owner, []) for owner in done}, no_tokens, regions
    )
    places = disagreements(seen, agreed=True)
    stored = _stored(project, number)
    keys, superseded, strays = _matched(document, places, stored)
    finished = frozenset(done)
    # Two places may have the same borders: then their keys tell, so that a card has one place in the queue.
    order = sorted(range(len(places)), key=lambda n: (places[n].start, places[n].end, keys[n]))
    places, keys = [places[n] for n in order], [keys[n] for n in order]
    place_of = {item: n for n, place in enumerate(places) for item in _items(place)}
    cards = tuple(
        _card(place, key, stored.get(key), finished, place_of)
        for place, key in zip(places, keys, strict=True)
    )
    status = work[GOLD].status if GOLD in work else NEW
    return ArticleCards(number, document, finished, cards, place_of, stored, superseded, strays, status)


def _stored(project: Project, number: int) -> dict[str, Stored]:
    found = {}
    for key, leaves in keyed.leaves_by_key(project, DECISION, number).items():
        if leaves and not leaves[0].edit.deleted:
            found[key] = Stored(key, from_content(leaves[0].edit.content or {}), tuple(leaves))
    return found


def _matched(
    document: Document, places: Sequence[Disagreement], stored: Mapping[str, Stored]
) -> tuple[list[str], dict[str, tuple[str, ...]], tuple[Stored, ...]]:
    """The key of each place, the other decisions that each replaces, and the decisions that have no place.

    A decision goes on at the place with most of its spans; that is the same on every laptop.
    """
    items = [frozenset(_items(place)) for place in places]
    of_item = {item: n for n, held in enumerate(items) for item in held}
    shared: dict[tuple[int, str], int] = {}
    for key, one in stored.items():
        for item in one.decision.items & of_item.keys():
            at = (of_item[item], key)
            shared[at] = shared.get(at, 0) + 1
    taken: dict[int, str] = {}
    for (n, key), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
        if n not in taken and key not in taken.values():
            taken[n] = key
    uid = document.uid if len(taken) < len(places) else b""
    keys = [taken.get(n) or place_key(uid, held) for n, held in enumerate(items)]
    left = stored.keys() - taken.values()
    others: dict[str, tuple[str, ...]] = {}
    for n, key in sorted(shared):
        if key in left:
            others[keys[n]] = (*others.get(keys[n], ()), key)
    gone = left - {key for _, key in shared}
    return keys, others, tuple(stored[key] for key in sorted(gone))


def _items(place: Disagreement) -> Iterable[str]:
    return (span.item for variant in place.variants for held in variant.spans.values() for span in held)


def _card(
    place: Disagreement,
    key: str,
    stored: Stored | None,
    finished: frozenset[str],
    place_of: Mapping[str, int],
) -> Card:
    marks = {
        owner: tuple(mark_of(span) for span in held)
        for variant in place.variants
        for owner, held in variant.spans.items()
    }
    linked = {i for held in marks.values() for mark in held for items in mark.links.values() for i in items}
    return Card(
        number=int(place.document),
        key=key,
        kind=place.kind,
        facts=place.facts | ({ATTRIBUTES} if _attributes_differ(place.variants) else frozenset()),
        start=place.start,
        end=place.end,
        variants=place.variants,
        without=place.without,
        marks=dict(sorted(marks.items())),
        targets={item: f"{place_of[item]:08}" for item in sorted(linked) if item in place_of},
        state=_state(stored, marks, finished),
        decision=stored.decision if stored else None,
    )


def _state(stored: Stored | None, marks: Mapping[str, tuple[Mark, ...]], finished: frozenset[str]) -> str:
    if stored is None:
        return OPEN
    if stored.is_disputed:
        return DISPUTED
    if not still_holds(stored.decision, marks, finished):
        return REOPENED
    return DEFERRED if stored.decision.choice == DEFER else DECIDED


def _attributes_differ(variants: Iterable[Variant]) -> bool:
    return any(len({_attributes(held) for held in variant.spans.values()}) > 1 for variant in variants)


def _attributes(held: Iterable[Span]) -> tuple[tuple[tuple[str, str], ...], ...]:
    return tuple(tuple(sorted(span.attributes.items())) for span in held)
