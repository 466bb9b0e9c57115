"""The program's window on a real X server, for tests: answers on stdout where letters are, does nothing by itself.

Run as `python x11_window.py PROJECT USER_FOLDER`. A line on stdin is `place START END`, `state` or `close`; the
answer is one line of JSON.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QSocketNotifier

from annotator import paths
from annotator.app.opening import open_existing
from annotator.ui.application import application
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings


def place(window: MainWindow, start: int, end: int) -> list[list[int]]:
    """Points of the screen just inside the outer edges of the first and the last letter."""
    view = window.view
    view.scroll_to(start, end)
    points = []
    for offset, leading in ((start, True), (end - 1, False)):
        rect = view.rects(offset, offset + 1)[0]
        rtl = "\u0590" <= view.text()[offset] <= "\u08ff"
        x = rect.right() - 1 if rtl == leading else rect.left() + 1
        point = view.viewport().mapToGlobal(QPoint(round(x), round(rect.center().y())))
        points.append([point.x(), point.y()])
    return points


def state(window: MainWindow) -> dict[str, object]:
    """What the window shows."""
    article = window.desk.article
    spans = [[s.start, s.end, s.label, dict(s.attributes)] for s in window.desk.spans()]
    return {
        "window": int(window.winId()),
        "name": article.document.name if article else "",
        "stretch": window.view.stretch(),
        "spans": spans,
        "focus": window.view.hasFocus(),
        "sticky": window.desk.sticky,
        "card": window.card.hasFocus(),
        "sheet": any(w.isVisible() and w.windowTitle() == "Keys" for w in application().topLevelWidgets()),
    }


def main(project: Path, user: Path) -> None:
    paths.user_data = lambda: user
    app = application()
    settings = Settings(user / "settings.ini")
    settings.set_owner(project, "Amal")
    window = MainWindow(settings)
    window.files.take(open_existing(project, window=True))
    window.resize(1280, 800)
    window.move(0, 0)
    window.show()

    def answer() -> None:
        words = sys.stdin.readline().split()
        if not words or words[0] == "close":
            window.close()
            app.quit()
            return
        found = state(window) if words[0] == "state" else place(window, int(words[1]), int(words[2]))
        print(json.dumps(found), flush=True)

    asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    asked.activated.connect(answer)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
