"""The queue of cards over a whole project: which come next, how many there are, and how long they will take."""

from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median

from annotator.app.article_cards import annotators, article_cards
from annotator.app.cards import (
    AGREED_NAME,
    DECIDED,
    DEFERRED,
    OPEN,
    UNDECIDED,
    ArticleCards,
    Card,
    Facets,
)
from annotator.app.precedents import Precedent, by_likeness, precedents, similar
from annotator.app.watch import Progress, watch
from annotator.model.labels import LabelSet, name_in
from annotator.model.revision import DECISION
from annotator.model.status import FINISHED
from annotator.store import batches, documents, keyed
from annotator.store.project import Project

_KEPT = 64  # articles with their cards in memory; of the others only the counts
_LONGEST_PAUSE = 300.0  # seconds; a longer one between two decisions was no thinking
_RECENT = 50  # decisions from which the pace is taken


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cards are wanted; what is empty does not restrict."""

    kinds: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()  # a variant has one of them
    pair: tuple[str, str] | None = None  # these two annotators differ
    article: int | None = None  # the document's number
    trivial: bool = False  # only blanks, punctuation or combining marks differ
    rules: frozenset[str] = frozenset()  # decided by one of these: to check what a majority decided

    def lets(self, card: Facets) -> bool:
        """Whether a card is wanted; what is agreed never is, except among what was decided by a rule."""
        return (
            (card.kind != AGREED_NAME or bool(self.rules))
            and (not self.kinds or card.kind in self.kinds)
            and (not self.labels or bool(self.labels & card.labels))
            and (self.pair is None or card.differ(*self.pair))
            and (not self.trivial or "trivial" in card.facts)
            and (not self.rules or card.rule in self.rules)
        )


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Standing:
    """How far adjudication is. Until every article was looked at once, the counts are those of the first ones."""

    decided: int
    open: int
    deferred: int
    reopened: int  # of the open ones: the variants changed after they were decided, or laptops differ
    agreed: int  # places where there is nothing to ask
    articles: int  # that were looked at
    all_articles: int
    seconds_left: float | None  # None before there is a pace


class Queue:
    """The cards of a project in project order. It reads an article when it is asked for one of its cards.

    What another window, an undo or a merge wrote is seen at the next question.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._articles: OrderedDict[int, ArticleCards] = OrderedDict()
        self._counts: dict[int, Counter[Facets]] = {}
        self._facets: dict[Facets, Facets] = {}  # one of each, for most cards of a project are alike
        self._precedents: dict[tuple[str, str], list[Precedent]] | None = None
        self._last = keyed.last_batch(project)
        self._order()

    @property
    def articles(self) -> tuple[int, ...]:
        """The documents that two annotators or more have finished, in project order."""
        self._catch_up()
        return self._numbers

    def article(self, number: int) -> ArticleCards:
        """The cards of a document, agreed places and what was decided included."""
        self._catch_up()
        return self._article(number)

    def cards(self, wanted: Filter = EVERYTHING, *, undecided: bool = False) -> Iterator[Card]:
        """The wanted cards in order, read as they are asked for; only what nobody decided or deferred, if so wanted."""
        self._catch_up()
        for number in self._asked(wanted):
            for card in self._article(number).cards:
                if wanted.lets(card.facets) and (not undecided or card.state in UNDECIDED):
                    yield card

    def next(self, wanted: Filter = EVERYTHING, after: Card | None = None) -> Card | None:
        """The next undecided card after this one or from the start, or None."""
        return self._beside(wanted, after, 1)

    def previous(self, wanted: Filter = EVERYTHING, before: Card | None = None) -> Card | None:
        """The undecided card before this one or the last of all, or None."""
        return self._beside(wanted, before, -1)

    def again(self, card: Card) -> Card | None:
        """A card as it is now, or None where its place is gone."""
        return self.article(card.number).card(card.key)

    def precedents(self, card: Card) -> tuple[Precedent, ...]:
        """The precedents that speak for a card."""
        text = self.article(card.number).document.text
        if self._precedents is None:
            self._precedents = by_likeness(precedents(self._project))
        return similar(card, text, self._precedents)

    def look(self, wanted: Filter = EVERYTHING, *, progress: Progress | None = None) -> Standing:
        """The standing of every wanted card: looks at each article that was not looked at before."""
        self._catch_up()
        asked = self._asked(wanted)
        for number in watch(asked, progress, len(asked)):
            self._count(number)
        return self.standing(wanted)

    def standing(self, wanted: Filter = EVERYTHING) -> Standing:
        """The standing of the wanted cards in the articles that were looked at."""
        self._catch_up()
        asked = self._asked(wanted)
        total: Counter[str] = Counter()
        looked = [number for number in asked if number in self._counts]
        for number in looked:
            for facets, count in self._counts[number].items():
                if wanted.lets(facets):
                    total[facets.state] += count
                elif facets.kind == AGREED_NAME:
                    total[AGREED_NAME] += count
        waiting = sum(total[state] for state in UNDECIDED)
        pace = seconds_a_card(self._project)
        left = None if pace is None else pace * waiting
        done = total[DECIDED], waiting, total[DEFERRED], waiting - total[OPEN], total[AGREED_NAME]
        return Standing(*done, len(looked), len(asked), left)

    def _beside(self, wanted: Filter, card: Card | None, step: int) -> Card | None:
        self._catch_up()
        asked = self._asked(wanted)[::step]
        if card is not None and card.number in asked:
            asked = asked[asked.index(card.number) :]
        for number in asked:
            for found in self._article(number).cards[::step]:
                passed = card is None or number != card.number or step * _compare(found, card) > 0
                if passed and found.state in UNDECIDED and wanted.lets(found.facets):
                    return found
        return None

    def _asked(self, wanted: Filter) -> tuple[int, ...]:
        if wanted.article is None:
            return self._numbers
        return (wanted.article,) if wanted.article in self._known else ()

    def _article(self, number: int) -> ArticleCards:
        found = self._articles.get(number)
        if found is None:
            found = self._articles[number] = article_cards(self._project, number, self._owners)
            if len(self._articles) > _KEPT:
                self._articles.popitem(last=False)
        self._articles.move_to_end(number)
        return found

    def _count(self, number: int) -> None:
        if number not in self._counts:
            cards = self._article(number).cards
            self._counts[number] = Counter(self._facets.setdefault(f, f) for f in (c.facets for c in cards))

    def _order(self) -> None:
        self._owners = annotators(self._project)
        done: Counter[int] = Counter()
        for owner in self._owners:
            done.update(documents.with_status(self._project, owner, FINISHED))
        self._numbers = tuple(n for n in documents.numbers(self._project) if done[n] > 1)
        self._known = frozenset(self._numbers)

    def _catch_up(self) -> None:
        """Forget what was changed since; the order is asked for again, for an article may have been finished."""
        last = keyed.last_batch(self._project)
        if last == self._last:
            return
        new = batches.after(self._project, self._last)
        self._last = last
        for batch in new:
            for number in batches.documents_of(self._project, batch.number):
                self._articles.pop(number, None)
                self._counts.pop(number, None)
        self._precedents = None
        if any(keyed.touches_order(self._project, batch.number) for batch in new):
            self._order()


def _compare(one: Card, other: Card) -> int:
    """Where one card stands to another of the same article: the order of cards is by start, then end."""
    a, b = (one.start, one.end, one.key), (other.start, other.end, other.key)
    return (a > b) - (a < b)


def seconds_a_card(project: Project) -> float | None:
    """How long a person took for one card of late; None before there were two."""
    times = [datetime.fromisoformat(made) for made in keyed.single_times(project, DECISION, limit=_RECENT)]
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(times)]
    counted = [gap for gap in gaps if 0 <= gap <= _LONGEST_PAUSE]
    return median(counted) if counted else None


def guidelines(card: Card, labels: LabelSet, language: str) -> dict[str, str]:
    """What the guideline says of each label on a card, in the language, else in English."""
    known = ((name, labels.label(name)) for name in sorted(card.labels))
    return {name: name_in(language, label.guideline, "") for name, label in known if label}
