"""What tests of windows and widgets share: the program's application, a user's own folder, a window on a project."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator import paths
from annotator.app.opening import open_existing
from annotator.ui.application import application
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return application()


@pytest.fixture(autouse=True)
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "user"
    folder.mkdir()
    monkeypatch.setattr(paths, "user_data", lambda: folder)
    return folder


@pytest.fixture
def settings(user_folder: Path) -> Settings:
    return Settings(user_folder / "settings.ini")


@pytest.fixture
def open_window(qtbot: QtBot, settings: Settings) -> Iterator[Callable[[Path], MainWindow]]:
    windows = []

    def opened(path: Path) -> MainWindow:
        settings.set_owner(path, settings.owner(path) or "Amal")
        window = MainWindow(settings)
        windows.append(window)
        qtbot.addWidget(window)
        window.files.take(open_existing(path, window=True))
        with qtbot.waitExposed(window):
            window.show()
        return window

    yield opened
    for window in windows:
        window.close()
