"""Comparing annotators: which of their articles count, and the figures of a project."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.agreement.bootstrap import RESAMPLES
from annotator.agreement.figures import Figures
from annotator.agreement.kept import counts_of, figures
from annotator.agreement.tables import Counts
from annotator.app.agreement_notes import around, notes
from annotator.app.comparing_facts import shared_article
from annotator.app.comparison import SEED, Comparison
from annotator.app.watch import Progress
from annotator.store.project import Project

__all__ = [
    "SEED",
    "Compared",
    "Reopened",
    "compare",
    "compared",
    "nothing_because",
    "shared_article",
    "why_nothing",
]


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
    notes: tuple[str, ...] = ()  # what to know before quoting a figure; first why there are none


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
    found = Comparison(
        project, owners=owners, labels=labels, seed=seed, resamples=resamples, progress=progress
    )
    return compared(found)


def compared(found: Comparison) -> Compared:
    """The figures of a comparison that stays."""
    again = [facts for facts in found.special.values() if facts.reopened]
    made = figures(found.real)
    nothing = nothing_because(made, found.owners, found.finished)
    reopened = [(facts.name, facts.reopened) for facts in again]
    said = notes(made, found.finished, reopened, around(found.project, found.owners))
    return Compared(
        counts_of(found.real),
        made,
        found.owners,
        dict(found.finished),
        tuple(Reopened(facts.id, facts.name, facts.reopened) for facts in again),
        ((nothing,) if nothing else ()) + tuple(said),
    )


def why_nothing(compared: Compared) -> str:
    """A sentence on why there is no figure, or "" where there are some."""
    return nothing_because(compared.figures, compared.owners, compared.finished)


def nothing_because(found: Figures, owners: Sequence[str], finished: Mapping[str, int]) -> str:
    """The same for figures, those who were compared, and how many articles each of them finished."""
    if found.documents:
        return "" if any(any(by_label.values()) for by_label in found.spans.values()) else _NOTHING_MARKED
    if len(owners) < 2:
        who = f" ({owners[0]})" if owners else ""
        return f"Agreement needs two annotators or more; here {'is one' if who else 'are none'}{who}."
    lazy = [owner for owner in owners if not finished[owner]]
    if len(owners) - len(lazy) < 2:
        return (
            "Agreement is measured on finished articles, and fewer than two annotators have any. "
            f"None yet: {', '.join(lazy)}."
        )
    return "No article was finished by two annotators, so there is nothing to compare."


_NOTHING_MARKED = "Nobody marked anything in the articles that two or more annotators finished."
