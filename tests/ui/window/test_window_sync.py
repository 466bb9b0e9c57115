"""Syncing from the window: which server, what came of it, quiet when offline, a password that is kept nowhere."""

from pathlib import Path

import pytest
import sync_functions
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.app.syncing import Synced
from annotator.ui.main_window import MainWindow
from annotator.ui.sync.syncing import summary
from annotator.ui.sync.window import SyncWindow

LEFT = Qt.MouseButton.LeftButton
ADDRESS = "postgresql://samira@server.example.org/news"


@pytest.fixture
def view(window: MainWindow) -> SyncWindow:
    window.actions_["sync"].trigger()
    shown = window.companions.show("sync")
    assert isinstance(shown, SyncWindow)
    return shown


def over(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.care.syncing.is_busy(), timeout=20_000)


def test_a_sync_brings_what_others_did_and_says_so(
    window: MainWindow, view: SyncWindow, qtbot: QtBot
) -> None:
    window.care.syncing.function = sync_functions.with_server
    assert not view.now.isEnabled()
    assert window.care.syncing.sign.isHidden()
    qtbot.keyClicks(view.address, ADDRESS)
    qtbot.mouseClick(view.now, LEFT)
    assert window.care.syncing.is_busy()
    assert "Syncing" in window.care.syncing.sign.text()
    over(window, qtbot)
    assert "1 actions came, 0 went" in view.said.text()
    assert "Synced last on" in view.last.text()
    assert window.care.syncing.sign.text().startswith("Synced ")
    assert "1 actions came" in window.status_line.message()
    window.files.work_as("Badr")
    window.documents.choose(2)
    assert [(span.start, span.end) for span in window.desk.spans()] == [(3, 11)]


def test_offline_is_a_quiet_sentence_and_a_password_is_kept_nowhere(
    window: MainWindow, view: SyncWindow, qtbot: QtBot, project_path: Path, user_folder: Path
) -> None:
    window.care.syncing.function = sync_functions.offline
    view.address.setText("postgresql://samira:s3cret-word@server.example.org/news")
    qtbot.mouseClick(view.now, LEFT)
    assert "s3cret-word" not in view.address.text()
    assert view.password.text() == "s3cret-word"
    over(window, qtbot)
    assert "s3cret-word" in view.said.text()  # it was handed to the process that syncs
    assert window.care.syncing.sign.text() == "Offline"
    assert not window.status_line.is_warning()
    window.settings.save()
    address = window.settings.server(project_path)[0]
    assert "samira" in address
    kept = [path.read_bytes() for path in (*project_path.parent.rglob("*"),) if path.is_file()]
    assert not any(b"s3cret-word" in content for content in kept)
    window.documents.choose(2)
    window.desk.take_stretch(12, 26)
    window.desk.choose_label("PERSON")  # work goes on
    assert len(window.desk.spans()) == 1


@pytest.mark.long
def test_two_projects_are_united_only_when_asked(window: MainWindow, view: SyncWindow, qtbot: QtBot) -> None:
    window.care.syncing.function = sync_functions.another_project
    view.address.setText(ADDRESS)
    qtbot.keyClick(view.address, Qt.Key.Key_Return)
    over(window, qtbot)
    assert "begun separately" in view.said.text()
    assert not view.join.isHidden()
    qtbot.mouseClick(view.join, LEFT)
    over(window, qtbot)
    assert "1 actions came, 2 went" in view.said.text()
    assert view.join.isHidden()


@pytest.mark.long
def test_it_syncs_of_itself_as_often_as_was_chosen(
    window: MainWindow, view: SyncWindow, qtbot: QtBot, project_path: Path
) -> None:
    window.care.syncing.function = sync_functions.offline
    view.address.setText(ADDRESS)
    view.every.setCurrentIndex(2)
    view.every.activated.emit(2)
    assert window.settings.server(project_path) == (ADDRESS, 10)
    timer = window.care.syncing._timer
    assert (timer.isActive(), timer.interval()) == (True, 600_000)
    before = window.status_line.message()
    timer.timeout.emit()
    over(window, qtbot)
    assert window.status_line.message() == before  # nobody asked, so nobody is told
    assert window.care.syncing.sign.text() == "Offline"
    window.care.leave()
    assert not timer.isActive()
    window.files.open(project_path)
    assert timer.isActive()
    assert view.address.text() == ADDRESS
    assert view.every.currentData() == 10


def test_what_is_no_address_is_said(window: MainWindow, view: SyncWindow, qtbot: QtBot) -> None:
    view.address.setText("nonsense at all")
    qtbot.mouseClick(view.now, LEFT)
    assert "no address" in view.said.text()
    assert not window.care.syncing.is_busy()


def test_the_sentence_says_everything_that_matters() -> None:
    assert "nothing was new" in summary(Synced(0, 0, 0, 0, 0, ()))
    said = summary(Synced(5, 6, 2, 3, 1, ("سمر",)))
    for part in ("5 actions came, 6 went", "2 articles", "سمر", "3 actions stay", "1 conflicts"):
        assert part in said
