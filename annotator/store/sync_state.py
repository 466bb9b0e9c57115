"""Where a file stands with a server, and what one exchange has brought so far."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import TypeVar

import orjson

from annotator.store.project import Project
from annotator.store.sync_peer import Hello, Peer

PAGE = 500  # batches that are looked at together
ROWS = 4_000  # revisions in memory, and in one transaction unless a single batch has more
TEXTS = 200  # documents in memory

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


@dataclass(slots=True)
class Exchange:
    """One exchange between one file and one server."""

    project: Project
    peer: Peer
    hello: Hello
    progress: Progress
    state: State = field(default_factory=State)
    done: Exchanged = field(default_factory=Exchanged)

    @property
    def key(self) -> str:
        """The local setting that remembers the state."""
        return f"sync {self.hello.identity}"

    def save(self, state: State) -> None:
        """Remember where the file stands now."""
        self.state = state
        self.project.set_setting(self.key, orjson.dumps(asdict(state)).decode())

    def may_push(self, owner: str) -> bool:
        """Whether the account has the right to push an owner's batches."""
        return self.hello.writes is None or owner in self.hello.writes


def begun(project: Project, peer: Peer, progress: Progress) -> Exchange:
    """An exchange that goes on where the last one with this server ended."""
    one = Exchange(project, peer, peer.hello(), progress)
    saved = project.setting(one.key)
    state = State(**orjson.loads(saved)) if saved else State()
    at = peer.batch_at(state.pulled) if state.pulled else None
    if state.rights != one.hello.rights or (at.hex() if at else "") != state.pulled_uid:
        # Other rights, or a server that was put back to an earlier state: look at everything again.
        state = State(rights=one.hello.rights)
    one.state = state
    return one


def in_loads(items: Sequence[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """The items in order, cut so that no load is larger than what is kept in memory, unless one item alone is."""
    load: list[T] = []
    total = 0
    for item in items:
        if load and total + size(item) > ROWS:
            yield load
            load, total = [], 0
        load.append(item)
        total += size(item)
    if load:
        yield load
