"""What the tests of an exchange with a server share."""

import shutil
from pathlib import Path

import pytest
from store_help import new_project, open_as

from annotator.app.session import Session
from annotator.store.project import Project


@pytest.fixture
def laptops(tmp_path: Path) -> tuple[Project, Project]:
    """Two copies of one project in which A1 has marked عليّ and a claim of his."""
    base = new_project(tmp_path / "base")
    item = Session(base, "A1").mark(1, 6, 10, "PERSON").item
    Session(base, "A1").mark(1, 14, 32, "CLAIM", links={"speaker": [item]})
    base.close()
    for name in ("one", "two"):
        shutil.copy(tmp_path / "base", tmp_path / name)
    return open_as(tmp_path / "one", "one"), open_as(tmp_path / "two", "two")
