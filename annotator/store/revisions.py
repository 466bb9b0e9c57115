"""Reading revisions: one, those of a batch, the leaves of an item, and what a revision restores."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any

import orjson

from annotator.model.revision import FREE_KINDS, Edit, Ref, Revision
from annotator.store.leaves import leaf_refs_of_item, leaf_refs_of_key
from annotator.store.project import Project

_CHUNK = 4_000  # revisions in memory at a time


_COLUMNS = (
    'r.batch, r.n, r.item_batch, r.item_n, r.kind, r.document, r.key, r.start, r."end", r.label, r.content, '
    "r.deleted, r.restores_batch, r.restores_n, b.owner"
)
# Links and replaced revisions are not among them.
_LEAVES = (
    f"SELECT {_COLUMNS} FROM revision r JOIN batch b ON b.number = r.batch WHERE r.kind = ? AND b.owner = ? "
    "AND r.key = '' AND NOT EXISTS (SELECT 1 FROM replaces WHERE old_batch = r.batch AND old_n = r.n)"
)


def _revision(
    project: Project, row: tuple[Any, ...], links: tuple[tuple[str, Ref], ...], replaces: tuple[Ref, ...]
) -> Revision:
    (
        batch,
        n,
        item_batch,
        item_n,
        kind,
        document,
        key,
        start,
        end,
        label,
        content,
        deleted,
        rb,
        rn,
        owner,
    ) = row
    edit = Edit(
        kind=kind,
        document=document,
        key=key,
        start=start,
        end=end,
        label=None if label is None else project.label_name(label),
        content=orjson.loads(content) if content else None,
        links=links,
        deleted=bool(deleted),
        item=None if item_batch is None else Ref(item_batch, item_n),
        replaces=replaces,
        restores=None if rb is None else Ref(rb, rn),
    )
    return Revision(Ref(batch, n), project.owner_name(owner), edit)


def links_of(project: Project, ref: Ref) -> tuple[tuple[str, Ref], ...]:
    """The links of a revision, in order: role and target item."""
    sql = "SELECT role, item_batch, item_n FROM link WHERE batch = ? AND n = ? ORDER BY position"
    return tuple((role, Ref(b, n)) for role, b, n in project.rows(sql, ref))


def replaced_by(project: Project, ref: Ref) -> tuple[Ref, ...]:
    """The revisions that a revision replaces."""
    sql = "SELECT old_batch, old_n FROM replaces WHERE batch = ? AND n = ? ORDER BY old_batch, old_n"
    return tuple(Ref(*row) for row in project.rows(sql, ref))


def read(project: Project, ref: Ref) -> Revision:
    """One revision. Raises KeyError when there is none."""
    sql = (
        f"SELECT {_COLUMNS} FROM revision r JOIN batch b ON b.number = r.batch WHERE r.batch = ? AND r.n = ?"
    )
    rows = project.rows(sql, ref)
    if not rows:
        raise KeyError(ref)
    return _revision(project, rows[0], links_of(project, ref), replaced_by(project, ref))


def of_batch(project: Project, batch: int, document: int | None = None) -> Iterator[Revision]:
    """The revisions of a batch in order, all or those about one document, read in pages."""
    sql = (
        f"SELECT {_COLUMNS} FROM revision r JOIN batch b ON b.number = r.batch "
        "WHERE r.batch = ?1 AND r.n > ?2 AND (?3 IS NULL OR r.document = ?3) ORDER BY r.n LIMIT ?4"
    )
    last = -1
    while page := project.rows(sql, (batch, last, document, _CHUNK)):
        links, replaces = _beside(project, batch, page[0][1], page[-1][1])
        for row in page:
            yield _revision(project, row, tuple(links[row[1]]), tuple(replaces[row[1]]))
        last = page[-1][1]


def _beside(
    project: Project, batch: int, first: int, last: int
) -> tuple[defaultdict[int, list[tuple[str, Ref]]], defaultdict[int, list[Ref]]]:
    """Links and replaced revisions of a stretch of a batch, by place: two queries for all of it."""
    links, replaces = defaultdict(list), defaultdict(list)
    sql = "SELECT n, role, item_batch, item_n FROM link WHERE batch = ? AND n BETWEEN ? AND ? ORDER BY n, position"
    for n, role, item_batch, item_n in project.rows(sql, (batch, first, last)):
        links[n].append((role, Ref(item_batch, item_n)))
    sql = "SELECT n, old_batch, old_n FROM replaces WHERE batch = ? AND n BETWEEN ? AND ? ORDER BY 1, 2, 3"
    for n, old_batch, old_n in project.rows(sql, (batch, first, last)):
        replaces[n].append(Ref(old_batch, old_n))
    return links, replaces


def leaves(project: Project, of: Revision) -> list[Revision]:
    """All leaves of a revision's item, deleted ones included, by reference."""
    edit = of.edit
    if edit.kind in FREE_KINDS:
        refs = leaf_refs_of_item(project, of.item)
    else:
        owner = project.owner_number(of.owner)
        assert owner is not None
        refs = leaf_refs_of_key(project, edit.kind, owner, edit.document, edit.key or "")
    return [read(project, ref) for ref in refs]


def item_leaves(project: Project, item: Ref) -> list[Revision]:
    """All leaves of a span or an excluded region. Raises KeyError when the item is unknown."""
    return leaves(project, read(project, item))


def key_leaves(
    project: Project, kind: int, owner: str, document: int | None, key: str = ""
) -> list[Revision]:
    """All leaves of an item of which there is one per (kind, owner, document, key)."""
    number = project.owner_number(owner)
    if number is None:
        return []
    return [read(project, ref) for ref in leaf_refs_of_key(project, kind, number, document, key)]


def leaves_of_documents(
    project: Project, kind: int, owner: str, numbers: Iterable[int]
) -> Iterator[list[Revision]]:
    """As `key_leaves` with the key "", for each of many documents that has any: one query for hundreds."""
    stream = iter(numbers)
    while some := list(islice(stream, _CHUNK // 8)):
        sql = (
            f"{_LEAVES} AND r.document IN (SELECT value FROM json_each(?)) ORDER BY r.document, r.batch, r.n"
        )
        rows = project.rows(sql, (kind, project.owner_number(owner) or 0, orjson.dumps(some).decode()))
        found = [_revision(project, row, (), ()) for row in rows]
        yield from (list(leaves) for _, leaves in groupby(found, key=lambda leaf: leaf.edit.document))


def root(project: Project, ref: Ref) -> Ref:
    """Where following `restores` leads: the revision whose state this one has."""
    sql = "SELECT restores_batch, restores_n FROM revision WHERE batch = ? AND n = ?"
    while True:
        row = project.rows(sql, ref)[0]
        if row[0] is None:
            return ref
        ref = Ref(*row)
