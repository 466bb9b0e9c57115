"""What 100,000 articles cost: opening, pages of the list, search, withdrawing, and undoing a big import."""

import statistics
import time
import tracemalloc
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from big_team import ARTICLES, LENGTH, SPANS

from annotator.app.opening import open_existing
from annotator.app.people import people
from annotator.app.searching import Search, fill_index
from annotator.app.session import Session
from annotator.app.withdrawing import withdraw
from annotator.store import documents
from annotator.store import spans as stored
from annotator.store.project import Project

pytestmark = pytest.mark.long

PAGE = 200
QUERIES = ("ا", "ال", "الحكومة", "de", "l'", "ministre des", "وزير الخارجية", "099", "قققق")

Tell = Callable[[str], None]


def _ms(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - before)


def _usable(path: Path) -> Project:
    """What the window does until the list can be used."""
    project = open_existing(path)
    session = Session(project, "A1")
    session.count()
    session.rows(0, PAGE)
    people(project)
    session.history.next_undo()
    return project


def test_the_list_opens_and_pages(big: Path, tell: Tell) -> None:
    opening = [_ms(lambda: _usable(big).close()) for _ in range(5)]
    project = _usable(big)
    offsets = [*range(0, ARTICLES, ARTICLES // 20), ARTICLES - PAGE]
    pages = [_ms(lambda at=at: documents.page(project, at, PAGE, "A1")) for at in offsets]
    assert [row.name for row in documents.page(project, ARTICLES - 2, PAGE, "A1")] == [
        "099998.txt",
        "099999.txt",
    ]
    other = _ms(lambda: stored.owners(project)), _ms(lambda: documents.find(project, "77777"))
    project.close()
    tell(f"open to a usable list of {ARTICLES:,}: {statistics.median(opening):.0f} ms (wanted 500)")
    tell(f"a page of {PAGE}: {statistics.median(pages):.1f} ms, at most {max(pages):.1f} ms, at any place")
    tell(f"owners: {other[0]:.1f} ms, an article by its number: {other[1]:.1f} ms")


def test_search(big: Path, tell: Tell) -> None:
    project = open_existing(big)
    size = big.stat().st_size
    steps: list[float] = []
    filling = _ms(lambda: fill_index(project, progress=lambda done, total: steps.append(time.perf_counter())))
    longest = max(1000 * (b - a) for a, b in pairwise(steps))
    project.close()
    grown = (big.stat().st_size - size) / ARTICLES
    tell(
        f"index: {1000 * filling / ARTICLES:.0f} µs and {grown:.0f} bytes an article of {LENGTH} code points"
    )
    tell(f"index: the longest of {len(steps):,} steps {longest:.0f} ms")
    project = open_existing(big)
    search = Search(project)
    assert search.behind() == 0
    tell(f"search: the first {_ms(lambda: search.numbers('ministre')):.0f} ms")
    for query in QUERIES:
        found = len(search.numbers(query))
        costs = [_ms(lambda query=query: search.numbers(query)) for _ in range(5)]
        tell(f"search: {statistics.median(costs):.0f} ms for {found:,} articles of «{query}» (wanted 100)")
    tell(f"search: {_ms(lambda: search.numbers(status='finished', owner='A1')):.0f} ms for a status")
    project.close()


def test_withdrawing_and_undo_of_an_import(big: Path, tell: Tell) -> None:
    project = open_existing(big)
    session = Session(project, "A1")
    numbers = list(documents.numbers(project))
    tell(f"withdraw {ARTICLES:,} articles: {_ms(lambda: withdraw(session, numbers)) / 1000:.1f} s")
    assert session.count() == 0
    tell(f"undo that: {_ms(session.undo) / 1000:.1f} s")
    assert session.count() == ARTICLES
    revisions = session.history.next_size()
    tracemalloc.start()
    undoing = _ms(session.undo) / 1000
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    assert peak < 50
    assert not project.value("SELECT count(*) FROM current")
    redoing = _ms(session.redo) / 1000
    assert project.value("SELECT count(*) FROM current") == SPANS * ARTICLES
    tell(
        f"undo of {revisions:,} revisions: {undoing:.1f} s (wanted 15), {peak:.0f} MB of Python's memory at most"
    )
    tell(f"redo of them: {redoing:.1f} s")
    project.close()
