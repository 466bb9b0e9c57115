"""Pushing: what came into this file since the last time goes to the server, in order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import orjson

from annotator.model.revision import Batch
from annotator.store import batches, revisions
from annotator.store.sync_peer import Head, Parcel, Row, Text
from annotator.store.sync_state import PAGE, TEXTS, Exchange, in_loads
from annotator.store.sync_wire import body_of


class Push:
    """The half of an exchange that takes away."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._project = exchange.project
        self._peer = exchange.peer

    def label_sets(self, theirs: dict[bytes, str]) -> None:
        """Give the server the label sets that it lacks."""
        ours = dict(self._project.rows("SELECT uid, body FROM label_set"))
        if missing := {uid: body for uid, body in ours.items() if uid not in theirs}:
            self._peer.put_label_sets(missing)

    def run(self) -> None:
        """Offer what came into this file since the last time, in order."""
        while page := batches.after(self._project, self._exchange.state.pushed, limit=PAGE):
            lacking = self._peer.missing([batch.uid for batch in page])
            wanted = [batch for batch in page if batch.uid in lacking]
            ours = [batch for batch in wanted if self._exchange.may_push(batch.owner)]
            self._exchange.done.held_back += len(wanted) - len(ours)
            for some in in_loads(ours, self._size):
                self._push_texts(some)
                self._peer.put([Parcel(self._head(batch), partial(self._rows, batch)) for batch in some])
                self._exchange.done.pushed += len(some)
                self._exchange.progress(len(some))
            self._exchange.save(replace(self._exchange.state, pushed=page[-1].number))

    def _size(self, batch: Batch) -> int:
        return int(self._project.value("SELECT count(*) FROM revision WHERE batch = ?", (batch.number,)))

    def _head(self, batch: Batch) -> Head:
        undoes = None if batch.undoes is None else batches.read(self._project, batch.undoes).uid
        said = (batch.owner, batch.author, batch.device, batch.seq, batch.made_at, batch.what)
        return Head(batch.uid, *said, undoes, self._size(batch))

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
        for at in range(0, len(numbers), TEXTS):
            these = orjson.dumps(numbers[at : at + TEXTS]).decode()
            sql = "SELECT uid{} FROM document WHERE number IN (SELECT value FROM json_each(?))"
            missing = self._peer.missing_texts(
                [uid for (uid,) in self._project.rows(sql.format(""), (these,))]
            )
            if missing:
                rows = self._project.rows(sql.format(", id, text"), (these,))
                self._peer.put_texts([Text(*row) for row in rows if row[0] in missing])
