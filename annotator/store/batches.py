"""Batches as a person's history: who did what when, and which of it an owner on this device can undo."""

from typing import Any

from annotator.model.revision import ASSIGNMENT, PERSON, PROJECT, SPAN, STATUS, Batch
from annotator.store.project import Project

_COLUMNS = "number, uid, owner, author, device, seq, made_at, what, undoes"


def _batch(project: Project, row: tuple[Any, ...]) -> Batch:
    number, uid, owner, author, device, seq, made_at, what, undoes = row
    names = project.owner_name(owner), project.owner_name(author)
    return Batch(number, uid, *names, device, seq, made_at, what, undoes)


def read(project: Project, number: int) -> Batch:
    """One batch. Raises KeyError when there is none of that number."""
    rows = project.rows(f"SELECT {_COLUMNS} FROM batch WHERE number = ?", (number,))
    if not rows:
        raise KeyError(number)
    return _batch(project, rows[0])


def by_uid(project: Project, uid: bytes) -> Batch | None:
    """The batch of that uid, or None."""
    rows = project.rows(f"SELECT {_COLUMNS} FROM batch WHERE uid = ?", (uid,))
    return _batch(project, rows[0]) if rows else None


def beginning_with(project: Project, uid: bytes) -> list[int]:
    """The numbers of the batches whose uid begins with these bytes."""
    last = uid + b"\xff" * (16 - len(uid))
    return [row[0] for row in project.rows("SELECT number FROM batch WHERE uid BETWEEN ? AND ?", (uid, last))]


def after(project: Project, number: int, *, limit: int = -1) -> list[Batch]:
    """The batches that came into this file after the one of that number, in order: all, or the first `limit`."""
    rows = project.rows(
        f"SELECT {_COLUMNS} FROM batch WHERE number > ? ORDER BY number LIMIT ?", (number, limit)
    )
    return [_batch(project, row) for row in rows]


def of_person_here(project: Project, owner: str, author: str, after: int) -> list[tuple[int, int | None]]:
    """(number, undoes) of what a person did on this device after a batch of that number, in order.

    That is: an owner's batches, whoever wrote them and under whatever spelling, and the project's that this author
    wrote about documents.
    """
    rows = project.rows(
        "SELECT number, undoes FROM batch b WHERE device = ?1 AND number > ?2 AND (owner = ?3 OR "
        "owner IN (SELECT j.owner FROM joined j WHERE j.person = ?3) OR owner = ?4 AND author = ?5 AND NOT EXISTS "
        "(SELECT 1 FROM revision r WHERE r.batch = b.number AND r.document IS NULL)) ORDER BY number",
        (project.device, after, *(project.owner_number(name) or 0 for name in (owner, PROJECT, author))),
    )
    return [(row[0], row[1]) for row in rows]


def about_people_here(project: Project, author: str, after: int) -> list[tuple[int, int | None]]:
    """(number, undoes) of what an author did on this device to people and assignments after a batch, in order."""
    rows = project.rows(
        "SELECT number, undoes FROM batch b WHERE device = ? AND number > ? AND owner = ? AND author = ? "
        "AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.batch = b.number "
        f"AND r.kind NOT IN ({PERSON}, {ASSIGNMENT})) ORDER BY number",
        (project.device, after, *(project.owner_number(name) or 0 for name in (PROJECT, author))),
    )
    return [(row[0], row[1]) for row in rows]


def size(project: Project, number: int) -> int:
    """How many revisions a batch holds."""
    return int(project.value("SELECT coalesce(max(n), -1) + 1 FROM revision WHERE batch = ?", (number,)))


def only_annotated(project: Project, number: int) -> list[int]:
    """The documents of which a batch changed spans but not the status."""
    sql = (
        "SELECT document FROM revision WHERE batch = ?1 AND kind = {} EXCEPT SELECT document FROM revision {}"
    )
    rest = f"WHERE batch = ?1 AND kind = {STATUS} ORDER BY 1"
    return [row[0] for row in project.rows(sql.format(SPAN, rest), (number,))]


def documents_of(project: Project, number: int, kind: int | None = None) -> list[int]:
    """The documents that a batch touched, with any revision or with one of that kind."""
    sql = (
        "SELECT DISTINCT document FROM revision WHERE batch = ?1 AND document IS NOT NULL "
        "AND (?2 IS NULL OR kind = ?2) ORDER BY document"
    )
    return [row[0] for row in project.rows(sql, (number, kind))]


def beginning(project: Project, owner: str, what: str) -> list[Batch]:
    """An owner's batches whose name begins with these words, in order."""
    rows = project.rows(
        f"SELECT {_COLUMNS} FROM batch WHERE owner = ? AND substr(what, 1, ?) = ? ORDER BY number",
        (project.owner_number(owner) or 0, len(what), what),
    )
    return [_batch(project, row) for row in rows]


def of_document(project: Project, document: int) -> list[Batch]:
    """The batches that touched a document, in the order in which this file received them."""
    columns = ", ".join(f"b.{name}" for name in _COLUMNS.split(", "))
    rows = project.rows(
        f"SELECT {columns} FROM batch b WHERE EXISTS "
        "(SELECT 1 FROM revision r WHERE r.batch = b.number AND r.document = ?) ORDER BY b.number",
        (document,),
    )
    return [_batch(project, row) for row in rows]


def is_undone(project: Project, number: int) -> bool:
    """Whether a batch is taken back at present: its undoing was not undone in turn."""
    undoing = project.value("SELECT max(number) FROM batch WHERE undoes = ?", (number,))
    return undoing is not None and not is_undone(project, undoing)
