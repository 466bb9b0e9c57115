"""The queue of cards over a whole project: which come next, how many there are, and how long they will take."""

from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from statistics import median

from annotator.app.article_cards import annotators, article_cards
from annotator.app.card_filter import EVERYTHING, Filter, Standing
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
from annotator.model.revision import DECISION, PRECEDENT
from annotator.model.status import FINISHED
from annotator.store import batches, documents, keyed
from annotator.store.project import Project

__all__ = ["EVERYTHING", "Filter", "Queue", "Standing", "guidelines", "seconds_a_card"]

_KEPT = 64  # articles with their cards in memory; of the others only the counts
_NOTHING: Counter[Facets] = Counter()
_LONGEST_PAUSE = 300.0  # seconds; a longer one between two decisions was no thinking
_RECENT = 50  # decisions from which the pace is taken


class Queue:
    """The cards of a project in project order. It reads an article when it is asked for one of its cards.

    What another window, an undo or a merge wrote is seen at the next question.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._articles: OrderedDict[int, ArticleCards] = OrderedDict()
        self._counts: dict[int, Counter[Facets]] = {}
        self._total: Counter[Facets] = Counter()  # of all articles in `_counts`
        self._strays: set[int] = set()  # articles with decisions about spans that are gone
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
        """The next card after this one or from the start that waits for a decision, or None."""
        return next((card for card in self.seek(wanted, after, 1) if card), None)

    def previous(self, wanted: Filter = EVERYTHING, before: Card | None = None) -> Card | None:
        """The card before this one or the last of all that waits for a decision, or None."""
        return next((card for card in self.seek(wanted, before, -1) if card), None)

    def seek(self, wanted: Filter, beside: Card | None, step: int) -> Iterator[Card | None]:
        """The cards that wait after (step 1) or before (-1) a card, and None after each article that was read.

        So a search through many articles can rest between two. What `wanted.waiting` says is walked through.
        """
        self._catch_up()
        asked = self._asked(wanted)[::step]
        if beside is not None and beside.number in asked:
            asked = asked[asked.index(beside.number) :]
        for number in asked:
            if number in self._counts and not _waits(self._counts[number], wanted):
                continue
            for found in self._article(number).cards[::step]:
                passed = beside is None or number != beside.number or step * _compare(found, beside) > 0
                if passed and found.state in wanted.waiting and wanted.lets(found.facets):
                    yield found
            self._count(number)
            yield None

    def again(self, card: Card) -> Card | None:
        """A card as it is now, or None where its place is gone."""
        return self.article(card.number).card(card.key)

    def precedents(self, card: Card, text: str = "") -> tuple[Precedent, ...]:
        """The precedents that speak for a card. `text` is its article's, where it is at hand."""
        text = text or self.article(card.number).document.text
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

    def counts(self, number: int) -> Mapping[Facets, int]:
        """How many cards of which kind an article has, agreed places included; the same object until it changes."""
        self._catch_up()
        self._count(number)
        return self._counts.get(number, _NOTHING)

    def known_counts(self, number: int) -> Mapping[Facets, int] | None:
        """The counts of an article that was looked at; None where it was not, or was changed. Asks no file."""
        return self._counts.get(number)

    def total(self, wanted: Filter = EVERYTHING) -> Mapping[Facets, int]:
        """The same of all articles that were looked at, or of the one that is wanted."""
        self._catch_up()
        if wanted.article is None:
            return self._total
        return self._counts.get(wanted.article, Counter())

    def strays(self) -> list[int]:
        """Of the articles that were looked at, those with decisions about spans that are all gone."""
        self._catch_up()
        return [number for number in self._numbers if number in self._strays]

    def looked(self) -> int:
        """How many articles were looked at."""
        return len(self._counts)

    def standing(self, wanted: Filter = EVERYTHING) -> Standing:
        """The standing of the wanted cards in the articles that were looked at."""
        asked = self._asked(wanted)
        total: Counter[str] = Counter()
        for facets, count in self.total(wanted).items():
            if wanted.lets(facets):
                total[facets.state] += count
            elif facets.kind == AGREED_NAME:
                total[AGREED_NAME] += count
        looked = len(self._counts) if wanted.article is None else sum(n in self._counts for n in asked)
        waiting = sum(total[state] for state in UNDECIDED)
        pace = seconds_a_card(self._project)
        left = None if pace is None else pace * waiting
        done = total[DECIDED], waiting, total[DEFERRED], waiting - total[OPEN], total[AGREED_NAME]
        return Standing(*done, looked, len(asked), left)

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
        if number not in self._counts and number in self._known:
            article = self._article(number)
            cards = article.cards
            if article.strays:
                self._strays.add(number)
            found = Counter(self._facets.setdefault(f, f) for f in (c.facets for c in cards))
            self._counts[number] = found
            self._total.update(found)

    def _forget(self, number: int) -> None:
        self._articles.pop(number, None)
        self._strays.discard(number)
        for facets, count in self._counts.pop(number, Counter[Facets]()).items():
            self._total[facets] -= count
            if not self._total[facets]:
                del self._total[facets]

    def _order(self) -> None:
        self._owners = annotators(self._project)
        done: Counter[int] = Counter()
        for owner in self._owners:
            done.update(documents.with_status(self._project, owner, FINISHED))
        self._numbers = tuple(n for n in documents.numbers(self._project) if done[n] > 1)
        self._known = frozenset(self._numbers)
        for number in self._counts.keys() - self._known:
            self._forget(number)

    def _catch_up(self) -> None:
        """Forget what was changed since; the order is asked for again, for an article may have been finished."""
        last = keyed.last_batch(self._project)
        if last == self._last:
            return
        new = batches.after(self._project, self._last)
        self._last = last
        for batch in new:
            for number in batches.documents_of(self._project, batch.number):
                self._forget(number)
        if any(keyed.holds_kind(self._project, batch.number, PRECEDENT) for batch in new):
            self._precedents = None
        if any(keyed.touches_order(self._project, batch.number) for batch in new):
            self._order()


def _waits(counts: Mapping[Facets, int], wanted: Filter) -> bool:
    return any(facets.state in wanted.waiting and wanted.lets(facets) for facets in counts)


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
