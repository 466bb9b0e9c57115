"""The shared articles of a comparison, most disagreements first, in columns that cross to the window at once."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from annotator.agreement.arrays import Bools
from annotator.agreement.by_article import ByArticle, by_article
from annotator.agreement.kept import Kept, parts
from annotator.agreement.tables import Counts
from annotator.app.comparing_facts import Facts
from annotator.app.comparison import Comparison
from annotator.store import documents
from annotator.store.project import Project

Value = float | None


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
class ReportArticles(Sequence[ReportArticle]):
    """The articles; each is made when it is asked for, since a window shows few of many."""

    numbers: "array[int]"
    names: list[str]
    twice: "array[int]"
    spans: "array[int]"
    annotators: "array[int]"
    agreed: "array[int]"
    classes: "array[int]"  # as many for each article as there are classes

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> ReportArticle: ...
    @overload
    def __getitem__(self, place: slice) -> list[ReportArticle]: ...
    def __getitem__(self, place: int | slice) -> ReportArticle | list[ReportArticle]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        at = range(len(self))[place]
        kinds = len(self.classes) // len(self)
        spans = self.spans[at]
        return ReportArticle(
            self.numbers[at],
            self.names[at],
            self.twice[at] / spans if spans else None,
            self.annotators[at],
            spans,
            self.agreed[at],
            tuple(self.classes[at * kinds : (at + 1) * kinds]),
        )

    def by_name(self) -> list[int]:
        """The numbers of the articles, sorted by name."""
        return [number for _, number in sorted(zip(self.names, self.numbers, strict=True))]


class Listing:
    """Makes the list again and again at the price of what changed."""

    def __init__(self) -> None:
        self._base: Counts | None = None

    def of(self, comparison: Comparison, kept: Kept) -> ReportArticles:
        """The articles of some counts, most disagreements first."""
        if self._base is not kept.base:
            self._remember(comparison, kept.base)
        there = np.ones(len(kept.base.documents), dtype=np.bool_)
        there[[kept.places[name] for name in kept.changed if name in kept.places]] = False
        changed = [name for name, part in kept.changed.items() if part.documents]
        numbers = np.concatenate([self._numbers[there], np.array(changed, dtype=np.int64)])
        names = np.concatenate([self._names[there], _names(comparison, changed)])
        columns = _joined(self._columns, there, by_article(parts(kept, changed)))
        order = _most_first(comparison.project, numbers, columns)
        return ReportArticles(
            _packed(numbers[order]),
            names[order].tolist(),
            _packed(columns.twice[order]),
            _packed(columns.spans[order]),
            _packed(columns.annotators[order]),
            _packed(columns.agreed[order]),
            _packed(columns.classes[order]),
        )

    def _remember(self, comparison: Comparison, base: Counts) -> None:
        self._base = base
        self._columns = by_article(base)
        self._numbers = np.array(base.documents, dtype=np.int64)
        self._names = _names(comparison, base.documents)


def _names(comparison: Comparison, shared: Sequence[str]) -> np.ndarray:
    # What is shared no more is not asked for, but may be among those that are remembered.
    none = Facts(0)
    names = [comparison.facts.get(int(document), none).name for document in shared]
    found = np.empty(len(names), dtype=object)
    found[:] = names
    return found


def _joined(base: ByArticle, there: Bools, more: ByArticle) -> ByArticle:
    pairs = [(getattr(base, name)[there], getattr(more, name)) for name in ByArticle.__slots__]
    return ByArticle(*(np.concatenate(pair) for pair in pairs))


def _most_first(project: Project, numbers: np.ndarray, found: ByArticle) -> np.ndarray:
    """Most disagreements first, then the lowest F1, then in project order."""
    places = np.frombuffer(documents.order(project).places, dtype=np.int32)
    f1 = np.where(found.spans > 0, found.twice / np.maximum(found.spans, 1), 1.0)
    return np.lexsort((places[numbers], f1, -found.classes.sum(axis=1)))


def _packed(values: np.ndarray) -> "array[int]":
    return array("q", np.ascontiguousarray(values, dtype=np.int64).tobytes())
