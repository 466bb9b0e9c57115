"""Appending batches of revisions, all or nothing, with what is derived from them; nothing is updated or deleted."""

import secrets
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import orjson

from annotator.model.revision import HERE, SPAN, Batch, Edit
from annotator.store import derived, reversal
from annotator.store.project import Project

_CHUNK = 4_000  # revisions in memory at a time
_NO_REF = (None, None)
_BARE = 'batch, n, document, start, "end", label'
_NEW = 'batch, n, kind, document, key, start, "end", label, content'
_CHANGED = "deleted, item_batch, item_n, restores_batch, restores_n"


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
