"""Keeps the tests of this folder away from the user's own data."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_help import did, row, rows_file


@pytest.fixture(autouse=True, scope="session")
def _own_user_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("user-data")))
        yield


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new project of one document, the sentence of all units, whose id is "a"."""
    path = tmp_path / "project.annotator"
    did("new", path, "--annotator", "A1", "--annotator", "A2")
    did("import", path, rows_file(tmp_path / "a.jsonl", row()))
    return path
