"""The history as a list: who did what when in the project, in one article or to one span, the newest first.

It is found a stretch of batches at a time, so that a window stays alive however long the history is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.app.article_history import Rewind, rewind
from annotator.app.assigning import may_see_others
from annotator.app.opening import opened
from annotator.app.people import people
from annotator.app.places import Place
from annotator.app.session import Session
from annotator.app.watch import Progress
from annotator.model.revision import GOLD, PROJECT, Batch, Revision
from annotator.model.span import IMPORTED, MANUAL, Span, reading_order
from annotator.store import arrivals, batch_pages, batches, documents, earlier
from annotator.store.project import Project

_STRETCH = 200  # batches that are looked at before something else may be done
_PIECE = 10  # rows that are made of them


@dataclass(frozen=True, slots=True)
class Scope:
    """What history is asked for: everything, one article, or one span; and whose, "" for everyone's."""

    document: int | None = None
    item: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One batch, how many revisions it has, and the first place it touched; code points as they were then."""

    batch: Batch
    size: int
    document: int | None
    name: str  # of that article
    place: Place | None
    undid: str  # the name of what it took back, "" where it is no undoing

    @property
    def person(self) -> str:
        """Who did it."""
        return self.batch.author


@dataclass(frozen=True, slots=True)
class Then:
    """An article's spans of one owner as they were after a batch, and what going back there would change."""

    batch: int
    spans: tuple[Span, ...]
    change: Rewind


def events(session: Session, scope: Scope) -> Iterator[list[EventRow]]:
    """What happened, the newest first, in pieces of which each takes a few milliseconds; pieces may be empty.

    Where annotators work blind, what others did to an article is left out until the viewer has finished it.
    """
    project = session.project
    for found in _stretches(project, scope):
        for first in range(0, max(len(found), 1), _PIECE):
            rows = [_row(project, batch, scope) for batch in found[first : first + _PIECE]]
            yield [row for row in rows if _may_see(session, row)]


def people_in_history(project: Project) -> list[str]:
    """Whose history can be asked for, by name."""
    return people(project)


def newest(project: Project) -> int:
    """The number of what happened last; another number means that the history has grown."""
    return arrivals.last_batch(project)


def then_job(path: Path, owner: str, document: int, batch: int, *, progress: Progress | None = None) -> Then:
    """An owner's spans of an article as they were after a batch; for another process. Raises as `rewind`."""
    with opened(path) as project:
        change = rewind(Session(project, owner), document, batch, dry_run=True)
        leaves = earlier.leaves_after(project, document, owner, batch).values()
        found = [_span(project, states[0]) for states in leaves if not states[0].edit.deleted]
        return Then(batch, tuple(sorted(found, key=reading_order)), change)


def rewind_job(
    path: Path, owner: str, author: str, document: int, batch: int, *, progress: Progress | None = None
) -> Rewind:
    """Bring an owner's article back to what it was after a batch, as `rewind`; for another process."""
    with opened(path) as project:
        return rewind(Session(project, owner, author), document, batch)


def _stretches(project: Project, scope: Scope) -> Iterator[list[Batch]]:
    if scope.item:
        ref = project.item_ref(scope.item)
        found = [batches.read(project, number) for number in earlier.batches_of_item(project, ref)]
        yield [batch for batch in found[::-1] if scope.person in ("", batch.author, batch.owner)]
        return
    number = arrivals.last_batch(project) + 1
    while number > 1:
        yield batch_pages.before(project, number, _STRETCH, person=scope.person, document=scope.document)
        number -= _STRETCH


def _row(project: Project, batch: Batch, scope: Scope) -> EventRow:
    item = project.item_ref(scope.item) if scope.item else None
    size, document, start, end, ref = batch_pages.touched(project, batch.number, scope.document, item)
    place = None
    if document is not None and start is not None and end is not None and ref is not None:
        place = Place(document, start, end, project.item_name(ref))
    undid = project.batch_name(batch.undoes)[1] if batch.undoes is not None else ""
    return EventRow(batch, size, document, _name(project, document), place, undid)


def _name(project: Project, document: int | None) -> str:
    rows = documents.rows(project, [document]) if document is not None else []
    return rows[0].name if rows else ""


def _may_see(session: Session, row: EventRow) -> bool:
    if row.document is None or row.batch.owner in (session.owner, PROJECT) or session.owner == GOLD:
        return True
    return may_see_others(session.project, row.document, session.owner)


def _span(project: Project, state: Revision) -> Span:
    edit = state.edit
    content = edit.content or {}
    links: dict[str, tuple[str, ...]] = {}
    for role, target in edit.links:
        links[role] = (*links.get(role, ()), project.item_name(target))
    origin = IMPORTED if project.batch_name(state.ref.batch)[1].startswith("import") else MANUAL
    item = project.item_name(state.item)
    fragments = tuple((a, b) for a, b in content.get("fragments", ()))
    return Span(
        edit.start or 0, edit.end or 0, edit.label or "", content.get("attributes", {}), links,
        content.get("note", ""), content.get("origin", origin), fragments, content.get("id", item), item,
    )  # fmt: skip
