"""The union of two sound project files, table by table: what each costs is paid by the row, not by the batch.

Of the other file only rows are read, column by column; its local numbers are said in this file's.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from annotator.model.document import Document
from annotator.model.errors import Unavailable
from annotator.store import documents
from annotator.store.appending import next_number
from annotator.store.derived import refresh_all
from annotator.store.project import Project
from annotator.store.trouble import told

# In the other file's own scratch space: the numbers here of its batches and documents.
_MAPS = (
    "CREATE TEMP TABLE said (number INTEGER PRIMARY KEY, here INTEGER NOT NULL, is_new INTEGER NOT NULL)",
    "CREATE TEMP TABLE text (number INTEGER PRIMARY KEY, here INTEGER NOT NULL)",
)
_FRESH = "FROM temp.said m CROSS JOIN {0} t ON t.batch = m.number"  # rows of the batches that are new here
_REVISIONS = f"""SELECT m.here, t.n, i.here, t.item_n, t.kind, d.here, t.key, t.start, t."end", t.label, t.content,
    t.deleted <> 0, s.here, t.restores_n {_FRESH.format("revision")}
    LEFT JOIN temp.said i ON i.number = t.item_batch LEFT JOIN temp.said s ON s.number = t.restores_batch
    LEFT JOIN temp.text d ON d.number = t.document WHERE m.is_new ORDER BY m.number, t.n"""
_REPLACES = f"""SELECT o.here, t.old_n, m.here, t.n {_FRESH.format("replaces")}
    JOIN temp.said o ON o.number = t.old_batch WHERE m.is_new"""
_LINKS = f"""SELECT m.here, t.n, t.role, t.position, o.here, t.item_n {_FRESH.format("link")}
    JOIN temp.said o ON o.number = t.item_batch WHERE m.is_new"""
_BATCHES = """SELECT m.here, b.uid, b.owner, b.author, b.device, b.seq, b.made_at, b.what, u.here
    FROM temp.said m CROSS JOIN batch b ON b.number = m.number
    LEFT JOIN temp.said u ON u.number = b.undoes WHERE m.is_new ORDER BY m.number"""
# A restored backup made a device count the same number twice: the second batch of that number has none.
_INSERT_BATCH = """INSERT INTO batch VALUES (?1, ?2, ?3, ?4, ?5, CASE WHEN NOT EXISTS
    (SELECT 1 FROM batch WHERE device = ?5 AND seq = ?6) THEN ?6 END, ?7, ?8, ?9)"""
_ROW = tuple[Any, ...]


class Union:
    """One union, inside the transaction of whoever asks for it."""

    def __init__(self, project: Project, other: Project, step: Callable[[float], None]) -> None:
        self._project = project
        self._other = other
        self._step = step  # told the share of the work that is done
        self.documents = 0  # that came

    def run(self) -> int:
        """Take every batch that is not here; how many these are."""
        for sql in ("BEGIN", *_MAPS):  # each row would be a transaction of its own otherwise
            self._other.connection.execute(sql)
        first = next_number(self._project)
        count = self._number_batches(first)
        if count:
            self._step(0.1)
            self._take_documents()
            self._step(0.2)
            self._copy()
            self._step(0.5)
            refresh_all(self._project, first)
        return count

    def _rows(self, sql: str) -> Iterator[_ROW]:
        with told(self._other.path):
            yield from self._other.connection.execute(sql)

    def _number_batches(self, first: int) -> int:
        find = self._project.connection.execute
        count = 0

        def numbered() -> Iterator[_ROW]:
            nonlocal count
            for number, uid in self._rows("SELECT number, uid FROM batch ORDER BY number"):
                known = find("SELECT number FROM batch WHERE uid = ?", (uid,)).fetchone()
                # What a batch names stands in batches of smaller numbers, and these stay in their order.
                yield number, known[0] if known else first + count, not known
                count += not known

        self._other.connection.executemany("INSERT INTO temp.said VALUES (?, ?, ?)", numbered())
        return count

    def _take_documents(self) -> None:
        sql = f"SELECT DISTINCT t.document {_FRESH.format('revision')} WHERE m.is_new AND t.document IS NOT NULL"
        numbers = sorted(row[0] for row in self._rows(sql))
        pairs = ((number, self._document(number)) for number in numbers)
        self._other.connection.executemany("INSERT INTO temp.text VALUES (?, ?)", pairs)

    def _document(self, number: int) -> int:
        uid = self._other.value("SELECT uid FROM document WHERE number = ?", (number,))
        known = self._project.value("SELECT number FROM document WHERE uid = ?", (uid,))
        if known is not None:
            return int(known)
        ((id, text),) = self._other.rows("SELECT id, text FROM document WHERE number = ?", (number,))
        self.documents += 1
        return documents.add_text(self._project, Document(id, id, text), uid)

    def _copy(self) -> None:
        execute = self._project.connection.executemany
        slots = ", ".join("?" * 14)
        execute(f"INSERT INTO revision VALUES ({slots})", self._revisions())
        execute("INSERT INTO replaces VALUES (?, ?, ?, ?)", self._rows(_REPLACES))
        execute("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?)", self._rows(_LINKS))
        execute(_INSERT_BATCH, self._batches())

    def _revisions(self) -> Iterator[_ROW]:
        labels: dict[int | None, int | None] = {None: None}
        for row in self._rows(_REVISIONS):
            label, content = row[9:11]
            if label not in labels:
                labels[label] = self._project.label_number(self._other.label_name(label))
            yield (*row[:9], labels[label], self._canonical(content), *row[11:])

    def _batches(self) -> Iterable[_ROW]:
        people: dict[int, int | None] = {}

        def person(number: int) -> int | None:
            if number not in people:
                people[number] = self._project.owner_number(self._other.owner_name(number), add=True)
            return people[number]

        for row in self._rows(_BATCHES):
            yield (*row[:2], person(row[2]), person(row[3]), *row[4:])

    def _canonical(self, content: str | None) -> str | None:
        """The same JSON object as this program writes it: another spelling would look like another state."""
        if content is None:
            return None
        try:
            said = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            raise Unavailable(
                f"The file {self._other.path} holds what is not JSON; nothing was taken."
            ) from error
        return orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode() if said else None
