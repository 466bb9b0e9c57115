"""When each owner finished a document."""

from annotator.model.revision import STATUS
from annotator.model.status import FINISHED
from annotator.store.project import Project


def finished_at(project: Project, document: int) -> dict[str, str]:
    """Owner and time (UTC, ISO 8601) of the status, where it is finished."""
    rows = project.rows(
        "SELECT p.owner, b.made_at FROM present p JOIN batch b ON b.number = p.batch "
        "JOIN work w ON w.document = p.document AND w.owner = p.owner "
        "WHERE p.kind = ? AND p.document = ? AND p.key = '' AND w.status = ?",
        (STATUS, document, FINISHED),
    )
    return {project.owner_name(owner): made_at for owner, made_at in rows}
