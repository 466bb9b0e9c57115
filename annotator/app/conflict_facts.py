"""What the versions of a conflict say, as facts by topic, so that a person can see in what they differ."""

from collections.abc import Callable

from annotator.app.deciding import Conflict
from annotator.model.errors import Refused
from annotator.model.revision import ASSIGNMENT, DOCUMENT, EXCLUDED, LABELS, PERSON, SPAN, STATUS, Edit, Ref
from annotator.store import arrivals, assignments, documents, revisions
from annotator.store.joining import JOINED
from annotator.store.project import Project

DELETED = "Deleted"  # the topic of a version that is gone; its value is ""
Facts = dict[str, str]  # by topic, in the order in which they are told


def facts_of(project: Project, conflict: Conflict) -> list[Facts]:
    """The facts of each version. Offsets are code points; names of labels and people are as they are stored."""
    return [_facts(project, version.edit) for version in conflict.versions]


def differing(versions: list[Facts]) -> set[str]:
    """The topics in which versions differ."""
    topics = {topic for facts in versions for topic in facts}
    return {topic for topic in topics if len({facts.get(topic) for facts in versions}) > 1}


def title_of(project: Project, conflict: Conflict) -> str:
    """What a conflict is about: the article's name, the person, or what the kind is called."""
    edit = conflict.versions[0].edit
    if edit.document is not None:
        rows = documents.rows(project, [edit.document])
        return rows[0].name if rows else str(edit.document)
    content = edit.content or {}
    return str(content.get("name") or conflict.kind)


def _facts(project: Project, edit: Edit) -> Facts:
    if edit.deleted:
        return {DELETED: ""}
    content = dict(edit.content or {})
    tell = _TELLERS.get(edit.kind)
    found = tell(project, edit) if tell else {}
    for topic in ("note", "status", "language", "source", "direction", "reason"):
        if content.get(topic):
            found[topic.capitalize()] = str(content[topic])
    return found


def _span(project: Project, edit: Edit) -> Facts:
    found = {"Label": edit.label or "", "Place": f"{edit.start}–{edit.end}"}
    attributes = (edit.content or {}).get("attributes", {})
    found |= {name: str(value) for name, value in sorted(attributes.items())}
    for role, target in edit.links:
        known = found.get(role)
        quote = _quote(project, target)
        found[role] = f"{known}, {quote}" if known else quote
    return found


def _quote(project: Project, item: Ref) -> str:
    try:
        edit = revisions.item_leaves(project, item)[0].edit
    except (KeyError, IndexError, Refused):
        return "?"
    text = documents.read(project, edit.document or 0).text[edit.start : edit.end]
    return f"«{' '.join(text.split())[:60]}»"


def _place(project: Project, edit: Edit) -> Facts:
    return {"Place": f"{edit.start}–{edit.end}"}


def _document(project: Project, edit: Edit) -> Facts:
    content = edit.content or {}
    found = {"Name": str(content.get("name", ""))}
    if content.get("withdrawn"):
        found["Withdrawn"] = "yes"
    return found | {name: str(value) for name, value in sorted(content.get("meta", {}).items())}


def _person(project: Project, edit: Edit) -> Facts:
    content = edit.content or {}
    found = {"Name": str(content.get("name", ""))}
    if JOINED in content:
        found["Is the same person as"] = str(content[JOINED])
    rest = {name: value for name, value in sorted(content.items()) if name not in ("name", JOINED)}
    return found | {name.capitalize(): str(value) for name, value in rest.items()}


def _assignment(project: Project, edit: Edit) -> Facts:
    if not edit.key:
        return {"Work blind": "yes" if (edit.content or {}).get("blind") else "no"}
    return {"Assigned to": assignments.names(project).get(edit.key, edit.key)}


def _labels(project: Project, edit: Edit) -> Facts:
    labels = arrivals.label_set_of(project, (edit.content or {}).get("uid", ""))
    return {"Name": labels.name, "Labels": ", ".join(labels.labels)}


def _status(project: Project, edit: Edit) -> Facts:
    return {"Status": "new"}


_TELLERS: dict[int, Callable[[Project, Edit], Facts]] = {
    SPAN: _span,
    EXCLUDED: _place,
    DOCUMENT: _document,
    PERSON: _person,
    ASSIGNMENT: _assignment,
    LABELS: _labels,
    STATUS: _status,
}
