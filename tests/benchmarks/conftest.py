"""Benchmarks: each prints its figures as ratios measured in one run; what depends on no clock is asserted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from big_team import import_short

_LINES: list[str] = []


@pytest.fixture
def tell() -> Callable[[str], None]:
    """A line for the end of the run."""
    return _LINES.append


@pytest.fixture(scope="session")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of 100,000 articles. Whoever changes it puts it back."""
    path = tmp_path_factory.mktemp("big") / "big.annotator"
    import_short(path)
    return path


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the benchmarks found."""
    if _LINES:
        terminalreporter.section("benchmarks")
        for line in _LINES:
            terminalreporter.write_line(line)
