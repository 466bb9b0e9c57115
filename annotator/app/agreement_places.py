"""The places behind a figure of agreement, as plain rows that a window can list and go to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from annotator.agreement import behind
from annotator.agreement.article import Article
from annotator.agreement.disagreement import AGREED_NAME, Disagreement, disagreements, with_label
from annotator.agreement.what_if import NOTHING, WhatIf, as_if
from annotator.app.comparing_facts import shared_article
from annotator.app.titles import titles
from annotator.model.span import Span
from annotator.store import documents, label_sets
from annotator.store.project import Project

F1, STRETCHES, OFFSETS, CONFUSED, PLACES = "f1", "stretches", "offsets", "confused", "places"


@dataclass(frozen=True, slots=True)
class Question:
    """Which figure, so which places. Without owners: everyone; without a label: all of them.

    F1: `reading`, and for one owner in `owners` that one with each other. CONFUSED: `label` of the first owner
    and `other` of the second, "" being "not marked". PLACES: `kind` is a class, a fact or "agreed", "" every
    disagreement. `document` limits each of them to one article, `documents` to several.
    """

    what: str
    owners: tuple[str, ...] = ()
    label: str = ""
    reading: str = "strict"
    other: str = ""
    kind: str = ""
    document: int = 0
    documents: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """What one annotator has at a place. Without a label: nothing, and no range."""

    owner: str
    label: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place in a document, code points. `kind` is the class of a disagreement or ""."""

    document: int
    name: str
    start: int
    end: int
    quote: str
    marks: tuple[Mark, ...]
    differs: bool
    kind: str = ""

    def item_of(self, owner: str) -> str:
        """The item that an annotator has here, "" for none."""
        return next((mark.item for mark in self.marks if mark.owner == owner and mark.item), "")


def places_behind(
    project: Project,
    question: Question,
    owners: Sequence[str],
    numbers: Sequence[int] | None = None,
    what_if: WhatIf = NOTHING,
) -> Iterator[list[PlaceRow]]:
    """For each document of these numbers, or of the project, the places behind a figure of the owners, in text order.

    Ranges are as they would be, where something is supposed. One list a document and pair, so that a window can
    stop between two. What has been reopened meanwhile gives an empty one, as does a label that is gone.
    """
    labels = label_sets.label_set(project).names
    listed = documents.numbers(project) if numbers is None else numbers
    for number in [question.document] if question.document else question.documents or listed:
        article = shared_article(project, number, owners)
        if article is None:
            yield []
            continue
        found = _counted(as_if(article, what_if, titles()), labels)
        name = documents.read(project, number).name
        for places in _FINDERS[question.what](found, question):
            yield [_row(found, number, name, *place) for place in places]


def _counted(article: Article, labels: Sequence[str]) -> Article:
    """The article without spans whose label the project does not have (any more): no figure counts them."""
    kept = {owner: [span for span in held if span.label in labels] for owner, held in article.sets.items()}
    return replace(article, sets=kept)


# What a finder tells of a place: marks, whether it is a difference, its class, and its range if not the marks'.
_Found = tuple[tuple[Mark, ...], bool, str, tuple[int, int] | None]
_Finder = Callable[[Article, Question], Iterator[list[_Found]]]


def _row(
    article: Article,
    number: int,
    name: str,
    marks: tuple[Mark, ...],
    differs: bool,
    kind: str,
    place: tuple[int, int] | None,
) -> PlaceRow:
    there = [mark for mark in marks if mark.label and mark.end]
    start, end = place or (min(mark.start for mark in there), max(mark.end for mark in there))
    return PlaceRow(number, name, start, end, article.text[start:end], marks, differs, kind)


def _mark(article: Article, owner: str, span: Span | None) -> Mark:
    if span is None:
        return Mark(owner)
    return Mark(owner, span.label, span.start, span.end, article.text[span.start : span.end], span.item)


def _pairs(article: Article, asked: Sequence[str]) -> list[tuple[str, str]]:
    """The pairs of a question who completed the article: two owners, one with each other, or all."""
    found = list(combinations(sorted(article.sets), 2))
    if len(asked) > 1:
        return [(asked[0], asked[1])] if set(asked) <= set(article.sets) else []
    return [pair for pair in found if not asked or asked[0] in pair]


def _f1(article: Article, question: Question) -> Iterator[list[_Found]]:
    for left, right in _pairs(article, question.owners):
        found = behind.matches(article, left, right, question.reading, question.label)
        yield [
            (
                (_mark(article, left, match.left), _mark(article, right, match.right)),
                match.credit < 1,
                "",
                None,
            )
            for match in found
        ]


def _stretches(article: Article, question: Question) -> Iterator[list[_Found]]:
    if not set(question.owners) <= set(article.sets):
        return
    found: list[_Found] = []
    for stretch in behind.stretches(article, question.label, question.owners):
        held = sorted(stretch.labels.items())
        marks = tuple(Mark(owner, ", ".join(sorted(labels))) for owner, labels in held)
        found.append((marks, True, "", (stretch.start, stretch.end)))
    yield found


def _offsets(article: Article, question: Question) -> Iterator[list[_Found]]:
    found: list[_Found] = []
    for start, end, votes in behind.offsets(article):
        quote = article.text[start:end]
        marks = tuple(
            Mark(owner, label, start, end, quote, _item(article, owner, start, end, label))
            for owner, label in sorted(votes.items())
        )
        found.append((marks, len(set(votes.values())) > 1, "", (start, end)))
    yield found


def _item(article: Article, owner: str, start: int, end: int, label: str) -> str:
    key = (start, end, label)
    return next((s.item for s in article.sets[owner] if (s.start, s.end, s.label) == key), "")


def _confused(article: Article, question: Question) -> Iterator[list[_Found]]:
    wanted = [(question.label, question.other)]
    if not question.owners and question.label != question.other:
        wanted.append((question.other, question.label))
    for left, right in _pairs(article, question.owners):
        for labels in wanted:
            found = behind.confused(article, left, right, *labels)
            yield [_met(_mark(article, left, a), _mark(article, right, b)) for a, b in found]


def _met(left: Mark, right: Mark) -> _Found:
    differs = (left.label, left.start, left.end) != (right.label, right.start, right.end)
    return (left, right), differs, "", None


def _places(article: Article, question: Question) -> Iterator[list[_Found]]:
    kind = question.kind
    found = disagreements(article, agreed=kind == AGREED_NAME)
    yield [
        (_marks(article, place), place.kind != AGREED_NAME, place.kind, (place.start, place.end))
        for place in (with_label(found, question.label) if question.label else found)
        if not kind or kind == place.kind or kind in place.facts
    ]


def _marks(article: Article, place: Disagreement) -> tuple[Mark, ...]:
    marked = [
        _mark(article, owner, span)
        for variant in place.variants
        for owner, spans in variant.spans.items()
        for span in spans
    ]
    return (*marked, *(Mark(owner) for owner in place.without))


_FINDERS: dict[str, _Finder] = {
    F1: _f1,
    STRETCHES: _stretches,
    OFFSETS: _offsets,
    CONFUSED: _confused,
    PLACES: _places,
}
