"""A fresh process that opens a big project in a window, scrolls and filters its list, and prints what each took.

Argument: the project's path. Output: one JSON object of milliseconds, times of opening from what is imported on.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from annotator.app.opening import open_existing
from annotator.ui.application import application
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings

QUERIES = ("ا", "الحكومة", "de", "ministre des", "وزير الخارجية", "099", "قققق")
STEPS = 60


def ms(work: Callable[[], object]) -> float:
    """What a gesture takes until its effect is painted."""
    before = time.perf_counter()
    work()
    QApplication.processEvents()
    return 1000 * (time.perf_counter() - before)


def settled(milliseconds: int) -> None:
    """Let timers run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main(path: Path, settings: Path) -> None:
    app = application()
    before = time.perf_counter()
    project = open_existing(path, window=True)
    window = MainWindow(Settings(settings))
    window.files.take(project)
    window.show()
    app.processEvents()
    window.grab()  # painted, not only laid out
    found = {"opened": 1000 * (time.perf_counter() - before)}
    assert window.desk.article is not None
    settled(1_000)
    bar = window.documents.verticalScrollBar()
    bottom = bar.maximum()
    assert bottom > 90_000
    scrolled = [ms(lambda to=n * bottom // STEPS: bar.setValue(to)) for n in range(STEPS + 1)]
    filtered = []
    for query in QUERIES:
        filtered += [ms(lambda query=query: window.filter.filter_changed.emit(query, "")) for _ in range(2)]
        filtered.append(ms(lambda: window.filter.filter_changed.emit("", "")))
    filtered += [ms(lambda: window.filter.filter_changed.emit("", "finished"))]
    for name, times in (("scrolled", scrolled), ("filtered", filtered)):
        found |= {name: statistics.median(times), f"{name} at most": max(times)}
    window.close()
    print(json.dumps(found))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(sys.argv[1]), Path(folder) / "settings.ini")
