"""Taking articles out of the work and bringing them back; what is annotated in them stays, and undo knows it.

A withdrawn article is in no list, export or agreement. Importing its text again from another file brings it back.
"""

from collections.abc import Iterable, Iterator

from annotator.app import safety
from annotator.app.deciding import check_decided
from annotator.app.history import Done
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.model.revision import DOCUMENT, PROJECT, Batch, Edit, Revision
from annotator.store import appending, batches, documents, revisions
from annotator.store.project import Project

_WITHDRAWN = "withdrawn"  # in the content of a document's revision


def withdraw(session: Session, numbers: Iterable[int], *, back: bool = False) -> Done:
    """Take documents out of the work, or `back` into it, as one gesture of the session's author.

    Raises Refused, and then nothing has changed, where nothing is left to do or a document is in conflict.
    """
    project, asked = session.project, sorted(set(numbers))
    if len(asked) >= safety.BULK:
        safety.before(project, safety.BEFORE_BULK)
    with project.writing():
        found = list(_changing(project, asked, back=back))
        if not found:
            raise Refused("Nothing to bring back." if back else "These articles are withdrawn already.")
        touched = tuple(number for number, _ in found)
        what = f"{'bring back' if back else 'withdraw'} {_named(project, touched)}"
        edits = (_edit(leaves, back=back) for _, leaves in found)
        batch = appending.append(project, edits, owner=PROJECT, author=session.author, what=what)
    return Done(batch, touched)


def withdraw_import(session: Session, batch: int) -> Done:
    """Take out all documents that a batch brought. Raises Refused where it brought none that are still there."""
    brought = brought_by(session.project, batch)
    if not brought:
        raise Refused("That batch brought no articles.")
    return withdraw(session, brought)


def brought_by(project: Project, batch: int) -> list[int]:
    """The documents that a batch brought, none where it is no import."""
    return batches.documents_of(project, batch, DOCUMENT)


def imports(project: Project) -> list[Batch]:
    """The imports that brought documents into the project and stand, in order, for `withdraw_import`."""
    found = batches.beginning(project, PROJECT, "import")
    return [batch for batch in found if batch.undoes is None and not batches.is_undone(project, batch.number)]


def withdrawn(project: Project) -> list[documents.Row]:
    """The documents that are withdrawn, by name."""
    found = documents.rows(project, documents.unlisted(project))
    return sorted(found, key=lambda row: (row.name, row.number))


def _changing(project: Project, numbers: list[int], *, back: bool) -> Iterator[tuple[int, list[Revision]]]:
    """Each document that is not yet as it shall be, with its leaves."""
    for leaves in revisions.leaves_of_documents(project, DOCUMENT, PROJECT, numbers):
        check_decided(leaves)
        edit = leaves[0].edit
        is_out = bool((edit.content or {}).get(_WITHDRAWN))
        if edit.document is not None and not edit.deleted and is_out == back:
            yield edit.document, leaves


def _edit(leaves: list[Revision], *, back: bool) -> Edit:
    before = leaves[0].edit
    content = {key: value for key, value in (before.content or {}).items() if key != _WITHDRAWN}
    if not back:
        content[_WITHDRAWN] = True
    return Edit(DOCUMENT, before.document, "", content=content, replaces=tuple(leaf.ref for leaf in leaves))


def _named(project: Project, numbers: tuple[int, ...]) -> str:
    return documents.rows(project, numbers)[0].name if len(numbers) == 1 else f"{len(numbers)} articles"
