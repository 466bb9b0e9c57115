"""How hypothesis runs, short and long, and the word in pytest's summary on the checks that ran before it."""

import os

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no fault of the code, so neither a deadline nor the health check of speed may fail a test.
COMMON = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", COMMON, max_examples=50, stateful_step_count=30)
settings.register_profile("long", COMMON, max_examples=500, stateful_step_count=60)
settings.load_profile("default")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the failed checks of `start.py test` where people look, since its exit status counts them too."""
    if failed := os.environ.get("ANNOTATOR_FAILED_CHECKS"):
        terminalreporter.write_line(f"FAILED before pytest: {failed} (see the top of this output)", red=True)
