"""How cards, states, decisions and what was done are called on the screen."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from annotator.app.card_filter import Standing
from annotator.app.cards import DECIDED, DEFERRED, DISPUTED, OPEN, REOPENED, Card
from annotator.app.choices import LONGEST, NOTHING, SHORTEST, Choice
from annotator.app.previewing import DECIDED_ALREADY, FINISHED_ARTICLE, NO_CHOICE
from annotator.model.decision import (
    ADJUST,
    AUTO,
    BATCH,
    BOTH,
    DEFER,
    INTERSECTION,
    NONE,
    PERSON,
    RELABEL,
    TAKE,
    UNANIMOUS,
    UNION,
)
from annotator.ui.agreement.words import Names, class_name, number
from annotator.ui.isolates import isolated, one_line

MAJORITY = "majority"  # why something is preselected, beside choices.TIES
QUOTE = 60  # code points of a quote in a sentence


def tr(text: str) -> str:
    """The sentence in the language of the window."""
    return QCoreApplication.translate("Adjudication", text)


def state_name(state: str) -> str:
    """What a card's state is called."""
    names = {
        OPEN: tr("Open"),
        REOPENED: tr("Changed since"),
        DISPUTED: tr("Decided in two ways"),
        DEFERRED: tr("Put off"),
        DECIDED: tr("Decided"),
    }
    return names[state]


def rule_name(rule: str) -> str:
    """By what a card was decided."""
    names = {
        PERSON: tr("at its card"),
        BATCH: tr("among many cards"),
        UNANIMOUS: tr("because all agreed"),
        AUTO: tr("automatically, by majority"),
    }
    return names[rule]


def tie_name(tie: str) -> str:
    """What is preselected where as many marked one thing as another."""
    names = {
        LONGEST: tr("the longest"),
        SHORTEST: tr("the shortest"),
        NOTHING: tr("nothing"),
    }
    return names[tie]


def marked_words(why: str) -> str:
    """Why Enter takes what it takes; "" where a person chose it."""
    names = {
        MAJORITY: tr("most votes"),
        LONGEST: tr("a tie: the longest"),
        SHORTEST: tr("a tie: the shortest"),
    }
    return names.get(why, "")


def facts_of(card: Card) -> str:
    """The class of a card and what is particular about it."""
    facts = sorted(fact for fact in card.facts if fact != card.kind)
    return " · ".join(class_name(name) for name in (card.kind, *facts))


def votes_of(count: int, card: Card) -> str:
    """So many of all who finished the article."""
    return tr("{0} of {1}").format(count, sum(card.votes) + len(card.without))


def quoted(text: str) -> str:
    """Words of the article in a sentence."""
    return f"«{isolated(one_line(text, QUOTE))}»"


def skipped_name(reason: str) -> str:
    """Why a card is left out of a batch."""
    names = {
        NO_CHOICE: tr("the rule does not tell"),
        FINISHED_ARTICLE: tr("gold of the article is finished"),
        DECIDED_ALREADY: tr("decided or put off already"),
    }
    return names.get(reason, reason)


def choice_name(choice: Choice, card: Card, names: Names) -> str:
    """What a choice would put into gold, shortly."""
    if choice.kind in (TAKE, RELABEL, ADJUST):
        labels = dict.fromkeys(label for _, _, label in card.variants[choice.variant].ranges)
        label = choice.label or ", ".join(labels)
        return names.label(label) if choice.label else ", ".join(map(names.label, labels))
    return {
        NONE: tr("no span"),
        BOTH: tr("every variant"),
        UNION: tr("one span over all"),
        INTERSECTION: tr("what all have in common"),
        DEFER: tr("put off"),
    }[choice.kind]


def done_words(choice: Choice, card: Card, text: str, names: Names) -> str:
    """What a decision did, in a sentence; `text` is the article's."""
    start, end = card.start, card.end
    if choice.kind in (TAKE, RELABEL):
        ranges = card.variants[choice.variant].ranges
        start, end = ranges[0][0], ranges[-1][1]
    elif choice.kind == ADJUST:
        start, end = choice.start, choice.end
    quote = quoted(text[start:end])
    said = {
        NONE: tr("No span at {0}."),
        DEFER: tr("Put off: {0}."),
        BOTH: tr("Every variant is kept at {0}."),
        UNION: tr("One span over all variants: {0}."),
        INTERSECTION: tr("What all variants have in common, at {0}."),
    }.get(choice.kind)
    return said.format(quote) if said else tr("{0} is {1}.").format(quote, choice_name(choice, card, names))


def standing_words(found: Standing) -> str:
    """How far adjudication is, in one line."""
    said = [
        tr("{0} of {1} decided").format(
            f"{found.decided:,}", f"{found.decided + found.open + found.deferred:,}"
        )
    ]
    if found.reopened:
        said.append(tr("{0} to look at again").format(f"{found.reopened:,}"))
    if found.deferred:
        said.append(tr("{0} put off").format(f"{found.deferred:,}"))
    if found.seconds_left and found.open:
        said.append(time_left(found.seconds_left))
    if found.articles < found.all_articles:
        said.append(tr("article {0} of {1} counted").format(f"{found.articles:,}", f"{found.all_articles:,}"))
    return " · ".join(said)


def time_left(seconds: float) -> str:
    """About how long the open cards will take."""
    minutes = max(round(seconds / 60), 1)
    if minutes < 90:
        return tr("about {0} min left").format(minutes)
    return tr("about {0} h left").format(round(minutes / 60))


def when(made_at: str) -> str:
    """A time as the screen shows it, on this laptop's clock."""
    return datetime.fromisoformat(made_at).astimezone().strftime("%Y-%m-%d %H:%M")


def skipped_words(skipped: Mapping[str, int]) -> str:
    """Which cards are left, and why, "" for none."""
    said = [f"{count:,} ({skipped_name(why)})" for why, count in sorted(skipped.items(), key=lambda p: -p[1])]
    return tr("Left as they are: {0}.").format(", ".join(said)) if said else ""


def cards_words(count: int, articles: int) -> str:
    """So many cards in so many articles."""
    return tr("{0} in {1}").format(
        number(count, tr("card"), tr("cards")), number(articles, tr("article"), tr("articles"))
    )
