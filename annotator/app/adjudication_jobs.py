"""Deciding many cards as jobs that name their project by its path, so that another process can run them."""

import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.app.adjudicating import decide_all, finish, take_unanimous
from annotator.app.card_filter import Filter
from annotator.app.card_queue import Queue
from annotator.app.cards import Card
from annotator.app.choices import LONGEST, Choice, Rule, by_preselection, majority
from annotator.app.file_jobs import reverse_job
from annotator.app.history import Done
from annotator.app.opening import opened
from annotator.app.previewing import Preview, preview
from annotator.app.session import Session
from annotator.app.watch import Progress, watch
from annotator.model.revision import GOLD
from annotator.model.status import FINISHED
from annotator.store import documents
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class BatchRule:
    """How many cards are decided alike: what `least` votes and more than half say, or with 0 what Enter takes."""

    least: int = 0
    tie: str = LONGEST

    def choose(self) -> Rule:
        """The rule itself."""
        return majority(self.least) if self.least else by_preselection(self.tie)


@dataclass(frozen=True, slots=True)
class Previewed:
    """What deciding by a rule would do: `count` cards, the first hundred to look at, and why others are left."""

    count: int
    articles: int
    skipped: Mapping[str, int]
    first: tuple[tuple[Card, Choice], ...]
    packed: bytes = field(repr=False)  # all choices: a window hands them on and never unpacks so many


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What was decided without a person: what all agree on, and what a majority does; each a step of its own."""

    unanimous: Done | None = None
    auto: Done | None = None
    auto_count: int = 0


def take_over(
    session: Session, numbers: Sequence[int], least: int, *, progress: Progress | None = None
) -> TakenOver:
    """Take over what all agree on in these documents; with `least`, also what so many agree on and most."""
    agreed = take_unanimous(session, numbers, progress=progress)
    if not least:
        return TakenOver(agreed)
    queue = Queue(session.project)
    wanted = (card for n in watch(numbers, progress, len(numbers)) for card in queue.cards(Filter(article=n)))
    found = preview(session, wanted, majority(least))
    auto = decide_all(session, found, auto=True) if found.count else None
    return TakenOver(agreed, auto, found.count)


def take_over_job(
    path: Path, author: str, numbers: Sequence[int], least: int, *, progress: Progress | None = None
) -> TakenOver:
    """The same in the project at a path."""
    with opened(path) as project:
        return take_over(Session(project, GOLD, author), numbers, least, progress=progress)


def preview_job(
    path: Path, author: str, wanted: Filter, rule: BatchRule, *, progress: Progress | None = None
) -> Previewed:
    """What a rule would decide among the wanted cards of the project at a path."""
    with opened(path) as project:
        queue = Queue(project)
        asked = queue.articles if wanted.article is None else (wanted.article,)
        cards = _cards(queue, wanted, watch(asked, progress, len(asked)))
        found = preview(Session(project, GOLD, author), cards, rule.choose())
    return Previewed(
        found.count, found.articles, found.skipped, found.first, pickle.dumps((found.choices, found.skipped))
    )


def _cards(queue: Queue, wanted: Filter, numbers: Iterable[int]) -> Iterable[Card]:
    for number in numbers:
        yield from (card for card in queue.article(number).cards if wanted.lets(card.facets))


def decide_job(
    path: Path, author: str, found: Previewed, auto: bool, *, progress: Progress | None = None
) -> Done:
    """Carry out what was previewed, in one batch. Raises Refused where a card was changed since."""
    choices, skipped = pickle.loads(found.packed)
    with opened(path) as project:
        session = Session(project, GOLD, author)
        return decide_all(session, Preview(choices, skipped), auto=auto, progress=progress)


def not_finished(project: Project, numbers: Iterable[int]) -> list[int]:
    """Those of the documents of which gold is not finished."""
    done = documents.with_status(project, GOLD, FINISHED)
    return [number for number in numbers if number not in done]


def take_back_job(path: Path, author: str, redo: bool, *, progress: Progress | None = None) -> Done:
    """Undo or redo gold's last step in the project at a path."""
    return reverse_job(path, GOLD, author, redo, progress=progress)


def finish_job(path: Path, author: str, numbers: Sequence[int], *, progress: Progress | None = None) -> Done:
    """Finish gold of these documents of the project at a path."""
    with opened(path) as project:
        return finish(Session(project, GOLD, author), watch(numbers, progress, len(numbers)))
