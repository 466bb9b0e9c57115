"""Pulling: what arrived at the server becomes batches of this file, proved before it is believed."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from annotator.model.document import UID_BYTES, Document
from annotator.model.errors import Refused
from annotator.model.label_file import read_label_set
from annotator.model.people import person_name
from annotator.model.revision import RESERVED, Batch
from annotator.store import appending, batches, documents
from annotator.store.sync_peer import Head, Row, Text
from annotator.store.sync_state import PAGE, ROWS, TEXTS, Exchange, State, in_loads
from annotator.store.sync_wire import Broken, Reader, documents_of


class Pull:
    """The half of an exchange that brings."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._project = exchange.project
        self._peer = exchange.peer

    def label_sets(self, theirs: dict[bytes, str]) -> None:
        """Take the server's label sets."""
        ours = {uid for (uid,) in self._project.rows("SELECT uid FROM label_set")}
        with self._project.writing():
            for uid, body in theirs.items():
                if uid not in ours:
                    self._take_label_set(uid, body)

    def _take_label_set(self, uid: bytes, body: str) -> None:
        if read_label_set(body, file="a label set on the server").uid != uid:
            raise Broken(
                "The server holds a label set under another's identity. Tell whoever runs the server."
            )
        self._project.connection.execute("INSERT INTO label_set VALUES (NULL, ?, ?)", (uid, body))

    def run(self) -> None:
        """Take what arrived at the server since the last time."""
        page_is_full = True
        while page_is_full:
            page = self._peer.arrived(self._exchange.state.pulled, PAGE)
            page_is_full = len(page) == PAGE
            for some in in_loads(page, lambda arrival: arrival[1].size):
                self._take([head for _, head in some], replace(self._exchange.state, pulled=some[-1][0]))

    def _take(self, heads: Sequence[Head], state: State) -> None:
        new = [head for head in heads if batches.by_uid(self._project, head.uid) is None]
        small = [head.uid for head in new if head.size <= ROWS]
        rows = self._peer.rows(small) if small else {}  # before the file is locked: the network may be slow
        texts = self._missing_texts(documents_of([row for some in rows.values() for row in some]))
        with self._project.writing():
            self._add_texts(texts)
            for head in new:
                self._take_batch(head, [rows[head.uid]] if head.uid in rows else self._pages(head))
            self._exchange.save(replace(state, pulled_uid=heads[-1].uid.hex()))
        self._exchange.done.pulled += len(new)
        self._exchange.progress(len(new))

    def _pages(self, head: Head) -> Iterator[list[Row]]:
        last = -1
        while page := self._peer.rows_after(head.uid, last, ROWS):
            last = page[-1].n
            yield page

    def _take_batch(self, head: Head, pages: Iterable[list[Row]]) -> None:
        if batches.by_uid(self._project, head.uid) is not None:  # another window was faster
            return
        _prove_head(head)
        number = appending.next_number(self._project)
        opened = appending.OpenBatch(self._project, head.owner, number)
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
        pages = [missing[at : at + TEXTS] for at in range(0, len(missing), TEXTS)]
        return [text for page in pages for text in self._peer.texts(page)]

    def _add_texts(self, texts: Sequence[Text]) -> None:
        there = self._numbers(text.uid for text in texts)
        for uid, id, text in texts:
            document = Document(id, id, text)
            if document.uid != uid:
                raise Broken(f"The text of document {id} on the server is not the one that was imported.")
            if uid not in there:
                documents.add_text(self._project, document, uid)
                self._exchange.done.documents += 1


def _prove_head(head: Head) -> None:
    with suppress(Refused):
        names = [name for name in (head.owner, head.author) if name not in RESERVED]
        if (
            all(person_name(name) == name for name in names)
            and len(head.uid) == len(head.device) == UID_BYTES
        ):
            return
    raise Broken("On the server a batch has no proper owner, author or device. Tell whoever runs the server.")
