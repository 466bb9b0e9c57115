"""Which cards are wanted, and how far adjudication is with them: what a queue is asked and what it answers."""

from dataclasses import dataclass

from annotator.app.cards import AGREED_NAME, STATES, UNDECIDED, Facets


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cards are wanted; what is empty does not restrict."""

    kinds: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()  # a variant has one of them
    pair: tuple[str, str] | None = None  # these two annotators differ
    article: int | None = None  # the document's number
    trivial: bool = False  # only blanks, punctuation or combining marks differ
    rules: frozenset[str] = frozenset()  # decided by one of these: to check what a majority decided
    states: frozenset[str] = frozenset()

    @property
    def waiting(self) -> frozenset[str]:
        """The states that one walks through: what nobody decided, unless others are asked for."""
        return self.states or (frozenset(STATES) if self.rules else UNDECIDED)

    def lets(self, card: Facets) -> bool:
        """Whether a card is wanted; what is agreed never is, except among what was decided by a rule."""
        return (
            (card.kind != AGREED_NAME or bool(self.rules))
            and (not self.kinds or card.kind in self.kinds)
            and (not self.labels or bool(self.labels & card.labels))
            and (self.pair is None or card.differ(*self.pair))
            and (not self.trivial or "trivial" in card.facts)
            and (not self.rules or card.rule in self.rules)
            and (not self.states or card.state in self.states)
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
