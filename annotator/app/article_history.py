"""The history of one article: who did what when, to each of its spans, and going back to any of its states."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.app.history import Done
from annotator.app.places import Place, places_of
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.model.revision import Batch, Edit, Revision
from annotator.store import arrivals, batches, earlier, joining, revisions
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Event:
    """One batch that touched an article or a span, and where: code points as they were then."""

    batch: Batch
    places: tuple[Place, ...]

    @property
    def is_undo(self) -> bool:
        """Whether it took back, or brought back, what another batch had done."""
        return self.batch.undoes is not None


@dataclass(frozen=True, slots=True)
class Rewind:
    """What going back changes: how many spans come back, go, or become what they were."""

    back: int = 0
    gone: int = 0
    changed: int = 0
    done: Done | None = None  # None in a dry run, or where nothing differs


def article_events(project: Project, number: int, owner: str = "") -> list[Event]:
    """What happened to an article, the last first: everything, or what one owner's annotations went through."""
    whose = set(joining.spellings(project, owner))
    found = (batch for batch in batches.of_document(project, number) if not owner or batch.owner in whose)
    return _events(project, found, number)


def span_events(project: Project, item: str) -> list[Event]:
    """What happened to one span, the last first; of each batch only its place. Raises Refused for no item."""
    ref = project.item_ref(item)
    found = (batches.read(project, number) for number in earlier.batches_of_item(project, ref))
    events = _events(project, found, None)
    return [Event(event.batch, tuple(p for p in event.places if p.item == item)) for event in events]


def rewind(session: Session, number: int, batch: int, *, dry_run: bool = False) -> Rewind:
    """Bring the owner's spans of an article back to what they were after a batch, as one batch that can be undone.

    The status stays, except that a finished article is reopened, as undo does. Raises Refused for no such batch.
    """
    project = session.project
    if not earlier.is_there(project, batch):
        raise Refused(f"There is no batch {batch}. `annotator history` lists them.")
    with project.writing():
        found = {
            spelling: _changes(project, number, spelling, batch)
            for spelling in joining.spellings(project, session.owner)
        }
        counted = _counted([change for changes in found.values() for change in changes])
        if dry_run:
            return counted
        what = f"go back to {batches.read(project, batch).made_at[:16].replace('T', ' ')}"
        done = None
        # Each set is changed under its own name: what two spellings of a person made is two batches.
        for spelling, changes in found.items():
            if edits := [_back(project, was, leaves) for was, leaves in changes]:
                edits += session.history.reopening(edits, spelling)
                done = session.history.do(edits, what, spelling=spelling)
    return Rewind(counted.back, counted.gone, counted.changed, done)


def _changes(
    project: Project, number: int, owner: str, batch: int
) -> list[tuple[list[Revision], list[Revision]]]:
    """What each item of an owner was after a batch, and what it is now, where that differs."""
    then = earlier.leaves_after(project, number, owner, batch)
    now = earlier.leaves_after(project, number, owner, arrivals.last_batch(project))
    pairs = [(then.get(item, []), leaves) for item, leaves in now.items()]
    return [(was, leaves) for was, leaves in pairs if not _same(project, was, leaves)]


def _events(project: Project, found: Iterable[Batch], number: int | None) -> list[Event]:
    events = [Event(batch, tuple(places_of(project, batch.number, number))) for batch in found]
    return events[::-1]


def _same(project: Project, was: list[Revision], leaves: list[Revision]) -> bool:
    """Whether an item is now what it was then; what was made later must be gone."""
    if not was or was[0].edit.deleted:
        return all(leaf.edit.deleted for leaf in leaves)
    root = revisions.root(project, was[0].ref)
    return all(revisions.root(project, leaf.ref) == root for leaf in leaves)


def _back(project: Project, was: list[Revision], leaves: list[Revision]) -> Edit:
    replaced = tuple(leaf.ref for leaf in leaves)
    item = leaves[0].item
    if not was:
        return leaves[0].edit._replace(deleted=True, item=item, replaces=replaced, restores=None)
    root = revisions.root(project, was[0].ref)
    return was[0].edit._replace(item=item, replaces=replaced, restores=root)


def _counted(changes: list[tuple[list[Revision], list[Revision]]]) -> Rewind:
    states = [(bool(was) and not was[0].edit.deleted, not leaves[0].edit.deleted) for was, leaves in changes]
    return Rewind(states.count((True, False)), states.count((False, True)), states.count((True, True)))
