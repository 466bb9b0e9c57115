"""Revisions: the permanent, whole states of items of which a project consists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

# The kinds of items. The numbers are written into files: never renumber, only add.
SPAN, EXCLUDED, STATUS, DOCUMENT, PERSON, ASSIGNMENT, ENTITY, DECISION, PRECEDENT, LABELS = range(1, 11)
KIND_NAMES = {
    SPAN: "span",
    EXCLUDED: "excluded region",
    STATUS: "status",
    DOCUMENT: "document",
    PERSON: "person",
    ASSIGNMENT: "assignment",
    ENTITY: "entity",
    DECISION: "decision",
    PRECEDENT: "precedent",
    LABELS: "label set",
}
FREE_KINDS = frozenset(
    {SPAN, EXCLUDED}
)  # many per place; the others are one per (kind, owner, document, key)

# Owners that are not annotators.
PROJECT, GOLD, ALL = "project", "gold", "all"
RESERVED = frozenset({PROJECT, GOLD, ALL})

HERE = 0  # as the batch of a Ref: the batch that is being written


class Ref(NamedTuple):
    """A revision in one file, or the item that began with it: a local batch number and a place in that batch."""

    batch: int
    n: int


class Edit(NamedTuple):
    """One revision to be appended: an item as it shall be from now on.

    `document` is the store's number of the document; `content` what there is beyond range and label. A new item
    has no `item` and replaces nothing; a changed one names its item and every leaf that it replaces.
    """

    kind: int
    document: int | None = None
    key: str | None = None  # None for spans and excluded regions only
    start: int | None = None
    end: int | None = None
    label: str | None = None
    content: Mapping[str, Any] | None = None
    links: tuple[tuple[str, Ref], ...] = ()
    deleted: bool = False
    item: Ref | None = None
    replaces: tuple[Ref, ...] = ()
    restores: Ref | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A stored revision: an Edit with its place, owner and author."""

    ref: Ref
    owner: str
    edit: Edit

    @property
    def item(self) -> Ref:
        """The identity of the item, for kinds of which a place may hold many."""
        return self.edit.item or self.ref

    @property
    def place(self) -> tuple[int, str, int | None, str | Ref]:
        """The identity of the item for every kind, within one file."""
        edit = self.edit
        return (edit.kind, self.owner, edit.document, self.item if edit.key is None else edit.key)

    def same_state(self, other: "Revision") -> bool:
        """Whether both revisions say the same about their item."""
        a, b = self.edit, other.edit
        return (a.deleted, a.start, a.end, a.label, a.content or None, a.links) == (
            b.deleted, b.start, b.end, b.label, b.content or None, b.links,
        )  # fmt: skip


def differ(leaves: Sequence[Revision]) -> bool:
    """Whether leaves of one item say different things, so that it is in conflict."""
    return any(not leaf.same_state(leaves[0]) for leaf in leaves[1:])


@dataclass(frozen=True, slots=True)
class Batch:
    """A stored batch: one gesture or one import, by one author, in one owner's set, from one device."""

    number: int
    uid: bytes
    owner: str
    author: str
    device: bytes
    seq: int | None
    made_at: str  # UTC, ISO 8601
    what: str
    undoes: int | None
