"""A real client of the accessibility bus reads the window: roles, names, table cells, announcements; nothing crashes.

Needs Xvfb, xdotool, dbus-run-session, at-spi2-core and a system Python with python3-gi and gir1.2-atspi-2.0.
"""

import json
import os
import queue
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from x11_desktop import Desktop

from annotator.app.importing import import_paths
from annotator.app.opening import new_project

pytestmark = pytest.mark.long

HERE = Path(__file__).parent
TEXT = "التقى قائد الجيش الليبي المشير خليفة حفتر السبت.\nLe maréchal Khalifa Haftar parle."


class Bus:
    """A session bus of the test's own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["dbus-run-session", "--", "sh", "-c", "echo $DBUS_SESSION_BUS_ADDRESS; exec cat"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout
        self.address = self._process.stdout.readline().strip()

    def close(self) -> None:
        """End the bus and what it started."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._process.wait(timeout=10)


class Reader:
    """The client: asks, and keeps what it heard."""

    def __init__(self, env: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            ["/usr/bin/python3", str(HERE / "at_spi_client.py")],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.heard: list[str] = []
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()
        assert self._answers.get(timeout=60)["ready"]

    def ask(self, line: str) -> Any:
        """The answer to a question."""
        assert self._process.stdin
        print(line, file=self._process.stdin, flush=True)
        return next(iter(self._answers.get(timeout=60).values()))

    def until_heard(self, words: str) -> None:
        """Wait until something with these words was announced."""
        end = time.monotonic() + 40
        while not any(words in said for said in self.heard):
            assert time.monotonic() < end, self.heard
            time.sleep(0.05)

    def close(self) -> None:
        """End the client."""
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait(timeout=10)
        self._listening.join(timeout=10)
        if self._process.stdout:
            self._process.stdout.close()

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            told = json.loads(line)
            if "heard" in told:
                self.heard.append(told["heard"])
            else:
                self._answers.put(told)


@pytest.fixture
def bus() -> Iterator[Bus]:
    made = Bus()
    yield made
    made.close()


@pytest.fixture
def desktop(bus: Bus, tmp_path: Path) -> Iterator[Desktop]:
    (tmp_path / "user").mkdir()
    (tmp_path / "mixed.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "read.annotator"
    project = new_project(path)
    import_paths(project, [tmp_path / "mixed.txt"])
    project.close()
    made = Desktop(
        path, tmp_path / "user", DBUS_SESSION_BUS_ADDRESS=bus.address, QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1"
    )
    yield made
    made.close()


@pytest.fixture
def reader(bus: Bus, desktop: Desktop) -> Iterator[Reader]:
    made = Reader({**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus.address, "DISPLAY": desktop.env["DISPLAY"]})
    yield made
    made.close()


def found(reader: Reader) -> set[tuple[str, str, str]]:
    """Role, name and description of everything in the window."""
    end = time.monotonic() + 40
    while not (tree := reader.ask("tree")):
        assert time.monotonic() < end
        time.sleep(0.2)
    return {(role, name, description) for role, name, description in tree}


def test_a_screen_reader_finds_reads_and_hears(reader: Reader, desktop: Desktop) -> None:
    there = found(reader)
    names = {name for _, name, _ in there}
    expected = {
        "Article",
        "Articles",
        "Spans",
        "Filter articles by words",
        "As stored",
        "Details of the span",
    }
    assert expected <= names
    assert {"Status of the article", "Labels shown"} <= {description for _, _, description in there}
    assert ("table", "Articles") in {(role, name) for role, name, _ in there}
    assert any(
        role == "check box" or "button" in role
        for role, name, _ in there
        if name.startswith("Person, key F2")
    )
    assert [row[0].strip("\u2068\u2069") for row in reader.ask("cells Articles")] == ["mixed.txt"]

    start = TEXT.index("خليفة حفتر")
    desktop.drag(start, start + len("خليفة حفتر"), alt=False)
    desktop.until(lambda now: now["stretch"])
    desktop.do("key", "F2")
    reader.until_heard("PERSON خليفة حفتر added")
    rows = reader.ask("cells Spans")
    assert [rows[0][0], rows[0][1].strip("\u2068\u2069")] == ["خليفة حفتر", "Person"]

    reader.heard.clear()
    desktop.do("key", "ctrl+End")
    desktop.do("key", "ctrl+Left")
    reader.until_heard("parle")
    desktop.do("key", "ctrl+shift+R")
    panes = [name for _, name, _ in found(reader) if name == "Paragraph at the caret"]
    assert panes
    desktop.do("key", "ctrl+z")
    reader.until_heard("PERSON خليفة حفتر deleted")
    assert reader.ask("cells Spans") == []
    assert desktop.state()["spans"] == []  # still alive
