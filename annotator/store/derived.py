"""The derived tables: what of the permanent revisions is present, kept in the same transaction, rebuilt at will.

Of an item with several leaves the live one with the smallest batch uid is present until a person decides.
"""

import secrets
from collections.abc import Set
from typing import Any

import orjson

from annotator.model.revision import DOCUMENT, PERSON, SPAN, STATUS, Ref
from annotator.store import joining, regrouping, search
from annotator.store.expected import EXPECTED, NOWHERE, PERSON_BEHIND, expected_conflicts
from annotator.store.leaves import LEAF, leaf_refs_of_item, leaf_refs_of_key, said_in, state_of
from annotator.store.project import Project

LISTED = "listed"  # the setting that changes whenever the list of documents does

_Places = tuple[int | None, int, int]  # a batch or None for several, its owner, the person behind
# The statements of `refresh`: ?1 is the batch, ?2 its owner, ?3 the person as whose the owner's work reads.
_ONE, _ALL = "batch = ?1", "batch IN (SELECT number FROM temp.fresh WHERE owner = ?2)"
_REPLACED = (
    "FROM replaces p JOIN revision r ON r.batch = p.old_batch AND r.n = p.old_n "
    "JOIN batch b ON b.number = r.batch WHERE p.batch = ?1"
)
# Nothing else stands at the place of r: no other leaf of its key (of owner ?2), or of its item.
LONE_KEY = f"""({LEAF} AND NOT EXISTS (SELECT 1 FROM revision o JOIN batch b ON b.number = o.batch
    WHERE o.kind = r.kind AND o.document IS r.document AND o.key = r.key AND b.owner = ?2
    AND (o.batch, o.n) <> (r.batch, r.n) AND {LEAF.replace("r.", "o.")}))"""
LONE_ITEM = f"""({LEAF} AND NOT EXISTS (SELECT 1 FROM revision o WHERE o.item_batch = r.item_batch
    AND o.item_n = r.item_n AND (o.batch, o.n) <> (r.batch, r.n) AND {LEAF.replace("r.", "o.")})
    AND NOT EXISTS (SELECT 1 FROM revision o WHERE o.batch = r.item_batch AND o.n = r.item_n
    AND {LEAF.replace("r.", "o.")}))"""
_SPANS_HERE = f"SELECT DISTINCT document FROM revision WHERE batch = ?1 AND kind = {SPAN}"
_DOCUMENTS_HERE = f"SELECT document FROM revision WHERE batch = ?1 AND kind = {DOCUMENT}"
_DROP_REPLACED = (
    f"""DELETE FROM current WHERE (document, owner, start, "end", batch, n) IN
        (SELECT r.document, {PERSON_BEHIND}, r.start, r."end", r.batch, r.n {_REPLACED} AND r.kind = {SPAN})""",
    f"""DELETE FROM present WHERE (kind, document, owner, key, batch, n) IN
        (SELECT r.kind, coalesce(r.document, {NOWHERE}), {PERSON_BEHIND}, coalesce(r.key, ''), r.batch, r.n
        {_REPLACED} AND r.kind <> {SPAN})""",
)
_ADD_SPANS = f"""INSERT INTO current SELECT r.document, ?3, r.start, r."end", r.batch, r.n, r.label FROM revision r
    WHERE r.batch = ?1 AND r.kind = {SPAN} AND NOT r.deleted AND {LEAF}
    AND (r.item_batch IS NULL OR {LONE_ITEM})"""
# A status may be there already, where it was chosen among those of a person's spellings.
_ADD_OTHERS = f"""INSERT OR IGNORE INTO present
    SELECT r.kind, ?3, coalesce(r.document, {NOWHERE}), coalesce(r.key, ''), r.batch, r.n
    FROM revision r WHERE r.batch = ?1 AND r.kind <> {SPAN} AND NOT r.deleted AND {LEAF}
    AND CASE WHEN r.key IS NOT NULL THEN {LONE_KEY} ELSE r.item_batch IS NULL OR {LONE_ITEM} END"""
_SETTLE = f"""DELETE FROM conflict WHERE (kind, owner, document, key, item_batch, item_n) IN
    (SELECT r.kind, ?2, coalesce(r.document, {NOWHERE}), coalesce(r.key, ''),
    CASE WHEN r.key IS NULL THEN r.item_batch ELSE 0 END, CASE WHEN r.key IS NULL THEN r.item_n ELSE 0 END
    FROM revision r WHERE r.batch = ?1 AND (r.key IS NOT NULL OR r.item_batch IS NOT NULL))"""
# What is left for a closer look, place by place: where several leaves stand.
_DISPUTED_ITEMS = (
    f"SELECT DISTINCT r.kind, coalesce(r.document, {NOWHERE}), r.item_batch, r.item_n FROM revision r "
    f"WHERE r.batch = ?1 AND r.item_batch IS NOT NULL AND {LEAF} AND NOT {LONE_ITEM}"
)
_DISPUTED_KEYS = (
    "SELECT DISTINCT r.kind, r.document, r.key FROM revision r "
    f"WHERE r.batch = ?1 AND r.key IS NOT NULL AND {LEAF} AND NOT {LONE_KEY}"
)
_COUNT = (
    f"DELETE FROM tally WHERE owner = ?3 AND document IN ({_SPANS_HERE})",
    f"""INSERT INTO tally SELECT document, owner, label, count(*) FROM (
        SELECT DISTINCT document, owner, start, "end", label FROM current
        WHERE owner = ?3 AND document IN ({_SPANS_HERE})) GROUP BY document, label""",
)
_STATUSES_HERE = f"SELECT document FROM revision WHERE batch = ?1 AND kind = {STATUS}"
_SAY_WORK = (
    f"DELETE FROM work WHERE owner = ?3 AND document IN ({_STATUSES_HERE})",
    f"INSERT INTO work {EXPECTED['work']} AND p.owner = ?3 AND p.document IN ({_STATUSES_HERE})",
)
_LIST = (
    f"DELETE FROM listing WHERE document IN ({_DOCUMENTS_HERE})",
    f"INSERT INTO listing {EXPECTED['listing']} AND p.document IN ({_DOCUMENTS_HERE})",
)


def refresh(project: Project, batch: int, owner: int, kinds: Set[int], *, changes: bool) -> None:
    """Bring the derived tables up to date with one batch of one owner, within the caller's transaction.

    `kinds` are those of its revisions; `changes` says whether one of them is not the first of its item. Both spare
    a gesture the statements that would find nothing.
    """
    _refresh(project, batch, owner, kinds, changes=changes)
    _follow(project, kinds)


def refresh_all(project: Project, first: int) -> None:
    """As `refresh`, for all batches from this number on at once: what each costs alone is paid once an owner."""
    execute = project.connection.execute
    execute(
        "CREATE TEMP TABLE fresh (owner INTEGER, number INTEGER, PRIMARY KEY (owner, number)) WITHOUT ROWID"
    )
    execute("INSERT INTO temp.fresh SELECT owner, number FROM batch WHERE number >= ?", (first,))
    kinds = project.rows(
        "SELECT f.owner, json_group_array(DISTINCT r.kind) FROM temp.fresh f "
        "CROSS JOIN revision r ON r.batch = f.number GROUP BY f.owner"
    )
    for owner, found in kinds:
        _refresh(project, None, owner, set(orjson.loads(found)), changes=True)
    execute("DROP TABLE temp.fresh")
    _follow(project, {kind for _, found in kinds for kind in orjson.loads(found)})


def _refresh(project: Project, batch: int | None, owner: int, kinds: Set[int], *, changes: bool) -> None:
    """With one batch, or without a number with those that `refresh_all` has named."""
    person = _person(project, owner)
    places = (batch, owner, person)
    if changes:
        _run(project, places, *_DROP_REPLACED)
    if changes and project.rows("SELECT 1 FROM conflict LIMIT 1"):
        _run(project, places, _SETTLE)
    if SPAN in kinds:
        _run(project, places, _ADD_SPANS)
    if kinds - {SPAN}:
        _run(project, places, _ADD_OTHERS)
        for kind, document, key in _rows(project, places, _DISPUTED_KEYS):
            refs = leaf_refs_of_key(project, kind, owner, document, key)
            _show(project, kind, owner, document or NOWHERE, key, Ref(0, 0), refs)
    if changes:
        for kind, document, *item in _rows(project, places, _DISPUTED_ITEMS):
            _show(project, kind, owner, document, "", Ref(*item), leaf_refs_of_item(project, Ref(*item)))
    if STATUS in kinds and project.rows("SELECT 1 FROM joined WHERE person = ? LIMIT 1", (person,)):
        regrouping.choose_statuses(
            project, person, (row[0] for row in _rows(project, places, _STATUSES_HERE))
        )
    _refresh_lists(project, places, kinds)


def _follow(project: Project, kinds: Set[int]) -> None:
    """Show work as that of other persons, where names were joined or parted."""
    if PERSON in kinds and (moved := joining.follow(project)):
        regrouping.move(project, moved, EXPECTED)


def _refresh_lists(project: Project, places: _Places, kinds: Set[int]) -> None:
    """Bring what lists read up to date: counts, statuses, names."""
    if SPAN in kinds:
        _run(project, places, *_COUNT)
    if STATUS in kinds:
        _run(project, places, *_SAY_WORK)
    if DOCUMENT in kinds:
        _run(project, places, *_LIST)
        relist(project)


def _run(project: Project, places: _Places, *statements: str) -> None:
    for sql in statements:
        project.connection.execute(*_bound(sql, places))


def _rows(project: Project, places: _Places, sql: str) -> list[tuple[Any, ...]]:
    return project.rows(*_bound(sql, places))


def _bound(sql: str, places: _Places) -> tuple[str, tuple[int | None, ...]]:
    said = sql if places[0] is not None else sql.replace(_ONE, _ALL)
    # A statement takes as many parameters as it names.
    return said, places[: 3 if "?3" in said else 2 if "?2" in said else 1]


def _person(project: Project, owner: int) -> int:
    return int(project.value("SELECT person FROM joined WHERE owner = ?", (owner,)) or owner)


def rebuild(project: Project) -> None:
    """Make the derived tables anew from the permanent ones; the search index begins anew."""
    with project.writing():
        project.connection.execute("DELETE FROM joined")
        for table, query in EXPECTED.items():
            project.connection.execute(f"DELETE FROM {table}")
            project.connection.execute(f"INSERT INTO {table} {query}")
        if moved := joining.follow(project):
            regrouping.move(project, moved, EXPECTED)
        project.connection.execute("DELETE FROM conflict")
        sql = "INSERT INTO conflict VALUES (?, ?, ?, ?, ?, ?)"
        project.connection.executemany(sql, expected_conflicts(project))
        relist(project)
        search.clear(project)


def relist(project: Project) -> None:
    """Name the new state of the list. A count would come again after a rollback, for another state."""
    project.set_setting(LISTED, secrets.token_hex(8))


def _drop(project: Project, refs: list[Ref]) -> None:
    execute = project.connection.executemany
    execute(
        'DELETE FROM current WHERE (document, owner, start, "end", batch, n) = (SELECT r.document, '
        f'{PERSON_BEHIND}, r.start, r."end", r.batch, r.n FROM revision r JOIN batch b ON b.number = r.batch '
        "WHERE r.batch = ? AND r.n = ?)",
        refs,
    )
    execute(
        "DELETE FROM present WHERE (kind, document, owner, key, batch, n) = (SELECT r.kind, "
        f"coalesce(r.document, {NOWHERE}), {PERSON_BEHIND}, coalesce(r.key, ''), r.batch, r.n "
        "FROM revision r JOIN batch b ON b.number = r.batch WHERE r.batch = ? AND r.n = ?)",
        refs,
    )


def _show(
    project: Project, kind: int, owner: int, document: int, key: str, item: Ref, refs: list[Ref]
) -> None:
    """Show the right one of an item's leaves and note whether they differ."""
    execute = project.connection.execute
    place = (kind, owner, document, key, *item)
    execute(
        "DELETE FROM conflict WHERE (kind, owner, document, key, item_batch, item_n) = (?, ?, ?, ?, ?, ?)",
        place,
    )
    shown = refs[0]
    if len(refs) > 1:
        states = [state_of(project, ref) for ref in refs]
        _drop(project, refs)
        if len({said_in(state) for state in states}) > 1:
            execute("INSERT INTO conflict VALUES (?, ?, ?, ?, ?, ?)", place)
        # Deleted leaves come last: one is taken only where there is no other, and then nothing is shown.
        shown = min(states, key=lambda state: (state[1], state[0], state[2].n))[2]
    if kind == SPAN:
        execute(
            'INSERT OR IGNORE INTO current SELECT document, ?, start, "end", batch, n, label FROM revision '
            "WHERE batch = ? AND n = ? AND NOT deleted",
            (_person(project, owner), *shown),
        )
    else:
        execute(
            "INSERT OR IGNORE INTO present SELECT kind, ?, ?, ?, batch, n FROM revision "
            "WHERE batch = ? AND n = ? AND NOT deleted",
            (_person(project, owner), document, key, *shown),
        )
