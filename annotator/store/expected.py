"""What the derived tables must hold, said from the permanent tables alone: `rebuild` makes it, `check` proves it."""

from annotator.model.revision import DOCUMENT, FREE_KINDS, SPAN, STATUS, Ref
from annotator.store.joining import person_of
from annotator.store.leaves import LEAF, leaf_refs_of_item, leaf_refs_of_key, said_in, state_of
from annotator.store.project import Project

NOWHERE = 0  # the document of items that belong to no document, in derived tables
PERSON_BEHIND = person_of("b.owner")
# Every leaf with its item's identity; keyed kinds have no item of their own, so theirs is (0, 0).
_LEAVES = f"""
SELECT r.kind, b.owner, {PERSON_BEHIND} AS person, coalesce(r.document, {NOWHERE}) AS document,
    coalesce(r.key, '') AS key, b.uid,
    CASE WHEN r.key IS NULL THEN coalesce(r.item_batch, r.batch) ELSE 0 END AS item_batch,
    CASE WHEN r.key IS NULL THEN coalesce(r.item_n, r.n) ELSE 0 END AS item_n,
    r.batch, r.n, r.deleted, r.start, r."end", r.label, r.content
FROM revision r JOIN batch b ON b.number = r.batch WHERE {LEAF}"""
_SHOWN = f"""
SELECT * FROM (SELECT *, row_number() OVER (
    PARTITION BY kind, owner, document, key, item_batch, item_n ORDER BY uid, n) AS place
    FROM ({_LEAVES}) WHERE NOT deleted) WHERE place = 1"""
# Of what a person has under several spellings, once per place, what was said under the person's own name goes first.
_FIRST = "s.owner <> s.person, a.uid"
_OF_PEOPLE = f"""
SELECT kind, person, document, key, batch, n FROM (SELECT s.*, row_number() OVER (
    PARTITION BY s.kind, s.person, s.document, s.key, s.item_batch, s.item_n ORDER BY {_FIRST}) AS spelling
    FROM ({_SHOWN}) s JOIN annotator a ON a.number = s.owner WHERE s.kind <> {SPAN}) WHERE spelling = 1"""

# What each derived table must hold, from the permanent tables alone (tally, work and listing: from those before them).
EXPECTED = {
    "current": f'SELECT document, person, start, "end", batch, n, label FROM ({_SHOWN}) WHERE kind = {SPAN}',
    "present": _OF_PEOPLE,
    "tally": "SELECT document, owner, label, count(*) FROM "
    '(SELECT DISTINCT document, owner, start, "end", label FROM current) GROUP BY document, owner, label',
    "work": "SELECT p.document, p.owner, "
    "coalesce(CASE WHEN json_valid(r.content) THEN json_extract(r.content, '$.status') END, 'new') "
    f"FROM present p JOIN revision r USING (batch, n) WHERE p.kind = {STATUS} AND p.key = ''",
    "listing": "SELECT coalesce(json_extract(r.content, '$.name'), d.id), d.uid, d.number "
    "FROM present p JOIN revision r USING (batch, n) JOIN document d ON d.number = p.document "
    f"WHERE p.kind = {DOCUMENT} AND NOT coalesce(json_extract(r.content, '$.withdrawn'), 0)",
}


def expected_conflicts(project: Project) -> list[tuple[int, int, int, str, int, int]]:
    """The items whose leaves differ: (kind, owner, document, key, item batch, item n), from permanent tables only."""
    places = project.rows(
        "SELECT kind, owner, document, key, item_batch, item_n FROM "
        f"({_LEAVES}) GROUP BY 1, 2, 3, 4, 5, 6 HAVING count(*) > 1"
    )
    return [place for place in places if _differ(project, *place)]


def _differ(project: Project, kind: int, owner: int, document: int, key: str, batch: int, n: int) -> bool:
    if kind in FREE_KINDS:
        refs = leaf_refs_of_item(project, Ref(batch, n))
    else:
        refs = leaf_refs_of_key(project, kind, owner, document or None, key)
    return len({said_in(state) for state in (state_of(project, ref) for ref in refs)}) > 1
