"""Which document a person means, by id, name or number in the list."""

from annotator.model.errors import Refused
from annotator.store import documents
from annotator.store.project import Project


def find_document(project: Project, name: str) -> int:
    """The local number of the document that is meant. Raises Refused when there is none, or more than one."""
    found = documents.find(project, name)
    if not found:
        raise Refused(f"The project has no document '{name}'. `annotator list` shows those that there are.")
    if len(found) > 1:
        ids = ", ".join(documents.read(project, number).id for number in found[:10])
        raise Refused(f"{len(found)} documents are called '{name}'. Say which by id: {ids}.")
    return found[0]
