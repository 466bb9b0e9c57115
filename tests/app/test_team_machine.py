"""Laptops and a server that edit, merge, sync and go back to backups at random, with cuts anywhere, lose nothing."""

import shutil
import tempfile
from pathlib import Path

from app_help import SENTENCE, exported, hasty, project_of
from fake_server import FakePeer, FakeServer
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from annotator.app import assigning
from annotator.app.deciding import conflicts
from annotator.app.merging import merge
from annotator.app.opening import open_existing
from annotator.app.session import Session
from annotator.app.syncing import sync
from annotator.model.errors import Refused, Unavailable
from annotator.model.revision import GOLD
from annotator.store import check, documents, spans
from annotator.store.project import Project

NAMES = ("one", "two", "three", "four", "five")
OWNERS = ("A1", "A2", GOLD)
LABELS = ("PERSON", "ORGANIZATION", "CLAIM")
URL = "postgresql://team/news"

laptops, owners, labels = st.sampled_from(NAMES), st.sampled_from(OWNERS), st.sampled_from(LABELS)
small = st.integers(0, 6)


def live_items(project: Project) -> set[str]:
    """The items of all spans that are present."""
    numbers = list(documents.numbers(project))
    return {s.item for n in numbers for owned in spans.all_spans(project, n).values() for s in owned}


class Team(RuleBasedStateMachine):
    """Five laptops with copies of one project, and one server."""

    def __init__(self) -> None:
        super().__init__()
        self._temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self._temporary.name)
        base = project_of(self.folder, SENTENCE, "Le ministre", name="base")
        for owner in OWNERS:
            item = Session(base, owner, "lead").mark(1, 6, 10, "PERSON").item
            Session(base, owner, "lead").mark(1, 14, 32, "CLAIM", links={"speaker": [item]})
        base.close()
        self.server = FakeServer()
        self.gone: set[str] = set()  # items that somebody took away
        self.aside: list[Path] = []  # files that a backup took the place of
        self.projects: dict[str, Project] = {}
        for name in NAMES:
            shutil.copy(base.path, self.folder / name)
            self._open(name)

    def _open(self, name: str) -> Project:
        self.projects[name] = hasty(open_existing(self.folder / name))
        return self.projects[name]

    # --- what people do ---

    def act(self, laptop: str, owner: str, gesture: str, *arguments: object) -> None:
        project = self.projects[laptop]
        before = live_items(project)
        try:
            getattr(Session(project, owner, "lead"), gesture)(*arguments)
        except Refused:
            assert live_items(project) == before
        self.gone |= before - live_items(project)

    def pick(self, laptop: str, owner: str, which: int) -> str:
        found = spans.spans(self.projects[laptop], 1, owner)
        return found[which % len(found)].item if found else "00.0"

    @rule(laptop=laptops, owner=owners, start=small, size=small, label=labels)
    def mark(self, laptop: str, owner: str, start: int, size: int, label: str) -> None:
        self.act(laptop, owner, "mark", 1, start, start + size, label)

    @rule(laptop=laptops, owner=owners, which=small)
    def unmark(self, laptop: str, owner: str, which: int) -> None:
        self.act(laptop, owner, "unmark", self.pick(laptop, owner, which))

    @rule(laptop=laptops, owner=owners, which=small, label=labels)
    def relabel(self, laptop: str, owner: str, which: int, label: str) -> None:
        self.act(laptop, owner, "relabel", self.pick(laptop, owner, which), label)

    @rule(laptop=laptops, owner=owners, status=st.sampled_from(["in progress", "finished"]))
    def status(self, laptop: str, owner: str, status: str) -> None:
        self.act(laptop, owner, "set_status", 1, status)

    @rule(laptop=laptops, owner=owners, back=st.booleans())
    def undo(self, laptop: str, owner: str, back: bool) -> None:
        self.act(laptop, owner, "undo" if back else "redo")

    @rule(laptop=laptops, which=small, version=small)
    def decide(self, laptop: str, which: int, version: int) -> None:
        if found := list(conflicts(self.projects[laptop])):
            chosen = found[which % len(found)]
            owner = chosen.owner if chosen.owner in OWNERS else "A1"
            self.act(laptop, owner, "decide", chosen.versions[version % len(chosen.versions)].name)

    @rule(laptop=laptops, owner=st.sampled_from(["A1", "A2"]), remove=st.booleans(), number=st.integers(1, 2))
    def assign(self, laptop: str, owner: str, remove: bool, number: int) -> None:
        (assigning.unassign if remove else assigning.assign)(self.projects[laptop], [owner], [number])

    @rule(laptop=laptops, other=laptops)
    def merge(self, laptop: str, other: str) -> None:
        project = self.projects[laptop]
        there = live_items(project) | live_items(self.projects[other])
        assert merge(project, [self.folder / other], backup=False).refused == []
        assert there - live_items(project) <= self.gone

    @rule(laptop=laptops, breaks_at=st.integers(-1, 14), after=st.booleans())
    def sync(self, laptop: str, breaks_at: int, after: bool) -> None:
        project = self.projects[laptop]
        there = live_items(project)
        try:
            sync(project, URL, connect=lambda url: FakePeer(self.server, breaks_at=breaks_at, after=after))
        except Unavailable:
            assert breaks_at >= 0
        assert there - live_items(project) <= self.gone

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
            sync(self.projects[name], URL, connect=lambda url: FakePeer(self.server))
        states, undecided = set(), set()
        for project in self.projects.values():
            assert list(check.problems(project)) == []
            assert there - live_items(project) <= self.gone
            states.add(exported(project, self.folder, first_of_conflicts=True))
            names = [version.name for found in conflicts(project) for version in found.versions]
            undecided.add(tuple(sorted(names)))
            done = sync(project, URL, connect=lambda url: FakePeer(self.server))
            assert (done.pulled, done.pushed, done.documents) == (0, 0, 0)
            assert len(self.server.heads) == project.value("SELECT count(*) FROM batch")
        assert len(states) == len(undecided) == 1


TestTeam = Team.TestCase
TestTeam.settings = settings(max_examples=settings().max_examples // 5)
