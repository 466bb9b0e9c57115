"""Taking another project file's batches into this one: a set union, so order and repetition cannot matter.

The other file comes from somebody else: a private copy of it is opened and proved before a row of it is believed.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from annotator.model.document import Document
from annotator.model.errors import Unavailable
from annotator.model.label_file import read_label_set
from annotator.model.revision import Batch, Edit, Ref, Revision
from annotator.store import appending, batches, check, documents, revisions
from annotator.store.opening import open_project
from annotator.store.project import Project
from annotator.store.schema import PERMANENT
from annotator.store.trouble import told

_BESIDE = ("", "-wal", "-journal")  # the file itself, and where its last changes may still be
_TRIES = 3
_PAGE = 500  # batches in memory at a time
_REMEMBERED = 50_000  # local numbers of batches; what is forgotten is looked up again


@dataclass(frozen=True, slots=True)
class Received:
    """What came in that was not there: batches, and documents among them."""

    batches: int = 0
    documents: int = 0


def receive(project: Project, path: Path) -> Received:
    """Add all batches of another project file, all or nothing. Raises Unavailable with the reason; then nothing came.

    Each derived table is right afterwards; an item that both files changed is a conflict.
    """
    with _private_copy(path) as other:
        _refuse_unsound(project, other)
        with project.writing():
            return _Union(project, other).run()


@contextmanager
def _private_copy(path: Path) -> Iterator[Project]:
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        copy = Path(folder) / "copy"
        with told(path):
            _copy_at_rest(path, copy)
        other = open_project(path, b"", copy=copy)
        try:
            yield other
        finally:
            other.connection.close()


def _copy_at_rest(path: Path, copy: Path) -> None:
    """Copy a file with what lies beside it. Raises Unavailable where it changes all the time."""
    for _ in range(_TRIES):
        before = _signature(path)
        for suffix in _BESIDE:
            Path(f"{copy}{suffix}").unlink(missing_ok=True)
            with suppress(FileNotFoundError):
                shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
        if _signature(path) == before:
            return
    raise Unavailable(f"The file {path} is being written to. Close it in the other window and try again.")


def _signature(path: Path) -> list[tuple[int, int] | None]:
    found: list[tuple[int, int] | None] = []
    for suffix in _BESIDE:
        try:
            stat = Path(f"{path}{suffix}").stat()
            found.append((stat.st_size, stat.st_mtime_ns))
        except FileNotFoundError:
            found.append(None)
    return found


def _refuse_unsound(project: Project, other: Project) -> None:
    """Refuse a file whose tables are not ours, or whose permanent rows break a law."""
    names = ", ".join(f"'{name}'" for name in PERMANENT)
    schema = f"SELECT name, type, sql FROM sqlite_schema WHERE name IN ({names}) ORDER BY name"
    if other.rows(schema) != project.rows(schema):
        raise Unavailable(
            f"The file {other.path} has other tables than a project. Nothing was taken from it."
        )
    if found := next(check.permanent_problems(other), None):
        raise Unavailable(f"The file {other.path} is not sound, so nothing was taken from it. {found}")


class _Union:
    """One merge: how the other file's local numbers are said in this one."""

    def __init__(self, project: Project, other: Project) -> None:
        self._project = project
        self._other = other
        self._documents = 0
        self._batch = lru_cache(_REMEMBERED)(self._known_batch)
        self._document = lru_cache(_REMEMBERED)(self._known_document)

    def run(self) -> Received:
        """Take everything. What a batch names stands in batches of smaller numbers, so these come first."""
        self._take_label_sets()
        count = last = 0
        while page := batches.after(self._other, last, limit=_PAGE):
            last = page[-1].number
            for batch in page:
                if batches.by_uid(self._project, batch.uid) is None:
                    self._take(batch)
                    count += 1
        return Received(count, self._documents)

    def _take_label_sets(self) -> None:
        known = {uid for (uid,) in self._project.rows("SELECT uid FROM label_set")}
        for uid, body in self._other.rows("SELECT uid, body FROM label_set"):
            if uid in known:
                continue
            if read_label_set(body, file=f"a label set of {self._other.path}").uid != uid:
                raise Unavailable(f"The file {self._other.path} holds a label set under another's identity.")
            self._project.connection.execute("INSERT INTO label_set VALUES (NULL, ?, ?)", (uid, body))

    def _take(self, batch: Batch) -> None:
        number = appending.next_number(self._project)
        opened = appending.OpenBatch(self._project, batch.owner, number)
        for revision in revisions.of_batch(self._other, batch.number):
            opened.add([self._edit(revision, batch.number, number)])
        undoes = None if batch.undoes is None else self._batch(batch.undoes)
        opened.put(
            Batch(
                number,
                batch.uid,
                batch.owner,
                batch.author,
                batch.device,
                self._free_seq(batch),
                batch.made_at,
                batch.what,
                undoes,
            )
        )

    def _free_seq(self, batch: Batch) -> int | None:
        """The device's own count; none where a restored backup made it count the same number twice."""
        sql = "SELECT 1 FROM batch WHERE device = ? AND seq = ?"
        taken = batch.seq is not None and self._project.value(sql, (batch.device, batch.seq))
        return None if taken else batch.seq

    def _edit(self, revision: Revision, theirs: int, ours: int) -> Edit:
        edit = revision.edit

        def said(ref: Ref) -> Ref:
            return Ref(ours if ref.batch == theirs else self._batch(ref.batch), ref.n)

        return edit._replace(
            document=None if edit.document is None else self._document(edit.document),
            links=tuple((role, said(target)) for role, target in edit.links),
            item=None if edit.item is None else said(edit.item),
            replaces=tuple(said(old) for old in edit.replaces),
            restores=None if edit.restores is None else said(edit.restores),
        )

    def _known_batch(self, number: int) -> int:
        found = batches.by_uid(self._project, batches.read(self._other, number).uid)
        if found is None:
            raise Unavailable(
                f"The file {self._other.path} names a batch that comes after it; nothing was taken."
            )
        return found.number

    def _known_document(self, number: int) -> int:
        ((id, text),) = self._other.rows("SELECT id, text FROM document WHERE number = ?", (number,))
        document = Document(id, id, text)
        uid = document.uid
        found = documents.of_id(self._project, id).get(uid)
        if found is None:
            found = documents.add_text(self._project, document, uid)
            self._documents += 1
        return found
