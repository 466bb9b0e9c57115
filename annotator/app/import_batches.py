"""The batches of one import, one an owner, while they grow; and the names that make importing twice add nothing."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson

from annotator.model.revision import Revision
from annotator.store import appending, batches
from annotator.store.project import Project


@dataclass(slots=True)
class ImportedOwner:
    """One owner's batch of this import while it grows."""

    batch: appending.OpenBatch
    rows: "hashlib._Hash"  # what the source says
    found: "hashlib._Hash"  # what was there already, so that the batch is not just what the source says
    taken: dict[int, bytes] = field(default_factory=dict)  # document -> hash of the set that came first


class ImportedOwners:
    """The owners of one import by name."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._owners: dict[str, ImportedOwner] = {}
        self.next_number = appending.next_number(project)  # of the batch that comes next

    def of(self, name: str) -> ImportedOwner:
        """An owner's batch, begun when it is first asked for."""
        owner = self._owners.get(name)
        if owner is None:
            batch = appending.OpenBatch(self._project, name, self.next_number)
            self.next_number += 1
            owner = ImportedOwner(batch, hashlib.sha256(orjson.dumps(name)), hashlib.sha256())
            self._owners[name] = owner
        return owner

    def note_found(self, owner: ImportedOwner, leaves: Iterable[Revision]) -> None:
        """Remember what of an owner was there already."""
        for leaf in leaves:
            owner.found.update(self._project.item_name(leaf.ref).encode())

    def close(self, what: str) -> str:
        """Finish all batches. Returns an owner whose part was imported before and not undone, or ""."""
        for name, owner in self._owners.items():
            if not owner.batch.size:
                continue
            rows = owner.rows.digest()[:8]
            before = batches.beginning_with(self._project, rows)
            if not all(batches.is_undone(self._project, number) for number in before):
                return name
            # Two laptops may import the same rows beside different work: then the halves that follow differ.
            owner.found.update(str(len(before)).encode())
            owner.batch.close(author=name, what=what, uid=rows + owner.found.digest()[:8])
        return ""
