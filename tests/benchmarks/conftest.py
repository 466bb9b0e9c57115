"""Benchmarks: each prints its figures as ratios measured in one run; what depends on no clock is asserted."""

from collections.abc import Callable

import pytest

_LINES: list[str] = []


@pytest.fixture
def tell() -> Callable[[str], None]:
    """A line for the end of the run."""
    return _LINES.append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the benchmarks found."""
    if _LINES:
        terminalreporter.section("benchmarks")
        for line in _LINES:
            terminalreporter.write_line(line)
