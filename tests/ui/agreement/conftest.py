"""What the tests of the agreement view share: two people's labels over an Arabic and a French text."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from agreement_marks import AMAL, ARABIC, BADR, FRENCH, MARKS, Marks
from pytestqt.qtbot import QtBot

from annotator.app.agreement_report import report
from annotator.app.importing import import_paths
from annotator.app.opening import new_project, open_existing
from annotator.app.project_file import Project
from annotator.app.session import Session
from annotator.model.status import FINISHED
from annotator.ui.agreement.window import AgreementWindow
from annotator.ui.theme import load_theme


@pytest.fixture
def make_project(tmp_path: Path) -> Iterator[Callable[[Marks], Project]]:
    made: list[Project] = []

    def make(marks: Marks) -> Project:
        texts = {"ar.txt": ARABIC, "fr.txt": FRENCH}
        for name, text in texts.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        path = tmp_path / "p.annotator"
        new_project(path, annotators=[AMAL]).close()
        project = open_existing(path)
        made.append(project)
        import_paths(project, [tmp_path / name for name in texts])
        numbers = {row.name: row.number for row in Session(project, AMAL).rows(0, 9)}
        for name, by_owner in marks.items():
            for owner, held in by_owner.items():
                finish(project, owner, numbers[name], texts[name], held)
        return project

    yield make
    for project in made:
        project.close()


def finish(project: Project, owner: str, number: int, text: str, marks: list[tuple[str, str]]) -> None:
    session = Session(project, owner)
    for words, label in marks:
        start = text.index(words)
        session.mark(number, start, start + len(words), label)
    session.set_status(number, FINISHED)


@pytest.fixture
def project(make_project: Callable[[Marks], Project]) -> Project:
    return make_project(MARKS)


@pytest.fixture
def window(qtbot: QtBot, project: Project) -> AgreementWindow:
    """The view with its figures; it is not seen, so nothing is counted behind the test's back."""
    made = AgreementWindow(load_theme("light"))
    qtbot.addWidget(made)
    made.set_session(Session(project, BADR))
    made.show_report(report(project))
    qtbot.waitUntil(lambda: not made.pages.is_filling())
    return made
