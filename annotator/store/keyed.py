"""Reads the items of gold of which there is one per place, and what their batches tell; writing is `revisions`' job."""

import orjson

from annotator.model.revision import DECISION, GOLD, PRECEDENT, SPAN, STATUS, Edit, Ref, Revision
from annotator.store.project import Project

_LEAVES = (
    "SELECT r.batch, r.n, r.key, r.content, r.deleted FROM revision r JOIN batch b ON b.number = r.batch "
    "WHERE r.kind = ? AND r.document = ? AND r.key IS NOT NULL AND b.owner = ? "
    "AND NOT EXISTS (SELECT 1 FROM replaces WHERE old_batch = r.batch AND old_n = r.n) ORDER BY b.uid, r.n"
)
_SPANS = (
    "SELECT c.batch, c.n, r.item_batch, r.item_n FROM current c JOIN revision r USING (batch, n) "
    "WHERE c.document = ?"
)


def leaves_by_key(project: Project, kind: int, document: int) -> dict[str, list[Revision]]:
    """The leaves of gold's items of a kind in a document, by key, deleted ones included and last.

    Without what they replace: such items have no links.
    """
    found: dict[str, list[Revision]] = {}
    rows = project.rows(_LEAVES, (kind, document, project.owner_number(GOLD) or 0))
    for batch, n, key, content, deleted in rows:
        held = orjson.loads(content) if content else None
        edit = Edit(kind, document, key, content=held, deleted=bool(deleted))
        found.setdefault(key, []).append(Revision(Ref(batch, n), GOLD, edit))
    for leaves in found.values():
        leaves.sort(key=lambda leaf: leaf.edit.deleted)
    return found


def documents_with(project: Project, kind: int) -> list[int]:
    """The documents in which gold has an item of a kind, by number."""
    sql = "SELECT DISTINCT document FROM present WHERE kind = ? AND owner = ? ORDER BY document"
    return [row[0] for row in project.rows(sql, (kind, project.owner_number(GOLD) or 0))]


def span_revisions(project: Project, document: int) -> dict[str, str]:
    """The name of the present revision of every span of a document, by the name of its item."""
    found = {}
    for batch, n, item_batch, item_n in project.rows(_SPANS, (document,)):
        item = Ref(batch, n) if item_batch is None else Ref(item_batch, item_n)
        found[project.item_name(item)] = project.item_name(Ref(batch, n))
    return found


def last_batch(project: Project) -> int:
    """The local number of the batch that came last into this file."""
    return int(project.value("SELECT coalesce(max(number), 0) FROM batch"))


def single_times(project: Project, kind: int, *, limit: int) -> list[str]:
    """When gold's last batches with exactly one revision of a kind were made, latest first (UTC, ISO 8601)."""
    rows = project.rows(
        "SELECT made_at FROM batch b WHERE owner = ? AND undoes IS NULL AND "
        "(SELECT count(*) FROM (SELECT 1 FROM revision r WHERE r.batch = b.number AND r.kind = ? LIMIT 2)) = 1 "
        "ORDER BY number DESC LIMIT ?",
        (project.owner_number(GOLD) or 0, kind, limit),
    )
    return [row[0] for row in rows]


def holds_kind(project: Project, batch: int, kind: int) -> bool:
    """Whether a batch has a revision of a kind."""
    sql = "SELECT EXISTS (SELECT 1 FROM revision WHERE batch = ? AND kind = ?)"
    return bool(project.value(sql, (batch, kind)))


def touches_order(project: Project, batch: int) -> bool:
    """Whether a batch may change which articles are shared, or in what order."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM revision r JOIN batch b ON b.number = r.batch WHERE r.batch = ? "
        "AND r.kind NOT IN (?, ?, ?) AND NOT (r.kind = ? AND b.owner = ?))"
    )
    gold = project.owner_number(GOLD) or 0
    return bool(project.value(sql, (batch, SPAN, DECISION, PRECEDENT, STATUS, gold)))
