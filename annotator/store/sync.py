"""Exchanging batches with a server: the same set union as a merge, two ways, in steps that may break off anywhere.

Each page is one transaction on the side that receives it, so what was exchanged stays exchanged. Where each side
stands is only a shortcut: a batch that is offered again is known by its uid, and one that is missing is found.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import TypeVar

import orjson

from annotator.model.document import Document
from annotator.model.errors import Refused
from annotator.model.label_file import read_label_set
from annotator.model.people import person_name
from annotator.model.revision import LABELS, RESERVED, Batch
from annotator.store import batches, documents, revisions
from annotator.store.project import Project
from annotator.store.sync_peer import Head, Hello, Parcel, Peer, Row, Text
from annotator.store.sync_wire import Broken, Reader, body_of, documents_of

_PAGE = 500  # batches that are looked at together
_ROWS = 4_000  # revisions in memory, and in one transaction unless a single batch has more
_TEXTS = 200  # documents in memory

T = TypeVar("T")
Progress = Callable[[int], None]  # told how many batches more were exchanged


@dataclass(frozen=True, slots=True)
class State:
    """Where a file stands with one server: a local setting, right or wrong only in how much work it saves."""

    pushed: int = 0  # the last local batch that was offered
    pulled: int = 0  # the last arrival that was seen
    pulled_uid: str = ""  # which batch that was
    rights: str = ""  # what the account could read and write then


@dataclass(slots=True)
class Exchanged:
    """What came and what went."""

    pulled: int = 0
    pushed: int = 0
    documents: int = 0  # new ones that came
    held_back: int = 0  # batches that this account has no right to push


def exchange(
    project: Project, peer: Peer, *, join: bool = False, progress: Progress | None = None
) -> Exchanged:
    """Pull what this file lacks, push what the server lacks.

    Raises Unavailable where the connection fails (what was exchanged until then stays), Refused where both hold
    projects that have nothing in common, unless `join`.
    """
    hello = peer.hello()
    one = _Exchange(project, peer, hello, progress or (lambda count: None))
    one.begin(join=join)
    one.pull()
    one.push()
    # What was pushed has arrival numbers now: seen, they show whether the server still has it next time.
    one.pull()
    return one.done


def waiting(project: Project, peer: Peer) -> Exchanged:
    """What an exchange would bring and take, without changing either side's batches."""
    hello = peer.hello()
    one = _Exchange(project, peer, hello, lambda count: None)
    one.count()
    return one.done


class _Exchange:
    """One exchange between one file and one server."""

    def __init__(self, project: Project, peer: Peer, hello: Hello, progress: Progress) -> None:
        self.done = Exchanged()
        self._project = project
        self._peer = peer
        self._hello = hello
        self._progress = progress
        self._key = f"sync {hello.identity}"
        self._state = self._read_state()

    def _read_state(self) -> State:
        saved = self._project.setting(self._key)
        state = State(**orjson.loads(saved)) if saved else State()
        at = self._peer.batch_at(state.pulled) if state.pulled else None
        if state.rights != self._hello.rights or (at.hex() if at else "") != state.pulled_uid:
            # Other rights, or a server that was put back to an earlier state: look at everything again.
            return State(rights=self._hello.rights)
        return state

    def _save(self, state: State) -> None:
        self._state = state
        self._project.set_setting(self._key, orjson.dumps(asdict(state)).decode())

    def begin(self, *, join: bool) -> None:
        """Refuse to unite two projects by mistake; bring both sides' label sets together."""
        if not join and not self._project.setting(self._key) and self._is_another_project():
            raise Refused(
                "The server holds a project that was begun on its own. Check the address; --join unites both."
            )
        theirs = self._peer.label_sets()
        ours = dict(self._project.rows("SELECT uid, body FROM label_set"))
        if missing := {uid: body for uid, body in ours.items() if uid not in theirs}:
            self._peer.put_label_sets(missing)
        with self._project.writing():
            for uid, body in theirs.items():
                if uid not in ours:
                    self._take_label_set(uid, body)

    def _is_another_project(self) -> bool:
        roots = self._project.rows(
            "SELECT DISTINCT b.uid FROM revision r JOIN batch b ON b.number = r.batch WHERE r.kind = ? "
            "AND NOT EXISTS (SELECT 1 FROM replaces p WHERE p.batch = r.batch AND p.n = r.n)",
            (LABELS,),
        )
        uids = [uid for (uid,) in roots]
        return bool(uids) and not self._hello.is_empty and self._peer.missing(uids) == set(uids)

    def _take_label_set(self, uid: bytes, body: str) -> None:
        if read_label_set(body, file="a label set on the server").uid != uid:
            raise Broken(
                "The server holds a label set under another's identity. Tell whoever runs the server."
            )
        self._project.connection.execute("INSERT INTO label_set VALUES (NULL, ?, ?)", (uid, body))

    # --- pull ---

    def pull(self) -> None:
        """Take what arrived at the server since the last time."""
        while page := self._peer.arrived(self._state.pulled, _PAGE):
            for some in _in_loads(page, lambda arrival: arrival[1].size):
                self._take([head for _, head in some], replace(self._state, pulled=some[-1][0]))

    def _take(self, heads: Sequence[Head], state: State) -> None:
        new = [head for head in heads if batches.by_uid(self._project, head.uid) is None]
        small = [head.uid for head in new if head.size <= _ROWS]
        rows = self._peer.rows(small) if small else {}  # before the file is locked: the network may be slow
        texts = self._missing_texts(documents_of([row for some in rows.values() for row in some]))
        with self._project.writing():
            self._add_texts(texts)
            for head in new:
                self._take_batch(head, [rows[head.uid]] if head.uid in rows else self._pages(head))
            self._save(replace(state, pulled_uid=heads[-1].uid.hex()))
        self.done.pulled += len(new)
        self._progress(len(new))

    def _pages(self, head: Head) -> Iterator[list[Row]]:
        last = -1
        while page := self._peer.rows_after(head.uid, last, _ROWS):
            last = page[-1].n
            yield page

    def _take_batch(self, head: Head, pages: Iterable[list[Row]]) -> None:
        if batches.by_uid(self._project, head.uid) is not None:  # another window was faster
            return
        _prove_head(head)
        number = revisions.next_number(self._project)
        opened = revisions.OpenBatch(self._project, head.owner, number)
        known: dict[bytes, tuple[int, int]] = {}
        reader = Reader(self._project, head.uid, head.owner, known)
        for page in pages:
            uids = documents_of(page) - known.keys()
            self._add_texts(self._missing_texts(uids))
            known |= self._numbers(uids)
            opened.add([reader.edit(row) for row in page])
        reader.finish(head.size)
        undone = batches.by_uid(self._project, head.undoes) if head.undoes else None
        if head.undoes and (undone is None or undone.owner != head.owner):
            raise Broken(f"On the server the batch {head.uid.hex()} undoes one that is not its owner's.")
        opened.put(self._batch(head, number, undone.number if undone else None))

    def _batch(self, head: Head, number: int, undoes: int | None) -> Batch:
        sql = "SELECT 1 FROM batch WHERE device = ? AND seq = ?"
        taken = head.seq is not None and self._project.value(sql, (head.device, head.seq))
        # None where a restored backup made a device count the same number twice, as in a merge.
        seq = None if taken else head.seq
        said = (head.owner, head.author, head.device, seq, head.made_at, head.what, undoes)
        return Batch(number, head.uid, *said)

    def _numbers(self, uids: Iterable[bytes]) -> dict[bytes, tuple[int, int]]:
        found = {}
        for uid in uids:
            for number, length in self._project.rows(
                "SELECT number, length FROM document WHERE uid = ?", (uid,)
            ):
                found[uid] = (number, length)
        return found

    def _missing_texts(self, uids: set[bytes]) -> list[Text]:
        missing = sorted(uids - self._numbers(uids).keys())
        pages = [missing[at : at + _TEXTS] for at in range(0, len(missing), _TEXTS)]
        return [text for page in pages for text in self._peer.texts(page)]

    def _add_texts(self, texts: Sequence[Text]) -> None:
        there = self._numbers(text.uid for text in texts)
        for uid, id, text in texts:
            document = Document(id, id, text)
            if document.uid != uid:
                raise Broken(f"The text of document {id} on the server is not the one that was imported.")
            if uid not in there:
                documents.add_text(self._project, document, uid)
                self.done.documents += 1

    # --- push ---

    def push(self) -> None:
        """Offer what came into this file since the last time, in order."""
        while page := batches.after(self._project, self._state.pushed, limit=_PAGE):
            lacking = self._peer.missing([batch.uid for batch in page])
            wanted = [batch for batch in page if batch.uid in lacking]
            ours = [batch for batch in wanted if self._may_push(batch)]
            self.done.held_back += len(wanted) - len(ours)
            sizes = {batch.number: self._size(batch.number) for batch in ours}
            for some in _in_loads(ours, lambda batch: sizes[batch.number]):
                self._push_texts(some)
                self._peer.put([Parcel(self._head(b, sizes[b.number]), partial(self._rows, b)) for b in some])
                self.done.pushed += len(some)
                self._progress(len(some))
            self._save(replace(self._state, pushed=page[-1].number))

    def _may_push(self, batch: Batch) -> bool:
        return self._hello.writes is None or batch.owner in self._hello.writes

    def _size(self, number: int) -> int:
        return int(self._project.value("SELECT count(*) FROM revision WHERE batch = ?", (number,)))

    def _head(self, batch: Batch, size: int) -> Head:
        undoes = None if batch.undoes is None else batches.read(self._project, batch.undoes).uid
        said = (batch.owner, batch.author, batch.device, batch.seq, batch.made_at, batch.what)
        return Head(batch.uid, *said, undoes, size)

    def _rows(self, batch: Batch) -> Iterator[Row]:
        uids: dict[int | None, str] = {None: ""}
        for revision in revisions.of_batch(self._project, batch.number):
            document = revision.edit.document
            if document not in uids:
                sql = "SELECT uid FROM document WHERE number = ?"
                uids[document] = self._project.value(sql, (document,)).hex()
            yield Row(revision.ref.n, body_of(self._project, revision, uids[document]))

    def _push_texts(self, some: Sequence[Batch]) -> None:
        numbers = sorted({n for batch in some for n in batches.documents_of(self._project, batch.number)})
        for at in range(0, len(numbers), _TEXTS):
            these = orjson.dumps(numbers[at : at + _TEXTS]).decode()
            sql = "SELECT uid{} FROM document WHERE number IN (SELECT value FROM json_each(?))"
            missing = self._peer.missing_texts(
                [uid for (uid,) in self._project.rows(sql.format(""), (these,))]
            )
            if missing:
                rows = self._project.rows(sql.format(", id, text"), (these,))
                self._peer.put_texts([Text(*row) for row in rows if row[0] in missing])

    # --- only looking ---

    def count(self) -> None:
        """Count what would come and go."""
        after = self._state.pulled
        while page := self._peer.arrived(after, _PAGE):
            after = page[-1][0]
            self.done.pulled += sum(batches.by_uid(self._project, head.uid) is None for _, head in page)
        last = self._state.pushed
        while ours := batches.after(self._project, last, limit=_PAGE):
            last = ours[-1].number
            lacking = self._peer.missing([batch.uid for batch in ours])
            wanted = [batch for batch in ours if batch.uid in lacking]
            self.done.held_back += sum(not self._may_push(batch) for batch in wanted)
            self.done.pushed += sum(self._may_push(batch) for batch in wanted)


def _in_loads(items: Sequence[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """The items in order, cut so that no load is larger than what is kept in memory, unless one item alone is."""
    load: list[T] = []
    total = 0
    for item in items:
        if load and total + size(item) > _ROWS:
            yield load
            load, total = [], 0
        load.append(item)
        total += size(item)
    if load:
        yield load


def _prove_head(head: Head) -> None:
    with suppress(Refused):
        names = [name for name in (head.owner, head.author) if name not in RESERVED]
        if all(person_name(name) == name for name in names) and len(head.uid) == len(head.device) == 16:
            return
    raise Broken("On the server a batch has no proper owner, author or device. Tell whoever runs the server.")
