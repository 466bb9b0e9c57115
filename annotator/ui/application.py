"""Starts the window: one application with the program's own style, fonts and colours, and a project in it."""

import os
import sys
from pathlib import Path

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from annotator import paths
from annotator.app.opening import open_existing, sample_path, sample_project
from annotator.model.errors import AnnotatorError, Damaged
from annotator.ui.bug_report import BugReport
from annotator.ui.dialogs import notice
from annotator.ui.display import NO_DISPLAY, can_open_window
from annotator.ui.fonts import FAMILIES, load_fonts
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings

DONE, FAILED, NO_WINDOW = 0, 1, 2
_UNSEEN = ("offscreen", "minimal")
_SMALLEST = 10.0  # points: Arabic in menus and tables is hard to read below


def open_window(path: Path | None) -> int:
    """Show a project, or the sample project for None, until the window is closed; get the exit status.

    2 where there is no display, 1 where the project cannot be opened; the reason is said on stderr.
    """
    if not can_open_window(os.environ):
        print(NO_DISPLAY, file=sys.stderr)
        return NO_WINDOW
    app = application()
    bugs = BugReport(paths.user_log() / "bugs.log")
    bugs.catch_all()
    project, damage = None, ""
    try:
        project = open_existing(path or sample_project(), window=True)
    except Damaged as error:
        damage = str(error)
        if app.platformName() in _UNSEEN:
            return _say(app, damage)
    except AnnotatorError as error:
        return _say(app, str(error))
    window = MainWindow(Settings(paths.user_data() / "settings.ini"))
    window.files.broke.connect(bugs.take)
    if project:
        window.files.take(project)
    window.show()
    if damage:
        print(damage, file=sys.stderr)
        window.show_welcome()
        window.care.rescue.offer(path or sample_path(), damage)
    return app.exec()


def application() -> QApplication:
    """The application, looking alike on every system: the Fusion style, the shipped font."""
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication(["annotator"])
    app.setApplicationName("Annotator")
    app.setStyle("Fusion")
    load_fonts()
    font = QFont(app.font())
    font.setFamilies([*FAMILIES, *font.families()])
    font.setPointSizeF(max(font.pointSizeF(), _SMALLEST))
    app.setFont(font)
    return app


def _say(app: QApplication, sentence: str) -> int:
    """Say why nothing opens: on stderr, and in a dialog where there is somebody to see it."""
    print(sentence, file=sys.stderr)
    if app.platformName() not in _UNSEEN:
        told = notice(None, sentence)
        told.finished.connect(app.quit)
        app.exec()
    return FAILED
