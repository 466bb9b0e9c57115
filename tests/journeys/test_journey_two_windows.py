"""Two windows on one file, each in a process of its own, see each other's work while both are open."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from annotator import paths
from annotator.ui.settings import Settings

ROOT = Path(__file__).parents[2]
_SOON = 15.0  # seconds; a busy machine is no fault of the program


@contextmanager
def second_window(project: Path) -> Iterator["subprocess.Popen[str]"]:
    ini = paths.user_data() / "second.ini"
    settings = Settings(ini)
    settings.set_owner(project, "Amal")
    settings.save()
    command = [sys.executable, str(Path(__file__).with_name("second_window.py")), str(project), str(ini)]
    env = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT) as other:
        assert other.stdout
        assert other.stdout.readline() == "ready\n"
        try:
            yield other
        finally:
            other.kill()


@pytest.mark.long
def test_two_windows_see_each_other(
    qtbot: QtBot, come_in: Callable[[], Any], project_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = come_in()
    person.window.documents.choose(2)
    with second_window(project_path) as other:
        assert other.stdout
        began = time.monotonic()
        person.window.desk.take_stretch(6, 10)
        person.press("F2")
        assert other.stdout.readline() == "seen\n"
        there = time.monotonic() - began
        qtbot.waitUntil(lambda: len(person.spans()) == 2, timeout=round(_SOON * 1000))
        back = time.monotonic() - began - there
    assert {label for _, label in person.spans()} == {"PERSON", "ORGANIZATION"}
    with capsys.disabled():
        print(f"\nseen by the other window after {there:.2f} s, its answer here after {back:.2f} s")
