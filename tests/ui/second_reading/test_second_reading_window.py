"""A second reading through the program's window: served, read without the earlier marks, finished, measured."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.app.importing import import_paths
from annotator.app.opening import new_project, open_existing
from annotator.app.people import add_person
from annotator.app.session import Session
from annotator.model.people import second_reading
from annotator.model.status import FINISHED, IN_PROGRESS
from annotator.ui.main_window import MainWindow
from annotator.ui.second_reading.window import SecondReadingWindow
from annotator.ui.settings import Settings
from annotator.ui.theme import THEMES, load_theme

AMAL = "أمل"
AGAIN = second_reading(AMAL)
TEXTS = {
    "a.txt": "التقى المشير خليفة حفتر السبت اللواء عباس كامل.",
    "b.txt": "قال خليفة حفتر إن المفاوضات بدأت.",
    "c.txt": "Le maréchal Khalifa Haftar a salué l’ONU.",
}
NAMES = {"a.txt": "خليفة حفتر", "b.txt": "خليفة حفتر", "c.txt": "Khalifa Haftar"}


@pytest.fixture
def main(qtbot: QtBot, tmp_path: Path, user_folder: Path) -> Iterator[MainWindow]:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "p.annotator"
    project = new_project(path)
    project.connection.execute("PRAGMA synchronous = OFF")
    import_paths(project, [tmp_path / name for name in TEXTS])
    for person in (AMAL, "Badr"):
        add_person(project, person)
    session = Session(project, AMAL)
    for row in session.rows(0, 9):
        start = TEXTS[row.name].index(NAMES[row.name])
        session.mark(row.number, start, start + len(NAMES[row.name]), "PERSON")
        session.set_status(row.number, FINISHED)
    project.close()
    settings = Settings(user_folder / "settings.ini")
    settings.set_owner(path, AMAL)
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.files.take(open_existing(path, window=True))
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.close()


@pytest.fixture
def view(main: MainWindow) -> SecondReadingWindow:
    main.actions_["second_reading"].trigger()
    return next(made for made in main.findChildren(SecondReadingWindow))


def wait(qtbot: QtBot, view: SecondReadingWindow) -> None:
    qtbot.waitUntil(lambda: not view.measuring.is_running(), timeout=5_000)


def press(qtbot: QtBot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_from_the_draw_to_the_figure(qtbot: QtBot, main: MainWindow, view: SecondReadingWindow) -> None:
    assert view.reader() == AMAL
    assert view.state.text().startswith("3 articles can be read again. 0 articles were served")
    assert not view.read.isEnabled()
    view.wanted.setValue(2)
    press(qtbot, view.serve)
    assert view.state.text().startswith("1 article can be read again. 2 articles were served")
    press(qtbot, view.read)
    assert main.desk.session.owner == AGAIN
    assert main.desk.session.author == AMAL
    assert main.documents.lines.rowCount() == 2  # what was served, and nothing else
    assert main.desk.spans() == ()  # none of the earlier marks
    wrong = read_all(main)
    wait(qtbot, view)
    assert "Both readings of 2 articles" in view.figure.text()
    assert "Strict F1: 0.50" in view.figure.text()
    assert "Places marked the same: 1; otherwise: Borders 1" in view.figure.text()
    assert [row.quote for row in view.rows.places] == [NAMES[wrong]]
    assert [mark.owner for mark in view.rows.places[0].marks] in (["First", "Again"], ["Again", "First"])
    view.list.activated.emit(view.rows.index(0))
    assert main.desk.article.document.name == wrong
    assert main.desk.selected in {span.item for span in main.desk.spans()}
    press(qtbot, view.read)
    assert main.desk.session.owner == AMAL
    assert main.documents.lines.rowCount() == 3
    assert AGAIN not in main.files.people()


def read_all(main: MainWindow) -> str:
    """Mark the name in each served article and finish it; in the last one without the last letters. Its name."""
    served = [row for row in main.desk.session.rows(0, 9) if row.status == IN_PROGRESS]
    for row in served:
        main.documents.choose(main.documents.lines.place_of(row.number))
        text, name = main.desk.article.document.text, NAMES[row.name]
        end = text.index(name) + len(name) - (4 if row is served[-1] else 0)
        main.desk.hold_stretch(text.index(name), end, exact=True)
        main.desk.choose_label("PERSON")
        main.reactions.finish()
    return served[-1].name


def test_the_days_are_asked_for(qtbot: QtBot, view: SecondReadingWindow) -> None:
    view.days.setValue(30)
    assert view.state.text().startswith("0 articles can be read again.")
    with qtbot.waitSignal(view.failed) as told:
        press(qtbot, view.serve)
    assert "30 days ago or earlier" in told.args[0]


def test_another_persons_figure_is_not_shown(qtbot: QtBot, view: SecondReadingWindow) -> None:
    view.person.setFocus()
    qtbot.keyClick(view.person, Qt.Key.Key_Home)
    assert view.reader() == "Badr"
    assert view.figure.text() == "The figure is for \u2068Badr\u2069 to see."
    assert view.rows.places == []


def test_no_project(view: SecondReadingWindow) -> None:
    view.set_session(None)
    assert view.state.text() == "No project is open."
    assert not view.serve.isEnabled()


def test_it_takes_every_theme(view: SecondReadingWindow) -> None:
    for theme in map(load_theme, THEMES):
        view.set_theme(theme)
        picture = view.list.viewport().grab().toImage()
        assert picture.pixelColor(2, 2).name() == theme.surface
