"""What every test of a window or a widget needs: the program's application, and a user's folder of its own."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator import paths
from annotator.ui.application import application


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return application()


@pytest.fixture(autouse=True)
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "user"
    folder.mkdir()
    monkeypatch.setattr(paths, "user_data", lambda: folder)
    return folder
