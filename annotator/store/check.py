"""Proving every law of a project file from its permanent tables; what is wrong is said in sentences."""

from collections.abc import Callable, Iterator

from annotator.model.document import document_uid, text_hash
from annotator.model.people import annotator_uid
from annotator.model.revision import KIND_NAMES, SPAN
from annotator.store import joining
from annotator.store.expected import EXPECTED, expected_conflicts
from annotator.store.project import Project

_FREE = "(1, 2)"
DAMAGED = "The file is damaged:"
_NAMED = 20  # places named for each law; the rest is counted

# Each law as the query of its violations: one column that names the place.
_LAWS = (
    (
        "lies outside its document's text",
        "SELECT b.uid, r.n FROM revision r JOIN batch b ON b.number = r.batch JOIN document d "
        'ON d.number = r.document WHERE r."end" > d.length',
    ),
    (
        "holds what is not a JSON object",
        "SELECT b.uid, r.n FROM revision r JOIN batch b ON b.number = r.batch WHERE r.content IS NOT NULL "
        "AND CASE WHEN json_valid(r.content) THEN json_type(r.content) <> 'object' ELSE 1 END",
    ),
    (
        "has no range or no label though it is a span",
        "SELECT b.uid, r.n FROM revision r JOIN batch b ON b.number = r.batch "
        f"WHERE r.kind = {SPAN} AND (r.start IS NULL OR r.label IS NULL OR r.document IS NULL)",
    ),
    (
        "is of a kind that has a key, but has none (or the other way round)",
        "SELECT b.uid, r.n FROM revision r JOIN batch b ON b.number = r.batch "
        f"WHERE (r.key IS NULL) <> (r.kind IN {_FREE})",
    ),
    (
        "replaces a revision of another item, owner or document",
        "SELECT b.uid, r.n FROM replaces p JOIN revision r USING (batch, n) JOIN batch b ON b.number = r.batch "
        "JOIN revision o ON o.batch = p.old_batch AND o.n = p.old_n JOIN batch c ON c.number = o.batch "
        "WHERE b.owner <> c.owner OR r.kind <> o.kind OR r.document IS NOT o.document OR r.key IS NOT o.key "
        "OR (r.key IS NULL AND (r.item_batch, r.item_n) "
        "IS NOT (coalesce(o.item_batch, o.batch), coalesce(o.item_n, o.n)))",
    ),
    (
        "replaces a revision that does not come before it",
        "SELECT b.uid, p.n FROM replaces p JOIN batch b ON b.number = p.batch WHERE p.old_batch >= p.batch",
    ),
    (
        "belongs to an item that does not exist",
        "SELECT b.uid, r.n FROM revision r JOIN batch b ON b.number = r.batch WHERE r.item_batch IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM revision o WHERE o.batch = r.item_batch AND o.n = r.item_n)",
    ),
    (
        "restores a revision that does not exist",
        "SELECT b.uid, r.n FROM revision r JOIN batch b ON b.number = r.batch WHERE r.restores_batch IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM revision o WHERE o.batch = r.restores_batch AND o.n = r.restores_n)",
    ),
    (
        "comes after a gap in its batch",
        "SELECT b.uid, max(r.n) FROM revision r JOIN batch b ON b.number = r.batch "
        "GROUP BY r.batch HAVING count(*) <> max(r.n) + 1",
    ),
    (
        "links to a span of another owner or document",
        "SELECT b.uid, r.n FROM link l JOIN revision r USING (batch, n) JOIN batch b ON b.number = r.batch "
        "JOIN revision t ON t.batch = l.item_batch AND t.n = l.item_n JOIN batch c ON c.number = t.batch "
        "WHERE b.owner <> c.owner AND (b.owner, c.owner) NOT IN (VALUES {joined}) OR r.document IS NOT t.document",
    ),
)


def problems(project: Project) -> Iterator[str]:
    """A sentence for each thing that is wrong; none when the file is sound."""
    sound = True
    for problem in permanent_problems(project):
        sound = sound and not problem.startswith(DAMAGED)
        yield problem
    if sound:
        yield from _derived(project)


def permanent_problems(project: Project, tell: Callable[[float], None] = lambda share: None) -> Iterator[str]:
    """A sentence for each law that the permanent tables break, whatever was derived from them.

    `tell` is told which share of the work is done.
    """
    damage = project.rows("PRAGMA integrity_check(20)")
    if damage != [("ok",)]:
        yield from (f"{DAMAGED} {said}." for (said,) in damage)
        return
    for table, row, other, _ in project.rows("PRAGMA foreign_key_check"):
        yield f"A row of {table} (row {row}) refers to {other}, where nothing answers."
    for done, part in enumerate((_strays, _documents, _names, _laws)):
        tell(0.5 + done / 8)
        yield from part(project)


def _strays(project: Project) -> Iterator[str]:
    """Revisions whose batch or label is not there; the schema leaves these references to this check."""
    for column, table in (("batch", "batch"), ("label", "label")):
        sql = (
            f"SELECT {column}, count(*) FROM revision WHERE {column} IS NOT NULL "
            f"AND {column} NOT IN (SELECT number FROM {table}) GROUP BY {column}"
        )
        for number, count in project.rows(sql):
            yield f"{count} revision(s) name the {table} number {number}, which does not exist."


def _documents(project: Project) -> Iterator[str]:
    last = 0
    sql = "SELECT number, uid, id, text, length, sha256 FROM document WHERE number > ? ORDER BY number LIMIT 200"
    while page := project.rows(sql, (last,)):
        for number, uid, id, text, length, sha256 in page:
            last = number
            if text_hash(text) != sha256 or document_uid(id, text) != uid:
                yield f"The text of document {id} is not the one that was imported: its hash differs."
            elif len(text) != length:
                yield f"Document {id} has {len(text)} code points, but {length} are recorded."


def _names(project: Project) -> Iterator[str]:
    for uid, name in project.rows("SELECT uid, name FROM annotator"):
        if annotator_uid(name) != uid:
            yield f"The annotator {name} has the identity of another name."
    known = ", ".join(str(kind) for kind in KIND_NAMES)
    for (kind,) in project.rows(f"SELECT DISTINCT kind FROM revision WHERE kind NOT IN ({known})"):
        yield f"There are revisions of a kind ({kind}) that this version of the program does not know."


def _laws(project: Project) -> Iterator[str]:
    # Owners that were one person for a while may have linked what both of them had.
    pairs = ", ".join(str(pair) for pair in sorted(joining.ever_joined(project))) or "(0, 0)"
    for law, query in _LAWS:
        query = query.replace("{joined}", pairs)
        found = project.rows(f"{query} LIMIT {_NAMED + 1}")
        for uid, n in found[:_NAMED]:
            yield f"Revision {uid.hex()}.{n} {law}."
        if len(found) > _NAMED:
            yield f"… and more revisions, each of which {law}."


def _derived(project: Project) -> Iterator[str]:
    remedy = "`annotator check --repair` makes it anew"
    for table, query in EXPECTED.items():
        missing = project.value(f"SELECT count(*) FROM ({query} EXCEPT SELECT * FROM {table})")
        extra = project.value(f"SELECT count(*) FROM (SELECT * FROM {table} EXCEPT {query})")
        if missing or extra:
            yield f"The derived table {table} lacks {missing} row(s) and has {extra} too many; {remedy}."
    if dict(project.rows("SELECT * FROM joined")) != joining.expected(project):
        yield f"The derived table joined is not up to date; {remedy}."
    if set(project.rows("SELECT * FROM conflict")) != set(expected_conflicts(project)):
        yield f"The derived table conflict is not up to date; {remedy}."
