"""What the tests of the adjudication window share: the project, the window on the screen, and hands."""

import shutil
from pathlib import Path

import pytest
from judge_project import Hands, make_project
from pytestqt.qtbot import QtBot

from annotator.app.opening import open_existing
from annotator.app.project_file import Project
from annotator.app.session import Session
from annotator.ui.adjudication.window import AdjudicationWindow
from annotator.ui.settings import Settings
from annotator.ui.theme import load_theme


@pytest.fixture(autouse=True)
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One that the processes of jobs know too: else these would be another device, and undo would not see them."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    return tmp_path / "user"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's file, made once."""
    project = make_project(tmp_path_factory.mktemp("judged"))
    project.close()
    return project.path


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Project:
    shutil.copyfile(made, tmp_path / made.name)
    opened = open_existing(tmp_path / made.name)
    opened.connection.execute("PRAGMA synchronous = OFF")
    return opened


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def window(qtbot: QtBot, project: Project, settings: Settings) -> AdjudicationWindow:
    made = AdjudicationWindow(load_theme("light"), settings)
    qtbot.addWidget(made)
    made.set_session(Session(project, "Amal"))
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def hands(qtbot: QtBot, window: AdjudicationWindow) -> Hands:
    made = Hands(qtbot, window)
    made.settle()
    return made
