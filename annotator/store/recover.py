"""A new, sound project from what can be read of a damaged one: the rows that fit together, and a count of the others.

Local numbers stay. A batch that has lost a revision gets a new identity, so that a merge with a whole copy brings
the lost part back instead of taking the batch for known.
"""

import secrets
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from annotator.model.document import UID_BYTES
from annotator.model.people import annotator_uid
from annotator.store import derived
from annotator.store.project import Project
from annotator.store.salvage import COLUMNS, Row, Salvaged, salvage
from annotator.store.sound_rows import is_annotator, is_batch, is_document, is_revision, item_of, typed

_LOST_OWNER = "recovered"  # whose the annotations are of which the owner is lost
_KEPT = ("document", "annotator", "label", "label_set", "batch", "revision", "replaces", "link")


@dataclass(slots=True)
class Recovered:
    """What was saved, by table, and a count of what was not, each with the reason."""

    saved: dict[str, int] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    torn: int = 0  # batches that lost a revision, and have a new identity


def recover(path: Path, project: Project) -> Recovered:
    """Fill an empty project with every sound row of a damaged file. Raises Unavailable where there is no file."""
    found = _Sound(salvage(path))
    found.keep()
    with project.writing():
        for table in _KEPT:
            rows = found.rows[table]
            columns = ", ".join(f'"{column}"' for column in COLUMNS[table])
            slots = ", ".join("?" * len(COLUMNS[table]))
            project.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({slots})", rows)
            found.done.saved[table] = len(rows)
        derived.rebuild(project)
    return found.done


class _Sound:
    """The readable rows, table by table reduced to those that obey the laws of a project file."""

    def __init__(self, found: Salvaged) -> None:
        self.done = Recovered()
        self.rows: dict[str, list[Row]] = found.rows
        self._strays = found.strays
        self._is_damaged = found.is_damaged
        self.done.lost["page(s) of its log, with the last actions"] += found.torn_log
        self._holes = found.torn
        self._torn: set[int] = set(found.torn["revision"])

    def keep(self) -> None:
        """Judge every table, in the order in which they refer to each other."""
        self._filter("document", is_document, "documents whose text or hash is damaged")
        self._filter("annotator", is_annotator, "names of annotators")
        self._filter("label", lambda row: typed(row, "is"), "names of labels")
        self._filter("label_set", lambda row: typed(row, "ibs"), "label sets")
        self._filter("batch", is_batch, "batches")
        self._revisions()
        self._batches()
        self._references()
        self._identities()
        self._close_gaps()
        for table, holes in self._holes.items():
            left = holes - self._numbers(table) if table != "revision" else holes
            if table in ("document", "batch", "revision"):
                self.done.lost[f"place(s) of the table {table} that cannot be read"] += len(left)
        if self._is_damaged and not self.done.lost.total():
            self.done.lost["or more damaged pages, of which nobody knows what they held"] += 1

    def _filter(self, table: str, is_sound: Callable[[Row], bool], what: str) -> None:
        kept = {row[0]: row for row in self.rows[table] if is_sound(row)}
        unique = {row[1]: row for row in kept.values()}
        self.done.lost[what] += len(self.rows[table]) - len(unique)
        for row in self._strays.get(table, ()):
            if is_sound(row) and row[0] not in kept:
                kept[row[0]] = unique[row[1]] = row
        self.rows[table] = sorted(unique.values(), key=lambda row: row[0])

    def _numbers(self, table: str) -> set[int]:
        return {row[0] for row in self.rows[table]}

    # --- revisions ---

    def _revisions(self) -> None:
        lengths = {row[0]: row[4] for row in self.rows["document"]}
        kept = []
        for row in self.rows["revision"]:
            if is_revision(row, lengths):
                kept.append(row)
            else:
                self.done.lost["revisions that are damaged or whose document is lost"] += 1
                if isinstance(row[0], int):
                    self._torn.add(row[0])
        there = {(row[0], row[1]): row for row in kept}
        for row in self._strays.get("revision", ()):
            if is_revision(row, lengths) and (row[0], row[1]) not in there:
                there[row[0], row[1]] = row
                self._torn.add(row[0])
        kept = [there[ref] for ref in sorted(there)]
        self.rows["revision"] = kept
        places: defaultdict[int, list[int]] = defaultdict(list)
        for row in kept:
            places[row[0]].append(row[1])
        self._torn |= {batch for batch, ns in places.items() if ns != list(range(len(ns)))}
        self._name_what_is_named(kept)

    def _name_what_is_named(self, revisions: list[Row]) -> None:
        """Labels and annotators whose names are lost get new ones: their spans must not go with them."""
        known, used = self._numbers("label"), {row[9] for row in revisions if row[9] is not None}
        for number in sorted(used - known):
            self.rows["label"].append((number, f"RECOVERED_{number}"))
            self.done.lost["names of labels"] += 1
        people, named = self._numbers("annotator"), {n for row in self.rows["batch"] for n in row[2:4]}
        for number in sorted(named - people):
            name = f"{_LOST_OWNER} {number}"
            self.rows["annotator"].append((number, annotator_uid(name), name))
            self.done.lost["names of annotators"] += 1

    # --- batches ---

    def _batches(self) -> None:
        known = self._numbers("batch")
        lost = sorted({row[0] for row in self.rows["revision"]} - known)
        owners = self._owners_of(set(lost))
        for number in lost:
            self.done.lost["batches"] += 1
            owner = owners.get(number) or self._lost_owner()
            uid, device = secrets.token_bytes(UID_BYTES), bytes(UID_BYTES)
            row = (number, uid, owner, owner, device, None, "", _LOST_OWNER, None)
            self.rows["batch"].append(row)
        with_revisions = {row[0] for row in self.rows["revision"]}
        present, seen, kept = self._numbers("batch"), set[tuple[bytes, int | None]](), []
        for number, uid, owner, author, device, seq, made_at, what, undoes in self.rows["batch"]:
            torn = number in self._torn or number not in with_revisions
            self.done.torn += torn
            uid = secrets.token_bytes(UID_BYTES) if torn else uid
            seq = None if torn or (device, seq) in seen else seq
            seen.add((device, seq))
            undone = undoes if undoes in present and undoes < number else None
            kept.append((number, uid, owner, author, device, seq, made_at, what, undone))
        self.rows["batch"] = sorted(kept, key=lambda row: row[0])

    def _lost_owner(self) -> int:
        numbers = {name: int(number) for number, _, name in self.rows["annotator"]}
        if _LOST_OWNER not in numbers:
            numbers[_LOST_OWNER] = max(numbers.values(), default=0) + 1
            self.rows["annotator"].append((numbers[_LOST_OWNER], annotator_uid(_LOST_OWNER), _LOST_OWNER))
        return numbers[_LOST_OWNER]

    def _owners_of(self, batches: set[int]) -> dict[int, int]:
        """Whose batches are whose row is lost: what is derived says it, or a neighbour in the same item."""
        people = self._numbers("annotator")
        found: dict[int, int] = {}
        for table, owner, batch in (("current", 1, 4), ("present", 2, 4)):
            for row in self.rows[table]:
                if row[batch] in batches and row[owner] in people:
                    found[row[batch]] = row[owner]
        known = {row[0]: row[2] for row in self.rows["batch"]}
        for new, _, old, _ in self.rows["replaces"]:
            for lost, neighbour in ((new, old), (old, new)):
                if lost in batches and neighbour in known:
                    found.setdefault(lost, known[neighbour])
        return found

    # --- what rows say of each other ---

    def _references(self) -> None:
        owners = {row[0]: row[2] for row in self.rows["batch"]}
        revisions = {(row[0], row[1]): row for row in self.rows["revision"]}
        items = {ref: item_of(row) for ref, row in revisions.items()}

        def replaces(row: Row) -> bool:
            new, old = revisions.get((row[0], row[1])), revisions.get((row[2], row[3]))
            if not (new and old) or not row[2] < row[0]:
                return False
            same = items[row[0], row[1]] == items[row[2], row[3]]
            return same and owners[row[0]] == owners[row[2]]

        def link(row: Row) -> bool:
            source, target = revisions.get((row[0], row[1])), revisions.get((row[4], row[5]))
            if not (source and target and isinstance(row[2], str) and isinstance(row[3], int)):
                return False
            return bool(owners[row[0]] == owners[row[4]] and source[5] == target[5])

        for table, is_sound in (("replaces", replaces), ("link", link)):
            kept = [row for row in self.rows[table] if is_sound(row)]
            self.done.lost[f"{table} references to what is lost"] += len(self.rows[table]) - len(kept)
            self.rows[table] = kept

    def _identities(self) -> None:
        """Where an item's first revision is lost, the next one that is left becomes the first."""
        there = {(row[0], row[1]) for row in self.rows["revision"]}
        first: dict[tuple[int, int], tuple[int, int]] = {}
        kept = []
        for row in self.rows["revision"]:
            item, restores = (row[2], row[3]), (row[12], row[13])
            if row[2] is not None and item not in there:
                new = first.setdefault(item, (row[0], row[1]))
                item = (None, None) if new == (row[0], row[1]) else new
                self.done.lost["first states of items"] += item == (None, None)
            if row[12] is not None and restores not in there:
                restores = (None, None)
            kept.append((*row[:2], *item, *row[4:12], *restores))
        self.rows["revision"] = kept

    def _close_gaps(self) -> None:
        """Number what is left of a torn batch without gaps: a batch that lacks a place would pass nowhere as whole."""
        places: defaultdict[int, list[int]] = defaultdict(list)
        for row in self.rows["revision"]:
            if row[0] in self._torn:
                places[row[0]].append(row[1])
        moved: dict[Row, Row] = {
            (batch, n): (batch, place) for batch, ns in places.items() for place, n in enumerate(sorted(ns))
        }

        def said(ref: Row) -> Row:
            return moved.get(ref, ref)

        rows = self.rows
        rows["revision"] = [
            (*said(row[:2]), *said(row[2:4]), *row[4:12], *said(row[12:14])) for row in rows["revision"]
        ]
        rows["replaces"] = [(*said(row[:2]), *said(row[2:4])) for row in rows["replaces"]]
        rows["link"] = [(*said(row[:2]), *row[2:4], *said(row[4:6])) for row in rows["link"]]
