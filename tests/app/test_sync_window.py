"""Syncing from the window with a real PostgreSQL: two laptops meet, with the server gone in between."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from app_help import SENTENCE, project_of
from postgres_server import Server
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator import paths
from annotator.app.opening import open_existing, opened
from annotator.app.session import Session
from annotator.app.syncing import sync_job
from annotator.store import check
from annotator.ui.application import application
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings
from annotator.ui.sync.window import SyncWindow

pytestmark = pytest.mark.long
_PATIENCE = 60_000  # milliseconds


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    application()
    project = project_of(tmp_path, SENTENCE * 20)
    project.close()
    settings = Settings(paths.user_data() / "sync-window.ini")
    settings.set_owner(project.path, "A")
    made = MainWindow(settings)
    qtbot.addWidget(made)
    made.files.take(open_existing(project.path, window=True))
    made.show()
    yield made
    made.close()


def synced(window: MainWindow, view: SyncWindow, qtbot: QtBot) -> str:
    qtbot.mouseClick(view.now, Qt.MouseButton.LeftButton)
    assert window.care.syncing.is_busy()
    qtbot.waitUntil(lambda: not window.care.syncing.is_busy(), timeout=_PATIENCE)
    return view.said.text()


def mark(window: MainWindow, start: int, end: int) -> None:
    window.desk.take_stretch(start, end)
    window.desk.choose_label("PERSON")


def test_two_laptops_meet_through_the_window(
    server: Server, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    url = server.new_database("window")
    window.actions_["sync"].trigger()
    view = window.companions.show("sync")
    assert isinstance(view, SyncWindow)
    view.address.setText(url)
    mark(window, 6, 10)
    assert "actions came" in synced(window, view, qtbot)
    other = tmp_path / "other.annotator"
    sync_job(other, url)
    with opened(other) as project:
        Session(project, "B").mark(1, 14, 19, "ORGANIZATION")
    sync_job(other, url)
    assert "1 actions came, 0 went" in synced(window, view, qtbot)
    assert "nothing was new" in synced(window, view, qtbot)
    server.kill()
    mark(window, 20, 26)
    assert "does not answer" in synced(window, view, qtbot)
    assert window.care.syncing.sign.text() == "Offline"
    server.process = server.start()
    assert "0 actions came, 1 went" in synced(window, view, qtbot)
    sync_job(other, url)
    with opened(other) as project:
        assert list(check.problems(project)) == []
        assert len(Session(project, "A").article(1).spans) == 2
        assert len(Session(project, "B").article(1).spans) == 1
    session = window.files.session
    assert session
    window.files.work_as("B")
    assert len(window.desk.spans()) == 1
