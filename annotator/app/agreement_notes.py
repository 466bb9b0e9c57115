"""What people should know before they quote figures of agreement, and the sentences in the place of missing ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotator.agreement.bootstrap import LEAST_ARTICLES, ROUGH_BELOW
from annotator.agreement.figures import Figures
from annotator.model.revision import LABELS, PROJECT
from annotator.store import joining, label_sets, revisions
from annotator.store.project import Project

_MOST_PAIRS = 6  # that are named


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the figures of a project."""

    lacking: tuple[str, ...] = ()  # labels of spans that are not in the label set, so in no figure
    joined: tuple[tuple[str, str], ...] = ()  # other spellings, and the person as whose work theirs counts
    label_sets: int = 1  # how many a merge has brought side by side; more than one: nobody has decided yet


def around(project: Project, owners: Sequence[str]) -> Around:
    """For these annotators."""
    leaves = revisions.key_leaves(project, LABELS, PROJECT, None)
    several = {(leaf.edit.content or {}).get("uid") for leaf in leaves if not leaf.edit.deleted}
    behind = joining.people_behind(project)
    return Around(
        tuple(sorted(label_sets.used_labels(project) - set(label_sets.label_set(project).names))),
        tuple(sorted((name, person) for name, person in behind.items() if person in owners)),
        len(several),
    )


def apart(found: Figures) -> list[tuple[str, str]]:
    """The pairs of annotators that share no article."""
    return [pair for pair in combinations(found.annotators, 2) if pair not in found.f1["strict"].pairs]


def notes(
    found: Figures,
    finished: Mapping[str, int],
    reopened: Sequence[tuple[str, Sequence[str]]],
    around_: Around,
) -> list[str]:
    """The sentences, in English; `reopened` are names of articles and annotators."""
    said = [*_about_articles(found), *_about_people(found, finished)]
    if around_.lacking:
        said.append(f"Not in the label set, so in no figure: {', '.join(around_.lacking)}.")
    if around_.label_sets > 1:
        said.append(
            f"A merge brought {around_.label_sets} label sets and nobody has chosen yet; "
            "figures are by the one in force here."
        )
    said += [f"The work of {name} counts as that of {person}." for name, person in around_.joined]
    said += [
        f"Reopened after gold was begun, not counted for {', '.join(who)}: {name}." for name, who in reopened
    ]
    return said


def _about_articles(found: Figures) -> list[str]:
    n = found.documents
    said = []
    if 0 < n < LEAST_ARTICLES:
        said.append(f"No intervals: they need {LEAST_ARTICLES} shared articles.")
    elif 0 < n < ROUGH_BELOW:
        said.append(f"The intervals are rough: {n} shared articles.")
    unused = [label for label, value in found.f1["strict"].labels.items() if not value.spans]
    if n and unused:
        said.append(f"Nobody used {', '.join(unused)}.")
    return said


def _about_people(found: Figures, finished: Mapping[str, int]) -> list[str]:
    said = []
    lazy = [owner for owner, done in finished.items() if not done]
    if found.documents and lazy:
        said.append(f"Has not finished any article yet: {', '.join(lazy)}.")
    if pairs := apart(found):
        named = ", ".join(" | ".join(pair) for pair in pairs[:_MOST_PAIRS])
        more = f" and {len(pairs) - _MOST_PAIRS} more" if len(pairs) > _MOST_PAIRS else ""
        said.append(f"No shared article, so no figure for the pair: {named}{more}.")
    return said
