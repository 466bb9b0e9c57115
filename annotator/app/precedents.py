"""Precedents: decisions that stand for later ones like them, each with a sentence of reason, and their appendix."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.app.cards import UNDECIDED, Card
from annotator.app.history import Done
from annotator.app.session import Session
from annotator.model.decision import DEFER, Range
from annotator.model.errors import Refused
from annotator.model.revision import GOLD, PRECEDENT, Edit
from annotator.store import documents, keyed
from annotator.store.project import Project
from annotator.text.fold import fold

Outcome = tuple[str, str]  # a quote, and the label that it was given
_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|~"})


@dataclass(frozen=True, slots=True)
class Precedent:
    """A decision made a precedent. Without outcomes it was decided that there is no span."""

    number: int  # of the document
    key: str
    document: str  # its name
    kind: str  # the class of the disagreement
    quote: str  # what all variants together cover
    variants: tuple[Outcome, ...]
    outcomes: tuple[Outcome, ...]
    reason: str


def make_precedent(session: Session, card: Card, reason: str) -> Done:
    """Make the decision of a card a precedent. Raises Refused without a reason, and where nothing is decided."""
    said = " ".join(reason.split())
    if not said:
        raise Refused("A precedent needs a sentence that says why.")
    if card.decision is None or card.state in UNDECIDED or card.decision.choice == DEFER:
        raise Refused("Decide the card first; then it can be a precedent.")
    text = documents.read(session.project, card.number).text
    content = {
        "class": card.kind,
        "quote": text[card.start : card.end],
        "variants": _outcomes(text, (place for variant in card.variants for place in variant.ranges)),
        "gold": _outcomes(text, (span.range for span in card.decision.gold)),
        "reason": said,
    }
    return _written(session, Edit(PRECEDENT, card.number, card.key, content=content), "make a precedent")


def drop_precedent(session: Session, precedent: Precedent) -> Done:
    """Take a precedent off the list; its decision stays."""
    edit = Edit(PRECEDENT, precedent.number, precedent.key, deleted=True)
    return _written(session, edit, "drop a precedent")


def precedents(project: Project) -> list[Precedent]:
    """All precedents, in project order of their articles; where two laptops gave reasons, one of them."""
    found = []
    for number in keyed.documents_with(project, PRECEDENT):
        for key, leaves in keyed.leaves_by_key(project, PRECEDENT, number).items():
            if not leaves[0].edit.deleted:
                found.append(_precedent(project, number, key, leaves[0].edit.content or {}))
    return sorted(found, key=lambda one: (one.document, one.number, one.quote, one.key))


def likeness(kind: str, quote: str) -> tuple[str, str]:
    """What two places have in common when a precedent speaks for both: the class and the folded text."""
    return kind, " ".join(fold(quote).text.split())


def by_likeness(found: Iterable[Precedent]) -> dict[tuple[str, str], list[Precedent]]:
    """Precedents by what they speak for."""
    by: dict[tuple[str, str], list[Precedent]] = {}
    for one in found:
        by.setdefault(likeness(one.kind, one.quote), []).append(one)
    return by


def similar(
    card: Card, text: str, known: Mapping[tuple[str, str], Sequence[Precedent]]
) -> tuple[Precedent, ...]:
    """The precedents that speak for a card of this text, without one that it made itself."""
    alike = known.get(likeness(card.kind, text[card.start : card.end]), ())
    return tuple(one for one in alike if (one.number, one.key) != (card.number, card.key))


def as_markdown(found: Iterable[Precedent]) -> str:
    """The precedents as an appendix to the guideline, by class, then text."""
    lines = ["## Precedents", ""]
    kind = ""
    for one in sorted(found, key=lambda p: (p.kind, likeness(p.kind, p.quote), p.document, p.key)):
        if one.kind != kind:
            kind = one.kind
            lines += [f"### {kind[:1].upper()}{kind[1:]}", ""]
        decided = "; ".join(map(_shown, one.outcomes)) or "no span"
        lines += [
            f"- {_quoted(one.quote)} → **{decided}**",
            f"  {_plain(one.reason)} ({_plain(one.document)}; the variants were: "
            f"{'; '.join(map(_shown, one.variants))})",
            "",
        ]
    return "\n".join(lines if kind else [*lines, "There are none yet.", ""])


def _shown(outcome: Outcome) -> str:
    quote, label = outcome
    return f"{_plain(label)} {_quoted(quote)}"


def _quoted(quote: str) -> str:
    # Isolated, so that an Arabic quote does not turn the sentence around it: U+2068 … U+2069.
    return f"«\u2068{_plain(quote)}\u2069»"


def _plain(said: str) -> str:
    return " ".join(said.split()).translate(_MARKDOWN)


def _outcomes(text: str, ranges: Iterable[Range]) -> list[list[str]]:
    return [[text[start:end], label] for start, end, label in dict.fromkeys(ranges)]


def _written(session: Session, edit: Edit, what: str) -> Done:
    if session.owner != GOLD:
        raise Refused(f"Precedents are an adjudicator's; this session is {session.owner}'s own.")
    with session.project.writing():
        held = keyed.leaves_by_key(session.project, PRECEDENT, edit.document or 0).get(edit.key or "", [])
        return session.history.do([edit._replace(replaces=tuple(leaf.ref for leaf in held))], what)


def _precedent(project: Project, number: int, key: str, content: Mapping[str, Any]) -> Precedent:
    return Precedent(
        number,
        key,
        documents.rows(project, [number])[0].name,
        content["class"],
        content["quote"],
        tuple((quote, label) for quote, label in content["variants"]),
        tuple((quote, label) for quote, label in content["gold"]),
        content["reason"],
    )
