"""What takes a batch back: for each of its items the edit that brings back what was before.

A batch that nothing touched since is read page by page, so that a big import comes back in seconds; any other
item by item.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from annotator.model.revision import Edit, Ref, Revision
from annotator.store import derived, revisions
from annotator.store.project import Project

_PAGE = 2_000  # revisions in memory at a time


def reversal(project: Project, number: int) -> Iterable[Edit] | None:
    """The edits that bring back what was before a batch, or None where its result has been replaced since.

    Inside a transaction, they may be read while they are written.
    """
    if derived.stands_alone(project, number):
        return paged_reversal(project, number)
    return careful_reversal(project, number)


def paged_reversal(project: Project, number: int) -> Iterator[Edit]:
    """The same for a batch of which each revision is the only leaf of its item."""
    results = revisions.of_batch(project, number)
    while page := list(islice(results, _PAGE)):
        replaced = {old for result in page for old in result.edit.replaces}
        earlier = revisions.read_many(project, replaced)
        roots = revisions.roots(project, replaced)
        for result in page:
            before = [(earlier[old], roots[old]) for old in sorted(result.edit.replaces)]
            yield from _earlier(result, (result.ref,), before)


def careful_reversal(project: Project, number: int) -> list[Edit] | None:
    """The same for any batch, at several queries an item and all in memory."""
    groups: dict[object, list[Revision]] = {}
    for revision in revisions.of_batch(project, number):
        groups.setdefault(revision.place, []).append(revision)
    edits: list[Edit] = []
    for results in groups.values():
        leaves = revisions.leaves(project, results[0])
        if _roots(project, leaves) != _roots(project, results):
            return None
        old = sorted({old for result in results for old in result.edit.replaces})
        before = [(revisions.read(project, ref).edit, revisions.root(project, ref)) for ref in old]
        edits += _earlier(results[0], tuple(leaf.ref for leaf in leaves), before)
    return edits


def _roots(project: Project, states: list[Revision]) -> list[Ref]:
    return sorted(revisions.root(project, state.ref) for state in states)


def _earlier(result: Revision, replaced: tuple[Ref, ...], before: list[tuple[Edit, Ref]]) -> Iterator[Edit]:
    """The edits for one item: its earlier states, or its deletion where there was none."""
    item = None if result.edit.key is not None else result.item
    if not before:
        yield result.edit._replace(deleted=True, item=item, replaces=replaced, restores=None)
    for edit, root in before:
        yield edit._replace(item=item, replaces=replaced, restores=root)
