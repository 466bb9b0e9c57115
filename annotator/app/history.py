"""Doing, undoing and redoing what a person did on this device; the one service for window and command line.

That is the batches of one owner, and what the same author did to the project's documents, in one order. The
stacks are read from the file, so that they survive a restart and see what another window did.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotator.app.reversing import reversal
from annotator.model.errors import Refused
from annotator.model.revision import SPAN, STATUS, Batch, Edit, Revision
from annotator.model.status import IN_PROGRESS, is_read_only
from annotator.store import appending, batches, revisions
from annotator.store.project import Project
from annotator.store.reversal import stands_alone

MANY = 1_000  # revisions from which on a batch is taken back inside SQLite, where that is possible


@dataclass(frozen=True, slots=True)
class Done:
    """What a batch did: the batch, the documents it touched, and the batches that an undo stepped over."""

    batch: Batch
    documents: tuple[int, ...]
    stepped_over: tuple[str, ...] = ()


class History:
    """What an author did as one owner on this device and can undo and redo, the withdrawing of documents included."""

    def __init__(self, project: Project, owner: str, author: str) -> None:
        self._project = project
        self._owner = owner
        self._author = author
        self._last = 0
        self._done: list[int] = []
        self._undone: list[int] = []
        self._undoings: set[int] = set()

    def do(self, edits: Sequence[Edit], what: str, *, spelling: str = "") -> Done:
        """Append one gesture, durable when this returns; under another spelling of the owner where one is given."""
        owner = spelling or self._owner
        batch = appending.append(self._project, edits, owner=owner, author=self._author, what=what)
        touched = {edit.document for edit in edits if edit.document is not None}
        return Done(batch, tuple(sorted(touched)))

    def undo(self) -> Done:
        """Take back the last batch that can be taken back. Raises Refused when there is none."""
        self._read()
        return self._reverse(self._done, "Nothing to undo")

    def redo(self) -> Done:
        """Bring back what was undone last. Raises Refused when there is none."""
        self._read()
        return self._reverse(self._undone, "Nothing to redo")

    def next_undo(self) -> str:
        """What undo would take back, or "" when there is nothing."""
        self._read()
        return self._name(self._done[-1]) if self._done else ""

    def next_redo(self) -> str:
        """What redo would bring back, or "" when there is nothing."""
        self._read()
        return self._name(self._undone[-1]) if self._undone else ""

    def is_own(self, *, redo: bool = False) -> bool:
        """Whether undo (or redo) would take a batch of the owner's, and not one about the project's documents."""
        self._read()
        stack = self._undone if redo else self._done
        return not stack or batches.read(self._project, stack[-1]).owner == self._owner

    def next_size(self) -> int:
        """How many revisions undo would take back: some hundred thousand take as many tens of microseconds."""
        self._read()
        return batches.size(self._project, self._done[-1]) if self._done else 0

    def redo_size(self) -> int:
        """How many revisions redo would bring back."""
        self._read()
        return batches.size(self._project, self._undone[-1]) if self._undone else 0

    def _read(self) -> None:
        for number, undoes in self._since(self._last):
            self._last = number
            if undoes is None:
                self._done.append(number)
                self._undone.clear()
            elif undoes in self._undoings:
                _discard(self._undone, undoes)
                self._done.append(number)
            else:
                _discard(self._done, undoes)
                self._undone.append(number)
                self._undoings.add(number)

    def _since(self, number: int) -> list[tuple[int, int | None]]:
        """The batches that can be taken back, and what each undoes, after the one of that number."""
        return batches.of_person_here(self._project, self._owner, self._author, number)

    def _name(self, number: int) -> str:
        return batches.read(self._project, self._original(number)).what

    def _original(self, number: int) -> int:
        while (undoes := batches.read(self._project, number).undoes) is not None:
            number = undoes
        return number

    def _reverse(self, stack: list[int], none_left: str) -> Done:
        stepped_over: list[str] = []
        for number in reversed(stack):
            done = self._reversed(number)
            if done is not None:
                return self._result(done, tuple(stepped_over))
            stepped_over.append(self._name(number))
        over = f": {', '.join(stepped_over)} was changed since" if stepped_over else ""
        raise Refused(f"{none_left}{over}.")

    def _reversed(self, number: int) -> Batch | None:
        """Take a batch back, or nothing where its result has been replaced since."""
        with self._project.writing():
            at_once = batches.size(self._project, number) >= MANY and stands_alone(self._project, number)
            edits = [] if at_once else reversal(self._project, number)
            if edits is None:
                return None
            owner = batches.read(self._project, number).owner
            batch = appending.OpenBatch(self._project, owner, appending.next_number(self._project))
            if at_once:
                batch.add_reversal(number)
            batch.add(edits)
            batch.add(self._reopening(batches.only_annotated(self._project, number), owner))
            return batch.close(author=self._author, what=self._name(number), undoes=number)

    def reopening(self, edits: Sequence[Edit], spelling: str = "") -> list[Edit]:
        """Status edits for finished documents whose annotations change without their status changing."""
        changed = {edit.document for edit in edits if edit.kind == SPAN}
        settled = {edit.document for edit in edits if edit.kind == STATUS}
        numbers = sorted(d for d in changed - settled if d is not None)
        return list(self._reopening(numbers, spelling or self._owner))

    def _reopening(self, numbers: Iterable[int], spelling: str) -> Iterator[Edit]:
        for leaves in revisions.leaves_of_documents(self._project, STATUS, spelling, numbers):
            # In a conflict of statuses only the finished versions are replaced: the others are not ours to drop.
            finished = [leaf for leaf in leaves if _is_finished(leaf)]
            if finished:
                reopened = {**(finished[0].edit.content or {}), "status": IN_PROGRESS}
                replaced = tuple(leaf.ref for leaf in finished)
                yield Edit(STATUS, leaves[0].edit.document, "", content=reopened, replaces=replaced)

    def _result(self, batch: Batch, stepped_over: tuple[str, ...] = ()) -> Done:
        return Done(batch, tuple(batches.documents_of(self._project, batch.number)), stepped_over)


def _is_finished(leaf: Revision) -> bool:
    return not leaf.edit.deleted and is_read_only((leaf.edit.content or {}).get("status", ""))


def _discard(stack: list[int], number: int) -> None:
    if number in stack:
        stack.remove(number)
