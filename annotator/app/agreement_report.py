"""What the agreement view shows of a project: figures, articles by disagreement, each annotator against the rest."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.agreement.bootstrap import LEAST_ARTICLES, ROUGH_BELOW
from annotator.agreement.by_article import against_others
from annotator.agreement.figures import Figures, both_ways
from annotator.agreement.kept import figures
from annotator.agreement.what_if import NOTHING, WhatIf
from annotator.app.agreement_articles import Listing, ReportArticle, ReportArticles
from annotator.app.agreement_notes import Around, around
from annotator.app.agreement_time import NO_GROUPS, TimePoint, Times
from annotator.app.comparing import nothing_because
from annotator.app.comparison import Comparison
from annotator.app.opening import opened
from annotator.app.watch import Progress
from annotator.store import documents
from annotator.store.project import Project

Value = float | None

__all__ = [
    "LEAST_ARTICLES",
    "NOTHING",
    "ROUGH_BELOW",
    "AgainstGold",
    "Asked",
    "Report",
    "ReportArticle",
    "Reporter",
    "WhatIf",
    "confused_by",
    "report",
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a view wants to see: the figures as they are or would be, and over time by which groups."""

    what_if: WhatIf = NOTHING
    grouping: str = NO_GROUPS


@dataclass(frozen=True, slots=True)
class AgainstGold:
    """Strict F1 of an annotator with gold, on the articles that both finished."""

    f1: Value
    documents: int
    spans: int


@dataclass(frozen=True, slots=True)
class Report:
    """All that the view shows without asking again. `nothing` says why there are no figures, "" if there are.

    Where something is supposed (`asked.what_if`), figures and articles are as they would be; the rest is as it is.
    """

    figures: Figures
    listed: int  # articles in the project
    nothing: str
    finished: Mapping[str, int]
    articles: ReportArticles  # most disagreements first
    others: Mapping[str, Value]  # mean strict F1 with every other annotator
    gold: Mapping[str, AgainstGold]  # empty while nobody has finished an article of gold
    around: Around
    reopened: tuple[tuple[str, tuple[str, ...]], ...]  # name of an article, annotators
    asked: Asked = Asked()
    times: tuple[TimePoint, ...] = ()
    edition: int = field(default=0, compare=False, repr=False)  # another one once the project has changed


class Reporter:
    """Makes reports of a project, each at the price of what has changed since the last one."""

    def __init__(self, project: Project, progress: Progress | None = None) -> None:
        self._project = project
        self._comparison = Comparison(project, progress=progress)
        self._listing, self._times = Listing(), Times()
        self._told: Asked | None = None

    def news(self, asked: Asked, progress: Progress | None = None) -> Report | None:
        """The report, or None where it would be the one that was made last."""
        changed = self._comparison.catch_up(progress)
        if not changed and asked == self._told:
            return None
        self._told = asked
        return self.report(asked, progress)

    def report(self, asked: Asked, progress: Progress | None = None) -> Report:
        """The report as the project is now: everyone but gold and programs, on what two or more finished."""
        comparison = self._comparison
        comparison.catch_up(progress)
        kept = comparison.supposing(asked.what_if, progress)
        found = figures(kept)
        again = [facts for facts in comparison.special.values() if facts.reopened]
        return Report(
            found,
            documents.count(self._project),
            nothing_because(found, comparison.owners, comparison.finished),
            dict(comparison.finished),
            self._listing.of(comparison, kept),
            against_others(found),
            _against_gold(comparison),
            around(self._project, comparison.owners),
            tuple((facts.name, facts.reopened) for facts in again),
            asked,
            self._times.of(comparison, kept, asked.grouping),
            comparison.edition,
        )


def report_job(path: Path, *, progress: Progress | None = None) -> Report:
    """The report of the project at a path, so that another process can make it."""
    with opened(path) as project:
        return report(project, progress=progress)


def report(project: Project, asked: Asked | None = None, *, progress: Progress | None = None) -> Report:
    """One report of a project."""
    return Reporter(project, progress).report(asked or Asked(), progress)


def state(project: Project) -> tuple[int, int]:
    """What is another value once this connection or another program has written to the project."""
    return project.version(), project.connection.total_changes


def confused_by(figures: Figures, pair: Sequence[str]) -> list[list[int]]:
    """How often the first of a pair gave each label where the second gave each; () for all pairs, both ways.

    The last row and column are "not marked". Raises KeyError for a pair without a shared article.
    """
    if pair:
        return [list(row) for row in figures.confusion[pair[0], pair[1]]]
    return both_ways(list(figures.confusion.values()))


def _against_gold(comparison: Comparison) -> dict[str, AgainstGold]:
    equal: Counter[str] = Counter()
    spans: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for facts in comparison.special.values():
        for owner, (same, size) in facts.gold.items():
            equal[owner] += same
            spans[owner] += size
            articles[owner] += 1
    return {
        owner: AgainstGold(2 * equal[owner] / spans[owner] if spans[owner] else None, n, spans[owner])
        for owner, n in sorted(articles.items())
    }
