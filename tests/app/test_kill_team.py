"""Killing the program while it merges, shares out, goes back or restores leaves all of it or nothing."""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from app_help import SENTENCE, import_rows, project_of

from annotator.app import assigning, safety
from annotator.app.article_history import rewind
from annotator.app.merging import merge
from annotator.app.opening import open_existing, opened
from annotator.app.session import Session
from annotator.store import check
from annotator.store.project import Project


def killed(path: Path, task: Callable[[Path], None], delay: float) -> bool:
    """Run a task in a child and kill it after a while; whether it was still running."""
    pid = os.fork()
    if pid == 0:
        task(path)
        os._exit(0)
    time.sleep(delay)
    os.kill(pid, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def merge_other(path: Path) -> None:
    with opened(path) as project:
        merge(project, [path.with_name("other")], backup=False)


def share_out(path: Path) -> None:
    with opened(path) as project:
        assigning.share_out(project, ["A", "B", "C"], per_article=2)


def go_back(path: Path) -> None:
    with opened(path) as project:
        rewind(Session(project, "A"), 1, 2)


def put_back(path: Path) -> None:
    safety.restore(path, safety.backups(path)[-1])


def counted(project: Project) -> tuple[int, ...]:
    tables = ("batch", "revision", "current", "present", "document")
    return tuple(project.value(f"SELECT count(*) FROM {table}") for table in tables)


def state(path: Path) -> tuple[int, ...]:
    with opened(path) as project:
        assert list(check.problems(project)) == []
        return counted(project)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A project with a backup that A has worked on since, and beside it another one with more articles and work."""
    project = project_of(tmp_path, SENTENCE * 20)
    assert safety.back_up(project, safety.BEFORE_BULK)
    for start in range(60):
        Session(project, "A").mark(1, start, start + 2, "PERSON")
    project.close()
    other = Path(shutil.copy(project.path, tmp_path / "other"))
    both = [{"start": 6, "end": 10, "label": "PERSON"}, {"start": 14, "end": 32, "label": "CLAIM"}]
    owned = [{"owner": "B", "spans": both}]
    rows = [{"id": f"n{n}", "text": f"{SENTENCE} {n}", "annotations": owned} for n in range(300)]
    more = open_existing(other)
    import_rows(more, tmp_path, *rows)
    more.close()
    return project.path


@pytest.mark.parametrize("task", [merge_other, share_out, go_back, put_back])
def test_all_or_nothing(files: Path, task: Callable[[Path], None]) -> None:
    whole, chance = files.read_bytes(), random.Random(7)
    before = state(files)
    begun = time.perf_counter()
    task(files)
    longest = time.perf_counter() - begun
    after = state(files)
    assert before != after
    kills = 0
    for _ in range(8):
        for suffix in ("-wal", "-shm"):
            Path(f"{files}{suffix}").unlink(missing_ok=True)
        files.write_bytes(whole)
        kills += killed(files, task, chance.uniform(0, longest))
        assert state(files) in (before, after)
    assert kills
