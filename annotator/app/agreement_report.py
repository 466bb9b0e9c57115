"""What the agreement view shows of a project: figures, articles by disagreement, each annotator against the rest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.agreement.bootstrap import LEAST_ARTICLES, ROUGH_BELOW
from annotator.agreement.by_article import against_others, articles
from annotator.agreement.figures import Figures, both_ways
from annotator.app.comparing import Compared, compare, why_nothing
from annotator.app.labelling import used_labels
from annotator.app.opening import opened
from annotator.app.watch import Progress
from annotator.model.revision import GOLD
from annotator.store import documents, spans
from annotator.store.project import Project

Value = float | None
_PAGE = 500

__all__ = ["LEAST_ARTICLES", "ROUGH_BELOW", "AgainstGold", "Report", "ReportArticle", "confused_by", "report"]


@dataclass(frozen=True, slots=True)
class ReportArticle:
    """One shared article. `classes` counts its disagreements by class, in the order of `Figures.classes`."""

    number: int
    name: str
    f1: Value
    annotators: int
    spans: int
    agreed: int
    classes: tuple[int, ...]

    @property
    def disagreements(self) -> int:
        """How many places annotators differ in."""
        return sum(self.classes)


@dataclass(frozen=True, slots=True)
class AgainstGold:
    """Strict F1 of an annotator with gold, on the articles that both finished."""

    f1: Value
    documents: int
    spans: int


@dataclass(frozen=True, slots=True)
class Report:
    """All that the view shows without asking again. `nothing` says why there are no figures, "" if there are."""

    figures: Figures
    listed: int  # articles in the project
    nothing: str
    finished: Mapping[str, int]
    articles: tuple[ReportArticle, ...]  # most disagreements first
    others: Mapping[str, Value]  # mean strict F1 with every other annotator
    gold: Mapping[str, AgainstGold]  # empty while nobody has finished an article of gold
    lacking: tuple[str, ...]  # labels of spans that are not in the label set, so in no figure
    reopened: tuple[tuple[str, tuple[str, ...]], ...]  # name of an article, annotators


def report_job(path: Path, *, progress: Progress | None = None) -> Report:
    """The report of the project at a path, so that another process can make it."""
    with opened(path) as project:
        return report(project, progress=progress)


def report(project: Project, *, progress: Progress | None = None) -> Report:
    """The report of a project: everyone but gold and programs, on what two or more of them finished."""
    compared = compare(project, progress=progress)
    found = compared.figures
    return Report(
        found,
        documents.count(project),
        why_nothing(compared),
        compared.finished,
        tuple(sorted(_articles(project, compared), key=_most_first)),
        against_others(found),
        _against_gold(project, list(compared.owners), progress),
        tuple(sorted(used_labels(project) - set(found.labels))),
        tuple((again.name, again.annotators) for again in compared.reopened),
    )


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


def _articles(project: Project, compared: Compared) -> Iterator[ReportArticle]:
    counts = compared.counts
    names = _names(project, [int(number) for number in counts.documents])
    rows = counts.articles
    for found, agreed, classes in zip(
        articles(counts), rows.agreed.tolist(), rows.classes.tolist(), strict=True
    ):
        number = int(found.document)
        yield ReportArticle(
            number, names[number], found.f1, found.annotators, found.spans, agreed, tuple(classes)
        )


def _names(project: Project, numbers: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for first in range(0, len(numbers), _PAGE):
        page = documents.rows(project, numbers[first : first + _PAGE])
        found.update((row.number, row.name) for row in page)
    return found


def _most_first(article: ReportArticle) -> tuple[int, float, str, int]:
    return -article.disagreements, 1.0 if article.f1 is None else article.f1, article.name, article.number


def _against_gold(
    project: Project, owners: Sequence[str], progress: Progress | None
) -> dict[str, AgainstGold]:
    if GOLD not in spans.owners(project):
        return {}
    # Intervals are not shown here, so one resample will do.
    pairs = (
        compare(project, owners=[GOLD, *owners], resamples=1, progress=progress).figures.f1["strict"].pairs
    )
    found = {}
    for names, value in pairs.items():
        if GOLD in names:
            name = names[0] if names[1] == GOLD else names[1]
            found[name] = AgainstGold(value.pooled, value.documents, value.spans)
    return found
