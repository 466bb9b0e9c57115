"""The second law of the store: undo passes back through every earlier state to nothing, and redo returns."""

import tempfile
from pathlib import Path

from app_help import SENTENCE, hasty, project_of
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from annotator.app.edits import Article
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.store import check
from annotator.store.opening import open_project

OWNERS = ("A1", "A2")
LABELS = ("PERSON", "ORGANIZATION", "CLAIM")
State = tuple[object, ...]

owners, small = st.sampled_from(OWNERS), st.integers(0, 6)


class OneFile(RuleBasedStateMachine):
    """One project, two owners; the states of each are remembered as they come."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.project = project_of(Path(self.folder.name), SENTENCE, "Le ministre")
        self.sessions = self.new_sessions()
        self.done: dict[str, list[State]] = {owner: [self.state(owner)] for owner in OWNERS}
        self.undone: dict[str, list[State]] = {owner: [] for owner in OWNERS}

    def new_sessions(self) -> dict[str, Session]:
        return {owner: Session(self.project, owner) for owner in OWNERS}

    def articles(self, owner: str) -> list[Article]:
        return [self.sessions[owner].article(number) for number in (1, 2)]

    def state(self, owner: str) -> State:
        """All that one owner sees of their own work."""
        return tuple((article.spans, article.status, article.note) for article in self.articles(owner))

    def act(self, owner: str, gesture: str, *arguments: object, **more: object) -> None:
        """One gesture, or a refusal that changes nothing."""
        other = {name: self.state(name) for name in OWNERS if name != owner}
        try:
            getattr(self.sessions[owner], gesture)(*arguments, **more)
        except Refused:
            assert self.state(owner) == self.done[owner][-1]
            return
        self.done[owner].append(self.state(owner))
        self.undone[owner].clear()
        assert all(self.state(name) == before for name, before in other.items())

    def pick(self, owner: str, which: int) -> str:
        found = [span.item for article in self.articles(owner) for span in article.spans]
        return found[which % len(found)] if found else "00.0"

    @rule(owner=owners, document=st.integers(1, 2), start=small, size=small, label=st.sampled_from(LABELS))
    def mark(self, owner: str, document: int, start: int, size: int, label: str) -> None:
        self.act(owner, "mark", document, start, start + size, label)

    @rule(owner=owners, claim=small, speaker=small)
    def mark_claim(self, owner: str, claim: int, speaker: int) -> None:
        links = {"speaker": [self.pick(owner, speaker)]}
        self.act(
            owner, "mark", 1, claim, claim + 9, "CLAIM", links=links, attributes={"certainty": "asserted"}
        )

    @rule(owner=owners, which=small)
    def unmark(self, owner: str, which: int) -> None:
        self.act(owner, "unmark", self.pick(owner, which))

    @rule(owner=owners, which=small, label=st.sampled_from(LABELS))
    def relabel(self, owner: str, which: int, label: str) -> None:
        self.act(owner, "relabel", self.pick(owner, which), label)

    @rule(owner=owners, which=small, start=small)
    def move(self, owner: str, which: int, start: int) -> None:
        self.act(owner, "move", self.pick(owner, which), start, start + 4)

    @rule(owner=owners, which=small, value=st.sampled_from(["asserted", "hedged", "denied"]))
    def describe(self, owner: str, which: int, value: str) -> None:
        self.act(owner, "set_attributes", self.pick(owner, which), {"certainty": value})

    @rule(owner=owners, claim=small, speaker=small)
    def link(self, owner: str, claim: int, speaker: int) -> None:
        self.act(owner, "set_links", self.pick(owner, claim), {"speaker": [self.pick(owner, speaker)]})

    @rule(owner=owners, which=small, note=st.sampled_from(["", "n", "ملاحظة"]))
    def note(self, owner: str, which: int, note: str) -> None:
        self.act(owner, "set_note", self.pick(owner, which), note)

    @rule(
        owner=owners, document=st.integers(1, 2), status=st.sampled_from(["new", "in progress", "finished"])
    )
    def status(self, owner: str, document: int, status: str) -> None:
        self.act(owner, "set_status", document, status)

    @rule(owner=owners, document=st.integers(1, 2), note=st.sampled_from(["", "n"]))
    def document_note(self, owner: str, document: int, note: str) -> None:
        self.act(owner, "set_document_note", document, note)

    @rule(owner=owners, times=st.integers(1, 4))
    def undo(self, owner: str, times: int) -> None:
        for _ in range(min(times, len(self.done[owner]) - 1)):
            self.undone[owner].append(self.done[owner].pop())
            self.sessions[owner].undo()
            self.as_remembered(owner)

    @rule(owner=owners, times=st.integers(1, 4))
    def redo(self, owner: str, times: int) -> None:
        for _ in range(min(times, len(self.undone[owner]))):
            self.done[owner].append(self.undone[owner].pop())
            self.sessions[owner].redo()
            self.as_remembered(owner)

    def as_remembered(self, owner: str) -> None:
        assert self.state(owner) == self.done[owner][-1]

    @rule()
    def reopen(self) -> None:
        path, device = self.project.path, self.project.device
        self.project.close()
        self.project = hasty(open_project(path, device))
        self.sessions = self.new_sessions()

    def teardown(self) -> None:
        try:
            for owner in OWNERS:
                length = len(self.done[owner])
                self.undo(owner, length)
                assert self.state(owner) == (((), "new", ""), ((), "new", ""))
                assert self.sessions[owner].history.next_undo() == ""
                self.reopen()
                self.redo(owner, length + len(self.undone[owner]))
                assert self.sessions[owner].history.next_redo() == ""
            assert list(check.problems(self.project)) == []
        finally:
            self.project.connection.close()
            self.folder.cleanup()


TestOneFile = OneFile.TestCase
TestOneFile.settings = settings(max_examples=settings().max_examples // 3)
