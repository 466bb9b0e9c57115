"""Reading whatever can still be read of a damaged project file, row by row, whatever the rest looks like.

What the rows are worth, and whether they fit together, is left to `recover`.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.store.leaf_pages import rows_of_pages
from annotator.store.log_end import is_there, torn_pages
from annotator.store.opening import create
from annotator.store.trouble import told

Row = tuple[Any, ...]
# The columns of each table, those of its key first; `batch` and `number` are what a gap is searched by.
COLUMNS = {
    "annotator": ("number", "uid", "name"),
    "label": ("number", "name"),
    "label_set": ("number", "uid", "body"),
    "document": ("number", "uid", "id", "text", "length", "sha256"),
    "batch": ("number", "uid", "owner", "author", "device", "seq", "made_at", "what", "undoes"),
    "revision": (
        "batch", "n", "item_batch", "item_n", "kind", "document", "key", "start", "end", "label", "content",
        "deleted", "restores_batch", "restores_n",
    ),
    "replaces": ("batch", "n", "old_batch", "old_n"),
    "link": ("batch", "n", "role", "position", "item_batch", "item_n"),
    "current": ("document", "owner", "start", "end", "batch", "n", "label"),
    "present": ("kind", "document", "owner", "key", "batch", "n"),
}  # fmt: skip
_ORDER = {  # the columns by which SQLite can walk a table from either end
    "replaces": ("old_batch", "old_n", "batch", "n"),
    "link": ("batch", "n", "role", "position"),
    "current": ("document", "owner", "start", "end", "batch", "n"),
    "present": ("kind", "document", "owner", "key", "batch", "n"),
    "revision": ("batch", "n"),
}
_PAGE = 4096
_INTERIOR = 5  # the type of a page of a table that names other pages
_PATIENCE = 50_000  # lookups in a row that fail: more than lie under one page of a tree
_FEW = 1_000  # of a table that is always small; also of lookups in a row within a batch, where a page holds hundreds


@dataclass(slots=True)
class Salvaged:
    """The rows of each table, and the first columns near which some could not be read."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    torn: dict[str, set[int]] = field(default_factory=dict)  # table -> first columns with a hole
    torn_log: int = 0  # pages of the log with actions that could not be read
    is_damaged: bool = False  # whether rows may be missing where nothing was in the way of reading
    strays: dict[str, list[Row]] = field(
        default_factory=dict
    )  # read beside the tree; rows of other tables among them


def salvage(path: Path) -> Salvaged:
    """Everything readable of a file, through a private copy. Raises Unavailable where there is no file."""
    found = Salvaged()
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        copy = Path(folder) / "copy"
        with told(path):
            shutil.copyfile(path, copy)
            for suffix in ("-wal", "-journal"):
                with suppress(FileNotFoundError):
                    shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
        found.torn_log = (
            torn_pages(copy) if is_there(copy) else 0
        )  # first, for it ends with whoever closes the file
        if not _has_tables(copy):
            _lend_schema(copy, Path(folder) / "new")
        with _reading(copy) as connection:
            tables = {name: _Table(connection, name) for name in COLUMNS}
            tops = _tops(tables)
            for name, table in tables.items():
                table.fill(tops.get(_order(name)[0], _FEW))
                found.rows[name] = list(table.rows.values())
                found.torn[name] = table.holes
            found.is_damaged = _is_damaged(connection)
            for name, most in (("document", "document"), ("batch", "batch"), ("revision", "batch")):
                # A page may look like the end of its tree, so that nothing was in the way and still much is missing.
                too_few = found.is_damaged and len(found.rows[name]) < tops[most]
                if too_few or found.torn[name]:
                    with suppress(sqlite3.Error):
                        found.strays[name] = list(rows_of_pages(connection, copy, name, COLUMNS[name]))
    return found


def _tops(tables: "dict[str, _Table]") -> dict[str, int]:
    """The highest number of a batch and of a document that any row names: as far as a gap can reach."""
    highest = {"batch": 0, "document": 0}
    for name, table in tables.items():
        for place, column in enumerate(COLUMNS[name]):
            what = name if column == "number" else column.removeprefix("old_").removeprefix("item_")
            if what in highest:
                values = (_whole(row[place]) for row in table.rows.values())
                highest[what] = max(highest[what], max(values, default=0))
    batch, document = highest["batch"], highest["document"]
    return {"batch": batch, "old_batch": batch, "document": document, "number": max(batch, document, _FEW)}


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Text that is no UTF-8 any more must not end the reading of its neighbours.
        connection.text_factory = _text
        with suppress(sqlite3.Error):
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
        yield connection


def _is_damaged(connection: sqlite3.Connection) -> bool:
    with suppress(sqlite3.Error):
        said = connection.execute("PRAGMA integrity_check(1000)").fetchall()
        # A lent first page knows of no free pages, so these are nobody's; they hold nothing.
        return any(line != "ok" and not str(line).endswith("never used") for (line,) in said)
    return True


def _text(value: bytes) -> object:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value


def _has_tables(path: Path) -> bool:
    with _reading(path) as connection, suppress(sqlite3.Error):
        sql = "SELECT count(*) FROM sqlite_schema WHERE name IN ('document', 'batch', 'revision')"
        return bool(connection.execute(sql).fetchone()[0] == 3)
    return False


def _lend_schema(copy: Path, new: Path) -> None:
    """Put a new project's list of tables in the place of a lost one: all projects' tables begin on the same pages."""
    create(new, b"").close()
    lent, content = new.read_bytes(), bytearray(copy.read_bytes())
    content += bytes(-len(content) % _PAGE)
    for page in (1, *_children(lent[:_PAGE])):
        content[(page - 1) * _PAGE : page * _PAGE] = lent[(page - 1) * _PAGE : page * _PAGE]
    content[28:32] = (len(content) // _PAGE).to_bytes(4, "big")
    content[32:40] = bytes(8)  # no free pages
    content[92:96] = content[24:28]  # the size above is valid
    copy.write_bytes(content)
    Path(f"{copy}-journal").unlink(missing_ok=True)  # it would bring the lost pages' neighbours back


def _children(first: bytes) -> list[int]:
    """The pages below a file's first page, where its list of tables begins (SQLite file format, 1.6)."""
    if first[100] != _INTERIOR:
        return []
    count = int.from_bytes(first[103:105], "big")
    cells = [int.from_bytes(first[112 + 2 * n : 114 + 2 * n], "big") for n in range(count)]
    return [int.from_bytes(first[at : at + 4], "big") for at in (108, *cells)]


def _order(table: str) -> tuple[str, ...]:
    return _ORDER.get(table, ("number",))


class _Table:
    """One table, read from both ends at once, and then on demand in the gap between them."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection = connection
        self._table = table
        self._order = _order(table)
        self._at = [COLUMNS[table].index(column) for column in self._order]
        self.rows: dict[Row, Row] = {}
        self.holes: set[int] = set()
        self._low, self._high = self._ends(())

    def fill(self, top: int) -> None:
        """Read what lies between the two ends, for each first column up to `top`."""
        if self._low is None:
            return
        high, failed = (top if self._high is None else self._high), 0
        for value in range(self._low, high + 1):
            failed = 0 if self._fill_one(value) else failed + 1
            if failed > _PATIENCE:
                return

    def _fill_one(self, value: int) -> bool:
        """Read what begins with this first column; whether anything of it could be asked for."""
        before = len(self.rows)
        low, high = self._ends((value,))
        if low is None:
            return True
        self.holes.add(value)
        if len(self._order) == 1 or len(self.rows) == before:
            return False
        failed, second = 0, low
        while failed <= _FEW and (high is None or second <= high):
            failed = 0 if self._until_error((value, second), "ASC") is True else failed + 1
            second += 1
        return True

    def _ends(self, prefix: Row) -> tuple[int | None, int | None]:
        """Read from both ends what begins with this prefix: the borders of the gap; None, None where there is none."""
        first = self._until_error(prefix, "ASC")
        if first is True:
            return None, None
        last = self._until_error(prefix, "DESC")
        place = len(prefix)
        low = _whole(first[place]) if isinstance(first, tuple) and place < len(first) else 0
        high = _whole(last[place]) if isinstance(last, tuple) and place < len(last) else None
        return low, high

    def _until_error(self, prefix: Row, direction: str) -> Row | bool | None:
        """True where everything was read; else the last key before the error, None where there was none."""
        columns = ", ".join(f'"{column}"' for column in COLUMNS[self._table])
        where = " AND ".join(f'"{column}" = ?' for column in self._order[: len(prefix)])
        order = ", ".join(f'"{column}" {direction}' for column in self._order)
        sql = f"SELECT {columns} FROM {self._table} {f'WHERE {where} ' if where else ''}ORDER BY {order}"
        last: Row | None = None
        try:
            for row in self._connection.execute(sql, prefix):
                last = tuple(row[place] for place in self._at)
                self.rows[last] = row
        except sqlite3.Error:
            return last
        return True


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
