"""What a server that a team shares must be able to do, and the form in which batches travel to it.

A server keeps batches by their uid and numbers them in the order in which they became visible; it changes nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Row(NamedTuple):
    """A revision on its way: its place in its batch, and the rest as JSON (see `sync_wire`)."""

    n: int
    body: str


@dataclass(frozen=True, slots=True)
class Head:
    """A batch without its revisions."""

    uid: bytes
    owner: str
    author: str
    device: bytes
    seq: int | None
    made_at: str
    what: str
    undoes: bytes | None  # the uid of the batch
    size: int  # revisions


@dataclass(frozen=True, slots=True)
class Parcel:
    """A batch to be pushed; its revisions are read when they are needed, perhaps twice."""

    head: Head
    rows: Callable[[], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Hello:
    """Who answers, and what this account may do there."""

    identity: str  # of the server's store, made once
    rights: str  # changes whenever what the account may read or write does
    writes: frozenset[str] | None  # the owners whose batches it may push; None: all
    is_empty: bool


class Text(NamedTuple):
    """A document on its way."""

    uid: bytes
    id: str
    text: str


class Peer(Protocol):
    """A server. Every method raises Unavailable, with a sentence, where the connection fails."""

    def hello(self) -> Hello:
        """Make the tables where they are missing, and say who answers."""
        ...

    def missing(self, uids: Sequence[bytes]) -> set[bytes]:
        """Which of these batches the server lacks, whether or not this account may read them."""
        ...

    def batch_at(self, arrival: int) -> bytes | None:
        """The uid of the batch that arrived with this number."""
        ...

    def arrived(self, after: int, limit: int) -> list[tuple[int, Head]]:
        """The readable batches that arrived after a number, in order. None will ever appear before the last one."""
        ...

    def rows(self, uids: Sequence[bytes]) -> dict[bytes, list[Row]]:
        """The revisions of these batches, each in order."""
        ...

    def rows_after(self, uid: bytes, n: int, limit: int) -> list[Row]:
        """The revisions of one large batch after a place, in order."""
        ...

    def put(self, parcels: Sequence[Parcel]) -> None:
        """Add these batches, all or nothing; those that are there stay. Raises Refused without the right."""
        ...

    def missing_texts(self, uids: Sequence[bytes]) -> set[bytes]:
        """Which of these documents the server lacks."""
        ...

    def put_texts(self, texts: Sequence[Text]) -> None:
        """Add documents; those that are there stay."""
        ...

    def texts(self, uids: Sequence[bytes]) -> list[Text]:
        """These documents."""
        ...

    def label_sets(self) -> dict[bytes, str]:
        """All label sets: the body of each uid."""
        ...

    def put_label_sets(self, bodies: dict[bytes, str]) -> None:
        """Add label sets; those that are there stay."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...
