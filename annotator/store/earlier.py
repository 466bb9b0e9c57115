"""Earlier states of a document's spans: what stood there after a certain batch had come into this file."""

from collections import defaultdict

from annotator.model.revision import SPAN, Ref, Revision
from annotator.store import batches, revisions
from annotator.store.project import Project

_LEAVES_THEN = (
    "SELECT r.batch, r.n FROM revision r JOIN batch b ON b.number = r.batch WHERE r.document = ?1 AND r.kind = ?2 "
    "AND b.owner = ?3 AND r.batch <= ?4 AND NOT EXISTS (SELECT 1 FROM replaces p "
    "WHERE p.old_batch = r.batch AND p.old_n = r.n AND p.batch <= ?4)"
)
_OF_ITEM = (
    "SELECT batch FROM revision WHERE item_batch = ?1 AND item_n = ?2 "
    "UNION SELECT batch FROM revision WHERE batch = ?1 AND n = ?2 ORDER BY 1"
)


def leaves_after(project: Project, document: int, owner: str, batch: int) -> dict[Ref, list[Revision]]:
    """The leaves of each of an owner's spans of a document, by item, as they were after that batch.

    Deleted ones too, and of several leaves first the one that was shown. Reads every revision of the project.
    """
    asked = (document, SPAN, project.owner_number(owner) or 0, batch)
    found: defaultdict[Ref, list[Revision]] = defaultdict(list)
    for row in project.rows(_LEAVES_THEN, asked):
        revision = revisions.read(project, Ref(*row))
        found[revision.item].append(revision)
    for leaves in found.values():
        leaves.sort(key=lambda leaf: (leaf.edit.deleted, project.item_name(leaf.ref)))
    return dict(found)


def batches_of_item(project: Project, item: Ref) -> list[int]:
    """The batches that made or changed a span, in the order in which this file received them."""
    return [row[0] for row in project.rows(_OF_ITEM, item)]


def is_there(project: Project, number: int) -> bool:
    """Whether the project has a batch of that number."""
    try:
        return batches.read(project, number).number == number
    except KeyError:
        return False
