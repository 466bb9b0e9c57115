"""The cards of one article as data: each place where annotators differ, with its variants and what was decided."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from annotator.agreement.disagreement import AGREED_NAME, Variant
from annotator.model.decision import Decision, Mark, Range, from_content
from annotator.model.document import Document
from annotator.model.revision import Revision
from annotator.text.sentences import sentences

__all__ = ["AGREED_NAME", "ArticleCards", "Card", "Facets", "Stored", "Variant"]

# Open: nobody decided. Reopened: the variants changed since. Disputed: two laptops decided differently.
OPEN, REOPENED, DISPUTED, DEFERRED, DECIDED = STATES = (
    "open", "reopened", "disputed", "deferred", "decided",
)  # fmt: skip
UNDECIDED = frozenset({OPEN, REOPENED, DISPUTED})


@dataclass(frozen=True, slots=True)
class Stored:
    """A decision in the file: its key, and its leaves, of which the first is shown."""

    key: str
    decision: Decision
    leaves: tuple[Revision, ...]

    @property
    def is_disputed(self) -> bool:
        """Whether two laptops decided differently; nothing is decided until a person saw both."""
        said = {(leaf.edit.deleted, str(leaf.edit.content)) for leaf in self.leaves}
        return len(said) > 1

    @property
    def ranges(self) -> frozenset[Range]:
        """What the decision put into gold; of a disputed one what each laptop did."""
        said = [from_content(leaf.edit.content or {}) for leaf in self.leaves if not leaf.edit.deleted]
        return frozenset(span.range for decision in said for span in decision.gold)


@dataclass(frozen=True, slots=True)
class Card:
    """One place of an article. Offsets are code points; `start, end` hold all variants.

    Variants come by votes, then start, longer first, label: never by name. `kind` is a class of disagreement or
    "agreed"; `without` marked nothing here.
    """

    number: int  # of the document
    key: str
    kind: str
    facts: frozenset[str]
    start: int
    end: int
    variants: tuple[Variant, ...]
    without: tuple[str, ...]
    marks: Mapping[str, tuple[Mark, ...]]  # by annotator
    targets: Mapping[
        str, str
    ]  # of each item that a mark links to, its place: a name that holds in this article
    state: str
    decision: Decision | None

    @property
    def votes(self) -> tuple[int, ...]:
        """How many annotators each variant has."""
        return tuple(len(variant.spans) for variant in self.variants)

    @property
    def labels(self) -> frozenset[str]:
        """The labels of all variants."""
        return frozenset(mark.label for marks in self.marks.values() for mark in marks)

    @property
    def is_agreed(self) -> bool:
        """Whether everybody marked the same, so that there is nothing to ask."""
        return self.kind == AGREED_NAME

    @property
    def seen(self) -> str:
        """A hash of what an adjudicator judges by: another one, and the card must be looked at again."""
        said = repr((tuple(self.marks.items()), self.without, self.decision))
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def facets(self) -> "Facets":
        """What filters ask about."""
        alike: dict[tuple[object, ...], list[str]] = {(): list(self.without)} if self.without else {}
        for owner, marks in self.marks.items():
            alike.setdefault(_seen(marks), []).append(owner)
        rule = self.decision.rule if self.decision else ""
        groups = frozenset(map(frozenset, alike.values()))
        return Facets(self.kind, self.labels, self.facts, groups, self.state, rule)


@dataclass(frozen=True, slots=True)
class Facets:
    """What filters ask about a card: little enough to be kept for each card of a project."""

    kind: str
    labels: frozenset[str]
    facts: frozenset[str]
    groups: frozenset[frozenset[str]]  # annotators who marked the same, or nothing
    state: str
    rule: str  # by which it was decided, "" where it was not

    def differ(self, left: str, right: str) -> bool:
        """Whether two annotators who both finished the article differ here."""
        homes = {group for group in self.groups if left in group or right in group}
        return len(homes) > 1


@dataclass(frozen=True, slots=True)
class ArticleCards:
    """An article with all its places in text order, agreed ones included, and all that was decided there.

    `strays` are decisions about spans that are all gone; what they put into gold stays until it is dropped.
    """

    number: int
    document: Document
    finished: frozenset[str]
    cards: tuple[Card, ...]
    place_of: Mapping[str, int]  # the index of the card that each annotator's item belongs to
    stored: Mapping[str, Stored]
    superseded: Mapping[
        str, tuple[str, ...]
    ]  # by card, the keys of other decisions that its variants had part in
    strays: tuple[Stored, ...]
    gold_status: str

    def card(self, key: str) -> Card | None:
        """The card of that key, or None."""
        return next((card for card in self.cards if card.key == key), None)

    def sentence(self, card: Card) -> tuple[int, int]:
        """The sentences that a card's place touches, as one range of code points."""
        touched = [(a, b) for a, b in _sentences(self.document.text) if a < card.end and card.start < b]
        return min([a for a, _ in touched] + [card.start]), max([b for _, b in touched] + [card.end])


def _seen(marks: Iterable[Mark]) -> tuple[object, ...]:
    return tuple((mark.range, tuple(sorted(mark.attributes.items()))) for mark in marks)


@lru_cache(8)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentences(text))
