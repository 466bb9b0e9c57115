"""What a team's big project costs: merging a laptop's work, syncing one span, opening a window on it."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from big_team import copy_with_work, import_many
from postgres_server import Server

from annotator.app.opening import open_existing, opened
from annotator.app.searching import fill_index
from annotator.app.session import Session
from annotator.app.syncing import sync

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
MANY, GESTURES = 10_000, 100_000
ROUNDS = 20
Tell = Callable[[str], None]


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of a million revisions."""
    path = tmp_path_factory.mktemp("million") / "million.annotator"
    import_many(path, MANY)
    return path


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


def said(child: str, *arguments: Path) -> dict[str, float]:
    """What a child of this folder prints."""
    command = [sys.executable, str(Path(__file__).with_name(child)), *map(str, arguments)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=env)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_merging_a_laptops_work(million: Path, tmp_path: Path, tell: Tell) -> None:
    other = tmp_path / "other.annotator"
    copy_with_work(million, other, GESTURES)
    found = said("merge_child.py", million, other)
    assert found["batches"] == GESTURES
    assert found["peak"] <= 300
    tell(
        f"merge: {GESTURES:,} revisions into {found['revisions'] - GESTURES:,.0f}: {found['seconds']:.1f} s, "
        f"{found['cpu']:.1f} s of them computing (wanted 10), {found['peak']} MB at most (wanted 300), "
        f"never silent for more than {1000 * found['silence']:.0f} ms (wanted 500)"
    )


@pytest.mark.parametrize("articles", [10, 1_000])
def test_syncing_one_span(server: Server, tmp_path: Path, tell: Tell, articles: int) -> None:
    path = tmp_path / "one.annotator"
    import_many(path, articles)
    url = server.new_database(f"bench{articles}")
    project = open_existing(path)
    begun = time.perf_counter()
    sync(project, url)
    whole = time.perf_counter() - begun
    session, times = Session(project, "A1"), []
    for start in range(ROUNDS):
        session.mark(1, start, start + 11, "CLAIM")
        before = time.perf_counter()
        assert sync(project, url).pushed == 1
        times.append(1000 * (time.perf_counter() - before))
    revisions = project.value("SELECT count(*) FROM revision")
    project.close()
    tell(
        f"sync: one span at {revisions:,} revisions {statistics.median(times):.0f} ms, at most {max(times):.0f} ms "
        f"(wanted 50); all of them the first time {whole:.1f} s"
    )


def test_a_window_on_many_articles(big: Path, tell: Tell) -> None:
    with opened(big) as project:
        fill_index(project)
    found = said("window_child.py", big)
    tell(f"window: open to list and first article {found['opened']:.0f} ms (wanted 500)")
    for what in ("scrolled", "filtered"):
        tell(
            f"window: {what} in {found[what]:.0f} ms, at most {found[f'{what} at most']:.0f} ms (wanted 100)"
        )
