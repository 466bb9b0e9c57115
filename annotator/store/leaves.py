"""The leaves of an item, which are what nothing replaces: which they are, what each says, and whether they differ."""

from typing import Any

from annotator.model.revision import Ref
from annotator.store.project import Project

# Of a revision r, that it is a leaf.
LEAF = "NOT EXISTS (SELECT 1 FROM replaces WHERE old_batch = r.batch AND old_n = r.n)"
_OF_ITEM = (
    f"SELECT r.batch, r.n FROM revision r WHERE r.item_batch = ? AND r.item_n = ? AND {LEAF} "
    f"UNION ALL SELECT r.batch, r.n FROM revision r WHERE r.batch = ? AND r.n = ? AND {LEAF} ORDER BY 1, 2"
)
_OF_KEY = (
    "SELECT r.batch, r.n FROM revision r JOIN batch b ON b.number = r.batch "
    f"WHERE r.kind = ? AND r.document IS ? AND r.key = ? AND b.owner = ? AND {LEAF} ORDER BY 1, 2"
)


def leaf_refs_of_item(project: Project, item: Ref) -> list[Ref]:
    """The leaves of a span or excluded region, deleted ones included."""
    return [Ref(*row) for row in project.rows(_OF_ITEM, (*item, *item))]


def leaf_refs_of_key(project: Project, kind: int, owner: int, document: int | None, key: str) -> list[Ref]:
    """The leaves of an item of which there is one per place, deleted ones included."""
    return [Ref(*row) for row in project.rows(_OF_KEY, (kind, document, key, owner))]


def said_in(state: tuple[Any, ...]) -> tuple[Any, ...]:
    """What two versions of an item may differ in."""
    return (state[1], *state[3:])


def state_of(project: Project, ref: Ref) -> tuple[Any, ...]:
    """(batch uid, deleted, ref, start, end, label, content, links); `said_in` is what two versions may differ in."""
    row = project.rows(
        'SELECT b.uid, r.deleted, r.start, r."end", r.label, r.content FROM revision r '
        "JOIN batch b ON b.number = r.batch WHERE r.batch = ? AND r.n = ?",
        ref,
    )[0]
    sql = "SELECT role, item_batch, item_n FROM link WHERE batch = ? AND n = ? ORDER BY position"
    return (row[0], row[1], ref, *row[2:], tuple(project.rows(sql, ref)))
