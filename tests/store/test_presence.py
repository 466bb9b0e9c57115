"""A file that is not at its path any more takes nothing, and everything again when it is back."""

import os
from pathlib import Path

import pytest

from annotator.model.errors import Gone
from annotator.store.opening import create
from annotator.store.project import Project, keep_whole


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create(tmp_path / "here.annotator", b"d" * 16)


def test_a_file_that_was_moved_takes_nothing_until_it_is_back(project: Project, tmp_path: Path) -> None:
    os.rename(project.path, tmp_path / "elsewhere")
    with pytest.raises(Gone, match="no longer there"):
        project.set_setting("a", "1")
    assert project.is_lost()
    os.rename(tmp_path / "elsewhere", project.path)
    project.set_setting("a", "1")
    assert project.setting("a") == "1"
    project.close()


def test_a_file_that_was_deleted_takes_nothing(project: Project) -> None:
    project.path.unlink()
    with pytest.raises(Gone), project.writing():
        pass
    project.close()


def test_another_file_in_its_place_is_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"other")
    os.replace(tmp_path / "other", project.path)
    with pytest.raises(Gone, match="another file"):
        project.set_setting("a", "1")
    assert project.path.read_bytes() == b"other"


def test_nothing_new_comes_into_the_place_of_a_file_that_was_moved(project: Project, tmp_path: Path) -> None:
    keep_whole(project)
    os.rename(project.path, tmp_path / "elsewhere")
    assert project.checkpointer
    project.checkpointer.wake()
    project.checkpointer.stop()
    assert not project.path.exists()
    project.close()


def test_patience_is_for_a_while(project: Project) -> None:
    before = project.value("PRAGMA busy_timeout")
    with project.patience(0.04):
        assert project.value("PRAGMA busy_timeout") == 40
    assert project.value("PRAGMA busy_timeout") == before
    project.close()
