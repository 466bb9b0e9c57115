"""Keys: which fit every keyboard, a person's own, and that every action is in a menu and on the cheat sheet."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QLabel, QMenu
from pytestqt.qtbot import QtBot

from annotator.app.opening import default_labels
from annotator.ui.article.commands import COMMANDS
from annotator.ui.cheat_sheet import columns
from annotator.ui.key_page import KeyPage, Named
from annotator.ui.keys import DEFAULT, holder, label_id, unfit, with_own_keys
from annotator.ui.main_window import MainWindow

PLAIN = [Named("a", "One", ("Ctrl+A",)), Named("b", "Two", ("F2",))]


@pytest.mark.parametrize(
    "key", ["F2", "Shift+F12", "Ctrl+K", "Ctrl+Shift+1", "Alt+Return", "Ctrl+Alt+Home", "Left"]
)
def test_keys_that_are_on_every_keyboard(key: str) -> None:
    assert unfit(key) == ""


@pytest.mark.parametrize(
    "key", ["K", "1", "Shift+K", "Alt+K", "Ctrl+Alt+E", "Ctrl+;", "é", "", "Ctrl+K, Ctrl+K"]
)
def test_keys_that_are_not(key: str) -> None:
    assert unfit(key) != ""


def test_who_has_a_key_already() -> None:
    held = [("one", ("Ctrl+A",)), ("two", ("F2", "Ctrl+B"))]
    assert holder("ctrl+b", held) == "two"
    assert holder("Ctrl+B", held, but="two") == ""


def test_a_persons_own_keys_of_labels_are_not_stored() -> None:
    labels = default_labels()
    mine = with_own_keys(labels, {label_id(labels, "PERSON"): ("Ctrl+K",), "label:other:CLAIM": ("F9",)})
    assert [label.key for label in mine.labels] == ["Ctrl+K", "F3", "F4"]
    assert [label.key for label in labels.labels] == ["F2", "F3", "F4"]


def test_the_page_takes_a_key_and_says_why_not(qtbot: QtBot) -> None:
    page = KeyPage(PLAIN, {})
    qtbot.addWidget(page)
    page.choose("a")
    for bad in ("K", "F2"):
        page.take(bad)
        assert page.trouble.text()
        assert page.own() == {}
    with qtbot.waitSignal(page.changed):
        page.take("Ctrl+K")
    assert page.own() == {"a": ("Ctrl+K",)}
    page.choose("b")
    page.take("Ctrl+A")  # free now
    assert page.own()["b"] == ("Ctrl+A",)
    with qtbot.waitSignal(page.changed):
        page.give_back()
    assert list(page.own()) == ["a"]


def in_menus(window: MainWindow) -> set[QAction]:
    """Every action that can be reached from the menu bar."""
    found: set[QAction] = set()
    menus = [action.menu() for action in window.menuBar().actions()]
    while menus:
        menu = menus.pop()
        assert isinstance(menu, QMenu)
        for action in menu.actions():
            found.add(action)
            if action.menu():
                menus.append(action.menu())
    return found


def test_every_action_is_in_a_menu_with_its_key(window: MainWindow) -> None:
    reachable = in_menus(window)
    missing = [name for name, action in window.actions_.named().items() if action not in reachable]
    assert missing == []
    assert set(DEFAULT) <= set(window.actions_.named())
    keys = {key.toString() for action in reachable for key in action.shortcuts()}
    again = {"next_span", "previous_span"}  # the window's actions of that name are in the menu
    assert {key for c in COMMANDS if c.name not in again for key in c.keys} <= keys


def test_the_cheat_sheet_tells_every_key(window: MainWindow) -> None:
    window.actions_["keys"].trigger()
    sheet = next(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())
    told = " ".join(label.text() for label in sheet.findChildren(QLabel))
    for action in window.actions_.every():
        assert all(key.toString() in told for key in action.shortcuts()), action.text()
    assert sheet.width() <= 1280
    assert sheet.height() <= 800
    sheet.close()


def test_columns_of_about_one_height() -> None:
    groups = [(name, [("w", "k")] * rows) for name, rows in (("a", 5), ("b", 5), ("c", 5), ("d", 1))]
    assert [[name for name, _ in column] for column in columns(groups, 3)] == [["a"], ["b"], ["c", "d"]]


def test_own_keys_act_and_come_back(window: MainWindow) -> None:
    form = window.appearance.ask()
    labels = window.desk.session.labels
    form.keys.choose(label_id(labels, "PERSON"))
    form.keys.take("Ctrl+K")
    form.keys.choose("article.grow")
    form.keys.take("Shift+F12")
    assert window.actions_.labels[0].shortcut().toString() == "Ctrl+K"
    assert window.actions_["article.grow"].shortcut().toString() == "Shift+F12"
    assert window.labels.buttons["PERSON"].accessibleName().startswith("Person, key Ctrl+K")
    form.reject()
    assert window.actions_.labels[0].shortcut().toString() == "F2"
    assert window.actions_["article.grow"].shortcut().toString() == "Space"
