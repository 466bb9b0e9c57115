"""Where a batch changed something, so that a window can go there."""

from typing import NamedTuple

from annotator.model.revision import SPAN
from annotator.store import revisions
from annotator.store.project import Project


class Place(NamedTuple):
    """A span that a batch wrote, code points of a document; the span may be deleted by now."""

    document: int
    start: int
    end: int
    item: str


def places_of(project: Project, batch: int, document: int | None = None) -> list[Place]:
    """The spans that a batch of that number made, changed or deleted, in its order; all, or a document's."""
    found = []
    for revision in revisions.of_batch(project, batch, document):
        edit = revision.edit
        if edit.kind == SPAN and None not in (edit.document, edit.start, edit.end):
            place = Place(
                edit.document or 0, edit.start or 0, edit.end or 0, project.item_name(revision.item)
            )
            found.append(place)
    return found
