"""Forks children in which a person annotates in the window until they are killed.

For each line of JSON that comes in (`path`, `folder`, `delay`) one child opens the window on the project, drags over
words and presses label keys, and says each item that the span table shows; it is killed `delay` seconds after it said
the first. Out goes one line: the items.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from unittest import mock

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator import paths
from annotator.app.opening import open_existing
from annotator.ui.application import application
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings

KEYS = (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4)


def annotate(path: Path, folder: Path) -> None:
    """Double-click word after word and label each; say what the window shows after each key."""
    mock.patch.object(paths, "user_data", return_value=folder).start()
    application()
    window = MainWindow(Settings(folder / "settings.ini"))
    window.resize(1280, 800)
    window.files.take(open_existing(path, window=True))
    window.show()
    QTest.qWaitForWindowExposed(window)
    said: set[str] = {span.item for span in window.desk.spans()}
    text = window.view.text()
    places = [place for place in range(1, len(text), 7) if not text[place].isspace()]
    random.Random(len(said)).shuffle(
        places
    )  # or every child would first meet the words that are marked already
    for turn, place in enumerate(places):
        window.view.scroll_to(place, place + 1)
        point: QPoint = window.view.point_of(place).toPoint()
        for event in (QTest.mouseClick, QTest.mouseDClick, QTest.mouseRelease):
            event(window.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
        QTest.keyClick(window.view, KEYS[turn % 3])
        window.grab()  # painted: from here on the person has seen it
        for item in {span.item for span in window.desk.spans()} - said:
            said.add(item)
            os.write(1, f"{item}\n".encode())


def one_round(path: str, folder: str, delay: float) -> None:
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(write, 1)
            annotate(Path(path), Path(folder))
        finally:
            os._exit(1)  # a child never goes on as a server, whatever happens to it
    os.close(write)
    with os.fdopen(read) as said:
        items = [said.readline().strip()]
        time.sleep(delay)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        items += said.read().split()
    print(json.dumps(items), flush=True)


if __name__ == "__main__":
    for line in sys.stdin:
        one_round(**json.loads(line))
