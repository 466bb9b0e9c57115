"""The layers of a WebAnno TSV file: which columns are whose, and the annotations in them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.interchange.cas import label_of
from annotator.interchange.drafts import Draft, link
from annotator.interchange.findings import Findings

SPAN, RELATION, CHAIN = "SP", "RL", "CH"
_HEADER = re.compile(r"#T_(SP|RL|CH)=(.*)")
_ESCAPE = re.compile(r"\\(->|.)")
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r"}
_STACKED = re.compile(r"((?:\\.|[^\\|])*)(?:\||$)")
_ITEM = re.compile(r"((?:\\.|[^\\;])*)(?:;|$)")
_NUMBER = re.compile(r"(?<!\\)\[(\d+(?:_\d+)?)\]$")
_NOTHING, _PRESENT = "_", "*"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: its type, its features by column, and which of them is a slot (roles, then targets)."""

    kind: str
    type: str
    features: tuple[str, ...]
    slots: frozenset[int] = frozenset()  # columns of roles; the next one holds the targets
    base: str = ""

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max(len(self.features), 1) + (self.kind == RELATION)


class Cells(NamedTuple):  # a tuple, as there is one for each token
    """One row: its line, its token or part of one, its place in UTF-16 units, and the layers' columns."""

    line: int
    token: str
    begin: int
    end: int
    columns: Sequence[str]


@dataclass(slots=True)
class _Found:
    """One annotation while its rows are read."""

    place: str
    token: str
    begin: int
    end: int
    number: str
    values: dict[str, str] = field(default_factory=dict)
    roles: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)


def layers_in(lines: Sequence[str]) -> list[Layer]:
    """The layers that the head of the file names, in the order of their columns."""
    found = []
    for line in lines:
        if header := _HEADER.fullmatch(line):
            found.append(_layer(header[1], header[2].split("|")))
        elif line and not line.startswith("#"):
            break
    return found


def unescaped(text: str) -> str:
    """The text without the signs that protect WebAnno's own."""
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), text) if "\\" in text else text


def drafts_of(layers: Sequence[Layer], rows: Sequence[Cells], place: str, findings: Findings) -> list[Draft]:
    """All spans with their links; relations between what is no span, and chains, are named."""
    at = 0
    drafts: dict[str, Draft] = {}
    by_place: dict[tuple[str, str, str], str] = {}  # layer, token, number -> id
    pending: list[tuple[Layer, _Found]] = []
    for layer in layers:
        for found in _annotations(layer, at, rows, place):
            if layer.kind == SPAN:
                draft = _draft(layer, found, f"s{len(drafts) + 1}")
                drafts[draft.id] = draft
                by_place[layer.type, found.token, found.number] = draft.id
            pending.append((layer, found))
        at += layer.width
    if any(layer.kind == CHAIN for layer in layers):
        reason = f"{sum(layer.kind == CHAIN for layer, _ in pending)} mention(s) of chains are not taken"
        findings.refuse(place, "link", reason, "spans here have links, not chains")
    for layer, found in pending:
        if layer.kind == RELATION:
            _add_relation(layer, found, by_place, drafts, findings)
        for role, target in zip(found.roles, found.targets, strict=False):
            _add_slot(layer, found, role, target, by_place, drafts, findings)
    return list(drafts.values())


def _layer(kind: str, parts: list[str]) -> Layer:
    features: list[str] = []
    slots = set()
    base = ""
    for part in filter(None, parts[1:]):
        if part.startswith("ROLE_"):
            slots.add(len(features))
            features.append(part.partition(":")[2])
        elif part.startswith("BT_"):
            base = part[3:]
        else:
            features.append(part)
    return Layer(kind, parts[0], tuple(features), frozenset(slots), base)


def _annotations(layer: Layer, at: int, rows: Sequence[Cells], place: str) -> Iterator[_Found]:
    """The layer's annotations in the order of their first rows; a number joins the rows of one."""
    numbered: dict[str, _Found] = {}
    found: list[_Found] = []
    beyond = at + layer.width
    for row in rows:
        cells = row.columns[at:beyond]
        if not cells or cells[0] in (_NOTHING, ""):
            continue
        for n, cell in enumerate(_stack(cells[0])):
            number = _number(cell)
            if number and layer.kind == SPAN and number in numbered:
                numbered[number].begin = min(numbered[number].begin, row.begin)
                numbered[number].end = max(numbered[number].end, row.end)
                continue
            new = _Found(f"{place}, line {row.line}", row.token, row.begin, row.end, number)
            stacks = map(_stack, cells)
            _fill(new, layer, [stack[n] if n < len(stack) else _PRESENT for stack in stacks])
            found.append(new)
            if number:
                numbered[number] = new
    return iter(found)


def _fill(found: _Found, layer: Layer, cells: Sequence[str]) -> None:
    for n, feature in enumerate(layer.features):
        if n in layer.slots:
            found.roles = [unescaped(item) for item in _items(_NUMBER.sub("", cells[n]))]
        elif n - 1 in layer.slots:
            found.targets = _items(cells[n])
        elif (value := _NUMBER.sub("", cells[n])) not in (_PRESENT, _NOTHING):
            found.values[feature] = unescaped(value)
    if layer.kind == RELATION:
        found.targets = [cells[-1]]


def _stack(cell: str) -> list[str]:
    if "\\" not in cell:
        return [part for part in cell.split("|") if part]
    return [part[1] for part in _STACKED.finditer(cell) if part[0]]


def _items(cell: str) -> list[str]:
    return [part[1] for part in _ITEM.finditer(cell) if part[0]]


def _number(cell: str) -> str:
    found = _NUMBER.search(cell) if cell.endswith("]") else None
    return found[1] if found else ""


def _draft(layer: Layer, found: _Found, id: str) -> Draft:
    label, taken = label_of(layer.type, found.values)
    extra = {name: value for name, value in found.values.items() if name != taken}
    return Draft(found.place, label, [(found.begin, found.end)], id, attributes=extra)


def _add_relation(
    layer: Layer,
    found: _Found,
    by_place: Mapping[tuple[str, str, str], str],
    drafts: Mapping[str, Draft],
    findings: Findings,
) -> None:
    """A row stands at the relation's target and names the token of its source, [source_target] where stacked."""
    token = _NUMBER.sub("", found.targets[0])
    source, _, target = _number(found.targets[0]).partition("_")
    role = found.values.get("DependencyType") or label_of(layer.type, found.values)[0]
    begin = _at(layer.base, token, "" if source == "0" else source, by_place)
    end = _at(layer.base, found.token, "" if target == "0" else target, by_place)
    link(drafts, begin, role, end, found.place, findings)


def _add_slot(
    layer: Layer,
    found: _Found,
    role: str,
    target: str,
    by_place: Mapping[tuple[str, str, str], str],
    drafts: Mapping[str, Draft],
    findings: Findings,
) -> None:
    if layer.kind != SPAN:
        return
    base = layer.features[min(layer.slots) + 1]
    host = by_place[layer.type, found.token, found.number]
    token, number = _NUMBER.sub("", target), _number(target)
    link(drafts, host, role, _at(base, token, number, by_place), found.place, findings)


def _at(type: str, token: str, number: str, by_place: Mapping[tuple[str, str, str], str]) -> str:
    """The id of the span of that type at a token; where any type may stand, of the only one."""
    if (type, token, number) in by_place:
        return by_place[type, token, number]
    there = [
        id for (kind, place, n), id in by_place.items() if place == token and (not number or n == number)
    ]
    there = [id for (kind, place, n), id in by_place.items() if id in there and kind == type] or (
        there if type == "uima.tcas.Annotation" else []
    )
    return there[0] if len(there) == 1 else f"token {token}"
