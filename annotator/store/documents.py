"""Documents of a project: their texts, and the lists that the window and `list` show."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from annotator.model.document import Document, text_hash
from annotator.model.revision import DOCUMENT, PROJECT, STATUS
from annotator.model.status import NEW
from annotator.store import joining
from annotator.store.derived import LISTED
from annotator.store.project import Project

_THESE = "(SELECT value FROM json_each(?))"  # the numbers of a page, bound as one JSON list
_LINES = (
    "SELECT d.number, d.id, coalesce(json_extract(r.content, '$.name'), d.id), d.length, "
    "coalesce(json_extract(r.content, '$.language'), '') FROM document d "
    "LEFT JOIN present p ON p.kind = ? AND p.document = d.number AND p.owner = ? AND p.key = '' "
    f"LEFT JOIN revision r ON r.batch = p.batch AND r.n = p.n WHERE d.number IN {_THESE}"
)


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


@dataclass(frozen=True, slots=True)
class Order:
    """The listed documents in project order: by name, then uid. Twelve bytes a document, so it may be kept."""

    state: str | None  # which state of the list it is, as `order` compares it
    numbers: "array[int]"
    places: "array[int]"  # from 0, at each number; -1 for what is not listed

    def place(self, number: int) -> int | None:
        """The place of a document, from 0; None when it is not listed."""
        place = self.places[number] if 0 <= number < len(self.places) else -1
        return None if place < 0 else place


def order(project: Project) -> Order:
    """The order of the listed documents, read again only when the list has changed."""
    state = project.setting(LISTED)
    known = project.order
    if isinstance(known, Order) and known.state == state:
        return known
    numbers = array("i", project.integers("SELECT document AS n FROM listing ORDER BY name, uid"))
    places = array("i", [-1]) * (max(numbers, default=0) + 1)
    for place, number in enumerate(numbers):
        places[number] = place
    project.order = found = Order(state, numbers, places)
    return found


def count(project: Project) -> int:
    """How many documents the project lists."""
    return len(order(project).numbers)


def numbers(project: Project) -> Iterator[int]:
    """The local numbers of all listed documents in project order: by name, then uid."""
    return iter(order(project).numbers)


def names(project: Project, offset: int = 0, limit: int = -1) -> list[str]:
    """The names of the listed documents in project order: all, or so many from a place on."""
    sql = "SELECT name FROM listing ORDER BY name, uid LIMIT ? OFFSET ?"
    return [row[0] for row in project.rows(sql, (limit, offset))]


def page(project: Project, offset: int, limit: int, owner: str = "") -> list[Row]:
    """Lines `offset` … `offset + limit` of the document list in project order, with one owner's status and counts."""
    return rows(project, order(project).numbers[offset : offset + limit], owner)


def rows(project: Project, numbers: Sequence[int], owner: str = "") -> list[Row]:
    """The lines of these documents, as many as a page has, in their order; those that are not there are left out."""
    these = orjson.dumps(list(numbers)).decode()
    statuses = work(project, numbers)
    counted = _counts(project, these, owner)
    found: dict[int, Row] = {}
    lines = project.rows(_LINES, (DOCUMENT, project.owner_number(PROJECT) or 0, these))
    for number, id, name, length, language in lines:
        status = statuses.get(number, {}).get(owner, NEW)
        found[number] = Row(number, id, name, length, language, status, counted[number])
    return [found[number] for number in numbers if number in found]


def beginnings(project: Project, numbers: Sequence[int], length: int) -> dict[int, str]:
    """The first code points of these documents' texts."""
    these = orjson.dumps(list(numbers)).decode()
    sql = "SELECT number, substr(text, 1, ?) FROM document WHERE number IN (SELECT value FROM json_each(?))"
    return dict(project.rows(sql, (length, these)))


def work(project: Project, numbers: Sequence[int]) -> dict[int, dict[str, str]]:
    """The status of every owner that has one in some of these documents, by document and owner."""
    these = orjson.dumps(list(numbers)).decode()
    sql = (
        "SELECT document, owner, status FROM work "
        f"WHERE owner IN (SELECT number FROM annotator) AND document IN {_THESE}"
    )
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for number, owner, status in project.rows(sql, (these,)):
        found[number][project.owner_name(owner)] = status
    return found


def with_status(project: Project, owner: str, status: str) -> set[int]:
    """The documents that have this status for an owner; for `new` also the listed ones that have none yet."""
    number = joining.person_number(project, owner)
    if status != NEW:
        sql = "SELECT document AS n FROM work WHERE owner = ? AND status = ?"
        return set(project.integers(sql, (number, status)))
    sql = "SELECT document AS n FROM work WHERE owner = ? AND status <> ?"
    return set(order(project).numbers).difference(project.integers(sql, (number, NEW)))


def status_times(project: Project, owner: str) -> dict[int, str]:
    """When an owner's present status of each document was set (UTC, ISO 8601)."""
    sql = (
        "SELECT p.document, b.made_at FROM present p JOIN batch b ON b.number = p.batch "
        "WHERE p.kind = ? AND p.owner = ?"
    )
    return dict(project.rows(sql, (STATUS, project.owner_number(owner) or 0)))


def counts(project: Project, document: int, owner: str) -> dict[str, int]:
    """How many spans of each label one owner has in a document, or all owners when the owner is ""."""
    return _counts(project, f"[{document}]", owner)[document]


def _counts(project: Project, these: str, owner: str) -> defaultdict[int, dict[str, int]]:
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    which = "owner = ?" if owner else "owner IN (SELECT number FROM annotator WHERE ? = '')"
    asked = joining.person_number(project, owner) if owner else ""
    sql = (
        f"SELECT document, label, sum(count) FROM tally WHERE {which} AND document IN {_THESE} GROUP BY 1, 2"
    )
    for number, label, count in project.rows(sql, (asked, these)):
        found[number][project.label_name(label)] = count
    return found


def position(project: Project, number: int) -> int | None:
    """The place of a document in project order, from 0; None when it is not listed."""
    return order(project).place(number)


def is_listed(project: Project, number: int) -> bool:
    """Whether the list has a document: for one question, where the order is not needed."""
    return bool(project.rows("SELECT 1 FROM listing WHERE document = ?", (number,)))


def unlisted(project: Project) -> list[int]:
    """The documents that were withdrawn; not those whose coming was undone."""
    sql = (
        "SELECT p.document FROM present p WHERE p.kind = ? "
        "AND NOT EXISTS (SELECT 1 FROM listing l WHERE l.document = p.document)"
    )
    return [row[0] for row in project.rows(sql, (DOCUMENT,))]


def find(project: Project, name: str) -> list[int]:
    """The listed documents that a person may mean: by id, else by name, else by their number (from 1) in the list."""
    sql = "SELECT number FROM document JOIN listing ON document = number WHERE {} = ? ORDER BY listing.uid"
    for column in ("document.id", "listing.name"):
        found = project.rows(sql.format(column), (name,))
        if found:
            return [row[0] for row in found]
    if name.isdecimal() and int(name) > 0:
        return list(order(project).numbers[int(name) - 1 : int(name)])
    return []
