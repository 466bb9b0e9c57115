"""How hypothesis runs, what every test of Qt needs, and pytest's word on the checks that ran before it."""

import os
import sys
from collections.abc import Iterator
from types import TracebackType

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no fault of the code, so neither a deadline nor the health check of speed may fail a test.
COMMON = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", COMMON, max_examples=50, stateful_step_count=30)
settings.register_profile("long", COMMON, max_examples=200, stateful_step_count=50)
settings.load_profile("default")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


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
