"""The history in the window: listed for project, article, span and person; places, states that come back, own time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator import paths
from annotator.app import looking_back
from annotator.app.session import Session
from annotator.store import appending
from annotator.ui.history.window import HistoryWindow
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings

HAFTAR, MARSHAL = (12, 26), (3, 11)  # in fr.txt
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own data where other processes find it too."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return paths.user_data()


def mark(window: MainWindow, place: tuple[int, int], label: str = "PERSON", article: int = 2) -> None:
    window.documents.choose(article)
    window.desk.take_stretch(*place)
    window.desk.choose_label(label)


def history(window: MainWindow, qtbot: QtBot, scope: int) -> HistoryWindow:
    window.actions_["history"].trigger()
    view = window.companions.show("history")
    assert isinstance(view, HistoryWindow)
    view.scope.setCurrentIndex(scope)
    view.scope.activated.emit(scope)
    looked(view, qtbot)
    return view


def looked(view: HistoryWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not view._again.isActive() and not view.list.events.is_looking(), timeout=5_000)


def words(view: HistoryWindow) -> list[str]:
    return [row.batch.what.split(" «")[0] for row in view.list.events.rows]


def test_who_did_what_when_is_listed_and_follows(window: MainWindow, qtbot: QtBot) -> None:
    mark(window, HAFTAR)
    assert window.files.session
    Session(window.files.session.project, "Badr").mark(1, 0, 5, "PERSON")
    view = history(window, qtbot, 0)
    assert words(view)[:2] == ["mark PERSON", "mark PERSON"]
    assert view.list.row() is view.list.events.rows[0]
    second = view.list.events.data(view.list.events.index(1))
    assert "Amal" in second
    assert "fr.txt" in second
    assert f"{datetime.now():%Y-%m-%d}" in second
    mark(window, MARSHAL, "ORGANIZATION")
    qtbot.waitUntil(lambda: words(view)[:1] == ["mark ORGANIZATION"], timeout=5_000)
    looked(view, qtbot)
    view.person.setCurrentIndex(view.person.findData("Badr"))
    view.person.activated.emit(view.person.currentIndex())
    looked(view, qtbot)
    assert {row.person for row in view.list.events.rows} == {"Badr"}


@pytest.mark.long
def test_it_follows_the_article_and_the_span_on_screen(window: MainWindow, qtbot: QtBot) -> None:
    mark(window, HAFTAR)
    mark(window, MARSHAL)
    view = history(window, qtbot, 1)
    assert words(view) == [
        "mark PERSON",
        "mark PERSON",
        f"import {', '.join(('ar.txt', 'en.txt', 'fr.txt'))}",
    ]
    window.documents.choose(1)
    looked(view, qtbot)
    assert len(words(view)) == 1
    window.documents.choose(2)
    window.desk.select(window.desk.spans()[0].item)
    window.desk.choose_label("ORGANIZATION")
    view = history(window, qtbot, 2)
    assert words(view) == ["relabel PERSON as ORGANIZATION", "mark PERSON"]
    window.desk.select("")
    looked(view, qtbot)
    assert "No span is selected" in view.count.text()


@pytest.mark.long
def test_enter_goes_to_the_place_also_of_what_is_gone(window: MainWindow, qtbot: QtBot) -> None:
    mark(window, HAFTAR)
    window.desk.delete_selected()
    mark(window, (0, 5), article=0)
    view = history(window, qtbot, 0)
    view.list.setCurrentIndex(view.list.events.index(0))
    qtbot.keyClick(view.list, Qt.Key.Key_Down)
    row = view.list.row()
    assert row
    assert row.batch.what.startswith("delete")
    qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert window.documents.place() == 2
    assert window.desk.selected == ""
    qtbot.keyClick(view.list, Qt.Key.Key_Up)
    looked(view, qtbot)
    view.list.setCurrentIndex(view.list.events.index(0))
    qtbot.mouseClick(view.state.go, LEFT)
    assert window.documents.place() == 0
    assert window.desk.selected == window.desk.spans()[0].item


def test_an_earlier_state_is_shown_and_comes_back_as_one_action(window: MainWindow, qtbot: QtBot) -> None:
    mark(window, HAFTAR)
    mark(window, MARSHAL, "ORGANIZATION")
    before = window.desk.spans()
    window.desk.select(before[0].item)
    window.desk.delete_selected()
    mark(window, (0, 2), "CLAIM")
    view = history(window, qtbot, 1)
    view.list.setCurrentIndex(view.list.events.index(2))
    qtbot.waitUntil(lambda: view.state.then is not None, timeout=20_000)
    assert view.state.then
    assert list(view.state.then.spans) == list(before)
    assert "spans that return: 1, that go: 1, that change back: 0" in view.state.change.text()
    qtbot.mouseClick(view.state.back, LEFT)
    qtbot.waitUntil(lambda: list(window.desk.spans()) == list(before), timeout=20_000)
    assert "Went back" in window.status_line.message()
    qtbot.waitUntil(lambda: "".join(words(view)[:1]).startswith("go back to"), timeout=5_000)
    window.actions_["undo"].trigger()
    assert {span.label for span in window.desk.spans()} == {"ORGANIZATION", "CLAIM"} - {before[0].label} | {
        "CLAIM", before[1].label,
    }  # fmt: skip


def test_the_viewer_sees_the_own_time(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Later(datetime):
        at = datetime.now(UTC)

        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return cls.at

    monkeypatch.setattr(appending, "datetime", Later)
    for place in ((0, 2), MARSHAL, HAFTAR):
        Later.at += timedelta(minutes=4)
        mark(window, place)
    view = history(window, qtbot, 1)
    qtbot.waitUntil(lambda: "8 min on this article, 8 min on all" in view.time.text(), timeout=5_000)
    window.documents.choose(0)
    assert "less than a minute on this article, 8 min" in view.time.text()


@pytest.mark.long
def test_a_long_history_is_found_while_it_is_scrolled(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking_back, "_STRETCH", 5)
    assert window.files.session
    project = window.files.session.project
    project.connection.execute("PRAGMA synchronous = OFF")
    session = Session(project, "Amal")
    for n in range(150):
        session.set_document_note(2, f"note {n}")
    view = history(window, qtbot, 0)
    shown = len(view.list.events.rows)
    assert 60 <= shown < 150
    while view.list.events.canFetchMore():
        view.list.scrollToBottom()
        view.list.events.fetchMore()
        looked(view, qtbot)
    assert len(view.list.events.rows) > 150
    assert "scroll" not in view.count.text()


def test_these_windows_open_without_a_project(qtbot: QtBot, settings: Settings) -> None:
    window = MainWindow(settings)
    qtbot.addWidget(window)
    for name in ("history", "backups", "sync"):
        window.actions_[name].trigger()
        view = window.companions.show(name)
        view.follow(())
        view.grab()
    window.actions_["check_file"].trigger()
    window.actions_["undo"].trigger()
    window.close()
