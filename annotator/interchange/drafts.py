"""Spans as other programs' files have them, checked one by one against the text and turned into ours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from annotator.interchange.findings import Findings, shown
from annotator.interchange.jsonl_spans import COUNT_FIX
from annotator.interchange.reading import Misplaced, Reading, other_unit
from annotator.model.span import IMPORTED, Span


@dataclass(slots=True)
class Draft:
    """One span on its way in. Offsets are in the unit of the file; `place` says where it stands there.

    `pieces` are its fragments, usually one; `quote` is what the file says of its text, "" for nothing.
    """

    place: str
    label: str
    pieces: Sequence[tuple[object, object]]
    id: str = ""
    quote: str = ""
    note: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)


def spans_from(drafts: Iterable[Draft], reading: Reading, findings: Findings) -> tuple[Span, ...]:
    """The good spans in the order of the drafts; every other is refused with its place and reason.

    Links lead by id and only to spans that were taken.
    """
    taken = [(draft, _stretches(draft, reading, findings)) for draft in drafts]
    ids = {draft.id for draft, pieces in taken if pieces}
    return tuple(_span(draft, pieces, ids, findings) for draft, pieces in taken if pieces)


def link(
    drafts: Mapping[str, Draft], source: str, role: str, target: str, place: str, findings: Findings
) -> None:
    """Add a link from one draft to another by their ids; refused where one of them is missing."""
    missing = [id for id in (source, target) if id not in drafts]
    if missing:
        reason = f"{role} joins {source} and {target}, but {missing[0]} is no span of this document"
        findings.refuse(place, "link", reason, "add that span, or remove the link")
        return
    drafts[source].links.setdefault(role, []).append(target)


def _span(draft: Draft, pieces: Sequence[tuple[int, int]], ids: set[str], findings: Findings) -> Span:
    links = {}
    for role, targets in draft.links.items():
        for lost in [target for target in targets if target not in ids]:
            reason = f"{role} of {draft.id or draft.label} leads to {lost}, which was refused"
            findings.refuse(draft.place, "link", reason, "mend that span, or remove the link")
        if good := tuple(sorted({target for target in targets if target in ids})):
            links[role] = good
    fragments = tuple(pieces) if len(pieces) > 1 else ()
    attributes = dict(sorted(draft.attributes.items()))
    return Span(
        pieces[0][0], pieces[-1][1], draft.label, attributes, links, draft.note, IMPORTED, fragments, draft.id
    )  # fmt: skip


def _stretches(draft: Draft, reading: Reading, findings: Findings) -> list[tuple[int, int]]:
    """The code points of each piece, [] where the span was refused."""
    try:
        pieces = sorted(reading.stretch(start, end) for start, end in draft.pieces)
    except Misplaced as wrong:
        findings.refuse(draft.place, "span", f"{draft.label} {wrong}", COUNT_FIX)
        return []
    if any(a[1] > b[0] for a, b in pairwise(pieces)):
        findings.refuse(draft.place, "span", f"the fragments of {draft.label} overlap", "write them apart")
        return []
    if draft.quote and not quote_fits(draft, reading):
        reason = f"the text given is {shown(draft.quote)}, but there stands {shown(quote_of(draft, reading))}"
        findings.refuse(draft.place, "quote", reason, _fix(draft, reading))
        return []
    return pieces


def _fix(draft: Draft, reading: Reading) -> str:
    """What to do about a quote that stands elsewhere: the unit in which it fits, if there is one."""
    places = [(start, end) for start, end in draft.pieces if type(start) is int and type(end) is int]
    unit = other_unit(reading, [(*places[0], draft.quote)]) if len(draft.pieces) == len(places) == 1 else ""
    return f"it fits if offsets count {unit} units: use --unit {unit}" if unit else COUNT_FIX


def quote_fits(draft: Draft, reading: Reading) -> bool:
    """Whether the draft's text stands at its place; blanks do not count, as many files fold newlines."""
    try:
        found = quote_of(draft, reading)
    except Misplaced:
        return False
    return found == draft.quote or "".join(found.split()) == "".join(draft.quote.split())


def quote_of(draft: Draft, reading: Reading) -> str:
    """What stands at the draft's place, fragments joined by a blank. Raises Misplaced."""
    return " ".join(reading.quote(start, end) for start, end in draft.pieces)
