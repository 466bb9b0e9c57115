"""Revisions as they travel: JSON that names batches, documents and labels by what they are called everywhere.

What comes in was written by somebody else: it is proved law by law before it becomes a revision here.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from annotator.model.errors import Unavailable
from annotator.model.revision import FREE_KINDS, HERE, KIND_NAMES, SPAN, Edit, Ref, Revision
from annotator.store import revisions
from annotator.store.project import Project
from annotator.store.sync_peer import Row


class Broken(Unavailable):
    """A row from the server breaks a law of project files."""


def documents_of(bodies: list[Row]) -> set[bytes]:
    """The uids of the documents that rows name. Raises Broken where a row is no JSON object."""
    return {_uid(said["document"]) for said in map(_object, bodies) if "document" in said}


def body_of(project: Project, revision: Revision, document_uid: str) -> str:
    """What a revision says, with names instead of local numbers; nothing is written for what is empty."""
    edit = revision.edit
    plain = {"key": edit.key, "start": edit.start, "end": edit.end, "label": edit.label}
    refs = {"item": edit.item, "restores": edit.restores}
    said: dict[str, Any] = {"kind": edit.kind}
    said |= {name: value for name, value in plain.items() if value is not None}
    said |= {name: project.item_name(ref) for name, ref in refs.items() if ref is not None}
    if document_uid:
        said["document"] = document_uid
    if edit.content:
        said["content"] = edit.content
    if edit.links:
        said["links"] = [[role, project.item_name(target)] for role, target in edit.links]
    if edit.deleted:
        said["deleted"] = True
    if edit.replaces:
        said["replaces"] = [project.item_name(old) for old in edit.replaces]
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode()


class Reader:
    """Reads the rows of one batch of one owner into this project. `documents` gives each uid's number and length."""

    def __init__(
        self, project: Project, uid: bytes, owner: str, documents: Mapping[bytes, tuple[int, int]]
    ) -> None:
        self._project = project
        self._uid = uid.hex()
        self._owner = owner
        self._documents = documents
        self._size = 0
        self._documents_here: dict[int, int | None] = {}  # the document of each place
        self._links_here: list[tuple[int, int, int | None]] = []  # from, to, the document of both

    def edit(self, row: Row) -> Edit:
        """The revision of the next place. Raises Broken, naming the law, where it cannot be."""
        if row.n != self._size:
            raise self._broken(row.n, "does not follow the one before it")
        self._size += 1
        said = _object(row)
        try:
            edit = self._read(said)
        except (KeyError, TypeError, ValueError) as error:
            raise self._broken(row.n, "is not written as a revision is") from error
        self._prove(row.n, edit, said)
        self._documents_here[row.n] = edit.document
        return edit

    def _read(self, said: Mapping[str, Any]) -> Edit:
        document = said.get("document")
        whole = [said.get("start"), said.get("end")]
        if not all(value is None or type(value) is int for value in (*whole, said["kind"])):
            raise ValueError
        for name, kind in (("key", str), ("label", str), ("content", dict), ("deleted", bool)):
            if name in said and type(said[name]) is not kind:
                raise ValueError
        return Edit(
            kind=said["kind"],
            document=None if document is None else self._documents[_uid(document)][0],
            key=said.get("key"),
            start=whole[0],
            end=whole[1],
            label=said.get("label"),
            content=said.get("content"),
            links=tuple((_text(role), self._ref(name)) for role, name in said.get("links", ())),
            deleted=said.get("deleted", False),
            item=self._ref(said["item"]) if "item" in said else None,
            replaces=tuple(self._ref(name) for name in said.get("replaces", ())),
            restores=self._ref(said["restores"]) if "restores" in said else None,
        )

    def _ref(self, name: str) -> Ref:
        uid, _, n = name.partition(".")
        if uid == self._uid:
            return Ref(HERE, int(n))
        number = self._project.value("SELECT number FROM batch WHERE uid = ?", (bytes.fromhex(uid),))
        if number is None:
            raise ValueError(name)
        return Ref(number, int(n))

    def _prove(self, n: int, edit: Edit, said: Mapping[str, Any]) -> None:
        if edit.kind not in KIND_NAMES:
            raise Unavailable(
                "The server holds what a newer version of this program wrote. Install the newer version to sync."
            )
        if (edit.key is None) != (edit.kind in FREE_KINDS):
            raise self._broken(n, "has a key where its kind has none, or the other way round")
        if edit.kind == SPAN and None in (edit.document, edit.start, edit.label):
            raise self._broken(n, "is a span without a document, range or label")
        length = self._documents[_uid(said["document"])][1] if edit.document is not None else 0
        if (edit.start, edit.end) != (None, None) and not 0 <= (edit.start or 0) < (edit.end or 0) <= length:
            raise self._broken(n, "lies outside its document's text")
        for old in edit.replaces:
            self._prove_same_item(n, edit, old)
        for ref in (edit.item, edit.restores):
            if ref is not None:
                self._there(n, ref)
        for _, target in edit.links:
            self._prove_link(n, edit, target)

    def _prove_same_item(self, n: int, edit: Edit, old: Ref) -> None:
        other = self._there(n, old)
        same = (other.owner, other.edit.kind, other.edit.document, other.edit.key)
        item = edit.item if edit.key is None else None
        if same != (self._owner, edit.kind, edit.document, edit.key) or (item and item != other.item):
            raise self._broken(n, "replaces a revision of another item, owner or document")
        if edit.key is None and item is None:
            raise self._broken(n, "replaces a revision but names no item")

    def _prove_link(self, n: int, edit: Edit, target: Ref) -> None:
        if target.batch == HERE:
            self._links_here.append((n, target.n, edit.document))
            return
        other = self._there(n, target)
        if (other.owner, other.edit.document) != (self._owner, edit.document):
            raise self._broken(n, "links to a span of another owner or document")

    def finish(self, size: int) -> None:
        """Prove what only the whole batch shows: that it has so many revisions, and its links among each other."""
        if self._size != size:
            raise self._broken(self._size, "is missing: the batch is not whole")
        for n, target, document in self._links_here:
            if self._documents_here.get(target, -1) != document:
                raise self._broken(n, "links to a span of another document, or to nothing")

    def _there(self, n: int, ref: Ref) -> Revision:
        try:
            if ref.batch == HERE:
                raise KeyError
            return revisions.read(self._project, ref)
        except KeyError as error:
            raise self._broken(n, "names a revision that does not exist") from error

    def _broken(self, n: int, why: str) -> Broken:
        return Broken(
            f"On the server the revision {self._uid}.{n} of {self._owner} {why}. Nothing of it was taken; "
            "tell whoever runs the server."
        )


def _object(row: Row) -> dict[str, Any]:
    try:
        said = orjson.loads(row.body)
    except orjson.JSONDecodeError:
        said = None
    if not isinstance(said, dict):
        raise Broken("A row on the server is not what this program writes. Tell whoever runs the server.")
    return said


def _uid(text: object) -> bytes:
    try:
        return bytes.fromhex(_text(text))
    except ValueError as error:
        raise Broken("A row on the server names no document. Tell whoever runs the server.") from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value
