"""The tables of a project file, as migrations that run once each, in order.

Permanent tables refuse update and delete; derived ones can be rebuilt from them at any time.
"""

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x416E6F31  # "Ano1"

migrations = Migrations("annotator")

# A revision's batch and label are no foreign keys: they cost an import a tenth of its time, are always made by
# this program, and `check` proves them.
_PERMANENT = """
CREATE TABLE document (
    number INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, id TEXT NOT NULL,
    text TEXT NOT NULL, length INTEGER NOT NULL, sha256 BLOB NOT NULL);
CREATE INDEX document_id ON document (id);
CREATE TABLE annotator (number INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE label (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE label_set (number INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE TABLE batch (
    number INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES annotator, author INTEGER NOT NULL REFERENCES annotator,
    device BLOB NOT NULL, seq INTEGER, made_at TEXT NOT NULL, what TEXT NOT NULL,
    undoes INTEGER REFERENCES batch, UNIQUE (device, seq));
CREATE TABLE revision (
    batch INTEGER NOT NULL, n INTEGER NOT NULL,
    item_batch INTEGER, item_n INTEGER, kind INTEGER NOT NULL, document INTEGER REFERENCES document, key TEXT,
    start INTEGER, "end" INTEGER, label INTEGER, content TEXT,
    deleted INTEGER NOT NULL DEFAULT 0, restores_batch INTEGER, restores_n INTEGER,
    PRIMARY KEY (batch, n),
    CHECK (start IS NULL AND "end" IS NULL OR 0 <= start AND start < "end")) WITHOUT ROWID;
CREATE INDEX revision_item ON revision (item_batch, item_n) WHERE item_batch IS NOT NULL;
CREATE INDEX revision_key ON revision (kind, document, key) WHERE key IS NOT NULL;
CREATE TABLE replaces (
    old_batch INTEGER NOT NULL, old_n INTEGER NOT NULL, batch INTEGER NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (old_batch, old_n, batch, n),
    FOREIGN KEY (batch, n) REFERENCES revision DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (old_batch, old_n) REFERENCES revision DEFERRABLE INITIALLY DEFERRED) WITHOUT ROWID;
CREATE INDEX replaces_new ON replaces (batch, n);
CREATE TABLE link (
    batch INTEGER NOT NULL, n INTEGER NOT NULL, role TEXT NOT NULL, position INTEGER NOT NULL,
    item_batch INTEGER NOT NULL, item_n INTEGER NOT NULL,
    PRIMARY KEY (batch, n, role, position),
    FOREIGN KEY (batch, n) REFERENCES revision DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (item_batch, item_n) REFERENCES revision DEFERRABLE INITIALLY DEFERRED) WITHOUT ROWID;
CREATE INDEX link_item ON link (item_batch, item_n);
"""

DERIVED = ("current", "present", "tally", "listing", "work", "conflict", "joined")

_DERIVED = """
CREATE TABLE current (
    document INTEGER NOT NULL, owner INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    batch INTEGER NOT NULL, n INTEGER NOT NULL, label INTEGER NOT NULL,
    PRIMARY KEY (document, owner, start, "end", batch, n)) WITHOUT ROWID;
CREATE TABLE present (
    kind INTEGER NOT NULL, owner INTEGER NOT NULL, document INTEGER NOT NULL, key TEXT NOT NULL,
    batch INTEGER NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (kind, document, owner, key, batch, n)) WITHOUT ROWID;
CREATE TABLE tally (
    document INTEGER NOT NULL, owner INTEGER NOT NULL, label INTEGER NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (document, owner, label)) WITHOUT ROWID;
CREATE TABLE listing (
    name TEXT NOT NULL, uid BLOB NOT NULL, document INTEGER NOT NULL UNIQUE,
    PRIMARY KEY (name, uid)) WITHOUT ROWID;
CREATE TABLE conflict (
    kind INTEGER NOT NULL, owner INTEGER NOT NULL, document INTEGER NOT NULL, key TEXT NOT NULL,
    item_batch INTEGER NOT NULL, item_n INTEGER NOT NULL,
    PRIMARY KEY (kind, owner, document, key, item_batch, item_n)) WITHOUT ROWID;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

# An owner's counts and statuses are asked for without a document (who is there, how far are they), so the owner
# comes first. The index keeps no texts, no positions and no sizes; its words are cut and folded before they come.
_SEARCH = """
DROP TABLE tally;
CREATE TABLE tally (
    document INTEGER NOT NULL, owner INTEGER NOT NULL, label INTEGER NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (owner, document, label)) WITHOUT ROWID;
CREATE TABLE work (
    document INTEGER NOT NULL, owner INTEGER NOT NULL, status TEXT NOT NULL,
    PRIMARY KEY (owner, document)) WITHOUT ROWID;
INSERT INTO tally SELECT document, owner, label, count(*) FROM
    (SELECT DISTINCT document, owner, start, "end", label FROM current) GROUP BY document, owner, label;
INSERT INTO work SELECT p.document, p.owner,
    coalesce(CASE WHEN json_valid(r.content) THEN json_extract(r.content, '$.status') END, 'new')
    FROM present p JOIN revision r USING (batch, n) WHERE p.kind = 3 AND p.key = '';
CREATE VIRTUAL TABLE search USING fts5 (
    forms, content = '', columnsize = 0, detail = none, tokenize = 'ascii', prefix = '1 2 3');
"""

# The person as whose an owner's work reads, where it is another: two spellings of one name.
_JOINED = """
CREATE TABLE joined (owner INTEGER PRIMARY KEY, person INTEGER NOT NULL) WITHOUT ROWID;
"""

PERMANENT = ("document", "annotator", "label", "label_set", "batch", "revision", "replaces", "link")


def _script(db: "Database", sql: str) -> None:
    # executescript() would commit the migration's transaction half-way.
    for statement in sql.split(";\n"):
        if statement.strip():
            db.execute(statement)


@migrations()
def tables(db: "Database") -> None:
    """The permanent and the derived tables of the first version."""
    _script(db, _PERMANENT)
    _script(db, _DERIVED)
    for table in PERMANENT:
        for verb in ("UPDATE", "DELETE"):
            db.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} rows are permanent'); END"
            )


@migrations()
def search(db: "Database") -> None:
    """What lists of many documents read: counts and statuses by owner, and the search index."""
    _script(db, _SEARCH)


@migrations()
def joining(db: "Database") -> None:
    """Which owners are one person."""
    _script(db, _JOINED)
