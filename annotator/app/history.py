"""Doing, undoing and redoing batches of one owner on this device; the one service for window and command line.

The stacks are read from the file, so that they survive a restart and see what another window did.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.model.errors import Refused
from annotator.model.revision import SPAN, STATUS, Batch, Edit, Ref, Revision
from annotator.model.status import IN_PROGRESS, is_read_only
from annotator.store import batches, revisions
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Done:
    """What a batch did: the batch, the documents it touched, and the batches that an undo stepped over."""

    batch: Batch
    documents: tuple[int, ...]
    stepped_over: tuple[str, ...] = ()


class History:
    """The batches of one owner on this device that can be undone and redone."""

    def __init__(self, project: Project, owner: str, author: str) -> None:
        self._project = project
        self._owner = owner
        self._author = author
        self._last = 0
        self._done: list[int] = []
        self._undone: list[int] = []
        self._undoings: set[int] = set()

    def do(self, edits: Sequence[Edit], what: str) -> Done:
        """Append one gesture, durable when this returns."""
        batch = revisions.append(self._project, edits, owner=self._owner, author=self._author, what=what)
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

    def _read(self) -> None:
        for number, undoes in batches.of_owner_here(self._project, self._owner, self._last):
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

    def _name(self, number: int) -> str:
        return batches.read(self._project, self._original(number)).what

    def _original(self, number: int) -> int:
        while (undoes := batches.read(self._project, number).undoes) is not None:
            number = undoes
        return number

    def _reverse(self, stack: list[int], none_left: str) -> Done:
        stepped_over: list[str] = []
        for number in reversed(stack):
            with self._project.writing():
                edits = _reversal(self._project, number)
                if edits is not None:
                    edits += self.reopening(edits)
                    batch = revisions.append(
                        self._project,
                        edits,
                        owner=self._owner,
                        author=self._author,
                        what=self._name(number),
                        undoes=number,
                    )
            if edits is not None:
                return self._result(batch, tuple(stepped_over))
            stepped_over.append(self._name(number))
        over = f": {', '.join(stepped_over)} was changed since" if stepped_over else ""
        raise Refused(f"{none_left}{over}.")

    def reopening(self, edits: list[Edit]) -> list[Edit]:
        """Status edits for finished documents whose annotations change without their status changing."""
        changed = {edit.document for edit in edits if edit.kind == SPAN}
        settled = {edit.document for edit in edits if edit.kind == STATUS}
        found = []
        for document in sorted(d for d in changed - settled if d is not None):
            leaves = revisions.key_leaves(self._project, STATUS, self._owner, document)
            # In a conflict of statuses only the finished versions are replaced: the others are not ours to drop.
            finished = [leaf for leaf in leaves if _is_finished(leaf)]
            if finished:
                reopened = {**(finished[0].edit.content or {}), "status": IN_PROGRESS}
                replaced = tuple(leaf.ref for leaf in finished)
                found.append(Edit(STATUS, document, "", content=reopened, replaces=replaced))
        return found

    def _result(self, batch: Batch, stepped_over: tuple[str, ...] = ()) -> Done:
        return Done(batch, tuple(batches.documents_of(self._project, batch.number)), stepped_over)


def _is_finished(leaf: Revision) -> bool:
    return not leaf.edit.deleted and is_read_only((leaf.edit.content or {}).get("status", ""))


def _discard(stack: list[int], number: int) -> None:
    if number in stack:
        stack.remove(number)


def _reversal(project: Project, number: int) -> list[Edit] | None:
    """The edits that bring back what was before a batch, or None where its result has been replaced since."""
    groups: dict[object, list[Revision]] = {}
    for revision in revisions.of_batch(project, number):
        groups.setdefault(revision.place, []).append(revision)
    edits: list[Edit] = []
    for results in groups.values():
        leaves = revisions.leaves(project, results[0])
        if _roots(project, leaves) != _roots(project, results):
            return None
        edits += _earlier(project, results, leaves)
    return edits


def _roots(project: Project, states: list[Revision]) -> list[Ref]:
    return sorted(revisions.root(project, state.ref) for state in states)


def _earlier(project: Project, results: list[Revision], leaves: list[Revision]) -> list[Edit]:
    replaced = tuple(leaf.ref for leaf in leaves)
    before = sorted({old for result in results for old in result.edit.replaces})
    item = None if results[0].edit.key is not None else results[0].item
    if not before:
        gone = results[0].edit._replace(deleted=True, item=item, replaces=replaced, restores=None)
        return [gone]
    return [
        revisions.read(project, old).edit._replace(
            item=item, replaces=replaced, restores=revisions.root(project, old)
        )
        for old in before
    ]
