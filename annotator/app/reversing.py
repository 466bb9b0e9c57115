"""What takes a batch back, item by item: for each the edits that bring back what was before."""

from annotator.model.revision import Edit, Ref, Revision
from annotator.store import revisions
from annotator.store.project import Project


def reversal(project: Project, number: int) -> list[Edit] | None:
    """The edits that bring back what was before a batch, or None where its result has been replaced since."""
    groups: dict[object, list[Revision]] = {}
    for revision in revisions.of_batch(project, number):
        groups.setdefault(revision.place, []).append(revision)
    edits: list[Edit] = []
    for results in groups.values():
        leaves = revisions.leaves(project, results[0])
        if _roots(project, leaves) != _roots(project, results):
            return None
        edits += _earlier(project, results, leaves)
    return edits


def _roots(project: Project, states: list[Revision]) -> list[Ref]:
    return sorted(revisions.root(project, state.ref) for state in states)


def _earlier(project: Project, results: list[Revision], leaves: list[Revision]) -> list[Edit]:
    replaced = tuple(leaf.ref for leaf in leaves)
    before = sorted({old for result in results for old in result.edit.replaces})
    item = None if results[0].edit.key is not None else results[0].item
    if not before:
        gone = results[0].edit._replace(deleted=True, item=item, replaces=replaced, restores=None)
        return [gone]
    return [
        revisions.read(project, old).edit._replace(
            item=item, replaces=replaced, restores=revisions.root(project, old)
        )
        for old in before
    ]
