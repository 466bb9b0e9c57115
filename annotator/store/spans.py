"""The present annotations of a document: spans, excluded regions and statuses, ready to show or to export."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson

from annotator.model.quick_span import quick_span
from annotator.model.revision import EXCLUDED, STATUS, Ref
from annotator.model.span import IMPORTED, MANUAL, Excluded, Span, reading_order
from annotator.model.status import NEW
from annotator.store import joining
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


def spans(project: Project, document: int, owner: str, *, near: tuple[int, int] | None = None) -> list[Span]:
    """One owner's spans of a document in reading order, all or those that overlap a range. Links name items."""
    number = joining.person_number(project, owner)
    if near is None:
        rows = project.rows(f"{_SPANS} AND c.owner = ?", (document, number))
    else:
        sql = f'{_SPANS} AND c.owner = ? AND c.start < ? AND c."end" > ?'
        rows = project.rows(sql, (document, number, near[1], near[0]))
    return sorted(_read(project, rows), key=reading_order)


def all_spans(project: Project, document: int) -> dict[str, list[Span]]:
    """The spans of every owner of a document, each in reading order."""
    rows = project.rows(f"{_SPANS} ORDER BY c.owner", (document,))
    owners = {owner: project.owner_name(owner) for owner in {row[0] for row in rows}}
    if len(owners) < 2:
        return {name: sorted(_read(project, rows), key=reading_order) for name in owners.values()}
    return {
        name: sorted(_read(project, [row for row in rows if row[0] == owner]), key=reading_order)
        for owner, name in owners.items()
    }


def _read(project: Project, rows: list[tuple[Any, ...]]) -> Iterator[Span]:
    """The span of each row; a loop almost without calls for what nearly all spans are."""
    batches: dict[int, tuple[str, str]] = {}
    labels: dict[int, str] = {}
    for _, start, end, label, batch, n, item_batch, item_n, content, linked in rows:
        if batch not in batches:
            name, what = project.batch_name(batch)
            batches[batch] = (name, IMPORTED if what.startswith(IMPORT) else MANUAL)
        if label not in labels:
            labels[label] = project.label_name(label)
        name, origin = batches[batch]
        item = f"{name}.{n}" if item_batch is None else project.item_name(Ref(item_batch, item_n))
        if content is None and not linked:
            yield quick_span(start, end, labels[label], _NOTHING, _NOTHING, "", origin, item, item)
            continue
        held = orjson.loads(content) if content else {}
        links = _links(project, Ref(batch, n)) if linked else {}
        fragments = tuple((a, b) for a, b in held.get("fragments", ()))
        yield Span(
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
    return beside(project, document)[0]


def work(project: Project, document: int) -> dict[str, Work]:
    """Status, note and time of every owner that has any of them in a document."""
    return beside(project, document)[1]


def said_of_work(project: Project, document: int, owner: str) -> dict[str, Any]:
    """All that the status of an owner in a document holds, under whatever spelling it was said."""
    sql = (
        "SELECT content FROM present JOIN revision USING (batch, n) "
        "WHERE present.kind = ? AND present.document = ? AND present.owner = ?"
    )
    content = project.value(sql, (STATUS, document, joining.person_number(project, owner)))
    return orjson.loads(content) if content else {}


def beside(project: Project, document: int) -> tuple[list[Excluded], dict[str, Work]]:
    """What a document has beside its spans: excluded regions by place, and each owner's work."""
    regions: list[Excluded] = []
    works: dict[str, Work] = {}
    for kind, owner, start, end, content, batch, n, item_batch, item_n in project.rows(
        'SELECT p.kind, p.owner, r.start, r."end", r.content, r.batch, r.n, r.item_batch, r.item_n '
        "FROM present p JOIN revision r USING (batch, n) WHERE p.kind IN (?, ?) AND p.document = ?",
        (EXCLUDED, STATUS, document),
    ):
        if kind == STATUS:
            works[project.owner_name(owner)] = _work(content)
        else:
            item = Ref(batch, n) if item_batch is None else Ref(item_batch, item_n)
            reason = orjson.loads(content).get("reason", "") if content else ""
            regions.append(Excluded(start, end, reason, project.item_name(item)))
    regions.sort(key=lambda region: (region.start, region.end, region.item))
    return regions, works


def _work(content: str | None) -> Work:
    held = orjson.loads(content) if content else {}
    return Work(held.get("status", NEW), held.get("note", ""), held.get("seconds", 0))


def owners(project: Project) -> list[str]:
    """Everyone who has a span or a status in some document, gold included, by name."""
    rows = project.rows(
        "SELECT name FROM annotator WHERE EXISTS (SELECT 1 FROM work w WHERE w.owner = number) "
        "OR EXISTS (SELECT 1 FROM tally t WHERE t.owner = number)"
    )
    return sorted(row[0] for row in rows)


def counted_by_owner(project: Project) -> dict[str, int]:
    """How many spans every owner has in the listed documents, by name."""
    sql = (
        "SELECT a.name, sum(t.count) FROM tally t JOIN annotator a ON a.number = t.owner "
        "WHERE t.document IN (SELECT document FROM listing) GROUP BY 1"
    )
    return dict(project.rows(sql))


def conflicts(project: Project) -> list[tuple[int, str, int, Ref]]:
    """Items with several differing leaves: (kind, owner, document, item), for spans; the item of others is (0, 0)."""
    rows = project.rows("SELECT kind, owner, document, item_batch, item_n FROM conflict")
    return [(kind, project.owner_name(owner), document, Ref(b, n)) for kind, owner, document, b, n in rows]
