"""Comparing annotators: which of their articles count, and the figures of a project."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.agreement.article import Article, article
from annotator.agreement.bootstrap import RESAMPLES
from annotator.agreement.columns import MOST_SEATS
from annotator.agreement.counts import count
from annotator.agreement.figures import Figures, summary
from annotator.agreement.tables import Counts
from annotator.app.watch import Progress, watch
from annotator.model.errors import Refused
from annotator.model.people import first_reader
from annotator.model.revision import GOLD, PROJECT, STATUS, Ref
from annotator.model.status import FINISHED, IN_PROGRESS, NEW
from annotator.store import documents, joining, label_sets, revisions, spans
from annotator.store.project import Project

SEED = 20_250  # any will do, as long as it stays: the same project gives the same intervals


@dataclass(frozen=True, slots=True)
class Reopened:
    """An article that somebody reopened after gold was begun there; its gold may no longer fit."""

    document: str
    name: str
    annotators: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The counts and figures of a project. `counts.documents` are documents' local numbers, as text."""

    counts: Counts
    figures: Figures
    owners: tuple[str, ...]  # who was asked about
    finished: dict[str, int]  # articles that each of them has finished
    reopened: tuple[Reopened, ...]


def compare(
    project: Project,
    *,
    owners: Sequence[str] = (),
    labels: Sequence[str] = (),
    seed: int = SEED,
    resamples: int = RESAMPLES,
    progress: Progress | None = None,
) -> Compared:
    """The agreement of the owners (without any: everyone but gold and programs) on what they finished.

    Only these labels, or all of the label set. Raises Refused for an owner or label that is not there.
    """
    asked = _owners(project, owners)
    chosen = _labels(project, labels)
    finished = dict.fromkeys(asked, 0)
    reopened: list[Reopened] = []
    found = _articles(project, asked, finished, reopened)
    total = documents.count(project)
    counts = count(_shared(watch(found, progress, total)), asked, chosen)
    figures = summary(counts, seed=seed, resamples=resamples)
    return Compared(counts, figures, asked, finished, tuple(reopened))


def shared_article(project: Project, number: int, owners: Sequence[str]) -> Article | None:
    """One document as agreement sees it, or None where fewer than two of the owners have finished it."""
    work = spans.work(project, number)
    done = [owner for owner in owners if work.get(owner, spans.Work()).status == FINISHED]
    if len(done) < 2:
        return None
    if len(done) > MOST_SEATS:
        raise Refused(f"{len(done)} annotators finished one article; figures take at most {MOST_SEATS}.")
    owned = spans.all_spans(project, number)
    sets = {owner: owned.get(owner, []) for owner in done}
    return article(str(number), documents.read(project, number).text, sets, spans.excluded(project, number))


def why_nothing(compared: Compared) -> str:
    """A sentence on why there is no figure, or "" where there are some."""
    if compared.figures.documents:
        return "" if any(map(any, _marked(compared))) else _NOTHING_MARKED
    if len(compared.owners) < 2:
        who = f" ({compared.owners[0]})" if compared.owners else ""
        return f"Agreement needs two annotators or more; here {'is one' if who else 'are none'}{who}."
    lazy = [owner for owner, done in compared.finished.items() if not done]
    if len(compared.owners) - len(lazy) < 2:
        return (
            "Agreement is measured on finished articles, and fewer than two annotators have any. "
            f"None yet: {', '.join(lazy)}."
        )
    return "No article was finished by two annotators, so there is nothing to compare."


_NOTHING_MARKED = "Nobody marked anything in the articles that two or more annotators finished."


def _marked(compared: Compared) -> list[list[int]]:
    return [list(by_label.values()) for by_label in compared.figures.spans.values()]


def _owners(project: Project, asked: Sequence[str]) -> tuple[str, ...]:
    known = {*label_sets.people(project), *spans.owners(project)}
    asked = [joining.person_named(project, owner) for owner in asked]
    for owner in asked:
        if owner not in known:
            raise Refused(
                f"The project has no annotator {owner}. It has: {', '.join(sorted(known)) or 'none yet'}."
            )
    if asked:
        return tuple(sorted(set(asked)))
    known -= {GOLD, PROJECT} | label_sets.programs(project)
    return tuple(sorted(name for name in known if not first_reader(name)))


def _labels(project: Project, asked: Sequence[str]) -> tuple[str, ...]:
    known = label_sets.label_set(project).names
    for label in asked:
        if label not in known:
            raise Refused(f"The project has no label {label}. It has: {', '.join(known)}.")
    return tuple(label for label in known if label in asked or not asked)


def _articles(
    project: Project, owners: Sequence[str], finished: dict[str, int], reopened: list[Reopened]
) -> Iterator[Article | None]:
    """Every document in project order, None where it does not count; what is found on the way is noted."""
    for number in documents.numbers(project):
        work = spans.work(project, number)
        for owner in owners:
            finished[owner] += work.get(owner, spans.Work()).status == FINISHED
        if again := _reopened(project, number, owners, work):
            reopened.append(again)
        yield shared_article(project, number, owners)


def _shared(articles: Iterator[Article | None]) -> Iterator[Article]:
    return (found for found in articles if found is not None)


def _reopened(
    project: Project, number: int, owners: Sequence[str], work: dict[str, spans.Work]
) -> Reopened | None:
    if work.get(GOLD, spans.Work()).status == NEW and not documents.counts(project, number, GOLD):
        return None
    again = [
        owner
        for owner in owners
        if owner in work and work[owner].status == IN_PROGRESS and _was_finished(project, number, owner)
    ]
    if not again:
        return None
    document = documents.read(project, number)
    return Reopened(document.id, document.name, tuple(again))


def _was_finished(project: Project, number: int, owner: str) -> bool:
    """Whether an earlier status of the owner in the document was finished."""
    waiting = [leaf.ref for leaf in revisions.key_leaves(project, STATUS, owner, number)]
    seen: set[Ref] = set()
    while waiting:
        ref = waiting.pop()
        if ref in seen:
            continue
        seen.add(ref)
        revision = revisions.read(project, ref)
        if (revision.edit.content or {}).get("status") == FINISHED:
            return True
        waiting += revision.edit.replaces
    return False
