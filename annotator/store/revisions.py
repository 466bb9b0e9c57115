"""Appending batches of revisions, and reading the history of an item. Nothing is updated or deleted here."""

import secrets
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby, islice
from typing import Any

import orjson

from annotator.model.revision import FREE_KINDS, HERE, SPAN, Batch, Edit, Ref, Revision
from annotator.store import derived, reversal
from annotator.store.project import Project

_CHUNK = 4_000  # revisions in memory at a time

_NO_REF = (None, None)
_BARE = 'batch, n, document, start, "end", label'
_NEW = 'batch, n, kind, document, key, start, "end", label, content'
_CHANGED = "deleted, item_batch, item_n, restores_batch, restores_n"

_COLUMNS = (
    'r.batch, r.n, r.item_batch, r.item_n, r.kind, r.document, r.key, r.start, r."end", r.label, r.content, '
    "r.deleted, r.restores_batch, r.restores_n, b.owner"
)
# Links and replaced revisions are not among them.
_LEAVES = (
    f"SELECT {_COLUMNS} FROM revision r JOIN batch b ON b.number = r.batch WHERE r.kind = ? AND b.owner = ? "
    "AND r.key = '' AND NOT EXISTS (SELECT 1 FROM replaces WHERE old_batch = r.batch AND old_n = r.n)"
)


class OpenBatch:
    """A batch that is being written: revisions first, its row last, so that a stream can fill it.

    Several may be open at once inside one `project.writing()`; each needs a number of its own.
    """

    def __init__(self, project: Project, owner: str, number: int) -> None:
        owner_number = project.owner_number(owner, add=True)
        assert owner_number is not None
        self._project = project
        self._owner = owner
        self._number = number
        self._owner_number = owner_number
        self._waiting: list[tuple[int, Edit]] = []  # with its place in the batch
        self._spans: list[tuple[int, ...]] = []  # rows of spans without anything beyond range and label
        self._kinds: set[int] = set()
        self._changes = False  # whether a revision is not the first of its item
        self.size = 0  # revisions so far: the place of the next one

    def add(self, edits: Iterable[Edit]) -> None:
        """Append revisions, in order."""
        before = len(self._waiting)
        self._waiting += enumerate(edits, self.size)
        self.size += len(self._waiting) - before
        for _, edit in self._waiting[before:]:
            self._kinds.add(edit.kind)
            self._changes |= bool(edit.replaces or edit.item)
        if len(self._waiting) >= _CHUNK:
            self._flush()

    def add_spans(self, document: int, places: Sequence[tuple[int, int, str]]) -> None:
        """Append new spans of nothing but (start, end, label): as `add`, at a third of the price."""
        labels = {label: self._project.label_number(label) for label in {label for _, _, label in places}}
        self._spans += [
            (self._number, n, document, start, end, labels[label])
            for n, (start, end, label) in enumerate(places, self.size)
        ]
        self.size += len(places)
        self._kinds.add(SPAN)
        if len(self._spans) >= _CHUNK:
            self._flush()

    def add_reversal(self, batch: int) -> None:
        """Append what takes back a batch that stands alone, as `reversal.insert`, before anything else."""
        assert not self.size
        self.size, kinds = reversal.insert(self._project, batch, self._number)
        self._kinds |= kinds
        self._changes = True

    def close(self, *, author: str, what: str, undoes: int | None = None, uid: bytes | None = None) -> Batch:
        """Write the batch's row and bring the derived tables up to date.

        Without `uid` it is a gesture: a random uid and the next number of this device. Raises ValueError when a
        batch of that uid is there already.
        """
        batch = Batch(
            number=self._number,
            uid=uid or secrets.token_bytes(16),
            owner=self._owner,
            author=author,
            device=self._project.device,
            seq=None if uid else _next_seq(self._project),
            made_at=datetime.now(UTC).isoformat(timespec="milliseconds"),
            what=what,
            undoes=undoes,
        )
        self.put(batch)
        return batch

    def put(self, batch: Batch) -> None:
        """Write the given row as the batch's own, and bring the derived tables up to date."""
        self._flush()
        insert_batch(self._project, batch)
        number, owner = self._number, self._owner_number
        derived.refresh(self._project, number, owner, self._kinds, changes=self._changes)

    def _flush(self) -> None:
        sql = f"INSERT INTO revision ({_BARE}, kind) VALUES (?, ?, ?, ?, ?, ?, {SPAN})"
        self._project.connection.executemany(sql, self._spans)
        _insert(self._project, self._number, self._waiting)
        self._spans.clear()
        self._waiting.clear()


def next_number(project: Project) -> int:
    """The local number that a new batch may have, inside the transaction that asks."""
    return int(project.value("SELECT coalesce(max(number), 0) + 1 FROM batch"))


def append(
    project: Project, edits: Iterable[Edit], *, owner: str, author: str, what: str, undoes: int | None = None
) -> Batch:
    """Append one gesture, all or nothing, with the derived tables; durable on return (outside a transaction)."""
    with project.writing():
        batch = OpenBatch(project, owner, next_number(project))
        stream = iter(edits)
        while some := list(islice(stream, _CHUNK)):
            batch.add(some)
        return batch.close(author=author, what=what, undoes=undoes)


def insert_batch(project: Project, batch: Batch) -> None:
    """The row of a batch. Raises ValueError when the project has a batch of that uid."""
    row = (
        batch.number,
        batch.uid,
        project.owner_number(batch.owner, add=True),
        project.owner_number(batch.author, add=True),
        batch.device,
        batch.seq,
        batch.made_at,
        batch.what,
        batch.undoes,
    )
    try:
        project.connection.execute("INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    except sqlite3.IntegrityError as error:
        if "batch.uid" in str(error):
            raise ValueError(f"a batch {batch.uid.hex()} is there already") from error
        raise


def _next_seq(project: Project) -> int:
    return int(
        project.value("SELECT coalesce(max(seq), 0) + 1 FROM batch WHERE device = ?", (project.device,))
    )


def _insert(project: Project, batch: int, edits: list[tuple[int, Edit]]) -> None:
    new: list[tuple[Any, ...]] = []
    changed: list[tuple[Any, ...]] = []
    replaces: list[tuple[int, ...]] = []
    links: list[tuple[Any, ...]] = []
    labels: dict[str | None, int | None] = {None: None}
    for n, edit in edits:
        kind, document, key, start, end, label, content, linked, deleted, item, replaced, restores = edit
        if label not in labels:
            labels[label] = project.label_number(label or "")
        row = (batch, n, kind, document, key, start, end, labels[label], _said(content))
        if item is None and restores is None and not deleted:
            new.append(row)
        else:
            changed.append((*row, int(deleted), *(item or _NO_REF), *(restores or _NO_REF)))
        if replaced:
            replaces += [(old.batch, old.n, batch, n) for old in replaced]
        if linked:
            links += [
                (batch, n, role, position, batch if target.batch == HERE else target.batch, target.n)
                for position, (role, target) in enumerate(linked)
            ]
    execute = project.connection.executemany
    # Each value that need not be bound counts: a new row costs half of a full one.
    execute(f"INSERT INTO revision ({_NEW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", new)
    execute(
        f"INSERT INTO revision ({_NEW}, {_CHANGED}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        changed,
    )
    execute("INSERT INTO replaces VALUES (?, ?, ?, ?)", replaces)
    execute("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?)", links)


def _said(content: Mapping[str, Any] | None) -> str | None:
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS).decode() if content else None


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
        refs = derived.leaf_refs_of_item(project, of.item)
    else:
        owner = project.owner_number(of.owner)
        assert owner is not None
        refs = derived.leaf_refs_of_key(project, edit.kind, owner, edit.document, edit.key or "")
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
    return [read(project, ref) for ref in derived.leaf_refs_of_key(project, kind, number, document, key)]


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
