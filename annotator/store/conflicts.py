"""Conflicts: the items of which several leaves say different things, until a person decides between them."""

from collections.abc import Iterator

from annotator.model.revision import FREE_KINDS, Ref, Revision
from annotator.store import revisions
from annotator.store.project import Project


def count(project: Project) -> int:
    """How many items are in conflict."""
    return int(project.value("SELECT count(*) FROM conflict"))


def conflicts(project: Project) -> Iterator[list[Revision]]:
    """The leaves of each item in conflict, as `revisions.leaves` orders them."""
    rows = project.rows(
        "SELECT kind, owner, document, key, item_batch, item_n FROM conflict ORDER BY 1, 2, 3, 4, 5, 6"
    )
    for kind, owner, document, key, item_batch, item_n in rows:
        if kind in FREE_KINDS:
            yield revisions.item_leaves(project, Ref(item_batch, item_n))
        else:
            yield revisions.key_leaves(project, kind, project.owner_name(owner), document or None, key)
