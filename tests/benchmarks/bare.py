"""The limit that storage is measured against: plain sqlite3 and orjson on the same rows, no history, no rules."""

import sqlite3
from pathlib import Path

import orjson


def import_bare(source: Path, target: Path) -> None:
    """One table of texts, one of spans, one transaction."""
    db = _open(target)
    db.execute("CREATE TABLE document (number INTEGER PRIMARY KEY, id TEXT, name TEXT, text TEXT)")
    db.execute("CREATE TABLE span (document INTEGER, start INTEGER, end INTEGER, label TEXT)")
    db.execute("BEGIN")
    with source.open("rb") as file:
        for number, line in enumerate(file, 1):
            row = orjson.loads(line)
            db.execute(
                "INSERT INTO document VALUES (?, ?, ?, ?)", (number, row["id"], row["name"], row["text"])
            )
            owned = (span for owned in row["annotations"] for span in owned["spans"])
            rows = [(number, span["start"], span["end"], span["label"]) for span in owned]
            db.executemany("INSERT INTO span VALUES (?, ?, ?, ?)", rows)
    db.execute("CREATE INDEX place ON span (document, start)")
    db.execute("COMMIT")
    db.close()


def export_bare(source: Path, target: Path) -> None:
    """The same lines as the program writes."""
    db = _open(source)
    with target.open("wb") as file:
        for number, id, name, text in db.execute("SELECT * FROM document"):
            sql = "SELECT start, end, label FROM span WHERE document = ? ORDER BY start, end DESC"
            spans = [
                {
                    "id": f"{number:032}.{n}",
                    "start": start,
                    "end": end,
                    "label": label,
                    "quote": text[start:end],
                    "attributes": {},
                    "links": {},
                    "note": "",
                    "origin": "imported",
                }
                for n, (start, end, label) in enumerate(db.execute(sql, (number,)).fetchall())
            ]
            owned = {"owner": "A1", "status": "finished", "note": "", "spans": spans}
            row = {"schema": "annotator/1", "id": id, "name": name, "text": text, "annotations": [owned]}
            file.write(orjson.dumps(row) + b"\n")
    db.close()


def commit_bare(db: sqlite3.Connection, number: int) -> None:
    """One durable row."""
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO span VALUES (1, ?, ?, 'PERSON')", (number, number + 5))
    db.execute("COMMIT")


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    return db


def spans_table(path: Path) -> sqlite3.Connection:
    """A database with an empty table of spans."""
    db = _open(path)
    db.execute("CREATE TABLE span (document INTEGER, start INTEGER, end INTEGER, label TEXT)")
    return db
