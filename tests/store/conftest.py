"""Keeps the tests of this folder away from the user's own data, and closes the projects that they leave open."""

from collections.abc import Iterator
from typing import Any

import pytest

from annotator.store.project import Project


@pytest.fixture(autouse=True, scope="session")
def _own_user_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("user-data")))
        yield


@pytest.fixture(autouse=True)
def _closed_projects(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    opened: list[Project] = []
    make = Project.__init__

    def remember(self: Project, *arguments: Any) -> None:
        opened.append(self)
        make(self, *arguments)

    monkeypatch.setattr(Project, "__init__", remember)
    yield
    for project in opened:
        if project.checkpointer:
            project.checkpointer.stop()
        project.connection.close()
