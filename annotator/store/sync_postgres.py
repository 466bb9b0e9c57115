"""A PostgreSQL server as a peer: plain tables and unique keys, so that engines which speak its protocol serve too.

Batches get arrival numbers by a unique key: the number after the highest one that is visible. Who takes it at the same
moment waits for the other and tries again, so no number ever appears before a smaller one has been decided.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any

import orjson

from annotator.model.errors import Unavailable
from annotator.store.sync_link import connection_to, told
from annotator.store.sync_peer import Head, Hello, Parcel, Row, Text

VERSION = "1"
TABLES = """
CREATE TABLE IF NOT EXISTS about (key text PRIMARY KEY, value text NOT NULL);
CREATE TABLE IF NOT EXISTS permission (
    account text NOT NULL, owner text NOT NULL, may_write boolean NOT NULL, PRIMARY KEY (account, owner));
CREATE TABLE IF NOT EXISTS label_set (uid bytea PRIMARY KEY, body bytea NOT NULL);
CREATE TABLE IF NOT EXISTS document (uid bytea PRIMARY KEY, body bytea NOT NULL);
CREATE TABLE IF NOT EXISTS batch (
    uid bytea PRIMARY KEY, owner text NOT NULL, author text NOT NULL, size integer NOT NULL, head text NOT NULL,
    UNIQUE (uid, owner));
CREATE TABLE IF NOT EXISTS revision (
    batch bytea NOT NULL, n integer NOT NULL, owner text NOT NULL, body text NOT NULL, PRIMARY KEY (batch, n),
    FOREIGN KEY (batch, owner) REFERENCES batch (uid, owner));
CREATE TABLE IF NOT EXISTS arrival (n bigint PRIMARY KEY, batch bytea NOT NULL UNIQUE REFERENCES batch (uid));
"""
_HELLO = """
SELECT 'about', key, value FROM about
UNION ALL SELECT 'may', owner, CAST(may_write AS text) FROM permission WHERE account = current_user
UNION ALL (SELECT 'arrival', '', '' FROM arrival LIMIT 1)
"""  # one question, because each costs a way there and back
_TRIES = 60


def connect(url: str) -> "PostgresPeer":
    """The server of a URL, as `connection_to` reaches it."""
    return PostgresPeer(*connection_to(url))


class PostgresPeer:
    """An open connection to a server."""

    def __init__(self, psycopg: ModuleType, connection: Any) -> None:
        self._psycopg = psycopg
        self._connection = connection

    def hello(self) -> Hello:
        """Make the tables where they are missing, and say who answers."""
        with told(self._psycopg):
            said = self._said()
        about = {key: value for what, key, value in said if what == "about"}
        if about.get("version") != VERSION:
            raise Unavailable("The server was set up by another version of this program. Install that one.")
        rights = sorted((key, value) for what, key, value in said if what == "may")
        writes = frozenset(owner for owner, may_write in rights if may_write == "true")
        everything = not rights or "*" in writes
        is_empty = not any(what == "arrival" for what, _, _ in said)
        return Hello(about["identity"], repr(rights), None if everything else writes, is_empty)

    def missing(self, uids: Sequence[bytes]) -> set[bytes]:
        """Which of these batches the server lacks, whether or not this account may read them."""
        return self._missing("SELECT batch FROM arrival WHERE batch = ANY(%s)", uids)

    def batch_at(self, arrival: int) -> bytes | None:
        """The uid of the batch that arrived with this number."""
        with told(self._psycopg):
            rows = self._rows("SELECT batch FROM arrival WHERE n = %s", (arrival,))
        return bytes(rows[0][0]) if rows else None

    def arrived(self, after: int, limit: int) -> list[tuple[int, Head]]:
        """The readable batches that arrived after a number, in order."""
        sql = (
            "SELECT a.n, b.uid, b.owner, b.author, b.size, b.head FROM arrival a JOIN batch b ON b.uid = a.batch "
            "WHERE a.n > %s ORDER BY a.n LIMIT %s"
        )
        with told(self._psycopg):
            return [(row[0], _head(*row[1:])) for row in self._rows(sql, (after, limit))]

    def rows(self, uids: Sequence[bytes]) -> dict[bytes, list[Row]]:
        """The revisions of these batches, each in order."""
        found: dict[bytes, list[Row]] = {}
        with told(self._psycopg):
            sql = "SELECT batch, n, body FROM revision WHERE batch = ANY(%s) ORDER BY batch, n"
            for uid, n, body in self._rows(sql, (list(uids),)):
                found.setdefault(bytes(uid), []).append(Row(n, body))
        return found

    def rows_after(self, uid: bytes, n: int, limit: int) -> list[Row]:
        """The revisions of one large batch after a place, in order."""
        sql = "SELECT n, body FROM revision WHERE batch = %s AND n > %s ORDER BY n LIMIT %s"
        with told(self._psycopg):
            return [Row(*row) for row in self._rows(sql, (uid, n, limit))]

    def put(self, parcels: Sequence[Parcel]) -> None:
        """Add these batches, all or nothing; those that are there stay. Raises Refused without the right."""
        left = list(parcels)

        def put() -> None:
            self._put(left)

        def look_again() -> None:
            missing = self.missing([parcel.head.uid for parcel in left])
            left[:] = [parcel for parcel in left if parcel.head.uid in missing]

        self._again_and_again(put, before_again=look_again)

    def missing_texts(self, uids: Sequence[bytes]) -> set[bytes]:
        """Which of these documents the server lacks."""
        return self._missing("SELECT uid FROM document WHERE uid = ANY(%s)", uids)

    def put_texts(self, texts: Sequence[Text]) -> None:
        """Add documents; those that are there stay."""
        rows = [(text.uid, orjson.dumps([text.id, text.text])) for text in sorted(texts)]
        self._insert("INSERT INTO document VALUES (%s, %s) ON CONFLICT DO NOTHING", rows)

    def texts(self, uids: Sequence[bytes]) -> list[Text]:
        """These documents."""
        with told(self._psycopg):
            rows = self._rows("SELECT uid, body FROM document WHERE uid = ANY(%s)", (list(uids),))
        try:
            return [Text(bytes(uid), *orjson.loads(bytes(body))) for uid, body in rows]
        except (orjson.JSONDecodeError, TypeError) as error:
            raise Unavailable("A document on the server is damaged. Tell whoever runs the server.") from error

    def label_sets(self) -> dict[bytes, str]:
        """All label sets: the body of each uid."""
        with told(self._psycopg):
            rows = self._rows("SELECT uid, body FROM label_set")
        return {bytes(uid): bytes(body).decode(errors="replace") for uid, body in rows}

    def put_label_sets(self, bodies: dict[bytes, str]) -> None:
        """Add label sets; those that are there stay."""
        rows = [(uid, body.encode()) for uid, body in sorted(bodies.items())]
        self._insert("INSERT INTO label_set VALUES (%s, %s) ON CONFLICT DO NOTHING", rows)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    # --- how ---

    def _rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._connection.execute(sql, parameters).fetchall()
        return rows

    def _missing(self, sql: str, uids: Sequence[bytes]) -> set[bytes]:
        with told(self._psycopg):
            return set(uids) - {bytes(uid) for (uid,) in self._rows(sql, (list(uids),))}

    def _insert(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        def insert() -> None:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                cursor.executemany(sql, rows)

        self._again_and_again(insert)

    def _said(self) -> list[tuple[Any, ...]]:
        try:
            said = self._rows(_HELLO)
        except self._psycopg.errors.UndefinedTable:
            said = []
        if not any(key == "identity" for _, key, _ in said):
            self._again_and_again(self._make_tables)
            said = self._rows(_HELLO)
        return said

    def _make_tables(self) -> None:
        with self._connection.transaction():
            for statement in TABLES.strip().split(";\n"):
                self._connection.execute(statement)
            made = [("identity", random.SystemRandom().randbytes(16).hex()), ("version", VERSION)]
            for row in made:
                self._connection.execute("INSERT INTO about VALUES (%s, %s) ON CONFLICT DO NOTHING", row)

    def _put(self, parcels: Sequence[Parcel]) -> None:
        if not parcels:
            return
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.executemany("INSERT INTO batch VALUES (%s, %s, %s, %s, %s)", map(_batch_row, parcels))
            cursor.executemany("INSERT INTO revision VALUES (%s, %s, %s, %s)", _revision_rows(parcels))
            ((last,),) = cursor.execute("SELECT coalesce(max(n), 0) FROM arrival").fetchall()
            arrivals = [(n, parcel.head.uid) for n, parcel in enumerate(parcels, last + 1)]
            cursor.executemany("INSERT INTO arrival VALUES (%s, %s)", arrivals)

    def _again_and_again(
        self, act: Callable[[], None], before_again: Callable[[], None] = lambda: None
    ) -> None:
        """Do it; where another account was at the same place at the same moment, wait a little and do it again."""
        errors = self._psycopg.errors
        busy = (errors.UniqueViolation, errors.SerializationFailure, errors.DeadlockDetected)
        for turn in range(_TRIES):
            try:
                with told(self._psycopg, but=busy):
                    act()
                return
            except busy:
                time.sleep(random.uniform(0, 0.01 * (turn + 1)))
                before_again()
        raise Unavailable("The server is too busy with others. What was synced stays; try again in a moment.")


def _batch_row(parcel: Parcel) -> tuple[Any, ...]:
    head = parcel.head
    undoes = head.undoes.hex() if head.undoes else ""
    # JSON, because PostgreSQL's text cannot hold every character that a quote in `what` can.
    rest = orjson.dumps([head.device.hex(), head.seq, head.made_at, head.what, undoes]).decode()
    return (head.uid, head.owner, head.author, head.size, rest)


def _revision_rows(parcels: Sequence[Parcel]) -> Iterator[tuple[Any, ...]]:
    for parcel in parcels:
        for row in parcel.rows():
            yield (parcel.head.uid, row.n, parcel.head.owner, row.body)


def _head(uid: Any, owner: str, author: str, size: int, rest: str) -> Head:
    try:
        device, seq, made_at, what, undoes = orjson.loads(rest)
        if not (isinstance(made_at, str) and isinstance(what, str) and (seq is None or isinstance(seq, int))):
            raise ValueError(rest)
        undone = bytes.fromhex(undoes) if undoes else None
        return Head(bytes(uid), owner, author, bytes.fromhex(device), seq, made_at, what, undone, size)
    except (ValueError, TypeError) as error:
        raise Unavailable("A batch on the server is damaged. Tell whoever runs the server.") from error
