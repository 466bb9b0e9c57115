"""What an adjudicator can choose at a card, and the gold spans that each choice means. Pure: nothing is written."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.app.cards import Card
from annotator.model import rules
from annotator.model.decision import (
    ADJUST,
    BOTH,
    DEFER,
    INTERSECTION,
    NONE,
    RELABEL,
    TAKE,
    UNION,
    GoldSpan,
    Links,
    Mark,
)
from annotator.model.errors import Refused
from annotator.model.labels import LabelSet

# What is preselected in a tie, so that one key serves where two annotators differ.
LONGEST, SHORTEST, NOTHING = TIES = ("longest", "shortest", "none")


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice; which fields count depends on `kind`, one of model.decision.CHOICES. Offsets are code points."""

    kind: str
    variant: int = 0
    label: str = ""
    start: int = 0
    end: int = 0
    attributes: Mapping[str, str] | None = None  # instead of those that most of the variant's annotators gave
    reason: str = ""


Rule = Callable[[Card], Choice | None]  # the choice at a card, or None where the rule has nothing to say


def preselected(card: Card, tie: str = LONGEST) -> Choice | None:
    """What Enter takes: the variant (or nothing) with most votes; in a tie the longest, the shortest or none.

    None where even that does not tell.
    """
    votes = [*card.votes, len(card.without)]
    first = [n for n, count in enumerate(votes) if count == max(votes)]
    if len(first) > 1:
        first = _by_length(card, first, tie)
    if len(first) != 1:
        return None
    return Choice(NONE) if first[0] == len(card.variants) else Choice(TAKE, variant=first[0])


def _by_length(card: Card, tied: Sequence[int], tie: str) -> list[int]:
    if tie == NOTHING:
        return []
    # To mark nothing is no length: among a span and no span, the span stands to be judged.
    lengths = {n: _length(card, n) for n in tied if n < len(card.variants)}
    wanted = max(lengths.values()) if tie == LONGEST else min(lengths.values())
    return [n for n, length in lengths.items() if length == wanted]


def _length(card: Card, variant: int) -> int:
    return sum(end - start for start, end, _ in card.variants[variant].ranges)


def majority(least: int) -> Rule:
    """The rule that takes what `least` annotators or more, and more than half of all, agree on."""

    def rule(card: Card) -> Choice | None:
        votes = [*card.votes, len(card.without)]
        most = max(votes)
        if most < least or 2 * most <= sum(votes):
            return None
        return preselected(card, NOTHING)

    return rule


def always(choice: Choice) -> Rule:
    """The rule that chooses the same everywhere."""
    return lambda card: choice


def by_preselection(tie: str = LONGEST) -> Rule:
    """The rule that chooses what Enter would."""
    return lambda card: preselected(card, tie)


def gold_spans(card: Card, choice: Choice, labels: LabelSet, length: int) -> tuple[GoldSpan, ...]:
    """The spans that a choice puts into gold, none twice. Raises Refused for a choice that the card does not allow.

    `length` is that of the text in code points. Attributes and links are those that most annotators gave.
    """
    if choice.kind in (NONE, DEFER):
        return ()
    if choice.kind == BOTH:
        found = [span for n in range(len(card.variants)) for span in _variant(card, n)]
        return _checked(found, labels, length)
    if choice.kind in (UNION, INTERSECTION):
        return _checked([_joined(card, choice.kind)], labels, length)
    if not 0 <= choice.variant < len(card.variants):
        raise Refused(f"This card has {len(card.variants)} variants, so none of number {choice.variant + 1}.")
    found = _variant(card, choice.variant)
    if choice.kind == RELABEL:
        found = [replace(span, label=choice.label) for span in found]
    elif choice.kind == ADJUST:
        found = [replace(found[0], start=choice.start, end=choice.end, label=choice.label or found[0].label)]
    elif choice.kind != TAKE:
        raise Refused(f"There is no choice '{choice.kind}'.")
    if choice.attributes is not None:
        for span in found:
            rules.check_attributes(rules.find_label(labels, span.label), choice.attributes)
        found = [replace(span, attributes=dict(choice.attributes)) for span in found]
    return _checked(found, labels, length)


def _variant(card: Card, n: int) -> list[GoldSpan]:
    variant = card.variants[n]
    held = [card.marks[owner] for owner in sorted(variant.spans)]
    return [
        GoldSpan(
            *place, _attributes([marks[k] for marks in held]), _links(card, [marks[k] for marks in held])
        )
        for k, place in enumerate(variant.ranges)
    ]


def _joined(card: Card, kind: str) -> GoldSpan:
    """One span over all variants, or over what all of them cover; the label is that with most votes."""
    hulls = [
        (min(start for start, _, _ in v.ranges), max(end for _, end, _ in v.ranges)) for v in card.variants
    ]
    outer, inner = (min, max) if kind == UNION else (max, min)
    start, end = outer(start for start, _ in hulls), inner(end for _, end in hulls)
    if start >= end:
        raise Refused("These variants have no stretch in common.")
    votes: Counter[str] = Counter()
    for variant in card.variants:
        for label in dict.fromkeys(label for _, _, label in variant.ranges):
            votes[label] += len(variant.spans)
    label = votes.most_common(1)[0][0]  # in a tie the first: variants have an order without names
    marks = [mark for held in card.marks.values() for mark in held if mark.label == label]
    return GoldSpan(start, end, label, _attributes(marks), _links(card, marks))


def _attributes(marks: Iterable[Mark]) -> dict[str, str]:
    """What most of the annotators said; in a tie, who said more."""
    counted: dict[tuple[tuple[str, str], ...], int] = {}
    for mark in marks:
        said = tuple(sorted(mark.attributes.items()))
        counted[said] = counted.get(said, 0) + 1
    best = min(counted, key=lambda said: (-counted[said], -len(said), said), default=())
    return dict(best)


def _links(card: Card, marks: Iterable[Mark]) -> Links:
    """The targets that most of the annotators named, as their items.

    Each points to a span of their own; those at one place count as one target.
    """
    groups: dict[tuple[tuple[str, str], ...], list[Mark]] = {}
    for mark in marks:
        named = {(role, card.targets.get(item, item)) for role, items in mark.links.items() for item in items}
        groups.setdefault(tuple(sorted(named)), []).append(mark)
    if not groups:
        return {}
    best = min(groups, key=lambda named: (-len(groups[named]), -len(named), named))
    roles = sorted({role for role, _ in best})
    return {role: tuple(sorted({i for mark in groups[best] for i in mark.links[role]})) for role in roles}


def _checked(found: Sequence[GoldSpan], labels: LabelSet, length: int) -> tuple[GoldSpan, ...]:
    """Refused where a rule says no; attributes and links that a label does not have are left out."""
    once: dict[tuple[int, int, str], GoldSpan] = {}
    for span in found:
        label = rules.find_label(labels, span.label)
        rules.check_range(span.start, span.end, length)
        kept = {
            name: value
            for name, value in span.attributes.items()
            if (attribute := label.attribute(name)) and value in attribute.values
        }
        links = {role: items for role, items in span.links.items() if label.link(role)}
        once.setdefault(span.range, replace(span, attributes=kept, links=links))
    return tuple(once.values())
