"""How long a person worked on each article, told from the times of what was done there; idle time does not count.

Nothing is recorded for it: every gesture is permanent and knows its moment. The time between two gestures on one
laptop belongs to the article of the later one, unless it is longer than `IDLE`. Reading before the first gesture of a
sitting is therefore not seen, so the figure is a lower bound. It is the person's own: show it to nobody else first.
"""

from dataclasses import dataclass, field
from datetime import datetime

from annotator.store import batch_pages
from annotator.store.batch_pages import Moment
from annotator.store.project import Project

IDLE = 300.0  # seconds without a gesture from which on nobody is taken to have worked
_PAGE = 500  # batches that are looked at in some milliseconds


@dataclass(slots=True)
class TimeSpent:
    """What was told of one person's time so far; `add` takes in what came since."""

    person: str
    seconds: dict[int, float] = field(default_factory=dict)  # by document
    seen: int = 0  # the last batch that was looked at
    last: dict[bytes, datetime] = field(default_factory=dict)  # by device, when the last gesture was made

    @property
    def total(self) -> float:
        """Seconds on all articles."""
        return sum(self.seconds.values())

    def of(self, document: int) -> float:
        """Seconds on one article."""
        return self.seconds.get(document, 0.0)


def time_spent(project: Project, person: str) -> TimeSpent:
    """The person's own work on every article, in seconds; of decisions in gold nothing is counted."""
    spent = TimeSpent(person)
    while add(project, spent):
        pass
    return spent


def add(project: Project, spent: TimeSpent) -> bool:
    """Take in some thousand batches that came since; whether there may be more."""
    found, spent.seen, more = batch_pages.moments(project, spent.person, spent.seen, _PAGE)
    for moment in found:
        _take(spent, moment)
    return more


def _take(spent: TimeSpent, moment: Moment) -> None:
    made = datetime.fromisoformat(moment.made_at)
    before = spent.last.get(moment.device)
    spent.last[moment.device] = made
    if before is None or moment.document is None:
        return
    gap = (made - before).total_seconds()
    if 0 < gap <= IDLE:  # a clock that was put back tells nothing
        spent.seconds[moment.document] = spent.of(moment.document) + gap
