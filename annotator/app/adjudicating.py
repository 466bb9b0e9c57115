"""Deciding cards: what an adjudicator's choice does to gold, always as one batch that undo takes back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from annotator.app import safety
from annotator.app.article_cards import annotators, article_cards
from annotator.app.cards import DEFERRED, UNDECIDED, ArticleCards, Card
from annotator.app.choices import Choice, gold_spans
from annotator.app.gold_edits import edits_of, status_edit
from annotator.app.history import Done
from annotator.app.previewing import Chosen, Preview, chosen
from annotator.app.session import Session
from annotator.app.watch import Progress, watch
from annotator.model import rules
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
    Decision,
)
from annotator.model.errors import Refused
from annotator.model.revision import GOLD
from annotator.model.status import FINISHED, is_read_only
from annotator.store import appending, documents

_QUOTED = 40  # code points of a quote in the name of a gesture
Part = tuple[ArticleCards, Mapping[str, Decision | None]]  # an article, and what is decided there by key


def take(
    session: Session,
    card: Card,
    variant: int,
    *,
    attributes: Mapping[str, str] | None = None,
    reason: str = "",
) -> Done:
    """Take a variant, by its place from 0; `attributes` instead of those that most of its annotators gave."""
    return decide(session, card, Choice(TAKE, variant=variant, attributes=attributes, reason=reason))


def none(session: Session, card: Card, *, reason: str = "") -> Done:
    """Decide that there is no span here."""
    return decide(session, card, Choice(NONE, reason=reason))


def both(session: Session, card: Card, *, reason: str = "") -> Done:
    """Keep every variant as a span of its own."""
    return decide(session, card, Choice(BOTH, reason=reason))


def union(session: Session, card: Card, *, reason: str = "") -> Done:
    """One span over all variants, with the label that has most votes."""
    return decide(session, card, Choice(UNION, reason=reason))


def intersection(session: Session, card: Card, *, reason: str = "") -> Done:
    """One span over what all variants cover, with the label that has most votes. Refused where that is nothing."""
    return decide(session, card, Choice(INTERSECTION, reason=reason))


def relabel(session: Session, card: Card, label: str, *, variant: int = 0, reason: str = "") -> Done:
    """Take a variant with another label."""
    return decide(session, card, Choice(RELABEL, variant=variant, label=label, reason=reason))


def adjust(
    session: Session, card: Card, start: int, end: int, *, label: str = "", variant: int = 0, reason: str = ""
) -> Done:
    """One span at exactly these code points; without a label it has the variant's."""
    choice = Choice(ADJUST, variant=variant, label=label, start=start, end=end, reason=reason)
    return decide(session, card, choice)


def defer(session: Session, card: Card, note: str) -> Done:
    """Put a card off, with a note why. What an earlier decision put into gold is taken out."""
    return decide(session, card, Choice(DEFER, reason=note))


def decide(session: Session, card: Card, choice: Choice) -> Done:
    """Carry one choice out. Raises Refused, and then nothing has changed, also where the card is out of date."""
    text = documents.read(session.project, card.number).text
    what = f"{choice.kind} {card.kind} {_short(text[card.start : card.end])}"
    return _carried_out(session, [chosen(card, choice)], PERSON, what)


def decide_all(
    session: Session, choices: Preview, *, auto: bool = False, progress: Progress | None = None
) -> Done:
    """Carry a preview out in one batch; `auto` marks the decisions as a majority's, for spot checks."""
    what = f"decide {choices.count} cards"
    if choices.count >= safety.BULK:
        safety.before(session.project, safety.BEFORE_BULK)
    return _carried_out(session, choices.choices, AUTO if auto else BATCH, what, progress)


def take_unanimous(
    session: Session, numbers: Iterable[int] | None = None, *, progress: Progress | None = None
) -> Done | None:
    """Take over what all annotators agree on, of these documents or of all; one batch, None where nothing is left.

    An agreed place that was decided before all agreed is taken over again.
    """
    asked = list(documents.numbers(session.project) if numbers is None else numbers)
    if len(asked) >= safety.BULK:
        safety.before(session.project, safety.BEFORE_BULK)
    return _written(
        session,
        _unanimous(session, watch(asked, progress, len(asked))),
        lambda n: f"take over {n} agreed spans",
    )


def _unanimous(session: Session, numbers: Iterable[int]) -> Iterator[Part]:
    read_only = documents.with_status(session.project, GOLD, FINISHED)
    owners = annotators(session.project)
    for number in numbers:
        if number not in read_only:
            article = article_cards(session.project, number, owners)
            agreed = [card for card in article.cards if card.is_agreed and card.state in UNDECIDED]
            yield article, {c.key: _decision(session, article, c, Choice(TAKE), UNANIMOUS) for c in agreed}


def drop_strays(session: Session, *numbers: int) -> Done:
    """Take out of gold what was decided about spans that are all gone. Raises Refused where there is nothing."""
    owners = annotators(session.project)
    articles = (_open_article(session, number, owners) for number in numbers)
    gone: Iterator[Part] = ((one, dict.fromkeys(stray.key for stray in one.strays)) for one in articles)
    done = _written(session, gone, lambda n: f"drop {n} decisions without variants")
    if done is None:
        raise Refused("Every decision here still has its variants.")
    return done


def finish(session: Session, numbers: Iterable[int]) -> Done:
    """Set gold's status to finished, all or nothing. Raises Refused where a card is not decided."""
    project = session.project
    owners = annotators(project)
    with project.writing():
        edits = []
        for number in sorted(set(numbers)):
            article = article_cards(project, number, owners)
            left = sum(card.state in UNDECIDED or card.state == DEFERRED for card in article.cards)
            if left:
                raise Refused(f"{article.document.name} has {left} places that are not decided.")
            if not is_read_only(article.gold_status):
                edits.append(status_edit(project, number, FINISHED))
        if not edits:
            raise Refused("Gold is finished there already.")
        _check_owner(session)
        return session.history.do(edits, f"finish gold of {len(edits)} articles")


def _carried_out(
    session: Session, choices: Iterable[Chosen], rule: str, what: str, progress: Progress | None = None
) -> Done:
    by_document: dict[int, list[Chosen]] = {}
    for one in choices:
        by_document.setdefault(one.number, []).append(one)
    asked = watch(by_document.items(), progress, len(by_document))
    done = _written(session, _chosen(session, asked, rule), lambda _: what)
    if done is None:
        raise Refused("There is no card to decide.")
    return done


def _chosen(session: Session, asked: Iterable[tuple[int, list[Chosen]]], rule: str) -> Iterator[Part]:
    owners = annotators(session.project)
    for number, choices in asked:
        article = _open_article(session, number, owners)
        yield (
            article,
            {one.key: _decision(session, article, _fresh(article, one), one.choice, rule) for one in choices},
        )


def _written(session: Session, parts: Iterable[Part], named: Callable[[int], str]) -> Done | None:
    """One batch of what is decided article by article, all or nothing; None where nothing is.

    `named` gives its name from the number of decisions.
    """
    _check_owner(session)
    project = session.project
    with project.writing():
        batch = appending.OpenBatch(project, GOLD, appending.next_number(project))
        touched, count = [], 0
        for article, decided in parts:
            if decided:
                batch.add(edits_of(project, session.labels, article, decided, batch.size))
                touched.append(article.number)
                count += len(decided)
        if not count:
            return None
        return Done(batch.close(author=session.author, what=named(count)), tuple(sorted(touched)))


def _open_article(session: Session, number: int, owners: Sequence[str]) -> ArticleCards:
    article = article_cards(session.project, number, owners)
    rules.check_open(article.gold_status)
    return article


def _fresh(article: ArticleCards, one: Chosen) -> Card:
    """The card as it is now. Refuses what is not what the adjudicator saw."""
    now = article.card(one.key)
    if now is None or now.seen != one.seen:
        raise Refused("This place was changed since the card was shown. Look at it again.")
    return now


def _decision(session: Session, article: ArticleCards, card: Card, choice: Choice, rule: str) -> Decision:
    gold = gold_spans(card, choice, session.labels, len(article.document.text))
    return Decision(choice.kind, rule, card.kind, card.marks, card.without, gold, choice.reason)


def _check_owner(session: Session) -> None:
    if session.owner != GOLD:
        raise Refused(f"Gold is an adjudicator's; this session is {session.owner}'s own.")


def _short(quote: str) -> str:
    flat = " ".join(quote.split())
    return f"«{flat[:_QUOTED]}…»" if len(flat) > _QUOTED else f"«{flat}»"
