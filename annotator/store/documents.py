"""Documents of a project: their texts, and the lists that the window and `list` show."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from annotator.model.document import Document, text_hash
from annotator.model.revision import DOCUMENT, PROJECT, STATUS
from annotator.model.status import NEW
from annotator.store.project import Project

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the document list: what is known without reading the text."""

    number: int
    id: str
    name: str
    length: int  # code points
    language: str = ""
    status: str = NEW
    counts: dict[str, int] = field(default_factory=dict)  # spans of one owner by label


def of_id(project: Project, id: str) -> dict[bytes, int]:
    """The local numbers of the documents of that id by their uid; more than one where texts differ."""
    return dict(project.rows("SELECT uid, number FROM document WHERE id = ?", (id,)))


def add_text(project: Project, document: Document, uid: bytes) -> int:
    """The local number of a document that is new. Only the text: name and the rest are revisions."""
    cursor = project.connection.execute(
        "INSERT INTO document VALUES (NULL, ?, ?, ?, ?, ?)",
        (uid, document.id, document.text, len(document.text), text_hash(document.text)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def read(project: Project, number: int) -> Document:
    """One document with its text. Raises KeyError when there is none of that number."""
    rows = project.rows(
        "SELECT d.id, d.text, r.content FROM document d "
        "LEFT JOIN present p ON p.kind = ? AND p.document = d.number AND p.owner = ? AND p.key = '' "
        "LEFT JOIN revision r ON r.batch = p.batch AND r.n = p.n WHERE d.number = ?",
        (DOCUMENT, project.owner_number(PROJECT) or 0, number),
    )
    if not rows:
        raise KeyError(number)
    id, text, said = rows[0]
    content = orjson.loads(said) if said else {}
    return Document(
        id=id,
        text=text,
        name=content.get("name", id),
        language=content.get("language", ""),
        source=content.get("source", ""),
        direction=content.get("direction", ""),
        meta=content.get("meta", {}),
    )


def present_content(project: Project, kind: int, owner: str, document: int, key: str = "") -> dict[str, Any]:
    """What the present revision of a keyed item holds; empty when there is none."""
    owner_number = project.owner_number(owner)
    if owner_number is None:
        return {}
    content = project.value(
        "SELECT content FROM present JOIN revision USING (batch, n) "
        "WHERE present.kind = ? AND present.document = ? AND present.owner = ? AND present.key = ?",
        (kind, document, owner_number, key),
    )
    return orjson.loads(content) if content else {}


def count(project: Project) -> int:
    """How many documents the project lists."""
    return int(project.value("SELECT count(*) FROM listing"))


def numbers(project: Project) -> Iterator[int]:
    """The local numbers of all listed documents in project order: by name, then uid."""
    last: tuple[str, bytes] = ("", b"")
    while True:
        page = project.rows(
            "SELECT document, name, uid FROM listing WHERE (name, uid) > (?, ?) ORDER BY name, uid LIMIT ?",
            (*last, _PAGE),
        )
        yield from (row[0] for row in page)
        if len(page) < _PAGE:
            return
        last = (page[-1][1], page[-1][2])


def page(project: Project, offset: int, limit: int, owner: str = "") -> list[Row]:
    """Lines `offset` … `offset + limit` of the document list in project order, with one owner's status and counts."""
    found = project.rows(
        "SELECT number, id, name, length FROM (SELECT document, name, uid FROM listing ORDER BY name, uid "
        "LIMIT ? OFFSET ?) AS l JOIN document ON number = l.document ORDER BY l.name, l.uid",
        (limit, offset),
    )
    return [_row(project, owner, *line) for line in found]


def _row(project: Project, owner: str, number: int, id: str, name: str, length: int) -> Row:
    content = present_content(project, DOCUMENT, PROJECT, number)
    status = present_content(project, STATUS, owner, number).get("status", NEW) if owner else NEW
    return Row(number, id, name, length, content.get("language", ""), status, counts(project, number, owner))


def counts(project: Project, document: int, owner: str) -> dict[str, int]:
    """How many spans of each label one owner has in a document, or all owners when the owner is ""."""
    which = "" if not owner else "AND owner = ? "
    parameters = (document,) if not owner else (document, project.owner_number(owner) or 0)
    sql = f"SELECT label, sum(count) FROM tally WHERE document = ? {which}GROUP BY label"
    return {project.label_name(label): n for label, n in project.rows(sql, parameters)}


def position(project: Project, number: int) -> int | None:
    """The place of a document in project order, from 0; None when it is not listed."""
    place = project.value(
        "SELECT (SELECT count(*) FROM listing AS o WHERE (o.name, o.uid) < (l.name, l.uid)) "
        "FROM listing AS l WHERE l.document = ?",
        (number,),
    )
    return None if place is None else int(place)


def find(project: Project, name: str) -> list[int]:
    """The listed documents that a person may mean: by id, else by name, else by their number (from 1) in the list."""
    sql = "SELECT number FROM document JOIN listing ON document = number WHERE {} = ? ORDER BY listing.uid"
    for column in ("document.id", "listing.name"):
        found = project.rows(sql.format(column), (name,))
        if found:
            return [row[0] for row in found]
    if name.isdecimal() and int(name) > 0:
        sql = "SELECT document FROM listing ORDER BY name, uid LIMIT 1 OFFSET ?"
        return [row[0] for row in project.rows(sql, (int(name) - 1,))]
    return []
