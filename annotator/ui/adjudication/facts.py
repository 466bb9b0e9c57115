"""What a card shows, as data: the part of the article around it, its lanes, and a row for each thing to choose."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.app.cards import ArticleCards, Card, Stored
from annotator.app.decided import Verdict
from annotator.app.precedents import Precedent
from annotator.model.decision import BOTH, DEFER, NONE, Decision, Mark
from annotator.model.labels import Label, LabelSet, name_in
from annotator.model.span import Span
from annotator.text.direction import article_direction, first_strong
from annotator.text.snapping import paragraph_at, sentence_at
from annotator.ui.adjudication.lanes import Lane
from annotator.ui.adjudication.words import quoted, rule_name, tr, votes_of, when
from annotator.ui.agreement.words import Names
from annotator.ui.isolates import isolated

LITTLE, ENOUGH = 200, 500  # code points: a shorter sentence is shown with its neighbours or its paragraph
LONG = 90  # code points of a quote in a row
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of an article in code points, and its direction: "" where its paragraphs have their own."""

    start: int
    end: int
    direction: str


@dataclass(frozen=True, slots=True)
class Row:
    """Something to choose at a card: what its key is called, what it is, and who marked it so."""

    key: str
    label: str  # "" for nothing
    name: str
    quote: str
    votes: str
    who: str
    details: tuple[str, ...] = ()

    def spoken(self, *, names: bool) -> str:
        """The row in words."""
        said = (self.key, self.name, self.quote, self.votes, *self.details, self.who if names else "")
        return ", ".join(part for part in said if part)


def excerpt_of(article: ArticleCards, card: Card) -> Excerpt:
    """The sentences of a card, with what stands around them where they are short."""
    text = article.document.text
    start, end = article.sentence(card)
    first, last = paragraph_at(text, start)[0], paragraph_at(text, max(end - 1, start))[1]
    if last - first <= ENOUGH:
        start, end = first, last
    elif end - start < LITTLE:
        start = max(sentence_at(text, start - 2)[0], first) if start - 2 > first else start
        end = min(sentence_at(text, end + 1)[1], last) if end + 1 < last else end
    return Excerpt(start, end, article.document.direction or _direction(text, start, end))


def _direction(text: str, start: int, end: int) -> str:
    """The one direction of all paragraphs that a range touches, "" where they differ."""
    found, at = set(), start
    while at <= end:
        first, last = paragraph_at(text, at)
        if text[first:last].strip():
            found.add(first_strong(text[first:last]) or article_direction(text))
        at = max(last, at) + 1
    return found.pop() if len(found) == 1 else ""


def difference_of(card: Card) -> tuple[int, int]:
    """Where one must look first: at the ends where all begin alike, else at the starts."""
    starts = {variant.ranges[0][0] for variant in card.variants}
    ends = {variant.ranges[-1][1] for variant in card.variants}
    if len(starts) == 1 and len(ends) > 1:
        return min(ends), max(ends)
    return min(starts), max(starts) + 1


def lanes_of(card: Card, excerpt: Excerpt) -> list[Lane]:
    """A lane for each variant, in the excerpt's code points."""
    return [
        Lane(str(number), tuple(_shifted(place, number, excerpt) for place in variant.ranges))
        for number, variant in enumerate(card.variants, 1)
    ]


def _shifted(place: tuple[int, int, str], number: int, excerpt: Excerpt) -> Span:
    start, end, label = place
    return Span(start - excerpt.start, end - excerpt.start, label, item=f"variant {number}")


def rows_of(card: Card, article: ArticleCards, labels: LabelSet, names: Names) -> list[Row]:
    """A row for each variant in the card's order; the last is that there is no span."""
    text = article.document.text
    rows = []
    for number, variant in enumerate(card.variants):
        held = list(dict.fromkeys(label for _, _, label in variant.ranges))
        quote = " … ".join(_ends(text[start:end]) for start, end, _ in variant.ranges)
        rows.append(
            Row(
                key=str(number + 1) if number < 9 else "",
                label=held[0],
                name=", ".join(map(names.label, held)),
                quote=quote,
                votes=votes_of(len(variant.spans), card),
                who=_people(sorted(variant.spans)),
                details=tuple(_details(card, article, number, labels)),
            )
        )
    said = votes_of(len(card.without), card) if card.without else ""
    return [*rows, Row(tr("Del"), "", tr("No span here"), "", said, _people(sorted(card.without)))]


def _ends(quote: str) -> str:
    """A quote on one line; of a long one the two ends, for these are what variants differ in."""
    flat = " ".join(quote.split())
    return flat if len(flat) <= LONG else f"{flat[: LONG // 2].rstrip()} … {flat[-LONG // 2 :].lstrip()}"


def _people(owners: Iterable[str]) -> str:
    return ", ".join(map(isolated, owners))


def _details(card: Card, article: ArticleCards, number: int, labels: LabelSet) -> list[str]:
    """The attributes and links of a variant in which annotators differ."""
    own = [mark for owner in card.variants[number].spans for mark in card.marks[owner]]
    every = [mark for held in card.marks.values() for mark in held]
    label = labels.label(own[0].label) if own else None
    if label is None:
        return []
    return [*_attributes(label, own, every), *_links(label, own, every, card, article)]


def _attributes(label: Label, own: list[Mark], every: list[Mark]) -> list[str]:
    found = []
    for attribute in label.attributes:
        if len({mark.attributes.get(attribute.name) for mark in every}) < 2:
            continue
        counted = Counter(mark.attributes.get(attribute.name, "") for mark in own)
        values = [
            (name_in("en", attribute.value_names.get(value, {}), value) if value else tr("not said"), count)
            for value, count in counted.most_common()
        ]
        found.append(f"{name_in('en', attribute.names, attribute.name)}: {_counted(values)}")
    return found


def _links(label: Label, own: list[Mark], every: list[Mark], card: Card, article: ArticleCards) -> list[str]:
    found = []
    for rule in label.links:
        meant = {frozenset(card.targets.get(i, i) for i in mark.links.get(rule.role, ())) for mark in every}
        if len(meant) < 2:
            continue
        counted = Counter(
            ", ".join(_target(article, item) for item in mark.links.get(rule.role, ())) or tr("nobody")
            for mark in own
        )
        found.append(f"{name_in('en', rule.names, rule.role)}: {_counted(counted.most_common())}")
    return found


def _target(article: ArticleCards, item: str) -> str:
    place = article.place_of.get(item)
    marks = article.cards[place].marks.values() if place is not None else ()
    mark = next((mark for held in marks for mark in held if mark.item == item), None)
    return quoted(article.document.text[mark.start : mark.end]) if mark else tr("a span that is gone")


def _counted(values: list[tuple[str, int]]) -> str:
    if len(values) == 1:
        return values[0][0]
    return ", ".join(f"{value} × {count}" for value, count in values)


def verdict_words(verdict: Verdict, text: str, names: Names) -> str:
    """An earlier decision in a sentence: when, by whom and by what rule, and what it was."""
    by = tr("{0}, {1}").format(when(verdict.made_at), isolated(verdict.author))
    if not verdict.is_here:
        by += tr(", on another laptop")
    decision = verdict.decision
    if decision is None:
        return tr("{0}: taken back.").format(by)
    gold = _gold(decision, text, names)
    what = {NONE: tr("no span"), DEFER: tr("put off"), BOTH: tr("every variant")}.get(decision.choice, "")
    said = tr("{0}, {1}: {2}.").format(by, rule_name(decision.rule), gold or what or NOTHING)
    return f"{said} {tr('Note: {0}').format(isolated(decision.reason))}" if decision.reason else said


def _gold(decision: Decision, text: str, names: Names) -> str:
    return "; ".join(f"{names.label(s.label)} {quoted(text[s.start : s.end])}" for s in decision.gold)


def stray_words(stray: Stored, text: str, names: Names) -> str:
    """What stays in gold of a decision whose variants are gone."""
    gold = _gold(stray.decision, text, names) or tr("no span")
    return tr("{0}, decided about spans that are gone; Options can drop it.").format(gold)


def precedent_words(one: Precedent, names: Names) -> str:
    """A precedent in a sentence."""
    outcome = "; ".join(f"{names.label(label)} {quoted(quote)}" for quote, label in one.outcomes)
    said = tr("{0}: {1}. {2} ({3})")
    return said.format(
        quoted(one.quote), outcome or tr("no span"), isolated(one.reason), isolated(one.document)
    )


def language_of(article: ArticleCards) -> str:
    """The language in which the guideline is quoted beside an article."""
    if article.document.language:
        return article.document.language
    return "ar" if article_direction(article.document.text) == "rtl" else "en"


def guideline_line(text: str) -> str:
    """The first lines of a label's guideline, without signs of markup."""
    first = text.strip().split("\n\n")[0]
    return " ".join(first.replace("*", "").split())
