"""Who is at work: known from before, from the file, or asked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.app.handing import hand_out
from annotator.app.opening import new_project, open_existing
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings
from annotator.ui.who import WhoForm

Open = Callable[[Path], MainWindow]


@pytest.fixture
def open_new(qtbot: QtBot, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setattr("annotator.ui.files.system_user", lambda: "laptop")

    def opened(path: Path) -> MainWindow:
        window = MainWindow(settings)
        qtbot.addWidget(window)
        window.files.take(open_existing(path, window=True))
        with qtbot.waitExposed(window):
            window.show()
        return window

    return opened


def asked() -> WhoForm | None:
    form = QApplication.activeModalWidget()
    return form if isinstance(form, WhoForm) else None


def answering(qtbot: QtBot) -> WhoForm:
    """The question, once it has the keyboard."""
    qtbot.waitUntil(lambda: asked() is not None)
    form = asked()
    assert form
    qtbot.waitUntil(form.name.hasFocus)
    return form


def test_a_file_that_was_handed_out_opens_as_its_annotator(
    project_path: Path, tmp_path: Path, open_new: Open
) -> None:
    project = open_existing(project_path)
    hand_out(project, "Badr", tmp_path / "badr.annotator")
    project.close()
    window = open_new(tmp_path / "badr.annotator")
    assert window.files.session
    assert window.files.session.owner == "Badr"
    assert asked() is None


def test_a_stranger_is_asked_and_is_known_from_then_on(
    qtbot: QtBot, project_path: Path, open_new: Open
) -> None:
    window = open_new(project_path)
    form = answering(qtbot)
    assert [form.name.itemText(n) for n in range(form.name.count())] == ["Amal", "Badr"]
    qtbot.keyClick(form.name, Qt.Key.Key_Down)
    qtbot.keyClick(form.name, Qt.Key.Key_Return)
    assert window.files.session
    assert window.files.session.owner == "Badr"
    window.close()
    again = open_new(project_path)
    assert again.files.session
    assert again.files.session.owner == "Badr"
    assert asked() is None
    again.close()


def test_a_name_that_is_not_there_can_be_written(qtbot: QtBot, project_path: Path, open_new: Open) -> None:
    window = open_new(project_path)
    form = answering(qtbot)
    qtbot.keyClicks(form.name.lineEdit(), "Chafik")
    qtbot.keyClick(form.name, Qt.Key.Key_Return)
    assert window.files.session
    assert window.files.session.owner == "Chafik"
    assert "Chafik" in window.files.people()
    window.close()


def test_nobody_is_asked_where_nobody_was_named(tmp_path: Path, open_new: Open) -> None:
    new_project(tmp_path / "empty.annotator").close()
    window = open_new(tmp_path / "empty.annotator")
    assert window.files.session
    assert window.files.session.owner == "laptop"
    assert asked() is None
    window.close()
