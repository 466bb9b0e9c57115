"""Shows the work of several spellings as one person's in the derived tables, when names are joined or parted."""

from collections.abc import Iterable, Mapping, Set

import orjson

from annotator.model.revision import STATUS
from annotator.store.joining import person_of
from annotator.store.project import Project

_PERSON = person_of("b.owner")
# Of a person's statuses in a document what was said under the person's own name goes first.
_STATUSES = f"""INSERT INTO present SELECT kind, person, document, key, batch, n FROM (
    SELECT r.kind, {_PERSON} AS person, r.document, r.key, r.batch, r.n, row_number() OVER (
        PARTITION BY {_PERSON}, r.document ORDER BY b.owner <> {_PERSON}, a.uid, b.uid, r.n) AS place
    FROM revision r JOIN batch b ON b.number = r.batch JOIN annotator a ON a.number = b.owner
    WHERE r.kind = {STATUS} AND r.key = '' AND NOT r.deleted AND {{which}}
    AND NOT EXISTS (SELECT 1 FROM replaces WHERE old_batch = r.batch AND old_n = r.n)) WHERE place = 1"""
_HERE = "document IN (SELECT value FROM json_each(?1))"


def choose_statuses(project: Project, person: int, numbers: Iterable[int]) -> None:
    """Of the statuses of a person's spellings show one in each of these documents."""
    execute, these = project.connection.execute, orjson.dumps(list(numbers)).decode()
    execute(f"DELETE FROM present WHERE kind = {STATUS} AND owner = ?2 AND {_HERE}", (these, person))
    execute(_STATUSES.format(which=f"r.{_HERE} AND {_PERSON} = ?2"), (these, person))


def move(project: Project, owners: Set[int], lists: Mapping[str, str]) -> None:
    """Show the work of these owners as that of the persons that they are now; `lists` are the SQL of counts."""
    execute = project.connection.execute
    these = f"({', '.join(map(str, sorted(owners)))})"
    execute(
        f"UPDATE current SET owner = (SELECT {_PERSON} FROM batch b WHERE b.number = current.batch) "
        f"WHERE owner IN {these}"
    )
    execute(f"DELETE FROM present WHERE kind = {STATUS} AND owner IN {these}")
    execute(_STATUSES.format(which=f"{_PERSON} IN {these}"))
    for table in ("tally", "work"):
        execute(f"DELETE FROM {table} WHERE owner IN {these}")
        execute(f"INSERT INTO {table} SELECT * FROM ({lists[table]}) WHERE owner IN {these}")
