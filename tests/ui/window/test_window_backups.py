"""Backups in the window: made on opening, listed with what going back would change, put back; checks and rescue."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from annotator import paths
from annotator.app import safety
from annotator.app.backup_list import list_job
from annotator.app.opening import opened
from annotator.app.session import Session
from annotator.ui.main_window import MainWindow
from annotator.ui.safety import keeper
from annotator.ui.safety.backups_window import BackupsWindow

HAFTAR = (12, 26)  # in fr.txt
LEFT = Qt.MouseButton.LeftButton
Opened = Callable[[Path], MainWindow]


@pytest.fixture(autouse=True)
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own data where other processes find it too."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return paths.user_data()


def mark(window: MainWindow, start: int = HAFTAR[0], end: int = HAFTAR[1]) -> None:
    window.documents.choose(2)
    window.desk.take_stretch(start, end)
    window.desk.choose_label("PERSON")


def boxes(window: MainWindow) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def press(box: QMessageBox, words: str) -> None:
    next(button for button in box.buttons() if words in button.text()).click()


def listed(window: MainWindow, qtbot: QtBot, count: int) -> BackupsWindow:
    window.actions_["backups"].trigger()
    view = window.companions.show("backups")
    assert isinstance(view, BackupsWindow)
    qtbot.waitUntil(lambda: len(view.rows) == count, timeout=20_000)
    return view


def test_opening_makes_a_backup_after_the_first_article_is_there(
    open_window: Opened, project_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "_LATER", 1)
    window = open_window(project_path)
    assert window.view.text()
    assert safety.backups(project_path) == []
    qtbot.waitUntil(lambda: len(safety.backups(project_path)) == 1, timeout=20_000)
    qtbot.waitUntil(lambda: not window.care.keeper.is_busy(), timeout=20_000)
    assert safety.backups(project_path)[0].reason == "on open"
    assert window.files.job is None  # it keeps nobody from an import


@pytest.mark.long
def test_going_back_shows_what_changes_and_keeps_what_stands_there(
    window: MainWindow, qtbot: QtBot, project_path: Path
) -> None:
    assert window.files.session
    mark(window)
    safety.back_up(window.files.session.project, safety.BEFORE_IMPORT)
    mark(window, 0, 2)
    view = listed(window, qtbot, 1)
    assert [view.table.item(0, column).text() for column in (1, 2, 3)] == ["before an import", "3", "1"]
    qtbot.waitUntil(lambda: "takes away" in view.preview.text(), timeout=20_000)
    assert "Amal" in view.preview.text()
    assert "actions 1, spans 1" in view.preview.text()
    qtbot.mouseClick(view.restore, LEFT)
    (box,) = boxes(window)
    assert "nothing is lost" in box.text()
    press(box, "Go back")
    qtbot.waitUntil(lambda: window.files.session is not None, timeout=20_000)
    assert window.desk.session is window.files.session
    window.documents.choose(2)
    assert [(span.start, span.end) for span in window.desk.spans()] == [HAFTAR]
    assert "is as it was" in window.status_line.message()
    qtbot.waitUntil(lambda: len(view.rows) == 2, timeout=20_000)
    assert view.rows[0].backup.reason == "before restore"
    mark(window, 3, 5)  # work goes on
    with opened(project_path) as project:
        assert len(Session(project, "Amal").article(3).spans) == 2


@pytest.mark.long
def test_one_is_made_when_asked_for(window: MainWindow, qtbot: QtBot) -> None:
    view = listed(window, qtbot, 0)
    qtbot.waitUntil(lambda: "no backup yet" in view.about.text(), timeout=20_000)
    assert not view.restore.isEnabled()
    qtbot.mouseClick(view.make, LEFT)
    qtbot.waitUntil(lambda: len(view.rows) == 1, timeout=20_000)
    qtbot.waitUntil(lambda: "would change nothing" in view.preview.text(), timeout=20_000)


@pytest.mark.long
def test_a_damaged_backup_changes_nothing(window: MainWindow, qtbot: QtBot, project_path: Path) -> None:
    assert window.files.session
    made = safety.back_up(window.files.session.project, safety.ON_OPEN)
    assert made
    made.path.write_bytes(made.path.read_bytes()[:5_000])
    mark(window)
    window.care.rescue.restore(project_path, made)
    qtbot.waitUntil(lambda: bool(boxes(window)), timeout=20_000)
    assert str(made.path.name) in boxes(window)[0].text() or "damaged" in boxes(window)[0].text()
    assert window.files.session
    window.documents.choose(2)
    assert len(window.desk.spans()) == 1


# checks and rescue


def shown_buttons(form: object) -> list[str]:
    assert hasattr(form, "buttons")
    found: list[QPushButton] = form.buttons.buttons()
    return [button.text().replace("&", "") for button in found if not button.isHidden()]


@pytest.mark.long
def test_the_check_finds_and_repairs(window: MainWindow, qtbot: QtBot, project_path: Path) -> None:
    mark(window)
    broken = sqlite3.connect(project_path)
    broken.execute("DELETE FROM tally")
    broken.commit()
    broken.close()
    window.actions_["check_file"].trigger()
    form = window.care.rescue.check()
    assert form
    qtbot.waitUntil(lambda: form.list.count() == 1, timeout=20_000)
    assert "tally" in form.list.item(0).text()
    assert "Repair" in shown_buttons(form)
    qtbot.mouseClick(form.repair, LEFT)
    qtbot.waitUntil(lambda: "Repaired 1" in form.words.text(), timeout=20_000)
    assert "in order" in form.words.text()
    assert shown_buttons(form) == ["Close"]
    form.close()


@pytest.fixture
def damaged(project_path: Path) -> Path:
    """A project of which a page in the middle is torn."""
    with opened(project_path) as project:
        Session(project, "Amal").mark(3, *HAFTAR, "PERSON")
        safety.back_up(project, safety.BEFORE_IMPORT)
    content = bytearray(project_path.read_bytes())
    content[100:4096] = b"\xff" * 3996  # the page that tells where every table is
    path = project_path.with_name("torn.annotator")
    path.write_bytes(content)
    return path


def test_a_damaged_file_offers_what_can_be_done(window: MainWindow, qtbot: QtBot, damaged: Path) -> None:
    mark(window)
    assert not window.files.open(damaged)
    (box,) = boxes(window)
    words = [button.text() for button in box.buttons()]
    assert any("Save what can be read" in word for word in words)
    assert not any("backups" in word for word in words)  # it has none of its own
    press(box, "Close")
    assert window.files.session  # the present project stays
    assert len(window.desk.spans()) == 1


@pytest.mark.long
def test_what_can_be_read_is_saved_and_opened(
    window: MainWindow, qtbot: QtBot, project_path: Path, tmp_path: Path
) -> None:
    torn = tmp_path / "torn.annotator"
    with opened(project_path) as project:
        project.set_setting("x", "y")
    torn.write_bytes(project_path.read_bytes() + b"\0" * 100)
    out = tmp_path / "saved.annotator"
    dialog = window.care.rescue.ask_where(torn)
    dialog.fileSelected.emit(str(out))
    dialog.close()
    qtbot.waitUntil(lambda: bool(boxes(window)), timeout=20_000)
    assert "Saved 3 articles" in boxes(window)[0].text()
    assert window.files.session
    assert window.files.session.project.path == out
    press(boxes(window)[0], "Close")


@pytest.mark.long
def test_a_project_that_does_not_open_shows_its_backups(
    window: MainWindow, qtbot: QtBot, project_path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.annotator"
    other.write_bytes(project_path.read_bytes())
    with opened(other) as project:
        Session(project, "Amal").mark(3, *HAFTAR, "PERSON")
        safety.back_up(project, safety.BEFORE_IMPORT)
    other.write_bytes(b"")
    assert not window.files.open(other)
    window.settings.set_owner(other, "Amal")
    press(boxes(window)[0], "backups")
    (view,) = window.findChildren(BackupsWindow)
    qtbot.waitUntil(lambda: len(view.rows) == 1, timeout=20_000)
    qtbot.mouseClick(view.restore, LEFT)
    press(boxes(window)[-1], "Go back")
    qtbot.waitUntil(
        lambda: window.files.session is not None and window.files.session.project.path == other,
        timeout=20_000,
    )
    window.documents.choose(2)
    assert len(window.desk.spans()) == 1


def test_the_newest_is_chosen_in_both_directions(window: MainWindow, qapp: QApplication) -> None:
    assert window.files.session
    safety.back_up(window.files.session.project, safety.ON_OPEN)
    rows = list_job(window.files.session.project.path)
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        view = BackupsWindow(window.appearance.theme, window)
        view.setLayoutDirection(direction)
        view.show()
        view._show(rows)
        assert view.chosen() == rows[0].backup
        assert view.restore.isEnabled()
        view.close()
