"""The list of documents, as a window walks through it."""

from collections.abc import Sequence

from annotator.store import documents
from annotator.store.documents import Row
from annotator.store.project import Project

__all__ = ["Row", "place_of", "place_of_id", "rows_of"]


def place_of(project: Project, number: int) -> int | None:
    """The place of a document in the list, from 0; None when it is not listed."""
    return documents.position(project, number)


def place_of_id(project: Project, id: str) -> int | None:
    """The place of the document with that id (the first, where merged projects have several), or None."""
    found = documents.find(project, id) if id else []
    return documents.position(project, found[0]) if found else None


def rows_of(project: Project, numbers: Sequence[int], owner: str) -> list[Row]:
    """The lines of these documents in this order: a page of what `searching.Search.numbers` found."""
    return documents.rows(project, numbers, owner)
