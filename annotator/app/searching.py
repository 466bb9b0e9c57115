"""Searching the articles of a project: the list of those that hold some words, have a name or a status.

Vowel marks, case and the spellings of one letter do not count, nor do proclitics that are written with a word.
"""

import time
from pathlib import Path

from annotator.app.opening import opened
from annotator.app.watch import Progress
from annotator.store import documents, search
from annotator.store.project import Project
from annotator.text.search_words import Forms, folded, places, words

__all__ = ["Search", "fill_index", "index_job", "places"]

_NAP = 0.03  # seconds between two steps, so that whoever annotates meanwhile gets at the file
_SOME = 2_000  # names that are read and folded in one go: some thousandths of a second


class Search:
    """Finds documents of one project. Keeps the names of all of them in memory, folded."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._named: documents.Order | None = None  # the order that the names belong to
        self._names: list[str] = []

    def numbers(self, text: str = "", *, status: str = "", owner: str = "") -> list[int]:
        """The listed documents that are meant, in project order; "" leaves a question out.

        In each either every word of `text` is the beginning of one of its words, or its name contains `text`.
        `status` is one owner's. What the index does not hold yet may be missing: see `behind`.
        """
        order = documents.order(self._project)
        wanted: set[int] | None = None
        if asked := folded(text).strip():
            found = search.matching(self._project, words(text))
            wanted = {*found, *self._with_name(asked, order)}
        if status:
            having = documents.with_status(self._project, owner, status)
            wanted = having if wanted is None else wanted & having
        if wanted is None:
            return order.numbers.tolist()
        return [number for number in order.numbers if number in wanted]

    def behind(self) -> int:
        """How many documents the index does not hold yet."""
        return search.behind(self._project)

    def prepare(self) -> bool:
        """Read some thousand names, so that the first search need not; whether there are more to be read."""
        return self._read_names(documents.order(self._project), _SOME)

    def _read_names(self, order: documents.Order, limit: int = -1) -> bool:
        if self._named is not order:
            self._names, self._named = [], order
        self._names += map(folded, documents.names(self._project, len(self._names), limit))
        return len(self._names) < len(order.numbers)

    def _with_name(self, asked: str, order: documents.Order) -> list[int]:
        self._read_names(order)
        # Whoever writes between the two readings gives the list another state, and it is read anew.
        pairs = zip(order.numbers, self._names, strict=False)
        return [number for number, name in pairs if asked in name]


def fill_index(project: Project, *, progress: Progress | None = None, nap: float = 0.0) -> None:
    """Take into the search index what it lacks. May be stopped anywhere; what was taken stays.

    `nap` seconds pass between two steps, each of which is one transaction of some hundredths of a second.
    """
    forms = Forms()
    total = search.behind(project)
    while rest := search.fill(project, forms):
        if progress:
            progress(total - rest, total)
        time.sleep(nap)


def index_job(project: Path, *, progress: Progress | None = None) -> None:
    """`fill_index` of the project at a path, in another process beside an open window."""
    with opened(project) as file:
        fill_index(file, progress=progress, nap=_NAP)
