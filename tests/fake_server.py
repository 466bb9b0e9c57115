"""A server in memory that keeps the promises of `sync_peer`, and can break off before or after any call."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.model.errors import Refused, Unavailable
from annotator.store.sync_peer import Head, Hello, Parcel, Row, Text


@dataclass
class FakeServer:
    """What all connections share."""

    identity: str = field(default_factory=lambda: secrets.token_hex(4))
    heads: dict[bytes, Head] = field(default_factory=dict)  # in the order of arrival
    bodies: dict[bytes, list[Row]] = field(default_factory=dict)
    documents: dict[bytes, Text] = field(default_factory=dict)
    labels: dict[bytes, str] = field(default_factory=dict)
    calls: int = 0


class FakePeer:
    """A connection; an account that is given `reads` or `writes` sees or pushes only these owners' batches."""

    def __init__(
        self,
        server: FakeServer,
        *,
        reads: set[str] | None = None,
        writes: set[str] | None = None,
        breaks_at: int = -1,
        after: bool = False,
    ) -> None:
        self.server = server
        self.reads = reads
        self.writes = writes
        self.left = breaks_at
        self.after = after
        self.closed = False

    def _call(self) -> None:
        self.server.calls += 1
        if self.left == 0 and not self.after:
            raise Unavailable("The connection was cut.")

    def _done(self) -> None:
        self.left -= 1
        if self.left == -1 and self.after:
            raise Unavailable("The connection was cut.")

    def _reads(self, owner: str) -> bool:
        return self.reads is None or owner in self.reads

    def hello(self) -> Hello:
        self._call()
        rights = f"{sorted(self.reads or ())} {sorted(self.writes or ())}"
        writes = None if self.writes is None else frozenset(self.writes)
        self._done()
        return Hello(self.server.identity, rights, writes, not self.server.heads)

    def missing(self, uids: Sequence[bytes]) -> set[bytes]:
        self._call()
        self._done()
        return set(uids) - self.server.heads.keys()

    def batch_at(self, arrival: int) -> bytes | None:
        self._call()
        self._done()
        return list(self.server.heads)[arrival - 1] if 0 < arrival <= len(self.server.heads) else None

    def arrived(self, after: int, limit: int) -> list[tuple[int, Head]]:
        self._call()
        found = [
            (n, h) for n, h in enumerate(self.server.heads.values(), 1) if n > after and self._reads(h.owner)
        ]
        self._done()
        return found[:limit]

    def rows(self, uids: Sequence[bytes]) -> dict[bytes, list[Row]]:
        self._call()
        self._done()
        return {
            uid: list(self.server.bodies[uid]) for uid in uids if self._reads(self.server.heads[uid].owner)
        }

    def rows_after(self, uid: bytes, n: int, limit: int) -> list[Row]:
        self._call()
        self._done()
        return [row for row in self.server.bodies[uid] if row.n > n][:limit]

    def put(self, parcels: Sequence[Parcel]) -> None:
        self._call()
        if any(self.writes is not None and parcel.head.owner not in self.writes for parcel in parcels):
            raise Refused("This account may not write that.")
        new = {
            parcel.head.uid: list(parcel.rows())
            for parcel in parcels
            if parcel.head.uid not in self.server.heads
        }
        for parcel in parcels:
            if parcel.head.uid in new:
                assert parcel.head.undoes is None or parcel.head.undoes in self.server.heads
                assert len(new[parcel.head.uid]) == parcel.head.size
                self.server.heads[parcel.head.uid] = parcel.head
                self.server.bodies[parcel.head.uid] = new[parcel.head.uid]
        self._done()

    def missing_texts(self, uids: Sequence[bytes]) -> set[bytes]:
        self._call()
        self._done()
        return set(uids) - self.server.documents.keys()

    def put_texts(self, texts: Sequence[Text]) -> None:
        self._call()
        self.server.documents |= {text.uid: text for text in texts}
        self._done()

    def texts(self, uids: Sequence[bytes]) -> list[Text]:
        self._call()
        self._done()
        return [self.server.documents[uid] for uid in uids if uid in self.server.documents]

    def label_sets(self) -> dict[bytes, str]:
        self._call()
        self._done()
        return dict(self.server.labels)

    def put_label_sets(self, bodies: dict[bytes, str]) -> None:
        self._call()
        self.server.labels |= bodies
        self._done()

    def close(self) -> None:
        self.closed = True
