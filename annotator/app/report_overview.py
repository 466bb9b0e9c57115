"""What a project holds, for its report: articles, languages, how far each annotator is, and spans per label."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.model.labels import Label
from annotator.model.revision import GOLD, PROJECT
from annotator.model.status import NEW
from annotator.store import documents, label_sets, spans
from annotator.store.project import Project

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Overview:
    """Numbers of a project. Owners by name, gold among them where it has anything."""

    articles: int
    characters: int  # code points
    languages: Mapping[str, int]  # "" where none is known
    labels: tuple[Label, ...]
    statuses: Mapping[str, Mapping[str, int]]  # articles by owner and status
    spans: Mapping[str, Mapping[str, int]]  # by owner and label


def overview(project: Project) -> Overview:
    """The numbers as they are now."""
    languages: Counter[str] = Counter()
    characters = 0
    owners = sorted({*label_sets.people(project), *spans.owners(project)} - {PROJECT, GOLD})
    if GOLD in spans.owners(project):
        owners.append(GOLD)
    statuses: dict[str, Counter[str]] = {owner: Counter() for owner in owners}
    counts: dict[str, Counter[str]] = {owner: Counter() for owner in owners}
    total = documents.count(project)
    for offset in range(0, total, _PAGE):
        rows = documents.page(project, offset, _PAGE)
        work = documents.work(project, [row.number for row in rows])
        for row in rows:
            languages[row.language] += 1
            characters += row.length
            for owner in owners:
                statuses[owner][work.get(row.number, {}).get(owner, NEW)] += 1
        for owner in owners:
            for row in documents.page(project, offset, _PAGE, owner):
                counts[owner].update(row.counts)
    return Overview(
        total,
        characters,
        dict(sorted(languages.items())),
        label_sets.label_set(project).labels,
        statuses,
        counts,
    )
