"""A full disk loses nothing that was done: the gesture that did not fit is refused with a sentence."""

import itertools
import os
import re
import resource
import shutil
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from app_help import SENTENCE, project_of

from annotator.app import handing, safety
from annotator.app.importing import import_paths
from annotator.app.merging import merge
from annotator.app.opening import open_existing, opened
from annotator.app.session import Session
from annotator.model.errors import Unavailable
from annotator.store import check, documents, spans
from annotator.store.project import Project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project in which A has marked a person."""
    project = project_of(tmp_path, SENTENCE * 60)
    Session(project, "A").mark(1, 6, 10, "PERSON")
    project.close()
    return project.path


def with_little_room(path: Path, room: int, task: Callable[[Project], None]) -> None:
    """Run a task in a child that may make no file larger than the project and so many bytes."""
    size = path.stat().st_size
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            project = open_existing(path)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, size + room))
            task(project)
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    assert os.waitpid(pid, 0)[1] == 0


def mark_until_full(project: Project) -> None:
    session, done = Session(project, "A"), 0

    def mark_all() -> None:
        nonlocal done
        for start in range(1_900):
            session.mark(1, start, start + 1, "PERSON")
            done += 1

    with pytest.raises(Unavailable, match=r"full|disk error"):
        mark_all()
    assert len(spans.spans(project, 1, "A")) == done + 1 > 5


def import_too_much(project: Project) -> None:
    source = project.path.with_name("big.txt")
    with pytest.raises(Unavailable, match=r"full|disk error"):
        import_paths(project, [source])
    assert documents.count(project) == 1


def merge_too_much(project: Project) -> None:
    room, log = resource.getrlimit(resource.RLIMIT_FSIZE)[0] - 80_000, Path(f"{project.path}-wal")
    starts = itertools.count()
    while log.stat().st_size < room:
        Session(project, "A").mark(1, next(starts), 1_900, "CLAIM")
    before = spans.spans(project, 1, "A")
    other = project.path.with_name("other")
    done = merge(project, [other, other], backup=False)
    assert [bool(re.search(r"full|disk error", said)) for said in done.refused] == [True, True], done.refused
    with pytest.raises(Unavailable, match=r"full|disk error"):
        merge(project, [other, other], backup=False, at_once=True)
    assert spans.spans(project, 1, "A") == before


def hand_in_too_much(project: Project) -> None:
    with pytest.raises(Unavailable, match=r"full|disk error|large"):
        handing.hand_in(project, project.path.with_name("in.annotator"), annotator="A")
    with pytest.raises(Unavailable, match=r"full|disk error|large"):
        safety.back_up(project, safety.BEFORE_MERGE)


def test_marking_into_a_full_disk_keeps_everything_before_it(path: Path) -> None:
    with_little_room(path, 40_000, mark_until_full)
    with opened(path) as project:
        assert list(check.problems(project)) == []
        there = len(spans.spans(project, 1, "A"))
        assert there > 5
        assert Session(project, "A").mark(1, 1, 9, "PERSON")


def test_an_import_that_does_not_fit_leaves_nothing(path: Path) -> None:
    path.with_name("big.txt").write_text("قال الوزير. " * 400_000, encoding="utf-8")
    with_little_room(path, 40_000, import_too_much)
    with opened(path) as project:
        assert list(check.problems(project)) == []
        assert documents.count(project) == 1


def test_a_merge_that_does_not_fit_leaves_nothing(path: Path) -> None:
    with opened(Path(shutil.copy(path, path.with_name("other")))) as other:
        for start in range(600):
            Session(other, "B").mark(1, start, start + 2, "PERSON")
    room = path.with_name("other").stat().st_size - path.stat().st_size
    with_little_room(path, room, merge_too_much)
    with opened(path) as project:
        assert list(check.problems(project)) == []
        assert spans.owners(project) == ["A"]


def test_a_copy_that_does_not_fit_is_absent(path: Path) -> None:
    with_little_room(path, -path.stat().st_size + 20_000, hand_in_too_much)
    assert not list(path.parent.glob("*in.annotator*"))
    assert safety.backups(path) == []
