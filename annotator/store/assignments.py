"""Who is to work on which document, and whether people work blind: revisions of the project like any other.

An assignment is the project's item of one document and one person. The item without a document and with an empty
key holds what holds for the whole project. Who shall get what is decided elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable

from annotator.model.people import annotator_uid
from annotator.model.revision import ASSIGNMENT, PERSON, PROJECT, Edit, Ref
from annotator.store import documents, joining, revisions
from annotator.store.expected import NOWHERE
from annotator.store.project import Project

_RULES = ""  # the key of the item that holds for the whole project
_LEAVES = (
    "SELECT r.document, r.key, r.batch, r.n FROM revision r JOIN batch b ON b.number = r.batch "
    "WHERE r.kind = ? AND r.document IS NOT NULL AND r.key IN (SELECT value FROM json_each(?)) AND b.owner = ? "
    "AND NOT EXISTS (SELECT 1 FROM replaces WHERE old_batch = r.batch AND old_n = r.n)"
)


def key_of(name: str) -> str:
    """The key of a person's items: the same on every laptop."""
    return annotator_uid(name).hex()


def names(project: Project) -> dict[str, str]:
    """The people behind keys: those that were added, and all who own or wrote something; joined names as one."""
    found = {uid.hex(): name for uid, name in project.rows("SELECT uid, name FROM annotator")}
    sql = (
        "SELECT p.key, json_extract(r.content, '$.name') FROM present p JOIN revision r USING (batch, n) "
        "WHERE p.kind = ?"
    )
    people = joining.people_behind(project)
    return {key: people.get(name, name) for key, name in (found | dict(project.rows(sql, (PERSON,)))).items()}


def assigned(project: Project) -> dict[str, set[int]]:
    """The documents that each person has, by name; withdrawn documents too."""
    known = names(project)
    found: defaultdict[str, set[int]] = defaultdict(set)
    sql = "SELECT key, document FROM present WHERE kind = ? AND document <> ?"
    for key, document in project.rows(sql, (ASSIGNMENT, NOWHERE)):
        found[known.get(key, key)].add(document)
    return dict(found)


def is_any(project: Project) -> bool:
    """Whether anything is assigned to anybody."""
    sql = "SELECT 1 FROM present WHERE kind = ? AND document <> ? LIMIT 1"
    return bool(project.rows(sql, (ASSIGNMENT, NOWHERE)))


def of_person(project: Project, name: str) -> set[int]:
    """The documents that one person has."""
    sql = "SELECT document FROM present WHERE kind = ? AND document <> ? AND key = ?"
    keys = _keys(project, name)
    return {row[0] for key in keys for row in project.rows(sql, (ASSIGNMENT, NOWHERE, key))}


def begun_by(project: Project, name: str) -> set[int]:
    """The documents in which a person has a status or a span."""
    number = joining.person_number(project, name)
    sql = "SELECT document FROM work WHERE owner = ?1 UNION SELECT document FROM tally WHERE owner = ?1"
    return {row[0] for row in project.rows(sql, (number,))}


def edits(project: Project, pairs: Iterable[tuple[int, str]], *, deleted: bool) -> list[Edit]:
    """The revisions that give these documents to these people, or take them away; none for what is so already."""
    wanted = list(dict.fromkeys(pairs))
    keys = {name: _keys(project, name) for name in {name for _, name in wanted}}
    leaves = _leaves(project, {key for held in keys.values() for key in held})
    present = {
        (document, key)
        for key, document in project.rows("SELECT key, document FROM present WHERE kind = ?", (ASSIGNMENT,))
    }
    found = []
    for document, name in wanted:
        held = [key for key in keys[name] if (document, key) in present]
        changed = held if deleted else [] if held else keys[name][:1]
        found += [
            Edit(ASSIGNMENT, document, key, deleted=deleted, replaces=tuple(leaves[document, key]))
            for key in changed
        ]
    return found


def _keys(project: Project, name: str) -> list[str]:
    """The keys of a person's items under all spellings, the person's own first."""
    return [key_of(spelling) for spelling in joining.spellings(project, name)]


def _leaves(project: Project, keys: set[str]) -> defaultdict[tuple[int, str], list[Ref]]:
    found: defaultdict[tuple[int, str], list[Ref]] = defaultdict(list)
    asked = "[" + ", ".join(f'"{key}"' for key in sorted(keys)) + "]"
    for document, key, batch, n in project.rows(
        _LEAVES, (ASSIGNMENT, asked, project.owner_number(PROJECT) or 0)
    ):
        found[document, key].append(Ref(batch, n))
    return found


def is_blind(project: Project) -> bool:
    """Whether annotators see others' annotations only where they have finished."""
    return bool(documents.present_content(project, ASSIGNMENT, PROJECT, NOWHERE, _RULES).get("blind"))


def blind_edit(project: Project, *, blind: bool) -> Edit:
    """The revision that says whether people work blind; it merges, and two laptops meet in one item."""
    leaves = revisions.key_leaves(project, ASSIGNMENT, PROJECT, None, _RULES)
    replaced = tuple(leaf.ref for leaf in leaves)
    return Edit(ASSIGNMENT, key=_RULES, content={"blind": blind}, replaces=replaced)
