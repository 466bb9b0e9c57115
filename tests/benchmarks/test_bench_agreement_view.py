"""How long the agreement view takes from an edit to the figures on the screen, and how long it holds the window up."""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from generated import article, places, words
from PySide6.QtCore import QEventLoop, QTimer
from pytestqt.qtbot import QtBot

from annotator.app.agreement_report import WhatIf
from annotator.app.importing import import_paths
from annotator.app.opening import new_project, open_existing
from annotator.app.session import Session
from annotator.model.status import FINISHED, IN_PROGRESS
from annotator.ui.agreement.window import AgreementWindow
from annotator.ui.theme import load_theme

pytestmark = pytest.mark.long

OWNERS = ("A1", "A2", "A3")
EDITS = 4


def write(path: Path, articles: int) -> None:
    """Three annotators with the same spans, one in five of them moved by a little; large corpora of short texts.

    What an edit costs depends on the article that was edited and on how many there are, not on how long the others are.
    """
    known, random_ = words(), random.Random(7)
    length, spans = (2_591, 30) if articles <= 1_000 else (200, 2)
    with path.open("wb") as file:
        for n in range(articles):
            truth = places(n, length, spans)
            sets = [
                {
                    "owner": owner,
                    "status": "finished",
                    "spans": [
                        {
                            "start": start,
                            "end": end + (end < length and random_.random() < 0.2),
                            "label": label,
                        }
                        for start, end, label in truth
                    ],
                }
                for owner in OWNERS
            ]
            row = {
                "id": f"a{n:06}",
                "name": f"{n:06}.txt",
                "text": article(known, n, length),
                "annotations": sets,
            }
            file.write(orjson.dumps(row) + b"\n")


class Stall:
    """The longest time in which the window could do nothing else."""

    def __init__(self) -> None:
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


def until_counted(window: AgreementWindow, act: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds from `act` until the figures are shown, and the longest stall meanwhile."""
    loop, stall = QEventLoop(), Stall()
    window.counting.counted.connect(loop.quit)
    begun = time.perf_counter()
    QTimer.singleShot(0, act)
    loop.exec()
    spent = time.perf_counter() - begun
    window.counting.counted.disconnect(loop.quit)
    return spent * 1000, stall.longest * 1000


def cpu(process: int) -> float:
    """Milliseconds of processor time that a process has used."""
    ticks = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return 1000 * (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("articles", [1_000, 10_000])
def test_the_view_follows_an_edit(
    qtbot: QtBot, tmp_path: Path, tell: Callable[[str], None], articles: int
) -> None:
    write(tmp_path / "in.jsonl", articles)
    made = new_project(tmp_path / "p.annotator")
    import_paths(made, [tmp_path / "in.jsonl"])
    made.close()
    project = open_existing(tmp_path / "p.annotator", window=True)
    window = AgreementWindow(load_theme("light"))
    qtbot.addWidget(window)
    session = Session(project, "A1")
    window.set_session(session)
    first, _ = until_counted(window, window.show)
    number = session.rows(5, 1)[0].number

    def turn(status: str) -> None:
        session.set_status(number, status)
        window.follow({number})

    before = cpu(os.getpid()), cpu(window.counting.process_id())
    spent = [
        until_counted(window, lambda status=status: turn(status))
        for status in (IN_PROGRESS, FINISHED) * EDITS
    ]
    after = cpu(os.getpid()), cpu(window.counting.process_id())
    used, theirs = ((b - a) / (2 * EDITS) for a, b in zip(before, after, strict=True))
    assert window.report is not None
    assert window.report.figures.documents == articles
    what_if, _ = until_counted(window, lambda: window.what_if.trivial.setChecked(True))
    assert window.report.asked.what_if == WhatIf(trivial=True)
    again = [
        until_counted(window, lambda status=status: turn(status))[0] for status in (IN_PROGRESS, FINISHED)
    ]
    window.close()
    project.close()
    tell(
        f"agreement view, {articles:,} articles: first {first / 1000:.1f} s; after an edit best "
        f"{min(one for one, _ in spent):.0f} ms, median {sorted(one for one, _ in spent)[EDITS]:.0f} ms (wanted 50), "
        f"of CPU {used:.0f} ms in the window and {theirs:.0f} ms beside it; the window stood still "
        f"{sorted(one for _, one in spent)[EDITS]:.0f} ms (median; wanted 50); what if {what_if / 1000:.2f} s, "
        f"then {min(again):.0f} ms"
    )
