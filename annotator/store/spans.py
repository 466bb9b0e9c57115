"""The present annotations of a document: spans, excluded regions and statuses, ready to show or to export."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson

from annotator.model.quick_span import quick_span
from annotator.model.revision import EXCLUDED, PROJECT, STATUS, Ref
from annotator.model.span import IMPORTED, MANUAL, Excluded, Span, reading_order
from annotator.model.status import NEW
from annotator.store.project import Project

IMPORT = "import"  # how the name of a batch begins whose spans, unless they say otherwise, were imported

_SPANS = (
    'SELECT c.owner, c.start, c."end", c.label, c.batch, c.n, r.item_batch, r.item_n, r.content, '
    "EXISTS (SELECT 1 FROM link l WHERE l.batch = c.batch AND l.n = c.n) "
    "FROM current c JOIN revision r USING (batch, n) WHERE c.document = ?"
)
_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Work:
    """How far one owner is with a document: status, note and seconds of work."""

    status: str = NEW
    note: str = ""
    seconds: int = 0


def spans(project: Project, document: int, owner: str) -> list[Span]:
    """One owner's spans of a document in reading order. Links name items."""
    number = project.owner_number(owner)
    if number is None:
        return []
    rows = project.rows(f"{_SPANS} AND c.owner = ?", (document, number))
    return sorted((span for _, span in _read(project, rows)), key=reading_order)


def all_spans(project: Project, document: int) -> dict[str, list[Span]]:
    """The spans of every owner of a document, each in reading order."""
    found: dict[int, list[Span]] = defaultdict(list)
    for owner, span in _read(project, project.rows(_SPANS, (document,))):
        found[owner].append(span)
    for owned in found.values():
        owned.sort(key=reading_order)
    return {project.owner_name(owner): owned for owner, owned in found.items()}


def _read(project: Project, rows: list[tuple[Any, ...]]) -> Iterator[tuple[int, Span]]:
    """(owner's number, span) of each row; a loop without calls for what nearly all spans are."""
    batch_name = project.batch_name
    labels: dict[int, str] = {}
    for owner, start, end, label, batch, n, item_batch, item_n, content, linked in rows:
        name, what = batch_name(batch)
        item = f"{name}.{n}" if item_batch is None else project.item_name(Ref(item_batch, item_n))
        if label not in labels:
            labels[label] = project.label_name(label)
        origin = IMPORTED if what.startswith(IMPORT) else MANUAL
        if content is None and not linked:
            yield owner, quick_span(start, end, labels[label], _NOTHING, _NOTHING, "", origin, item, item)
            continue
        held = orjson.loads(content) if content else {}
        links = _links(project, Ref(batch, n)) if linked else {}
        fragments = tuple((a, b) for a, b in held.get("fragments", ()))
        yield owner, Span(
            start, end, labels[label], held.get("attributes", {}), links, held.get("note", ""),
            held.get("origin", origin), fragments, held.get("id", item), item,
        )  # fmt: skip


def _links(project: Project, ref: Ref) -> dict[str, tuple[str, ...]]:
    links: dict[str, tuple[str, ...]] = {}
    sql = "SELECT role, item_batch, item_n FROM link WHERE batch = ? AND n = ? ORDER BY position"
    for role, batch, n in project.rows(sql, ref):
        links[role] = (*links.get(role, ()), project.item_name(Ref(batch, n)))
    return links


def with_outside_ids(owned: list[Span], others: Mapping[str, str]) -> list[Span]:
    """The same spans with links naming ids instead of items; links to spans that are not there are left out.

    `others` gives ids for items that are not among the spans but stand for one of them.
    """
    if not any(span.links for span in owned):
        return owned
    ids = {**others, **{span.item: span.id for span in owned}}
    return [replace(span, links=_renamed(span, ids)) if span.links else span for span in owned]


def _renamed(span: Span, ids: dict[str, str]) -> dict[str, tuple[str, ...]]:
    links = {role: tuple(ids[t] for t in targets if t in ids) for role, targets in span.links.items()}
    return {role: targets for role, targets in links.items() if targets}


def excluded(project: Project, document: int) -> list[Excluded]:
    """The excluded regions of a document, by place."""
    number = project.owner_number(PROJECT)
    rows = project.rows(
        'SELECT r.start, r."end", r.content, r.batch, r.n, r.item_batch, r.item_n '
        "FROM present p JOIN revision r USING (batch, n) WHERE p.kind = ? AND p.document = ? AND p.owner = ?",
        (EXCLUDED, document, number or 0),
    )
    regions = []
    for start, end, content, batch, n, item_batch, item_n in rows:
        item = Ref(batch, n) if item_batch is None else Ref(item_batch, item_n)
        reason = orjson.loads(content).get("reason", "") if content else ""
        regions.append(Excluded(start, end, reason, project.item_name(item)))
    return sorted(regions, key=lambda region: (region.start, region.end, region.item))


def work(project: Project, document: int) -> dict[str, Work]:
    """Status, note and time of every owner that has any of them in a document."""
    rows = project.rows(
        "SELECT p.owner, r.content FROM present p JOIN revision r USING (batch, n) "
        "WHERE p.kind = ? AND p.document = ?",
        (STATUS, document),
    )
    return {project.owner_name(owner): _work(content) for owner, content in rows}


def _work(content: str | None) -> Work:
    held = orjson.loads(content) if content else {}
    return Work(held.get("status", NEW), held.get("note", ""), held.get("seconds", 0))


def owners(project: Project) -> list[str]:
    """Everyone who has a span or a status in some document, gold included, by name."""
    rows = project.rows(
        "SELECT name FROM annotator WHERE "
        "EXISTS (SELECT 1 FROM present p WHERE p.kind = ? AND p.owner = number) "
        "OR EXISTS (SELECT 1 FROM tally t WHERE t.owner = number)",
        (STATUS,),
    )
    return sorted(row[0] for row in rows)


def conflicts(project: Project) -> list[tuple[int, str, int, Ref]]:
    """Items with several differing leaves: (kind, owner, document, item), for spans; the item of others is (0, 0)."""
    rows = project.rows("SELECT kind, owner, document, item_batch, item_n FROM conflict")
    return [(kind, project.owner_name(owner), document, Ref(b, n)) for kind, owner, document, b, n in rows]
