"""Feedback: where an annotator's own marks differ from gold, with the reasons, as data or as a page to print."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import chain, groupby

from annotator.app.article_cards import annotators, article_cards
from annotator.app.assigning import may_see_others
from annotator.app.cards import DECIDED, ArticleCards, Card
from annotator.app.precedents import Precedent, by_likeness, precedents, similar
from annotator.model.decision import GoldSpan, Mark, Range
from annotator.model.errors import Refused
from annotator.model.revision import DECISION, GOLD
from annotator.store import keyed
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where an annotator marked something else than gold has. Offsets are code points of the article."""

    number: int  # of the document
    document: str  # its name
    key: str
    kind: str  # the class of the disagreement
    sentence: tuple[int, int]  # with all of gold's spans, which may go beyond it
    text: str  # of the sentence
    mine: tuple[Range, ...]
    gold: tuple[Range, ...]
    details: tuple[str, ...]  # the attributes and links that differ, where the spans are the same
    reason: str
    precedents: tuple[Precedent, ...]
    item: str  # of the annotator's first span here, "" where there is none


@dataclass(frozen=True, slots=True)
class Feedback:
    """What an annotator can learn from gold: all places that were decided where they had a say, and the differences."""

    annotator: str
    places: int
    differences: tuple[Difference, ...]

    @property
    def same(self) -> int:
        """At how many places gold is what the annotator marked."""
        return self.places - len(self.differences)


def feedback(project: Project, annotator: str) -> Feedback:
    """The feedback for an annotator, from finished articles and decided places. Raises Refused for a stranger."""
    return joined(annotator, feedback_by_article(project, annotator))


def feedback_by_article(project: Project, annotator: str, viewer: str = GOLD) -> Iterator[Feedback]:
    """The same article by article, of those that the viewer may see others' marks of. Raises Refused for a stranger."""
    owners = annotators(project)
    if annotator not in owners:
        raise Refused(f"The project has no annotator {annotator}. It has: {', '.join(owners) or 'none yet'}.")
    known = by_likeness(precedents(project))
    numbers = keyed.documents_with(project, DECISION)
    return (
        _of_article(article_cards(project, number, owners), annotator, known)
        for number in numbers
        if may_see_others(project, number, viewer)
    )


def joined(annotator: str, parts: Iterable[Feedback]) -> Feedback:
    """The feedback of several articles as one, by the name of the article and place."""
    held = tuple(parts)
    found = [one for part in held for one in part.differences]
    found.sort(key=lambda one: (one.document, one.number, one.sentence, one.key))
    return Feedback(annotator, sum(part.places for part in held), tuple(found))


def _of_article(
    article: ArticleCards, annotator: str, known: Mapping[tuple[str, str], list[Precedent]]
) -> Feedback:
    if annotator not in article.finished:
        return Feedback(annotator, 0, ())
    cards = [card for card in article.cards if card.state == DECIDED]
    text = article.document.text
    found = (_difference(article, card, annotator, similar(card, text, known)) for card in cards)
    return Feedback(annotator, len(cards), tuple(chain.from_iterable(found)))


def _difference(
    article: ArticleCards, card: Card, annotator: str, known: tuple[Precedent, ...]
) -> Iterator[Difference]:
    assert card.decision is not None
    marks, gold = card.marks.get(annotator, ()), card.decision.gold
    mine = tuple(mark.range for mark in marks)
    theirs = tuple(span.range for span in gold)
    details = _details(card, marks) if sorted(mine) == sorted(theirs) else ()
    if sorted(mine) == sorted(theirs) and not details:
        return
    sentence = article.sentence(card)
    start = min([sentence[0], *(first for first, _, _ in theirs)])
    end = max([sentence[1], *(last for _, last, _ in theirs)])
    yield Difference(
        card.number,
        article.document.name,
        card.key,
        card.kind,
        (start, end),
        article.document.text[start:end],
        mine,
        theirs,
        details,
        card.decision.reason,
        known,
        marks[0].item if marks else "",
    )


def _details(card: Card, marks: tuple[Mark, ...]) -> tuple[str, ...]:
    """The attributes and roles of links in which marks differ from the gold spans at the same place."""
    found: set[str] = set()
    gold = {span.range: span for span in card.decision.gold} if card.decision else {}
    for mark in marks:
        decided = gold[mark.range]
        found |= {name for name, _ in mark.attributes.items() ^ decided.attributes.items()}
        found |= {role for role, _ in _links(card, mark) ^ _links(card, decided)}
    return tuple(sorted(found))


def _links(card: Card, held: Mark | GoldSpan) -> set[tuple[str, str]]:
    """Roles with the places that they point to: each annotator points to a span of their own."""
    return {(role, card.targets.get(item, item)) for role, items in held.links.items() for item in items}


def as_html(found: Feedback) -> str:
    """The feedback as one page to print, without anything to load; each sentence in its own direction."""
    parts = [_HEAD.format(title=escape(f"Feedback for {found.annotator}"))]
    parts.append(f"<p>Gold is what you marked at {found.same} of {found.places} places.</p>")
    for (_, name), differences in groupby(found.differences, key=lambda one: (one.number, one.document)):
        parts.append(f'<h2 dir="auto">{escape(name)}</h2>')
        parts += [_place(one) for one in differences]
    return "\n".join([*parts, "</body></html>", ""])


_HEAD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font-family: sans-serif; max-width: 50em; margin: 2em auto; line-height: 1.5 }}
section {{ break-inside: avoid; border-top: 1px solid #999; padding: .5em 0 }}
mark {{ background: none; border-bottom: 3px solid; padding-bottom: 1px }}
mark.mine {{ border-bottom-style: dashed }}
dt {{ font-weight: bold }}
dd {{ margin: 0 0 .3em }}
</style></head><body>
<h1 dir="auto">{title}</h1>"""


def _place(one: Difference) -> str:
    rows = [
        ("Class", escape(one.kind)),
        ("You", _marked(one, one.mine, "mine")),
        ("Gold", _marked(one, one.gold, "gold")),
    ]
    if one.details:
        rows.append(("Other values of", escape(", ".join(one.details))))
    if one.reason:
        rows.append(("Why", escape(one.reason)))
    rows += [("Precedent", escape(precedent.reason)) for precedent in one.precedents]
    return f"<section><dl>{''.join(_row(name, said) for name, said in rows)}</dl></section>"


def _row(name: str, said: str) -> str:
    return f'<dt>{name}</dt><dd dir="auto">{said}</dd>'


def _marked(one: Difference, ranges: tuple[Range, ...], which: str) -> str:
    """The sentence once for each span, with the span underlined; spans may lie in each other."""
    if not ranges:
        return f"{escape(one.text)} <em>(no span)</em>"
    offset = one.sentence[0]
    shown = []
    for start, end, label in ranges:
        before, inside, after = (
            one.text[: start - offset],
            one.text[start - offset : end - offset],
            one.text[end - offset :],
        )
        mark = f'<mark class="{which}">{escape(inside)}</mark>'
        shown.append(f"{escape(before)}{mark}{escape(after)} <em>({escape(label)})</em>")
    return "<br>".join(shown)
