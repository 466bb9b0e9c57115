"""The lines of a brat annotation file: spans, and what is said of them.

What the letters mean: https://brat.nlplab.org/standoff.html.
"""

import re

from annotator.interchange.drafts import Draft, link
from annotator.interchange.findings import Findings, NotTaken
from annotator.interchange.names import from_ascii

FLAG = "true"  # the value of an attribute that is only there or not
_TEXT_BOUND = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")


def drafts_of(lines: list[str], name: str, findings: Findings) -> dict[str, Draft]:
    """All spans by id; what may come before the span that it speaks of is added afterwards."""
    drafts: dict[str, Draft] = {}
    rest = []
    for number, line in enumerate(lines, start=1):
        place = f"{name}, line {number}"
        if line.startswith("T"):
            try:
                draft = _span(line, place)
                if draft.id in drafts:
                    raise NotTaken("span", f"{draft.id} was there before", "give each span its own id")
                drafts[draft.id] = draft
            except NotTaken as wrong:
                findings.not_taken(place, wrong)
        elif line.strip():
            rest.append((place, line))
    for place, line in rest:
        _add(line, place, drafts, findings)
    return drafts


def _span(line: str, place: str) -> Draft:
    id, _, said = line.partition("\t")
    where, _, quote = said.partition("\t")
    found = _TEXT_BOUND.fullmatch(where.strip())
    if not found:
        raise NotTaken("span", f"is not of the form T1⇥TYPE START END⇥TEXT: {line[:60]!r}", "mend the line")
    pieces = [tuple(map(int, piece.split())) for piece in found[2].split(";")]
    return Draft(place, from_ascii(found[1]), [(start, end) for start, end in pieces], id, quote)


def _add(line: str, place: str, drafts: dict[str, Draft], findings: Findings) -> None:
    id, _, said = line.partition("\t")
    said, _, tail = said.partition("\t")
    words = said.split()
    adders = {"A": _attribute, "M": _attribute, "N": _attribute, "#": _note, "R": _relation}
    add = adders.get(id[:1])
    if add is None:
        what = {"E": f"event {id} ({said})", "*": f"{said or 'relation'}"}.get(id[:1], f"{line[:40]!r}")
        fix = "its trigger is taken as a span" if id[:1] == "E" else ""
        findings.refuse(place, "link", f"{what} is not taken: spans here have links with one role each", fix)
    elif len(words) < 2:
        findings.refuse(place, "row", f"is not complete: {line[:60]!r}", "mend the line")
    else:
        add(place, words, tail, drafts, findings)


def _attribute(place: str, words: list[str], tail: str, drafts: dict[str, Draft], findings: Findings) -> None:
    name, target, *value = words
    if target in drafts:
        drafts[target].attributes[from_ascii(name)] = from_ascii(" ".join(value)) if value else FLAG
    else:
        reason = f"{' '.join(words)}: {target} is no span of this document"
        findings.refuse(
            place, "attribute", reason, "events and relations are not taken, nor what is said of them"
        )


def _note(place: str, words: list[str], tail: str, drafts: dict[str, Draft], findings: Findings) -> None:
    target = words[1]
    if target in drafts:
        before = drafts[target].note
        drafts[target].note = f"{before}\n{tail}" if before else tail
    else:
        reason = f"a note on {target}, which is no span of this document: {tail[:60]}"
        findings.refuse(
            place, "field", reason, "events and relations are not taken, nor what is said of them"
        )


def _relation(place: str, words: list[str], tail: str, drafts: dict[str, Draft], findings: Findings) -> None:
    role, *arguments = words
    ends = [argument.partition(":")[2] for argument in arguments]
    if len(ends) != 2 or not all(ends):
        findings.refuse(place, "link", f"{' '.join(words)} does not join two spans", "mend the line")
        return
    link(drafts, ends[0], from_ascii(role), ends[1], place, findings)
