"""A second window on a project, in a process of its own: says what it sees of another's work, and answers it."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from annotator.app.opening import open_existing
from annotator.ui.application import application
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings

_LOOK = 20  # milliseconds between two looks at what is on the screen


def main(project: Path, settings: Path) -> None:
    app = application()
    window = MainWindow(Settings(settings))
    window.files.take(open_existing(project, window=True))
    window.show()
    window.documents.choose(2)
    timer = QTimer(interval=_LOOK)

    def look() -> None:
        if window.spans.lines.rowCount():
            timer.stop()
            print("seen", flush=True)
            window.desk.take_stretch(0, 4)
            window.actions_.labels[1].trigger()

    timer.timeout.connect(look)
    timer.start()
    print("ready", flush=True)
    app.exec()


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    main(Path(sys.argv[1]), Path(sys.argv[2]))
