"""What the tests of the team's windows share: a project of three articles, a window on it, and hands for both."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.app.importing import import_paths
from annotator.app.opening import new_project
from annotator.ui.companion import Companion
from annotator.ui.main_window import MainWindow

ARTICLES = {
    "ar.txt": "التقى قائد الجيش الليبي المشير خليفة حفتر السبت.\nوقال إن (5+5) — Khalifa Haftar قائد.",
    "en.txt": "Nothing happened in Tripoli.",
    "fr.txt": "Le maréchal Khalifa Haftar a déclaré que l’armée nationale libyenne avance.",
}


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "news.annotator"
    project = new_project(path, annotators=["Amal", "Badr"])
    import_paths(project, [tmp_path / name for name in ARTICLES])
    project.close()
    return path


@pytest.fixture
def companion(qtbot: QtBot) -> Callable[[MainWindow, str], Companion]:
    """Opens a window beside the program's window by its menu."""

    def opened(window: MainWindow, name: str) -> Companion:
        window.actions_[name].trigger()
        view = window.companions.show(name)
        qtbot.waitExposed(view)
        return view

    return opened
