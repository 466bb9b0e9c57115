"""The places behind each figure: the spans and stretches of one article that a value was counted from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from annotator.agreement.alignment import alignment
from annotator.agreement.article import Article, takes_part
from annotator.agreement.columns import Columns, columns
from annotator.agreement.confusion import NONE, meetings
from annotator.agreement.f1 import READINGS, credits
from annotator.agreement.matching import matched_pairs
from annotator.agreement.pairs import pairs
from annotator.model.span import Span, reading_order


@dataclass(frozen=True, slots=True)
class Match:
    """Two spans that F1 takes for one, or a span that it finds no partner for. Credit: 1, 0.5 or 0."""

    document: str
    credit: float
    left: Span | None
    right: Span | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of code points where annotators put different labels, and the labels of each."""

    document: str
    start: int
    end: int
    labels: Mapping[str, frozenset[str]]


def matches(article: Article, left: str, right: str, reading: str, label: str = "") -> list[Match]:
    """The matches behind F1 of two annotators in a reading, of one label or of all; in text order.

    Sums of credits and of spans are what the figure was made of. Raises ValueError for another reading.
    """
    if reading not in READINGS:
        raise ValueError(f"unknown reading {reading!r}: use one of {', '.join(READINGS)}")
    spans = [_counted(article, owner, label) for owner in (left, right)]
    found_pairs = _pairs(spans[0], spans[1], reading, label)
    taken = ({i for i, _, _ in found_pairs}, {j for _, j, _ in found_pairs})
    found = [Match(article.document, credit, spans[0][i], spans[1][j]) for i, j, credit in found_pairs]
    found += [Match(article.document, 0, s, None) for i, s in enumerate(spans[0]) if i not in taken[0]]
    found += [Match(article.document, 0, None, s) for j, s in enumerate(spans[1]) if j not in taken[1]]
    return sorted(found, key=lambda m: min(reading_order(s) for s in (m.left, m.right) if s))


def _counted(article: Article, owner: str, label: str = "") -> list[Span]:
    """The spans that figures count, in reading order: twins once, none that is excluded."""
    found: dict[tuple[int, int, str], Span] = {}
    for span in sorted(article.sets[owner], key=reading_order):
        if label in ("", span.label) and takes_part(article, span):
            found.setdefault((span.start, span.end, span.label), span)
    return list(found.values())


def _pairs(left: list[Span], right: list[Span], reading: str, label: str) -> list[tuple[int, int, float]]:
    if reading == "type":
        labels = {label} if label else {span.label for span in left}
        return [(*pair, 1.0) for one in sorted(labels) for pair in _overlaps(left, right, one, set(), set())]
    offsets_alone = reading in ("exact", "partial") and not label
    equal = _equals(left, right, offsets_alone=offsets_alone)
    found = [(i, j, 1.0) for i, j in equal]
    if reading == "partial":
        taken = ({i for i, _ in equal}, {j for _, j in equal})
        found += [(*pair, 0.5) for pair in _overlaps(left, right, "", *taken)]
    return found


def _equals(left: list[Span], right: list[Span], *, offsets_alone: bool) -> list[tuple[int, int]]:
    """Equal spans; by offsets alone as multisets, those of equal label first."""
    waiting: dict[tuple[int, int], list[int]] = {}
    for j, span in enumerate(right):
        waiting.setdefault((span.start, span.end), []).append(j)
    found, open_ = [], []
    for i, span in enumerate(left):
        places = waiting.get((span.start, span.end), [])
        same = next((j for j in places if right[j].label == span.label), None)
        if same is None:
            open_.append(i)
        else:
            places.remove(same)
            found.append((i, same))
    for i in open_ if offsets_alone else ():
        if places := waiting.get((left[i].start, left[i].end), []):
            found.append((i, places.pop(0)))
    return found


def _overlaps(
    left: list[Span], right: list[Span], label: str, left_taken: set[int], right_taken: set[int]
) -> list[tuple[int, int]]:
    rows = [
        (side, i, span)
        for side, spans, taken in ((0, left, left_taken), (1, right, right_taken))
        for i, span in enumerate(spans)
        if i not in taken and label in ("", span.label)
    ]
    together = matched_pairs([(span.start, span.end, side) for side, _, span in rows])
    return [(rows[a][1], rows[b][1]) for a, b in together]


def stretches(article: Article, label: str = "", owners: Iterable[str] = ()) -> list[Stretch]:
    """The stretches that lower alpha and kappa: where annotators differ in a label's layer, or in sets of labels.

    Without owners, of all who completed the article. Excluded regions are no part of any stretch.
    """
    chosen = sorted(owners) or sorted(article.sets)
    spans = {owner: _counted(article, owner, label) for owner in chosen}
    borders = {0, len(article.text)} | {b for region in article.excluded for b in region}
    borders |= {b for owned in spans.values() for span in owned for b in (span.start, span.end)}
    cuts = sorted(borders)
    found: list[Stretch] = []
    for start, end in pairwise(cuts):
        if any(a <= start < b for a, b in article.excluded):
            continue
        labels = {
            owner: frozenset(s.label for s in owned if s.start <= start < s.end)
            for owner, owned in spans.items()
        }
        if len(set(labels.values())) < 2:
            continue
        last = found[-1] if found else None
        if last and last.end == start and last.labels == labels:
            found[-1] = Stretch(article.document, last.start, end, labels)
        else:
            found.append(Stretch(article.document, start, end, labels))
    return found


def confused(
    article: Article, left: str, right: str, left_label: str, right_label: str
) -> list[tuple[Span | None, Span | None]]:
    """The things behind one cell of the confusion of two annotators; "" is "not marked"."""
    labels = sorted({span.label for spans in article.sets.values() for span in spans})
    # Who else completed the article decides what belongs together: all are aligned.
    owners = sorted(article.sets)
    found = columns([article], _numbered(owners), _numbered(labels))
    two = pairs(found)
    met = meetings(two, alignment(found), credits(found, two)[1])
    flip = left > right
    wanted = sorted((owners.index(left), owners.index(right)))
    rows = (found.seat_owner[two.left] == wanted[0]) & (found.seat_owner[two.right] == wanted[1])
    sides = [
        (_span(found, a), _span(found, b))[:: -1 if flip else 1]
        for row, a, b in zip(met.row, met.left, met.right, strict=True)
        if rows[row]
    ]
    kept = [(a, b) for a, b in sides if (_label(a), _label(b)) == (left_label, right_label)]
    return sorted(kept, key=lambda side: min(reading_order(s) for s in side if s))


def _numbered(names: list[str]) -> dict[str, int]:
    return {name: n for n, name in enumerate(names)}


def _span(found: Columns, place: int) -> Span | None:
    return None if place == NONE else found.spans[int(found.source[place])]


def _label(span: Span | None) -> str:
    return span.label if span else ""


def offsets(article: Article) -> list[tuple[int, int, dict[str, str]]]:
    """The offsets behind label alpha, with each annotator's label: those that two or more marked, once each."""
    held: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for owner in sorted(article.sets):
        for span in _counted(article, owner):
            held.setdefault((span.start, span.end), []).append((owner, span.label))
    return [
        (start, end, dict(votes))
        for (start, end), votes in sorted(held.items())
        if len(votes) > 1 and len(dict(votes)) == len(votes)
    ]
