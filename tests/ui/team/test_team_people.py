"""The window of people and articles: adding, giving, taking, sharing out, working blind, joining, and taking back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from annotator.app import assigning
from annotator.app.opening import open_existing
from annotator.app.people import people
from annotator.app.session import Session
from annotator.ui.companion import Companion
from annotator.ui.form import Form
from annotator.ui.main_window import MainWindow
from annotator.ui.team.people_window import PeopleWindow
from annotator.ui.theme import load_theme

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


class Hands:
    """A person at the window of people."""

    def __init__(self, qtbot: QtBot, view: PeopleWindow) -> None:
        self.qtbot, self.view = qtbot, view
        self.project = view.session.project
        self.rest()

    def rest(self) -> None:
        """Wait until everything that is shown is up to date."""
        self.qtbot.waitUntil(lambda: not self.view.counting.is_counting(), timeout=10_000)

    def click(self, button: QWidget) -> None:
        assert button.isEnabled()
        # A check box is as wide as its column, but only its sign and words take a click.
        self.qtbot.mouseClick(button, LEFT, pos=QPoint(9, button.height() // 2))
        self.rest()

    def pick(self, table: QWidget, row: int, *, more: bool = False) -> None:
        """Click on a line; with Ctrl in addition to others."""
        place = table.visualRect(table.model().index(row, 0)).center()
        held = CTRL if more else Qt.KeyboardModifier.NoModifier
        self.qtbot.mouseClick(table.viewport(), LEFT, held, place)

    def accept(self, form: Form) -> None:
        """Press the button of a form that does it."""
        button = form.buttons.button(QDialogButtonBox.StandardButton.Ok)
        assert button.isEnabled()
        self.qtbot.mouseClick(button, LEFT)
        self.rest()

    def lines(self) -> list[list[str]]:
        """The table of people as it is read."""
        table = self.view.people
        return [
            [table.item(row, column).text().strip("\u2068\u2069") for column in range(table.columnCount())]
            for row in range(table.rowCount())
        ]


@pytest.fixture
def hands(qtbot: QtBot, project_path: Path) -> Iterator[Hands]:
    project = open_existing(project_path)
    view = PeopleWindow(load_theme("light"))
    qtbot.addWidget(view)
    view.set_session(Session(project, "Amal"))
    with qtbot.waitExposed(view):
        view.show()
    yield Hands(qtbot, view)
    view.set_session(None)
    project.close()


def test_everybody_is_listed_with_what_they_have_done(hands: Hands) -> None:
    assert [line[0] for line in hands.lines()] == ["Amal", "Badr"]
    hands.view.session.mark(1, 0, 5, "PERSON")
    hands.view.follow({1})
    hands.rest()
    assert hands.lines()[0] == ["Amal", "0", "0", "1", "1", ""]


def test_annotators_are_added_one_a_line(hands: Hands) -> None:
    form = hands.view.ask_names()
    hands.qtbot.keyClicks(form.words, "Luc")
    hands.qtbot.keyClick(form.words, Qt.Key.Key_Return)
    form.words.insertPlainText("سميرة")
    hands.accept(form)
    assert people(hands.project) == ["Amal", "Badr", "Luc", "سميرة"]
    assert [line[0] for line in hands.lines()] == ["Amal", "Badr", "Luc", "سميرة"]
    hands.click(hands.view.undo)
    hands.click(hands.view.undo)
    assert people(hands.project) == ["Amal", "Badr"]


def test_a_reserved_name_cannot_be_added(hands: Hands) -> None:
    form = hands.view.ask_names()
    hands.qtbot.keyClicks(form.words, "gold")
    assert not form.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    assert "reserved" in form.problem.text()
    form.reject()


def test_selected_articles_are_given_to_selected_people_and_taken_away(hands: Hands) -> None:
    view = hands.view
    assert not view.give.isEnabled()
    hands.pick(view.people, 0)
    hands.pick(view.people, 1, more=True)
    hands.pick(view.articles, 0)
    hands.pick(view.articles, 2, more=True)
    hands.click(view.give)
    held = assigning.who_has_what(hands.project)
    assert {load.name: load.documents for load in held} == {"Amal": 2, "Badr": 2}
    assert view.people.chosen() == ["Amal", "Badr"]
    assert view.articles.lines.data(view.articles.lines.index(0, 3)).count("Amal") == 1
    hands.pick(view.people, 1)
    hands.click(view.take)
    assert {load.name: load.documents for load in assigning.who_has_what(hands.project)} == {
        "Amal": 2,
        "Badr": 0,
    }
    hands.click(view.undo)
    hands.click(view.undo)
    assert not any(load.documents for load in assigning.who_has_what(hands.project))
    hands.click(view.redo)
    assert [line[1] for line in hands.lines()] == ["2", "2"]


def test_sharing_out_is_told_before_it_is_done(hands: Hands) -> None:
    view, form = hands.view, hands.view.form
    hands.qtbot.waitUntil(form.give.isEnabled)
    assert "Would give" in form.preview.text()
    assert not any(load.documents for load in assigning.who_has_what(hands.project))
    form.shared.setFocus()
    hands.qtbot.keyClick(form.shared, Qt.Key.Key_Up)
    hands.qtbot.waitUntil(form.give.isEnabled)
    hands.click(form.give)
    loads = {load.name: load.documents for load in assigning.who_has_what(hands.project)}
    assert sorted(loads.values()) == [2, 2]
    assert "Gave" in view.message.text()
    hands.qtbot.waitUntil(lambda: "Nothing is missing" in form.preview.text())
    assert not form.give.isEnabled()


def test_all_articles_go_to_all_selected_people(hands: Hands) -> None:
    view, form = hands.view, hands.view.form
    hands.click(form.every)
    hands.qtbot.waitUntil(form.give.isEnabled)
    hands.click(form.give)
    assert {load.name: load.documents for load in assigning.who_has_what(hands.project)} == {
        "Amal": 3,
        "Badr": 3,
    }
    assert view.undo.isEnabled()


def test_working_blind_is_a_switch_that_can_be_taken_back(hands: Hands) -> None:
    hands.click(hands.view.blind)
    assert assigning.is_blind(hands.project)
    hands.click(hands.view.undo)
    assert not assigning.is_blind(hands.project)
    assert not hands.view.blind.isChecked()


def test_two_spellings_are_joined_and_parted(hands: Hands) -> None:
    view, project = hands.view, hands.project
    Session(project, "amal").mark(3, 12, 26, "PERSON")
    view.follow(())
    hands.rest()
    assert [line[0] for line in hands.lines()] == ["Amal", "Badr", "amal"]
    hands.pick(view.people, 2)
    form = view.ask_join()
    assert form.names() == ("amal", "Amal")
    hands.accept(form)
    assert people(project) == ["Amal", "Badr"]
    assert hands.lines()[0][0].startswith("Amal")
    assert "amal" in hands.lines()[0][0]
    assert hands.lines()[0][4] == "1"
    hands.pick(view.people, 0)
    hands.click(view.part)
    assert people(project) == ["Amal", "Badr", "amal"]
    hands.click(view.undo)
    assert people(project) == ["Amal", "Badr"]


def test_whoever_is_at_work_goes_on_as_the_person_to_whom_the_name_was_joined(
    qtbot: QtBot,
    open_window: Callable[[Path], MainWindow],
    project_path: Path,
    companion: Callable[[MainWindow, str], Companion],
) -> None:
    window = open_window(project_path)
    window.desk.session.mark(1, 0, 5, "PERSON")
    hands = Hands(qtbot, companion(window, "people"))
    hands.pick(hands.view.people, 0)
    hands.pick(hands.view.people, 1, more=True)
    form = hands.view.ask_join()
    assert form.names() == ("Amal", "Badr")
    hands.accept(form)
    assert window.desk.session.owner == "Badr"
    assert "Badr" in window.owner.text()
    window.documents.choose(0)
    (span,) = window.desk.spans()
    window.desk.select(span.item)
    window.actions_["delete"].trigger()
    assert window.desk.spans() == ()


def test_an_annotator_sees_only_the_own_list_until_others_are_wanted(
    qtbot: QtBot,
    open_window: Callable[[Path], MainWindow],
    project_path: Path,
    companion: Callable[[MainWindow, str], Companion],
) -> None:
    window = open_window(project_path)
    hands = Hands(qtbot, companion(window, "people"))
    view = hands.view
    hands.pick(view.people, 0)
    hands.pick(view.articles, 1)
    hands.click(view.give)
    lines = window.documents.lines
    assert lines.rowCount() == 1
    assert window.filter.mine.isVisible()
    assert "1" in window.filter.mine.text()
    assert window.desk.article.number == lines.row_at(0).number
    hands.qtbot.mouseClick(window.filter.mine, LEFT)
    assert lines.rowCount() == 3
    hands.qtbot.mouseClick(window.filter.mine, LEFT)
    window.reactions.go_to_place(3, 0, 5, "")
    assert window.desk.article.number == 3
    window.files.work_as("Badr")
    assert lines.rowCount() == 3  # a lead to whom nothing is given sees everything
