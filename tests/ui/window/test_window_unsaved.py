"""What the file cannot take is said at once, kept, tried again, and saved elsewhere where people want: real files."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from annotator import paths
from annotator.app.opening import open_existing, opened
from annotator.app.session import Session
from annotator.store import check
from annotator.ui.isolates import isolated
from annotator.ui.main_window import MainWindow
from annotator.ui.safety.unsaved_bar import UnsavedBar

HAFTAR = (12, 26)  # in fr.txt
HOLDER = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN EXCLUSIVE');"
    "print('held', flush=True); sys.stdin.read(); c.execute('ROLLBACK'); c.close()"
)
NOBODY = 65534
Opened = Callable[[Path], MainWindow]


def mark(window: MainWindow, start: int = HAFTAR[0], end: int = HAFTAR[1]) -> None:
    window.documents.choose(2)
    window.view.set_stretch(start, end)
    window.desk.take_stretch(start, end)
    window.actions_.labels[0].trigger()


def bar(window: MainWindow) -> UnsavedBar:
    return window.care.guard.bar


def press(qtbot: QtBot, window: MainWindow, name: str) -> None:
    qtbot.mouseClick(bar(window).buttons[name], Qt.MouseButton.LeftButton)


def saved(path: Path) -> int:
    """How many spans of fr.txt are in a file, as another program sees it."""
    with opened(path) as project:
        assert list(check.problems(project)) == []
        return len(Session(project, "Amal").article(3).spans)


def is_saved(window: MainWindow) -> Callable[[], bool]:
    return lambda: window.spans.lines.rowCount() == 1 and not bar(window).words()


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program holds the file."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        yield
        other.stdin.close()
        other.wait(timeout=20)


def test_a_gesture_waits_for_another_program_and_is_then_saved(
    window: MainWindow, qtbot: QtBot, project_path: Path
) -> None:
    with held(project_path):
        mark(window)
        assert "in use by another program" in bar(window).words()
        assert "kept" in bar(window).words()
        assert window.status_line.saved_sign() == "Not saved"
        assert window.view.stretch() == HAFTAR  # it stays marked as what waits
        assert window.spans.lines.rowCount() == 0
        window.actions_["finish"].trigger()
        assert "not saved yet" in window.status_line.message()
        window.documents.choose(0)  # reading goes on
        assert window.view.text().startswith("التقى")
        window.documents.choose(2)
    qtbot.waitUntil(is_saved(window), timeout=5_000)
    assert window.status_line.saved_sign().startswith("Saved")
    assert saved(project_path) == 1


@pytest.mark.long
def test_a_gesture_can_be_given_up(window: MainWindow, qtbot: QtBot, project_path: Path) -> None:
    with held(project_path):
        mark(window)
        press(qtbot, window, "again")
        assert bar(window).words()
        press(qtbot, window, "give up")
        assert bar(window).words() == ""
    window.following.look()
    assert saved(project_path) == 0


def test_a_file_that_is_moved_is_missed_within_a_second(
    window: MainWindow, qtbot: QtBot, project_path: Path, tmp_path: Path
) -> None:
    os.rename(project_path, tmp_path / "elsewhere")
    qtbot.waitUntil(lambda: "no longer there" in bar(window).words(), timeout=1_000)
    assert window.status_line.saved_sign() == "Not saved"
    assert bar(window).buttons["give up"].isHidden()  # nothing waits yet
    mark(window)
    assert not bar(window).buttons["give up"].isHidden()
    assert not project_path.exists()
    os.rename(tmp_path / "elsewhere", project_path)
    qtbot.waitUntil(is_saved(window), timeout=5_000)
    assert saved(project_path) == 1


def test_a_file_that_is_deleted_lives_on_in_a_copy_with_the_gesture(
    window: MainWindow, qtbot: QtBot, project_path: Path, tmp_path: Path
) -> None:
    mark(window)
    project_path.unlink()
    mark(window, 0, 2)
    assert "no longer there" in bar(window).words()
    copy = tmp_path / "copy.annotator"
    dialog = window.care.guard.ask_copy()
    assert dialog
    dialog.fileSelected.emit(str(copy))
    dialog.close()
    assert bar(window).words() == ""
    assert window.windowTitle() == f"{isolated('copy')} – Annotator"
    assert (window.documents.place(), window.spans.lines.rowCount()) == (2, 2)
    assert "You work in" in window.status_line.message()
    assert saved(copy) == 2
    assert not project_path.exists()


@pytest.mark.long
def test_another_file_in_its_place_can_be_opened(
    window: MainWindow, qtbot: QtBot, project_path: Path, tmp_path: Path
) -> None:
    mark(window)
    qtbot.waitUntil(lambda: window.status_line.saved_sign() == "Saved in one file", timeout=3_000)
    shutil.copy(project_path, tmp_path / "same")
    os.replace(tmp_path / "same", project_path)
    mark(window, 0, 2)
    assert "another file" in bar(window).words()
    press(qtbot, window, "reopen")  # it holds the same, so what waited is done there
    assert bar(window).words() == ""
    assert window.spans.lines.rowCount() == 2
    assert saved(project_path) == 2


@pytest.mark.long
def test_what_waited_is_not_put_into_another_state(
    window: MainWindow, qtbot: QtBot, project_path: Path, tmp_path: Path
) -> None:
    shutil.copy(project_path, tmp_path / "old")
    mark(window)
    os.replace(tmp_path / "old", project_path)
    mark(window, 0, 2)
    press(qtbot, window, "reopen")
    assert "another state" in window.status_line.message()
    assert saved(project_path) == 0


def test_a_full_disk_keeps_the_gesture_until_there_is_room(
    window: MainWindow, qtbot: QtBot, project_path: Path
) -> None:
    window.documents.choose(2)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, before[1]))
    try:
        mark(window)
        words = bar(window).words()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "disk" in words
    assert "kept" in words
    qtbot.waitUntil(is_saved(window), timeout=5_000)
    assert saved(project_path) == 1


@pytest.fixture
def open_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that everybody may enter, with the user's data in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "user").mkdir()
        for place in (folder, folder / "user"):
            place.chmod(0o777)
        monkeypatch.setattr(paths, "user_data", lambda: folder / "user")
        yield folder


@contextmanager
def powerless() -> Iterator[None]:
    """As somebody whom permissions bind: the superuser is above them."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_a_read_only_file_is_said_on_opening_and_takes_up_work_when_it_may(
    open_window: Opened, project_path: Path, open_folder: Path, qtbot: QtBot
) -> None:
    path = open_folder / "news.annotator"
    shutil.copy(project_path, path)
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)
    path.chmod(0o444)
    with powerless():
        window = open_window(path)
        assert "read-only" in bar(window).words()
        mark(window)
        assert "kept" in bar(window).words()
        assert window.view.text().startswith("Le maréchal")
        path.chmod(0o644)
        qtbot.waitUntil(is_saved(window), timeout=5_000)
        window.close()
        assert saved(path) == 1


def test_closing_asks_about_what_is_not_saved(window: MainWindow, qtbot: QtBot, project_path: Path) -> None:
    with held(project_path):
        mark(window)
        assert not window.close()
        box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
        assert "not saved" in box.text()
        next(button for button in box.buttons() if button.text().startswith("Close")).click()
        assert not window.isVisible()


@pytest.mark.long
def test_labels_that_change_meanwhile_drop_nothing(
    window: MainWindow, qtbot: QtBot, project_path: Path
) -> None:
    other = sqlite3.connect(project_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    mark(window)
    window.take_session(Session(window.files.session.project, "Amal"))
    other.execute("ROLLBACK")
    other.close()
    qtbot.waitUntil(lambda: not bar(window).words(), timeout=5_000)
    assert saved(project_path) == 1


@pytest.mark.long
def test_a_window_that_is_opened_anew_has_no_bar(open_window: Opened, project_path: Path) -> None:
    window = open_window(project_path)
    window.files.take(open_existing(project_path, window=True))
    assert bar(window).words() == ""
