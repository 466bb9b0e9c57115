"""The label set in force, and the people of a project."""

from functools import lru_cache

from annotator.model.label_file import read_label_set
from annotator.model.labels import LabelSet
from annotator.model.people import PROGRAM, annotator_uid, first_reader
from annotator.model.revision import LABELS, PERSON, PROJECT, RESERVED, Edit
from annotator.store import appending, documents, joining, revisions
from annotator.store.expected import NOWHERE
from annotator.store.project import Project
from annotator.store.spans import owners


def label_set(project: Project) -> LabelSet:
    """The label set in force."""
    uid = documents.present_content(project, LABELS, PROJECT, NOWHERE).get("uid", "")
    body = project.value("SELECT body FROM label_set WHERE uid = ?", (bytes.fromhex(uid),))
    return _parsed(body or "", f"the label set of {project.path.name}")


@lru_cache(16)
def _parsed(body: str, file: str) -> LabelSet:
    return read_label_set(body, file=file)


def put_label_set(project: Project, labels: LabelSet, *, author: str, number: int | None = None) -> None:
    """Bring a label set into force, as a batch of the project; of that local number where others are reserved."""
    with project.writing():
        project.connection.execute(
            "INSERT INTO label_set SELECT NULL, ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM label_set WHERE uid = ?1)",
            (labels.uid, labels.body),
        )
        leaves = revisions.key_leaves(project, LABELS, PROJECT, None)
        edit = Edit(LABELS, key="", content={"uid": labels.uid.hex()}, replaces=tuple(r.ref for r in leaves))
        batch = appending.OpenBatch(project, PROJECT, number or appending.next_number(project))
        batch.add([edit])
        batch.close(author=author, what="set labels")


def add_person(project: Project, name: str, *, author: str) -> None:
    """Add an annotator by name, as a batch of the project; nothing happens when the name is there."""
    key = annotator_uid(name).hex()
    leaves = revisions.key_leaves(project, PERSON, PROJECT, None, key)
    if any(not leaf.edit.deleted for leaf in leaves):
        return
    with project.writing():
        project.owner_number(name, add=True)
        edit = Edit(PERSON, key=key, content={"name": name})
        appending.append(project, [edit], owner=PROJECT, author=author, what=f"add annotator {name}")


def joining_edit(project: Project, name: str, person: str) -> Edit:
    """The revision that says that one name stands for another person's; "" takes that back."""
    leaves = revisions.key_leaves(project, PERSON, PROJECT, None, joining.key_of(name))
    content = {"name": name, joining.JOINED: person} if person else leaves[0].edit.content
    replaced = tuple(leaf.ref for leaf in leaves)
    return Edit(PERSON, key=joining.key_of(name), content=content, deleted=not person, replaces=replaced)


def people(project: Project) -> list[str]:
    """The annotators of the project, by name: those that were added, and whoever owns annotations.

    Of several spellings of one person the person's own. A second reading is somebody's who is named already.
    """
    rows = project.rows(
        "SELECT json_extract(r.content, '$.name') FROM present p JOIN revision r USING (batch, n) WHERE p.kind = ?",
        (PERSON,),
    )
    named = {row[0] for row in rows} | (set(owners(project)) - RESERVED)
    named -= joining.people_behind(project).keys()
    return sorted(name for name in named if not first_reader(name))


def programs(project: Project) -> frozenset[str]:
    """The owners that are programs, not people, by name."""
    rows = project.rows(
        "SELECT json_extract(r.content, '$.name') FROM present p JOIN revision r USING (batch, n) "
        "WHERE p.kind = ? AND json_extract(r.content, '$.role') = ?",
        (PERSON, PROGRAM),
    )
    return frozenset(row[0] for row in rows)


def used_labels(project: Project) -> frozenset[str]:
    """The labels that spans bear or ever bore: undo and other laptops may bring such spans back."""
    return frozenset(row[0] for row in project.rows("SELECT name FROM label"))
