"""What 100,000 cards cost the adjudication window: until it can be used, while it counts, and for each decision."""

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from generated import article, places, words
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.app.importing import import_paths
from annotator.app.opening import new_project, open_existing
from annotator.app.session import Session
from annotator.ui.adjudication.window import AdjudicationWindow
from annotator.ui.application import application
from annotator.ui.settings import Settings
from annotator.ui.theme import load_theme

pytestmark = pytest.mark.long

ARTICLES, LENGTH, SPANS = 10_000, 600, 16  # some ten cards an article
WATCHED = 3.0  # seconds of counting that are watched
Tell = Callable[[str], None]


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return application()


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles that three annotators marked, each a little otherwise."""
    folder, known = tmp_path_factory.mktemp("cards"), words()
    with (folder / "in.jsonl").open("wb") as file:
        for n in range(ARTICLES):
            row = {"id": f"a{n:06}", "name": f"{n:06}.txt", "text": article(known, n, LENGTH)}
            file.write(orjson.dumps({**row, "annotations": _sets(n)}) + b"\n")
    project = new_project(folder / "cards.annotator")
    import_paths(project, [folder / "in.jsonl"])
    project.close()
    return project.path


def _sets(n: int) -> list[dict[str, object]]:
    chance = random.Random(n)
    sets: dict[str, set[tuple[int, int, str]]] = {owner: set() for owner in ("A1", "A2", "A3")}
    for start, end, label in places(n, LENGTH, SPANS):
        for held in sets.values():
            moved = max(start - chance.randrange(1, 4), 0) if chance.random() < 0.2 else start
            if chance.random() > 0.1:
                held.add((moved, end, label))
    return [
        {"owner": owner, "status": "finished", "spans": [
            {"start": start, "end": end, "label": label} for start, end, label in sorted(held)
        ]}
        for owner, held in sets.items()
    ]  # fmt: skip


def _turns(seconds: float) -> list[float]:
    """How much of the processor each turn of the event loop took, in milliseconds, the longest first."""
    found: list[float] = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        before = time.thread_time()
        QApplication.processEvents()
        found.append(1000 * (time.thread_time() - before))
    return sorted(found, reverse=True)


def test_the_queue_of_100_000_cards(big: Path, qtbot: QtBot, tmp_path: Path, tell: Tell) -> None:
    project = open_existing(big, window=True)
    window = AdjudicationWindow(load_theme("light"), Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    before = time.perf_counter()
    window.set_session(Session(project, "A1"))
    window.show()
    while window.judging.open is None or window.cards.cards.rowCount() < 20:
        QApplication.processEvents()
    opening = 1000 * (time.perf_counter() - before)
    turns = _turns(WATCHED)
    queue = window.judging.queue
    assert queue is not None
    cards = window.cards.cards.rowCount() / queue.looked()
    tell(
        f"adjudication: {ARTICLES:,} articles, some {ARTICLES * cards:,.0f} cards: a card and a list after "
        f"{opening:.0f} ms (wanted 1000)"
    )
    tell(f"adjudication: counting {queue.looked() / WATCHED:.0f} articles a second beside the person")
    tell(f"adjudication: the longest turns while it counts {_list(turns)} ms of CPU (wanted 50)")
    keys, after = [], []
    for _ in range(12):
        began = time.thread_time()
        qtbot.keyClick(window.pages, Qt.Key.Key_1)
        keys.append(1000 * (time.thread_time() - began))
        after += _turns(0.25)[:1]
    assert (
        len(Session(project, "gold").article(1).spans) + len(Session(project, "gold").article(2).spans) >= 8
    )
    tell(
        f"adjudication: a decision {statistics.median(keys):.0f} ms of CPU, at most {max(keys):.0f} (wanted 50)"
    )
    tell(f"adjudication: the longest turn after a decision {_list(sorted(after, reverse=True))} ms of CPU")
    window.set_session(None)
    project.close()


def _list(figures: list[float]) -> str:
    return ", ".join(f"{figure:.0f}" for figure in figures[:3])
