"""Conflicts: items that two laptops changed, the versions of each, and the edits that settle one of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.model.errors import Refused
from annotator.model.revision import FREE_KINDS, KIND_NAMES, Edit, Revision, differ
from annotator.store import batches, joining, revisions
from annotator.store import conflicts as stored
from annotator.store.project import Project

_DEVICE = 6  # hexadecimal digits that tell laptops apart


@dataclass(frozen=True, slots=True)
class Version:
    """One state of an item in conflict, by whom and when it was made. `name` is what `Session.decide` takes."""

    name: str
    edit: Edit
    author: str = ""
    made_at: str = ""  # UTC, ISO 8601
    device: str = ""  # the laptop, "" for this one


@dataclass(frozen=True, slots=True)
class Conflict:
    """One item with the versions between which a person must decide, by name: the same on every laptop."""

    kind: str  # a name of model.revision.KIND_NAMES
    owner: str
    document: int | None
    versions: tuple[Version, ...]


def conflicts(project: Project, owner: str = "") -> Iterator[Conflict]:
    """All items in conflict, or only one owner's."""
    for leaves in stored.conflicts(project):
        first = leaves[0]
        if owner in ("", joining.person_named(project, first.owner)):
            versions = [_version(project, leaf) for leaf in leaves]
            versions.sort(key=lambda version: version.name)
            yield Conflict(KIND_NAMES[first.edit.kind], first.owner, first.edit.document, tuple(versions))


def count(project: Project) -> int:
    """How many items are in conflict."""
    return stored.count(project)


def _version(project: Project, leaf: Revision) -> Version:
    batch = batches.read(project, leaf.ref.batch)
    device = "" if batch.device == project.device else batch.device.hex()[:_DEVICE]
    return Version(project.item_name(leaf.ref), leaf.edit, batch.author, batch.made_at, device)


def chosen_leaf(project: Project, version: str) -> Revision:
    """The leaf of that name in a conflict. Raises Refused where it is none, or where it is decided already."""
    try:
        chosen = revisions.read(project, project.item_ref(version))
    except KeyError as error:
        raise Refused(f"There is no version {version}.") from error
    leaves = revisions.leaves(project, chosen)
    if chosen not in leaves or not differ(leaves):
        raise Refused(f"{version} is not a version of a conflict, or that was decided already.")
    return chosen


def deciding_edit(project: Project, chosen: Revision, *, none: bool = False) -> Edit:
    """The revision that restores the chosen leaf, or deletes the item, and replaces every leaf of its item."""
    if none:
        edit = deciding_edit(project, chosen)
        return edit._replace(deleted=True, restores=None)
    return chosen.edit._replace(
        item=chosen.item if chosen.edit.kind in FREE_KINDS else None,
        replaces=tuple(leaf.ref for leaf in revisions.leaves(project, chosen)),
        restores=revisions.root(project, chosen.ref),
    )


def check_decided(leaves: list[Revision]) -> None:
    """Refuse to change an item of which two laptops hold different versions."""
    if differ(leaves):
        what = KIND_NAMES[leaves[0].edit.kind]
        raise Refused(f"This {what} was changed on two laptops; decide first which version stands.")
