"""Laptops and a server that work, merge, sync and go back at random, interrupted at any statement, lose nothing."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from app_help import SENTENCE, exported, hasty, project_of
from fake_server import FakePeer, FakeServer
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from mortal import Killed, mortal

from annotator.app import adjudicating, assigning
from annotator.app.card_queue import Queue
from annotator.app.deciding import conflicts
from annotator.app.merging import merge
from annotator.app.opening import open_existing
from annotator.app.session import Session
from annotator.app.syncing import sync
from annotator.model.errors import Refused, Unavailable
from annotator.model.revision import GOLD
from annotator.store import check, documents, spans
from annotator.store.project import Project
from annotator.store.sync_peer import Peer

NAMES = ("one", "two", "three", "four", "five")
OWNERS = ("A1", "A2", GOLD)
LABELS = ("PERSON", "ORGANIZATION", "CLAIM")
CHOICES = (
    "take",
    "none",
    "both",
    "union",
    "intersection",
    "relabel",
    "defer",
    "unanimous",
    "strays",
    "finish",
)
URL = "postgresql://team/news"
RUNS = settings().max_examples if settings().max_examples >= 1_000 else 50

laptops, owners, labels = st.sampled_from(NAMES), st.sampled_from(OWNERS), st.sampled_from(LABELS)
small = st.integers(0, 6)

_KEYED = (
    "SELECT hex(d.uid), p.kind, a.name, p.key, r.content FROM present p JOIN revision r USING (batch, n) "
    "JOIN annotator a ON a.number = p.owner LEFT JOIN document d ON d.number = p.document ORDER BY 1, 2, 3, 4, 5"
)


def live_items(project: Project) -> set[str]:
    """The items of all spans that are present."""
    numbers = list(documents.numbers(project))
    return {s.item for n in numbers for owned in spans.all_spans(project, n).values() for s in owned}


def count_of(project: Project) -> int:
    """How many batches a project holds."""
    return int(project.value("SELECT count(*) FROM batch"))


@cache
def base_project() -> bytes:
    """The file with which all begin: one article to work on, and one that two have finished differently."""
    with tempfile.TemporaryDirectory() as folder:
        base = project_of(Path(folder), SENTENCE, "Le ministre a dit", name="base")
        for owner, end in zip(OWNERS, (11, 8, 0), strict=True):
            session = Session(base, owner, "lead")
            item = session.mark(1, 6, 10, "PERSON").item
            session.mark(1, 14, 32, "CLAIM", links={"speaker": [item]})
            if owner != GOLD:
                session.mark(2, 3, end, "PERSON")
                session.mark(2, 0, 17, "CLAIM")
                session.set_status(2, "finished")
        base.close()
        return base.path.read_bytes()


class Team(RuleBasedStateMachine):
    """Five laptops with copies of one project, and one server."""

    def __init__(self) -> None:
        super().__init__()
        self._temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self._temporary.name)
        self.gone: set[str] = set()  # items that somebody took away
        self.aside: list[Path] = []  # files that a backup took the place of
        self.doomed: dict[str, tuple[int, bool]] = {}  # at which statement a laptop's program will be killed
        self.projects: dict[str, Project] = {}
        self.new_server()
        for name in NAMES:
            (self.folder / name).write_bytes(base_project())
            self._open(name)

    def new_server(self) -> None:
        self.server = FakeServer()

    def connect(self, breaks_at: int = -1, *, after: bool = False) -> Peer:
        return FakePeer(self.server, breaks_at=breaks_at, after=after)

    def arrived(self) -> int:
        return len(self.server.heads)

    def _open(self, name: str) -> Project:
        self.projects[name] = mortal(hasty(open_existing(self.folder / name)))
        return self.projects[name]

    @contextmanager
    def living(self, laptop: str) -> Iterator[Project]:
        """A laptop's project until its program is killed, if it is; then it is started again."""
        project = self.projects[laptop]
        before = count_of(project), live_items(project)
        left, after = self.doomed.pop(laptop, (-1, False))
        project.connection.doom(left, after=after)
        try:
            yield project
        except Killed:
            project.connection.real.close()
            project = self._open(laptop)
            assert count_of(project) > before[0] or (count_of(project), live_items(project)) == before
            assert list(check.problems(project)) == []
        finally:
            project.connection.doom(-1, after=False)

    @rule(laptop=laptops, left=st.integers(0, 60), after=st.booleans())
    def doom(self, laptop: str, left: int, after: bool) -> None:
        self.doomed[laptop] = (left, after)

    # --- what people do ---

    def act(self, laptop: str, gesture: Callable[[Project], object]) -> None:
        there = live_items(self.projects[laptop])
        with self.living(laptop) as project:
            try:
                gesture(project)
            except Refused:
                assert live_items(project) == there
        self.gone |= there - live_items(self.projects[laptop])

    def gesture(self, laptop: str, owner: str, name: str, *arguments: object) -> None:
        self.act(laptop, lambda project: getattr(Session(project, owner, "lead"), name)(*arguments))

    def pick(self, laptop: str, owner: str, which: int) -> str:
        found = spans.spans(self.projects[laptop], 1, owner)
        return found[which % len(found)].item if found else "00.0"

    @rule(laptop=laptops, owner=owners, start=small, size=small, label=labels)
    def mark(self, laptop: str, owner: str, start: int, size: int, label: str) -> None:
        self.gesture(laptop, owner, "mark", 1, start, start + size, label)

    @rule(laptop=laptops, owner=owners, which=small)
    def unmark(self, laptop: str, owner: str, which: int) -> None:
        self.gesture(laptop, owner, "unmark", self.pick(laptop, owner, which))

    @rule(laptop=laptops, owner=owners, which=small, label=labels)
    def relabel(self, laptop: str, owner: str, which: int, label: str) -> None:
        self.gesture(laptop, owner, "relabel", self.pick(laptop, owner, which), label)

    @rule(
        laptop=laptops,
        owner=owners,
        number=st.integers(1, 2),
        status=st.sampled_from(["in progress", "finished"]),
    )
    def status(self, laptop: str, owner: str, number: int, status: str) -> None:
        self.gesture(laptop, owner, "set_status", number, status)

    @rule(laptop=laptops, owner=owners, back=st.booleans())
    def undo(self, laptop: str, owner: str, back: bool) -> None:
        self.gesture(laptop, owner, "undo" if back else "redo")

    @rule(laptop=laptops, which=small, version=small)
    def decide(self, laptop: str, which: int, version: int) -> None:
        if found := list(conflicts(self.projects[laptop])):
            chosen = found[which % len(found)]
            owner = chosen.owner if chosen.owner in OWNERS else "A1"
            self.gesture(laptop, owner, "decide", chosen.versions[version % len(chosen.versions)].name)

    @rule(laptop=laptops, choice=st.sampled_from(CHOICES), which=small)
    def adjudicate(self, laptop: str, choice: str, which: int) -> None:
        self.act(laptop, lambda project: adjudicated(Session(project, GOLD, "lead"), choice, which))

    @rule(laptop=laptops, owner=st.sampled_from(["A1", "A2"]), remove=st.booleans(), number=st.integers(1, 2))
    def assign(self, laptop: str, owner: str, remove: bool, number: int) -> None:
        verb = assigning.unassign if remove else assigning.assign
        self.act(laptop, lambda project: verb(project, [owner], [number]))

    # --- how their work meets ---

    @rule(laptop=laptops, other=laptops)
    def merge(self, laptop: str, other: str) -> None:
        there = live_items(self.projects[laptop])
        with self.living(laptop) as project:
            assert merge(project, [self.folder / other], backup=False).refused == []
            there |= live_items(self.projects[other])
        assert there - live_items(self.projects[laptop]) <= self.gone

    @rule(laptop=laptops, breaks_at=st.integers(-1, 14), after=st.booleans())
    def sync(self, laptop: str, breaks_at: int, after: bool) -> None:
        there = live_items(self.projects[laptop])
        with self.living(laptop) as project:
            try:
                sync(project, URL, connect=lambda url: self.connect(breaks_at, after=after))
            except Unavailable:
                assert breaks_at >= 0
        assert there - live_items(self.projects[laptop]) <= self.gone

    @rule(laptop=laptops)
    def back_up(self, laptop: str) -> None:
        shutil.copy(self._single(laptop), self.folder / f"{laptop}.backup")

    @rule(laptop=laptops)
    def restore(self, laptop: str) -> None:
        backup = self.folder / f"{laptop}.backup"
        if backup.exists():
            path = self._single(laptop)
            self.projects[laptop].close()
            aside = self.folder / f"aside {len(self.aside)}"
            path.replace(aside)
            self.aside.append(aside)
            shutil.copy(backup, path)
            self._open(laptop)

    def _single(self, laptop: str) -> Path:
        self.projects[laptop].connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return self.folder / laptop

    # --- what must hold in the end ---

    def teardown(self) -> None:
        try:
            self._all_meet()
        finally:
            for project in self.projects.values():
                project.connection.close()
            self._temporary.cleanup()

    def _all_meet(self) -> None:
        there = set[str]().union(*map(live_items, self.projects.values()))
        merge(self.projects["one"], self.aside, backup=False)
        for name in (*NAMES, *NAMES):
            sync(self.projects[name], URL, connect=lambda url: self.connect())
        states, undecided = set(), set()
        for project in self.projects.values():
            assert list(check.problems(project)) == []
            assert there - live_items(project) <= self.gone
            states.add((exported(project, self.folder, first_of_conflicts=True), tuple(project.rows(_KEYED))))
            names = [version.name for found in conflicts(project) for version in found.versions]
            undecided.add(tuple(sorted(names)))
            done = sync(project, URL, connect=lambda url: self.connect())
            assert (done.pulled, done.pushed, done.documents) == (0, 0, 0)
            assert self.arrived() == count_of(project)
        assert len(states) == len(undecided) == 1


def adjudicated(session: Session, choice: str, which: int) -> None:
    """One act of an adjudicator, where there is anything to decide."""
    cards = list(Queue(session.project).cards())
    if choice == "unanimous":
        adjudicating.take_unanimous(session)
    elif choice == "strays":
        adjudicating.drop_strays(session, 2)
    elif choice == "finish":
        adjudicating.finish(session, [2])
    elif cards:
        arguments = {"take": (which % 2,), "relabel": ("ORGANIZATION",), "defer": ("why",)}.get(choice, ())
        getattr(adjudicating, choice)(session, cards[which % len(cards)], *arguments)


TestTeam = Team.TestCase
TestTeam.settings = settings(max_examples=RUNS)
