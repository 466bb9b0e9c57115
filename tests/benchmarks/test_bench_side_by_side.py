"""How long layers side by side take to be shown and stepped through: CPU milliseconds of this process, offscreen."""

import time
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from generated import LENGTH, SPANS, article, places, words
from pytestqt.qtbot import QtBot

from annotator.app.importing import import_paths
from annotator.app.opening import new_project
from annotator.app.session import Session
from annotator.ui.side_by_side.window import SideBySideWindow
from annotator.ui.theme import load_theme

pytestmark = pytest.mark.long

TIMES = 8


def _row(number: int) -> bytes:
    """An article whose three annotators share two thirds of their spans."""
    annotations = []
    for n, owner in enumerate(("A", "B", "C")):
        held = [*places(number, LENGTH, 2 * SPANS // 3), *places(number + 100 * (n + 1), LENGTH, SPANS // 3)]
        spans = [{"start": start, "end": end, "label": label} for start, end, label in dict.fromkeys(held)]
        annotations.append({"owner": owner, "status": "finished", "spans": spans})
    row = {"id": str(number), "text": article(words(), number), "annotations": annotations}
    return orjson.dumps(row) + b"\n"


def _milliseconds(work: Callable[[], object], window: SideBySideWindow) -> float:
    before = time.process_time()
    for _ in range(TIMES):
        work()
        window.grab()
    return 1000 * (time.process_time() - before) / TIMES


def test_showing_and_stepping(qtbot: QtBot, tmp_path: Path, tell: Callable[[str], None]) -> None:
    source = tmp_path / "three.jsonl"
    source.write_bytes(b"".join(map(_row, range(TIMES + 1))))
    project = new_project(tmp_path / "p.annotator")
    import_paths(project, [source])
    window = SideBySideWindow(load_theme("light"))
    qtbot.addWidget(window)
    window.set_session(Session(project, "A"))
    with qtbot.waitExposed(window):
        window.show()
    figures = []
    for mode in (0, 1):
        window.controls.mode.setCurrentIndex(mode)
        window.show_article(1)
        window.grab()
        shown = _milliseconds(lambda: window.step_article(1), window)
        stepped = _milliseconds(lambda: window.step(1), window)
        figures.append(f"an article {shown:.0f} ms, a difference {stepped:.0f} ms")
        assert len(window.found) > SPANS // 3
    tell(f"side by side, 3 × {SPANS} spans, drawn: columns {figures[0]}; lanes {figures[1]}")
    project.close()
