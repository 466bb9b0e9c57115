"""What the tests of layers side by side share: three people's labels over an Arabic and a French text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from layered import LAYERS, TEXTS
from pytestqt.qtbot import QtBot

from annotator.app.importing import import_paths
from annotator.app.opening import new_project, open_existing
from annotator.app.project_file import Project
from annotator.app.session import Session
from annotator.ui.side_by_side.window import SideBySideWindow
from annotator.ui.theme import load_theme


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "p.annotator"
    new_project(path).close()
    made = open_existing(path)
    made.connection.execute("PRAGMA synchronous = OFF")
    import_paths(made, [tmp_path / name for name in TEXTS])
    for owner, marks in LAYERS.items():
        session = Session(made, owner)
        for row in session.rows(0, 9):
            text = session.article(row.number).document.text
            for words, label in marks:
                if words in text:
                    start = text.index(words)
                    session.mark(row.number, start, start + len(words), label)
    yield made
    made.close()


@pytest.fixture
def numbers(project: Project) -> dict[str, int]:
    return {row.name: row.number for row in Session(project, "Badr").rows(0, 9)}


@pytest.fixture
def window(qtbot: QtBot, project: Project, numbers: dict[str, int]) -> SideBySideWindow:
    made = SideBySideWindow(load_theme("light"))
    qtbot.addWidget(made)
    made.set_session(Session(project, "Badr"))
    made.show_article(numbers["ar.txt"])
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made
