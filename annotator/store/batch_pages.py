"""Batches a page at a time, for those who look back: the newest first, or the moments of one person's gestures."""

from typing import Any, NamedTuple

from annotator.model.revision import SPAN, Batch, Ref
from annotator.store import batches
from annotator.store.project import Project


class Moment(NamedTuple):
    """When a gesture was made on a device, and on which document; None where it touched several or none."""

    device: bytes
    made_at: str
    document: int | None


class Touched(NamedTuple):
    """What a batch touched: how many revisions it has, its first document, and the first span it wrote there."""

    size: int
    document: int | None
    start: int | None
    end: int | None
    item: Ref | None


def moments(project: Project, person: str, after: int, most: int) -> tuple[list[Moment], int, bool]:
    """A person's gestures in the own set in the next `most` batches, the last batch seen, whether there are more.

    Imports are no gestures: they have no place in the count of a device.
    """
    owner = project.owner_number(person) or 0
    last = int(project.value("SELECT max(number) FROM batch") or 0)
    until = min(after + most, last)
    rows = project.rows(
        "SELECT b.device, b.made_at, (SELECT min(document) FROM revision r WHERE r.batch = b.number), "
        "(SELECT max(document) FROM revision r WHERE r.batch = b.number) FROM batch b "
        "WHERE b.number > ? AND b.number <= ? AND b.author = ? AND b.owner = ? AND b.seq IS NOT NULL "
        "ORDER BY b.number",
        (after, until, owner, owner),
    )
    found = [Moment(device, made_at, low if low == high else None) for device, made_at, low, high in rows]
    return found, until, until < last


def before(
    project: Project, number: int, span: int, *, person: str = "", document: int | None = None
) -> list[Batch]:
    """The batches among the `span` numbers below `number`, the newest first: a person's, those of a document.

    A person's are those that the person wrote or owns.
    """
    rows = project.rows(
        "SELECT b.number FROM batch b WHERE b.number < ?1 AND b.number >= ?2 "
        "AND (?3 IS NULL OR b.author = ?3 OR b.owner = ?3) AND (?4 IS NULL OR EXISTS "
        "(SELECT 1 FROM revision r WHERE r.batch = b.number AND r.document = ?4)) ORDER BY b.number DESC",
        (number, number - span, (project.owner_number(person) or 0) if person else None, document),
    )
    return [batches.read(project, row[0]) for row in rows]


def touched(project: Project, batch: int, document: int | None = None, item: Ref | None = None) -> Touched:
    """What a batch touched: of a document, or of an item, or in all."""
    size = batches.size(project, batch)
    where, asked = "", [batch, SPAN]
    if document is not None:
        where, asked = " AND document = ?", [*asked, document]
    if item is not None:
        where += " AND (item_batch = ? AND item_n = ? OR batch = ? AND n = ?)"
        asked += [*item, *item]
    rows = project.rows(
        'SELECT document, start, "end", coalesce(item_batch, batch), coalesce(item_n, n) FROM revision '
        f"WHERE batch = ? AND kind = ?{where} ORDER BY n LIMIT 1",
        asked,
    )
    if rows:
        number, start, end, *ref = rows[0]
        return Touched(size, number, start, end, Ref(*ref))
    first = _first_document(project, batch) if document is None else document
    return Touched(size, first, None, None, None)


def _first_document(project: Project, batch: int) -> Any:
    return project.value("SELECT document FROM revision WHERE batch = ? ORDER BY n LIMIT 1", (batch,))
