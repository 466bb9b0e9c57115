"""A file dialog beside an open project: the project keeps its locks, so no other program can pull its log away."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QFileInfo
from pytestqt.qtbot import QtBot

from annotator.app.opening import new_project, open_existing
from annotator.ui.file_dialog import FileDialog

# What another program does when it closes the project: only who is alone with a file may change this.
_ALONE = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=0)\n"
    "try: print(c.execute('PRAGMA journal_mode = DELETE').fetchone()[0])\n"
    "except sqlite3.OperationalError as error: print(error)"
)
UI = Path(__file__).parents[2] / "annotator" / "ui"


def test_a_project_stays_locked_while_a_dialog_lists_its_folder(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"
    new_project(path).close()
    project = open_existing(path)
    project.value("SELECT count(*) FROM document")
    dialog = FileDialog(None, "Open", str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.wait(1_000)  # it reads the folder in a thread of its own
    mode = subprocess.run([sys.executable, "-c", _ALONE, str(path)], capture_output=True, text=True)
    assert mode.stdout.strip() == "database is locked"
    project.close()
    assert sqlite3.connect(path).execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_files_are_known_by_their_ending_alone(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = FileDialog(None, "Open", str(tmp_path))
    qtbot.addWidget(dialog)
    icons = dialog.iconProvider()
    assert icons.type(QFileInfo(str(tmp_path / "a.xyz"))) == "xyz"
    assert icons.icon(QFileInfo(str(tmp_path))).cacheKey() != icons.icon(QFileInfo("a.xyz")).cacheKey()


def test_no_window_uses_a_dialog_that_looks_into_files() -> None:
    made = re.compile(r"\bQFileDialog\(|\bQFileDialog\.get")
    found = [path.name for path in UI.rglob("*.py") if made.search(path.read_text(encoding="utf-8"))]
    assert [name for name in found if name != "file_dialog.py"] == []
