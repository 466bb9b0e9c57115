"""Shows what a rule would decide among many cards, before anything is decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotator.app.cards import UNDECIDED, Card
from annotator.app.choices import Choice, Rule, gold_spans
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.model.revision import GOLD
from annotator.model.status import FINISHED
from annotator.store import documents

NO_CHOICE, FINISHED_ARTICLE, DECIDED_ALREADY = "the rule does not tell", "gold is finished", "decided already"
_SHOWN = 100  # cards that a preview keeps whole; of a project's hundred thousand only what deciding needs


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice for one card, which is named by its place and by what was seen there."""

    number: int  # of the document
    key: str
    seen: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class Preview:
    """What deciding many cards at once would do. `skipped` counts cards that are left, by the reason."""

    choices: tuple[Chosen, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    first: tuple[tuple[Card, Choice], ...] = ()  # the first hundred, to look at

    @property
    def count(self) -> int:
        """How many cards would be decided."""
        return len(self.choices)

    @property
    def articles(self) -> int:
        """In how many articles they are."""
        return len({chosen.number for chosen in self.choices})


def chosen(card: Card, choice: Choice) -> Chosen:
    """A choice for a card as it is shown."""
    return Chosen(card.number, card.key, card.seen, choice)


def preview(session: Session, cards: Iterable[Card], rule: Rule) -> Preview:
    """What a rule would decide among the cards. Those that a person decided or deferred are left alone."""
    choices: list[Chosen] = []
    first: list[tuple[Card, Choice]] = []
    skipped: dict[str, int] = {}
    read_only = documents.with_status(session.project, GOLD, FINISHED)
    for card in cards:
        choice = rule(card)
        why = _why_not(session, card, choice, read_only)
        if choice is None or why:
            skipped[why] = skipped.get(why, 0) + 1
            continue
        choices.append(chosen(card, choice))
        if len(first) < _SHOWN:
            first.append((card, choice))
    return Preview(tuple(choices), skipped, tuple(first))


def _why_not(session: Session, card: Card, choice: Choice | None, read_only: set[int]) -> str:
    if card.number in read_only:
        return FINISHED_ARTICLE
    if card.state not in UNDECIDED:
        return DECIDED_ALREADY
    if choice is None:
        return NO_CHOICE
    try:
        gold_spans(card, choice, session.labels, card.end)
    except Refused as refused:
        return str(refused)
    return ""
