"""An open project file: its connection, its transactions and the names behind its local numbers.

What the tables mean is left to the modules beside this one; they are functions that take a Project.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson
import sqlite_utils

from annotator.model.errors import Refused
from annotator.model.people import annotator_uid
from annotator.model.revision import Ref
from annotator.store.checkpoint import Checkpointer
from annotator.store.presence import check_presence, identity
from annotator.store.trouble import told, trouble

_REMEMBERED_BATCHES = 50_000


class Project:
    """One open project file. `store/opening` makes it; close it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, device: bytes) -> None:
        self.path = path
        self.device = device
        self.connection = connection
        self.db = sqlite_utils.Database(connection, execute_plugins=False)
        self.checkpointer: Checkpointer | None = None
        self.identity = identity(path)  # of the file that was opened
        self.order: object = (
            None  # what `documents.order` keeps of the list, with the state that it belongs to
        )
        self._numbers: dict[tuple[str, str], int] = {}
        self._names: dict[tuple[str, int], str] = {}
        self._batch_names: dict[int, tuple[str, str]] = {}

    # --- transactions ---

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All or nothing, durable at the end. Nests. Raises Unavailable when the file cannot be written."""
        if self.connection.in_transaction:
            try:
                with self.db.atomic():
                    yield
            except BaseException:
                self._forget()
                raise
            return
        with told(self.path):
            check_presence(self.path, self.identity)
            # Not a deferred BEGIN: one that has read before it writes cannot wait for another program's write.
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                self._forget()
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
        if self.checkpointer:
            self.checkpointer.wake()

    def is_lost(self) -> bool:
        """Whether the file that was opened is not at its path any more."""
        return identity(self.path) != self.identity

    def is_writing(self) -> bool:
        """Whether a transaction that writes is open."""
        return self.connection.in_transaction

    def rows(self, sql: str, parameters: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query, read at once so that no read transaction lives on."""
        try:
            return self.connection.execute(sql, tuple(parameters)).fetchall()
        except sqlite3.Error as error:
            raise trouble(error, self.path) from error

    def value(self, sql: str, parameters: Iterable[Any] = ()) -> Any:
        """The first column of a query's first row, or None."""
        rows = self.rows(sql, parameters)
        return rows[0][0] if rows else None

    def integers(self, sql: str, parameters: Iterable[Any] = ()) -> list[int]:
        """The column `n` of a query, integers: gathered by SQLite, at a third of the price of as many rows."""
        found = orjson.loads(self.value(f"SELECT json_group_array(n) FROM ({sql})", parameters))
        return list(found)

    def version(self) -> int:
        """A number that changes when another connection has written to the file."""
        return int(self.value("PRAGMA data_version"))

    @contextmanager
    def patience(self, seconds: float) -> Iterator[None]:
        """Meanwhile wait no longer than that for another program's write."""
        before = self.value("PRAGMA busy_timeout")
        self.connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {before}")

    def close(self) -> None:
        """Bring everything into the single file and let go of it."""
        if self.checkpointer:
            self.checkpointer.stop()
        with suppress(sqlite3.Error):  # another program has the file open, or it is read-only: both are fine
            self.connection.execute("PRAGMA busy_timeout = 200")
            self.connection.execute("PRAGMA journal_mode = DELETE")
        self.connection.close()

    # --- names and local numbers ---

    def owner_number(self, name: str, *, add: bool = False) -> int | None:
        """The local number of an annotator, gold or project; None when unknown and not to be added."""
        return self._number("annotator", name, (annotator_uid(name), name) if add else None)

    def owner_name(self, number: int) -> str:
        """The name behind an owner's local number."""
        return self._name("annotator", number)

    def label_number(self, name: str) -> int:
        """The local number of a label's name, added when new (whether the project allows it is not asked here)."""
        number = self._number("label", name, (name,))
        assert number is not None
        return number

    def label_name(self, number: int) -> str:
        """The name behind a label's local number."""
        return self._name("label", number)

    def _number(self, table: str, name: str, new: tuple[Any, ...] | None) -> int | None:
        number = self._numbers.get((table, name))
        if number is None:
            number = self.value(f"SELECT number FROM {table} WHERE name = ?", (name,))
        if number is None and new is not None:
            slots = "NULL, ?, ?" if len(new) == 2 else "NULL, ?"
            number = self.connection.execute(f"INSERT INTO {table} VALUES ({slots})", new).lastrowid
        if number is None:
            return None
        self._numbers[table, name] = number
        return int(number)

    def _name(self, table: str, number: int) -> str:
        name = self._names.get((table, number))
        if name is None:
            name = self._names[table, number] = str(
                self.value(f"SELECT name FROM {table} WHERE number = ?", (number,))
            )
        return name

    def item_name(self, ref: Ref) -> str:
        """How the outside world names an item or a revision: `<batch uid>.<n>`."""
        return f"{self.batch_name(ref.batch)[0]}.{ref.n}"

    def batch_name(self, batch: int) -> tuple[str, str]:
        """How the outside world names a batch, and what it did."""
        known = self._batch_names.get(batch)
        if known is None:
            if len(self._batch_names) >= _REMEMBERED_BATCHES:
                self._batch_names.clear()
            ((uid, what),) = self.rows("SELECT uid, what FROM batch WHERE number = ?", (batch,))
            known = self._batch_names[batch] = (uid.hex(), what)
        return known

    def item_ref(self, name: str) -> Ref:
        """The item of that name. Raises Refused where the project has none."""
        uid, _, n = name.partition(".")
        with suppress(ValueError):
            batch = self.value("SELECT number FROM batch WHERE uid = ?", (bytes.fromhex(uid),))
            if batch is not None and n.isdecimal():
                return Ref(batch, int(n))
        raise Refused(f"There is no item {name}. `annotator show` lists the items of a document.")

    def setting(self, key: str) -> str | None:
        """A local setting of this file, which no merge carries over."""
        value = self.value("SELECT value FROM setting WHERE key = ?", (key,))
        return None if value is None else str(value)

    def set_setting(self, key: str, value: str) -> None:
        """Remember a local setting of this file."""
        with self.writing():
            self.connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, value))

    def _forget(self) -> None:
        # What a rolled-back transaction had added must not be remembered.
        self._numbers.clear()
        self._names.clear()
        self._batch_names.clear()


def wait_little(project: Project) -> None:
    """From now on wait a quarter of a second at most for another program's write: a window must not stand still."""
    project.connection.execute("PRAGMA busy_timeout = 250")


def keep_whole(project: Project) -> None:
    """From now on bring the log into the single file within a second of each write, in a thread of its own."""
    project.checkpointer = Checkpointer(project.path)


def is_whole(project: Project) -> bool:
    """Whether the single file holds everything, so that a plain copy of it is complete."""
    log = Path(f"{project.path}-wal")
    try:
        return log.stat().st_size == 0
    except FileNotFoundError:
        return True
