"""Taking a whole batch back inside SQLite, for batches that nothing touched since: an import of any size.

What it writes is what `app.reversing` would, item by item.
"""

from annotator.store.derived import LONE_ITEM, LONE_KEY
from annotator.store.project import Project

# What tells that a batch does not stand alone, the cheap questions first. Of a new item the later revisions count.
_TOUCHED = (
    "SELECT 1 FROM replaces WHERE old_batch = ?1",
    "SELECT 1 FROM revision WHERE item_batch = ?1",
    f"SELECT 1 FROM revision r WHERE r.batch = ?1 AND r.item_batch IS NOT NULL AND NOT {LONE_ITEM}",
    f"SELECT 1 FROM revision r WHERE r.batch = ?1 AND r.key IS NOT NULL AND NOT {LONE_KEY}",
)
# One row for each new revision: the revision that it replaces, and the earlier one that it brings back, if any.
_TABLE = """CREATE TEMP TABLE reversed (place INTEGER PRIMARY KEY, result_n INTEGER NOT NULL,
    old_batch INTEGER, old_n INTEGER, root_batch INTEGER, root_n INTEGER)"""
_FILL = """INSERT INTO temp.reversed SELECT NULL, r.n, p.old_batch, p.old_n, p.old_batch, p.old_n
    FROM revision r LEFT JOIN replaces p ON p.batch = r.batch AND p.n = r.n
    WHERE r.batch = ?1 ORDER BY r.n, p.old_batch, p.old_n"""
_FOLLOW = """UPDATE temp.reversed SET (root_batch, root_n) =
    (SELECT restores_batch, restores_n FROM revision WHERE batch = root_batch AND n = root_n)
    WHERE EXISTS (SELECT 1 FROM revision
    WHERE batch = root_batch AND n = root_n AND restores_batch IS NOT NULL)"""
# s is the state that comes back: the earlier revision, or the result itself, now deleted.
_STATES = """FROM temp.reversed t CROSS JOIN revision r ON r.batch = ?1 AND r.n = t.result_n
    CROSS JOIN revision s ON s.batch = coalesce(t.old_batch, r.batch) AND s.n = coalesce(t.old_n, r.n)"""
_INSERTS = (
    f"""INSERT INTO revision (batch, n, item_batch, item_n, kind, document, key, start, "end", label, content,
    deleted, restores_batch, restores_n) SELECT ?2, t.place - 1,
    CASE WHEN r.key IS NULL THEN coalesce(r.item_batch, r.batch) END,
    CASE WHEN r.key IS NULL THEN coalesce(r.item_n, r.n) END,
    s.kind, s.document, s.key, s.start, s."end", s.label, s.content,
    CASE WHEN t.old_batch IS NULL THEN 1 ELSE s.deleted END, t.root_batch, t.root_n
    {_STATES} ORDER BY t.place""",
    "INSERT INTO replaces SELECT ?1, result_n, ?2, place - 1 FROM temp.reversed ORDER BY 2, 4",
    f"""INSERT INTO link SELECT ?2, t.place - 1, l.role, l.position, l.item_batch, l.item_n
    {_STATES} CROSS JOIN link l ON l.batch = s.batch AND l.n = s.n""",
)


def stands_alone(project: Project, batch: int) -> bool:
    """Whether each revision of a batch is the only leaf of its item."""
    owner = project.value("SELECT owner FROM batch WHERE number = ?", (batch,))
    return not any(
        project.rows(f"{sql} LIMIT 1", (batch, owner) if "?2" in sql else (batch,)) for sql in _TOUCHED
    )


def insert(project: Project, batch: int, new: int) -> tuple[int, set[int]]:
    """Append to a new batch what takes back one that stands alone: how many revisions, and their kinds."""
    execute = project.connection.execute
    execute(_TABLE)
    size = execute(_FILL, (batch,)).rowcount
    while execute(_FOLLOW).rowcount:
        pass
    for sql in _INSERTS:
        execute(sql, (batch, new))
    execute("DROP TABLE temp.reversed")
    return size, {
        row[0] for row in project.rows("SELECT DISTINCT kind FROM revision WHERE batch = ?", (new,))
    }
