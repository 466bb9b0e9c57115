"""What the tests of the window share: a user's folder of their own, a project of three articles, a window on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.app.importing import import_paths
from annotator.app.opening import new_project, open_existing
from annotator.app.session import Session
from annotator.ui.main_window import MainWindow

ARTICLES = {
    "ar.txt": "التقى قائد الجيش الليبي المشير خليفة حفتر السبت.\nوقال إن (5+5) — Khalifa Haftar قائد.",
    "en.txt": "Nothing happened in Tripoli.",
    "fr.txt": "Le maréchal Khalifa Haftar a déclaré que l’armée nationale libyenne avance.",
}


@pytest.fixture
def project_path(tmp_path: Path, user_folder: Path) -> Path:
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "news.annotator"
    project = new_project(path, annotators=["Amal", "Badr"])
    import_paths(project, [tmp_path / name for name in ARTICLES])
    project.close()
    return path


@pytest.fixture
def session(project_path: Path) -> Iterator[Session]:
    project = open_existing(project_path)
    yield Session(project, "Amal")
    project.close()


@pytest.fixture
def window(open_window: Callable[[Path], MainWindow], project_path: Path) -> MainWindow:
    return open_window(project_path)
