"""A file that another program holds against reading too, as on a network share, is no bug of the program."""

import sqlite3

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.ui.main_window import MainWindow

HAFTAR = (12, 26)  # in fr.txt


def test_reading_and_writing_wait_with_a_sentence(window: MainWindow, qtbot: QtBot) -> None:
    assert window.files.session
    project = window.files.session.project
    assert project.value("PRAGMA journal_mode = DELETE") == "delete"
    project.connection.execute("PRAGMA busy_timeout = 10")
    window.documents.choose(2)
    other = sqlite3.connect(project.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    window.desk.take_stretch(*HAFTAR)
    window.desk.choose_label("PERSON")
    assert "in use by another program" in window.care.guard.bar.words()
    window.following.look()
    for name in ("undo", "next_article", "history", "backups", "sync"):
        window.actions_[name].setEnabled(True)
        window.actions_[name].trigger()
    window.following.filter("x", "")
    assert "in use by another program" in window.status_line.message()
    window.grab()
    qtbot.wait(300)
    other.execute("ROLLBACK")
    other.close()
    qtbot.waitUntil(lambda: not window.care.guard.bar.words(), timeout=5_000)
    window.documents.choose(2)
    qtbot.waitUntil(lambda: [(s.start, s.end) for s in window.desk.spans()] == [HAFTAR], timeout=5_000)
    qtbot.keyClick(window.view, Qt.Key.Key_Escape)
