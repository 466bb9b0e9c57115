"""How hypothesis runs, what keeps each test to itself, and pytest's word on the checks that ran before it."""

import os
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from annotator.store.project import Project

# A slow machine is no fault of the code, so neither a deadline nor the health check of speed may fail a test.
COMMON = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", COMMON, max_examples=50, stateful_step_count=30)
settings.register_profile("long", COMMON, max_examples=150, stateful_step_count=50)
settings.register_profile("thousand", COMMON, max_examples=1_000, stateful_step_count=50)
settings.load_profile("default")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True, scope="session")
def _own_user_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests away from the user's own data."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("user-data")))
        yield


@pytest.fixture(autouse=True)
def _closed_projects(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close the projects that a test leaves open."""
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


@pytest.fixture(autouse=True)
def lost_exceptions(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    """What is raised inside Qt's calls (paintEvent and the like) and swallowed there: it fails the test."""
    lost: list[BaseException] = []

    def keep(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        lost.append(error)

    monkeypatch.setattr(sys, "excepthook", keep)
    yield lost
    if lost:
        raise lost[0]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the failed checks of `start.py test` where people look, since its exit status counts them too."""
    if failed := os.environ.get("ANNOTATOR_FAILED_CHECKS"):
        terminalreporter.write_line(f"FAILED before pytest: {failed} (see the top of this output)", red=True)
