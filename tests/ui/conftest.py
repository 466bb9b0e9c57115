"""What every test of the window needs: a platform without a screen, and no exception lost inside Qt."""

import os
import sys
from collections.abc import Iterator
from types import TracebackType

import pytest

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
