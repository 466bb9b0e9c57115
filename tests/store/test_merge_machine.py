"""The first law of the store: laptops that edit and merge at random always come to one state, and nothing vanishes."""

import itertools
import json
import random
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from store_help import hasty, new_project, open_as

from annotator.app.deciding import conflicts
from annotator.app.exporting import ExportOptions, export
from annotator.app.importing import import_paths
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.model.revision import ALL
from annotator.store import check, documents, spans
from annotator.store.merge import Received, receive
from annotator.store.project import Project

LAPTOPS = ("one", "two", "three")
OWNERS = ("A1", "A2")
LABELS = ("PERSON", "ORGANIZATION", "CLAIM")
TEXT = "قال عليّ إن UNHCR آوت"
ROWS = (
    {"id": "a", "name": "a", "text": TEXT, "excluded": [{"start": 0, "end": 3, "reason": "furniture"}]},
    {"id": "c", "name": "c", "text": TEXT + "!"},
)
SPANS = [
    {"start": 4, "end": 8, "label": "PERSON", "id": "s1"},
    {"start": 0, "end": 3, "label": "CLAIM", "id": "s2"},
]

laptops, owners = st.sampled_from(LAPTOPS), st.sampled_from(OWNERS)
small = st.integers(0, 5)


class Laptops(RuleBasedStateMachine):
    """Three copies of one project, each with a life of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self._temporary.name)
        base = new_project(self.folder / "base", texts=(TEXT, "Le ministre"))
        for owner in OWNERS:
            person = Session(base, owner).mark(1, 4, 8, "PERSON").item
            Session(base, owner).mark(1, 0, 12, "CLAIM", links={"speaker": [person]})
        base.close()
        self.projects: dict[str, Project] = {}
        self.gone: set[str] = set()  # items that somebody took away, by hand or by undo
        for name in LAPTOPS:
            shutil.copy(self.folder / "base", self.folder / name)
            self.projects[name] = open_as(self.folder / name, name)
        self.sources = [self._source(n) for n in range(2)]

    def _source(self, n: int) -> Path:
        path = self.folder / f"{n}.jsonl"
        row = {**ROWS[n], "annotations": [{"owner": owner, "spans": SPANS[: n + 1]} for owner in OWNERS]}
        path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
        return path

    # --- what people do ---

    def act(self, laptop: str, owner: str, gesture: str, *arguments: object) -> None:
        """One gesture, or a refusal that changes nothing; what it took away is remembered."""
        project = self.projects[laptop]
        before = live_items(project)
        try:
            getattr(Session(project, owner), gesture)(*arguments)
        except Refused:
            assert live_items(project) == before
        self.gone |= before - live_items(project)
        assert list(check.problems(project)) == []

    def pick(self, laptop: str, owner: str, which: int, labels: tuple[str, ...] = LABELS) -> str:
        """One of the owner's items in the first document, or one that there is not."""
        found = [span for span in spans.spans(self.projects[laptop], 1, owner) if span.label in labels]
        return found[which % len(found)].item if found else "00.0"

    @rule(
        laptop=laptops,
        owner=owners,
        document=st.integers(1, 2),
        start=small,
        size=small,
        label=st.sampled_from(LABELS),
    )
    def mark(self, laptop: str, owner: str, document: int, start: int, size: int, label: str) -> None:
        self.act(laptop, owner, "mark", document, start, start + size, label)

    @rule(laptop=laptops, owner=owners, which=small)
    def unmark(self, laptop: str, owner: str, which: int) -> None:
        self.act(laptop, owner, "unmark", self.pick(laptop, owner, which))

    @rule(laptop=laptops, owner=owners, which=small, label=st.sampled_from(LABELS))
    def relabel(self, laptop: str, owner: str, which: int, label: str) -> None:
        self.act(laptop, owner, "relabel", self.pick(laptop, owner, which), label)

    @rule(laptop=laptops, owner=owners, which=small, start=small)
    def move(self, laptop: str, owner: str, which: int, start: int) -> None:
        self.act(laptop, owner, "move", self.pick(laptop, owner, which), start, start + 4)

    @rule(laptop=laptops, owner=owners, which=small, note=st.sampled_from(["", "n", "m"]))
    def note(self, laptop: str, owner: str, which: int, note: str) -> None:
        self.act(laptop, owner, "set_note", self.pick(laptop, owner, which), note)

    @rule(laptop=laptops, owner=owners, claim=small, speaker=small)
    def link(self, laptop: str, owner: str, claim: int, speaker: int) -> None:
        speakers = [self.pick(laptop, owner, speaker, ("PERSON", "ORGANIZATION"))]
        self.act(
            laptop, owner, "set_links", self.pick(laptop, owner, claim, ("CLAIM",)), {"speaker": speakers}
        )

    @rule(laptop=laptops, owner=owners, status=st.sampled_from(["new", "in progress", "finished"]))
    def status(self, laptop: str, owner: str, status: str) -> None:
        self.act(laptop, owner, "set_status", 1, status)

    @rule(laptop=laptops, owner=owners)
    def undo(self, laptop: str, owner: str) -> None:
        self.act(laptop, owner, "undo")

    @rule(laptop=laptops, owner=owners)
    def redo(self, laptop: str, owner: str) -> None:
        self.act(laptop, owner, "redo")

    @rule(laptop=laptops, which=small, version=small)
    def decide(self, laptop: str, which: int, version: int) -> None:
        found = list(conflicts(self.projects[laptop]))
        if found:
            chosen = found[which % len(found)]
            owner = chosen.owner if chosen.owner in OWNERS else "A1"
            self.act(laptop, owner, "decide", chosen.versions[version % len(chosen.versions)].name)
            assert len(list(conflicts(self.projects[laptop]))) < len(found)

    @rule(laptop=laptops, source=st.integers(0, 1))
    def import_file(self, laptop: str, source: int) -> None:
        project = self.projects[laptop]
        before = live_items(project)
        import_paths(project, [self.sources[source]])
        assert live_items(project) >= before
        again = import_paths(project, [self.sources[source]])
        assert (again.documents, again.spans) == (0, 0)
        assert list(check.problems(project)) == []

    @rule(laptop=laptops, other=laptops)
    def merge(self, laptop: str, other: str) -> None:
        project = self.projects[laptop]
        there = live_items(project) | live_items(self.projects[other])
        receive(project, self.folder / other)
        assert there - live_items(project) <= self.gone
        assert list(check.problems(project)) == []

    # --- what must hold in the end ---

    def teardown(self) -> None:
        try:
            self._all_orders_give_one_state()
        finally:
            for project in self.projects.values():
                project.connection.close()
            self._temporary.cleanup()

    def _all_orders_give_one_state(self) -> None:
        there = set[str]().union(*(live_items(project) for project in self.projects.values()))
        states = []
        for order in itertools.permutations(LAPTOPS):
            with_two = self._copied(order[0])
            for other in order[1:]:
                receive(with_two, self.folder / other)
            states.append(self._state(with_two))
            assert list(check.problems(with_two)) == []
            assert there - live_items(with_two) <= self.gone
            with_two.connection.close()
        first, second, third = random.Random(len(self.gone)).sample(LAPTOPS, 3)
        pair = self._copied(second)
        receive(pair, self.folder / third)
        grouped = self._copied(first)
        receive(grouped, pair.path)
        states.append(self._state(grouped))
        assert {receive(grouped, self.folder / other) for other in (*LAPTOPS, pair.path.name)} == {Received()}
        assert self._state(grouped) == states[-1]
        pair.connection.close()
        grouped.connection.close()
        assert all(state == states[0] for state in states)

    def _copied(self, laptop: str) -> Project:
        self.projects[laptop].connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        path = self.folder / f"copy-{len(list(self.folder.iterdir()))}"
        shutil.copy(self.folder / laptop, path)
        return hasty(open_as(path, path.name))

    def _state(self, project: Project) -> tuple[bytes, list[object]]:
        out = self.folder / "out.jsonl"
        export(project, out, ExportOptions("jsonl", owner=ALL, first_of_conflicts=True))
        undecided = [[version.name for version in found.versions] for found in conflicts(project)]
        return out.read_bytes(), sorted(undecided)


def live_items(project: Project) -> set[str]:
    """The items of all spans that are present."""
    found = set()
    for number in documents.numbers(project):
        for owned in spans.all_spans(project, number).values():
            found |= {span.item for span in owned}
    return found


TestLaptops = Laptops.TestCase
TestLaptops.settings = settings(max_examples=settings().max_examples // 6)
