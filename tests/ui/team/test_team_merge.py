"""The window that merges: looking first, both sides, refusals, the merge, its places, and stopping it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from annotator.app import assigning
from annotator.app.merging import merge
from annotator.app.opening import opened
from annotator.app.people import add_person
from annotator.app.session import Session
from annotator.ui.companion import Companion
from annotator.ui.main_window import MainWindow
from annotator.ui.team import merge_words
from annotator.ui.team.merge_window import MergeWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def laptop(project_path: Path, tmp_path: Path) -> Path:
    """The project on another laptop, where Badr has finished the French article."""
    path = tmp_path / "badr.annotator"
    shutil.copy(project_path, path)
    with opened(path) as project:
        session = Session(project, "Badr")
        session.mark(3, 12, 26, "PERSON")
        session.set_status(3, "finished")
        add_person(project, "Luc")
    return path


@pytest.fixture
def window(open_window: Callable[[Path], MainWindow], project_path: Path, laptop: Path) -> MainWindow:
    """Opened after the copy was made: to read the file beside SQLite would take its locks away."""
    return open_window(project_path)


@pytest.fixture
def view(window: MainWindow, companion: Callable[[MainWindow, str], Companion]) -> MergeWindow:
    found = companion(window, "merge")
    assert isinstance(found, MergeWindow)
    return found


def drop(widget: object, *paths: Path) -> None:
    """Let files go over a window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, keys = Qt.DropAction.CopyAction, (LEFT, Qt.KeyboardModifier.NoModifier)
    place = QPointF(5, 5)
    QApplication.sendEvent(widget, QDragEnterEvent(place.toPoint(), copy, data, *keys))
    QApplication.sendEvent(widget, QDropEvent(place, copy, data, *keys))


def seen(view: MergeWindow) -> dict[str, tuple[str, str]]:
    """The lines of the first file: what comes, and what only this project has."""
    branch = view.tree.topLevelItem(0)
    leaves = [branch.child(row) for row in range(branch.childCount())]
    return {
        leaf.text(0).translate({0x2068: None, 0x2069: None}): (
            leaf.text(1),
            leaf.text(2).strip("\u2068\u2069"),
        )
        for leaf in leaves
    }


@pytest.mark.long
def test_dropped_files_are_looked_at_merged_and_their_places_opened(
    window: MainWindow, view: MergeWindow, laptop: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "bad.annotator"
    bad.write_text("no project")
    window.desk.session.mark(1, 0, 5, "PERSON")
    drop(view, laptop, bad)
    assert view.is_busy()
    assert not view.start.isEnabled()
    qtbot.waitUntil(lambda: not view.is_busy(), timeout=30_000)
    assert seen(view)["Spans of Badr"] == ("1", "0")
    assert seen(view)["Spans of Amal"] == ("0", "1")
    assert "bad.annotator is not an annotator project" in view.words.text()
    assert not Session(window.desk.session.project, "Badr").article(3).spans
    qtbot.mouseClick(view.start, LEFT)
    qtbot.waitUntil(lambda: not view.is_busy(), timeout=30_000)
    assert view.said.text().startswith("Merged")
    assert Session(window.desk.session.project, "Badr").article(3).spans
    assert view.came.rowCount() == 1
    qtbot.mouseClick(view.came.viewport(), LEFT, pos=view.came.visualItemRect(view.came.item(0, 3)).center())
    assert window.desk.article.number == 3


def test_files_are_chosen_in_a_dialog(view: MergeWindow, laptop: Path, qtbot: QtBot) -> None:
    dialog = view.ask_files()
    dialog.filesSelected.emit([str(laptop)])
    dialog.reject()
    assert view.paths == [laptop]
    qtbot.mouseClick(view.stop, LEFT)
    assert not view.is_busy()
    assert view.paths == []


def test_the_open_project_is_not_merged_into_itself(view: MergeWindow, project_path: Path) -> None:
    view.take_files([project_path])
    assert not view.is_busy()
    assert "open" in view.said.text()


def test_dropping_a_project_on_the_window_asks_open_or_merge(
    window: MainWindow, laptop: Path, qtbot: QtBot
) -> None:
    drop(window, laptop)
    (box,) = [found for found in window.findChildren(QMessageBox) if found.isVisible()]
    answers = {button.text(): button for button in box.buttons()}
    assert list(answers) == ["Merge…", "Open", "Cancel"]
    qtbot.mouseClick(answers["Merge…"], LEFT)
    view = window.companions.show("merge")
    assert view.paths == [laptop]
    view.forget()


def test_what_others_marked_in_open_articles_is_not_shown_to_people_who_work_blind(
    window: MainWindow, view: MergeWindow, laptop: Path
) -> None:
    project = window.desk.session.project
    done = merge(project, [laptop], backup=False)
    assigning.set_blind(project, blind=True)
    view.show_merged(done)
    assert view.came.rowCount() == 0
    window.desk.session.set_status(3, "finished")
    view.show_merged(done)
    assert view.came.rowCount() == 1


def test_the_words_tell_what_else_changes(window: MainWindow, laptop: Path) -> None:
    window.desk.session.set_status(3, "finished")
    done = merge(window.desk.session.project, [laptop], dry_run=True)
    said = "\n".join(merge_words.planned(done))
    assert "can be measured on 1 article, before on 0" in said
    assert "Nothing has been changed yet" in said
    merge(window.desk.session.project, [laptop], backup=False)
    again = merge(window.desk.session.project, [laptop], dry_run=True)
    assert "nothing to merge" in "\n".join(merge_words.planned(again))


def test_a_stopped_merge_is_said(view: MergeWindow, laptop: Path) -> None:
    view.paths = [laptop]
    view._show_state(ready=False, busy=True)
    view.job_over()
    assert "stopped" in view.said.text()
    assert view.start.isEnabled()
