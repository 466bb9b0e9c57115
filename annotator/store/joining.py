"""Several spellings of one person: which owner's work reads as whose, from what the people's items say.

An item of the people's kind, beside that which adds a person, names whom a name stands for. Batches keep the owner
that wrote them, so nothing is moved and later work under the old spelling reads right too; only the derived tables
carry the person.
"""

from collections.abc import Iterator

import orjson

from annotator.model.errors import AnnotatorError
from annotator.model.people import annotator_name, annotator_uid, second_reading, standing_for
from annotator.model.revision import PERSON
from annotator.store.project import Project

JOINED = "joined"  # in the content: the name of the person that the item's name stands for
_SAID = (
    f"SELECT r.key, r.content FROM revision r WHERE r.kind = {PERSON} AND r.content IS NOT NULL "
    f"AND CASE WHEN json_valid(r.content) THEN json_type(r.content, '$.{JOINED}') END = 'text'"
)

_PRESENT = f"{_SAID} AND EXISTS (SELECT 1 FROM present p WHERE p.kind = {PERSON} AND p.batch = r.batch AND p.n = r.n)"


def key_of(name: str) -> str:
    """The key of the item that says for whom a name stands: the same on every laptop."""
    return f"{annotator_uid(name).hex()} {JOINED}"


def person_of(owner: str) -> str:
    """The SQL for the person as whose an owner's work reads; `owner` is the SQL for the owner's number."""
    return f"coalesce((SELECT person FROM joined WHERE joined.owner = {owner}), {owner})"


def people_behind(project: Project) -> dict[str, str]:
    """The person behind each name that was joined to another."""
    sql = (
        "SELECT a.name, p.name FROM joined JOIN annotator a ON a.number = joined.owner "
        "JOIN annotator p ON p.number = joined.person"
    )
    return dict(project.rows(sql))


def person_named(project: Project, name: str) -> str:
    """The person behind a name: the name itself unless it was joined to another."""
    sql = (
        "SELECT p.name FROM annotator a JOIN joined ON joined.owner = a.number "
        "JOIN annotator p ON p.number = joined.person WHERE a.name = ?"
    )
    return str(project.value(sql, (name,)) or name)


def person_number(project: Project, name: str) -> int:
    """The local number under which a name's work reads in the derived tables; 0 where nobody has that name."""
    sql = f"SELECT {person_of('a.number')} FROM annotator a WHERE a.name = ?"
    return int(project.value(sql, (name,)) or 0)


def spellings(project: Project, name: str) -> list[str]:
    """All names of the person behind a name: first the person's, then the others."""
    person = person_named(project, name)
    return [person, *sorted(other for other, who in people_behind(project).items() if who == person)]


def follow(project: Project) -> set[int]:
    """Have the table of joined owners say what the people's items say; get every owner that this concerns."""
    for pair in _names(project, _PRESENT):
        for name in pair:
            project.owner_number(name, add=True)
    wanted, known = expected(project), dict(project.rows("SELECT owner, person FROM joined"))
    if wanted == known:
        return set()
    project.connection.execute("DELETE FROM joined")
    project.connection.executemany("INSERT INTO joined VALUES (?, ?)", wanted.items())
    moved = {owner for owner in wanted.keys() | known.keys() if wanted.get(owner) != known.get(owner)}
    return moved | {table[owner] for table in (wanted, known) for owner in moved if owner in table}


def expected(project: Project) -> dict[int, int]:
    """The person of each joined owner, by local numbers."""
    said = standing_for(dict(_names(project, _PRESENT)))
    return {_number(project, name): _number(project, person) for name, person in sorted(said.items())}


def ever_joined(project: Project) -> set[tuple[int, int]]:
    """The pairs of owners that were one person at some time, whatever was said later."""
    groups: list[set[str]] = []
    for pair in map(set, _names(project, _SAID)):
        apart = [group for group in groups if not group & pair]
        groups = [*apart, pair.union(*(group for group in groups if group & pair))]
    numbered = [[_number(project, name) for name in sorted(group)] for group in groups]
    return {(one, other) for group in numbered for one in group for other in group if one != other}


def _names(project: Project, sql: str) -> Iterator[tuple[str, str]]:
    """What revisions say of names, where it can be meant (the file may come from anybody), and of second readings."""
    for key, content in project.rows(sql):
        said = orjson.loads(content)
        try:
            name, person = annotator_name(said["name"]), annotator_name(said[JOINED])
        except (AnnotatorError, KeyError, TypeError):
            continue
        if key_of(name) == key and name != person:
            yield name, person
            yield second_reading(name), second_reading(person)


def _number(project: Project, name: str) -> int:
    return project.owner_number(name) or 0  # `follow` has given each a number
