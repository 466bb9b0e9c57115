"""The window as a whole: panels that follow the desk, owners, projects, jobs, themes, what is remembered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from annotator.app.importing import ImportOptions
from annotator.app.opening import new_project, open_existing
from annotator.app.session import Session
from annotator.model.errors import Unavailable
from annotator.ui.isolates import isolated
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings
from annotator.ui.theme import THEMES, load_theme

HAFTAR = (12, 26)  # in fr.txt


def mark(window: MainWindow) -> None:
    window.documents.choose(2)
    window.desk.take_stretch(*HAFTAR)
    window.desk.choose_label("PERSON")


def shown_box(window: MainWindow) -> QMessageBox:
    return next(box for box in window.findChildren(QMessageBox) if box.isVisible())


def press(box: QMessageBox, words: str) -> None:
    next(button for button in box.buttons() if button.text().replace("&", "") == words).click()


def test_it_opens_with_the_first_article(window: MainWindow) -> None:
    assert window.documents.place() == 0
    assert window.view.text().startswith("التقى")
    assert window.windowTitle() == f"{isolated('news')} – Annotator"
    assert not window.actions_["undo"].isEnabled()


def test_every_panel_follows_a_gesture(window: MainWindow) -> None:
    mark(window)
    assert window.spans.lines.rowCount() == 1
    assert window.spans.currentIndex().row() == 0
    assert window.view.selected_span() == window.desk.selected != ""
    assert window.labels.buttons["PERSON"].accessibleName() == "Person, key F2, 1 spans"
    assert window.documents.lines.row_at(2).counts == {"PERSON": 1}
    assert window.article.status.currentText() == "In progress"
    assert "mark PERSON" in window.actions_["undo"].text()
    window.actions_["undo"].trigger()
    assert window.spans.lines.rowCount() == 0
    assert window.article.status.currentText() == "New"
    assert "mark PERSON" in window.actions_["redo"].text()


def test_a_gesture_is_on_disk_before_a_panel_shows_it(window: MainWindow, project_path: Path) -> None:
    seen: list[int] = []

    def look() -> None:
        other = open_existing(project_path)
        seen.append(len(Session(other, "Amal").article(3).spans))
        other.connection.close()

    window.documents.choose(2)
    window.desk.gestures.done.connect(look)
    mark(window)
    assert seen == [1]


def test_finishing_makes_the_article_read_only_and_reopening_undoes_that(window: MainWindow) -> None:
    window.documents.choose(2)
    window.actions_["finish"].trigger()
    mark(window)
    assert "finished" in window.status_line.message()
    assert window.status_line.is_warning()
    assert window.actions_["finish"].text() == "Reopen the &article"
    window.actions_["finish"].trigger()
    window.desk.choose_label("PERSON")
    assert window.spans.lines.rowCount() == 1


def test_a_status_can_be_chosen_in_the_menu_and_in_the_chooser(window: MainWindow) -> None:
    window.actions_.menus["status"].actions()[3].trigger()
    assert window.desk.article.status == "ignored"
    window.article.status.status_chosen.emit("new")
    assert window.desk.article.status == "new"
    assert window.actions_.menus["status"].actions()[0].isChecked()


def test_the_table_goes_to_the_span(window: MainWindow, qtbot: QtBot) -> None:
    mark(window)
    window.desk.select("")
    window.spans.span_chosen.emit(window.desk.spans()[0].item)
    assert window.desk.selected == window.desk.spans()[0].item


def test_another_owner_takes_over_in_the_same_article(window: MainWindow, settings: Settings) -> None:
    mark(window)
    window.owner.owner_chosen.emit("Badr")
    assert window.desk.session.owner == "Badr"
    assert window.desk.article.document.name == "fr.txt"
    assert window.spans.lines.rowCount() == 0
    assert settings.owner(window.files.session.project.path) == "Badr"
    window.files.add_me("  Chafik ")
    assert window.desk.session.owner == "Chafik"
    assert window.files.people() == ["Amal", "Badr", "Chafik"]
    window.files.work_as("Amal")
    assert window.spans.lines.rowCount() == 1


def test_a_reserved_name_is_refused(window: MainWindow) -> None:
    window.files.add_me("gold")
    assert "reserved" in shown_box(window).text()
    assert window.desk.session.owner == "Amal"


def test_what_one_left_is_remembered(
    window: MainWindow, open_window: Callable[[Path], MainWindow], project_path: Path, settings: Settings
) -> None:
    window.documents.choose(1)
    window.actions_["larger"].trigger()
    window.actions_.menus["theme"].actions()[1].trigger()
    window.close()
    again = open_window(project_path)
    assert again.desk.article.document.name == "en.txt"
    assert again.view.zoom() == 110
    assert again.appearance.theme.name == "dark"
    assert settings.recent() == [project_path.resolve()]


def test_another_project_takes_the_place(window: MainWindow, tmp_path: Path) -> None:
    mark(window)
    other = tmp_path / "other.annotator"
    assert window.files.make(other)
    assert window.desk.article is None
    assert window.documents.lines.rowCount() == 0
    assert not window.actions_["next_article"].isEnabled()
    assert window.actions_.menus["recent"].actions()[0].text().startswith(isolated("other"))


def test_a_project_that_cannot_be_opened_is_said_and_the_present_one_stays(
    window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "bad.annotator").write_text("not a project")
    assert not window.files.open(tmp_path / "bad.annotator")
    assert "not an annotator project" in shown_box(window).text()
    assert window.desk.article is not None


def test_an_import_shows_the_new_articles_and_refuses_gestures_meanwhile(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = "".join(f'{{"text": "Article {i}", "name": "a{i:04}"}}\n' for i in range(2_000))
    (tmp_path / "many.jsonl").write_text(rows)
    window.transfers.import_files([tmp_path / "many.jsonl"], ImportOptions())
    assert window.status_line.job.isVisible()
    mark(window)
    assert "Wait until it is done" in window.status_line.message()
    qtbot.waitUntil(lambda: window.files.job is None, timeout=15_000)
    assert not window.status_line.job.isVisible()
    assert window.documents.lines.rowCount() == 2_003
    assert window.desk.article.document.name == "fr.txt"
    window.desk.choose_label("PERSON")
    assert window.spans.lines.rowCount() == 1


def test_an_import_into_an_empty_project_opens_the_first_article(
    open_window: Callable[[Path], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    new_project(tmp_path / "empty.annotator").close()
    window = open_window(tmp_path / "empty.annotator")
    (tmp_path / "one.txt").write_text("One article.")
    window.transfers.import_files([tmp_path / "one.txt"], ImportOptions())
    qtbot.waitUntil(lambda: window.files.job is None, timeout=15_000)
    assert window.desk.article.document.text == "One article."


def test_closing_ends_an_import_and_leaves_no_trace(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, project_path: Path
) -> None:
    (tmp_path / "many.jsonl").write_text("".join(f'{{"text": "Article {i}"}}\n' for i in range(100_000)))
    with qtbot.waitSignal(window.files.job_progressed, timeout=15_000):
        window.transfers.import_files([tmp_path / "many.jsonl"], ImportOptions())
    window.close()
    project = open_existing(project_path)
    assert Session(project, "Amal").count() == 3
    project.close()


def test_what_another_program_writes_appears(window: MainWindow, project_path: Path, qtbot: QtBot) -> None:
    window.documents.choose(2)
    other = open_existing(project_path)
    Session(other, "Amal").mark(3, *HAFTAR, "PERSON")
    other.close()
    qtbot.waitUntil(lambda: window.spans.lines.rowCount() == 1, timeout=3_000)
    assert window.documents.lines.row_at(2).counts == {"PERSON": 1}


def test_the_saved_sign_becomes_whole(window: MainWindow, qtbot: QtBot) -> None:
    mark(window)
    assert window.status_line.saved_sign().startswith("Saved")
    qtbot.waitUntil(lambda: window.status_line.saved_sign() == "Saved in one file", timeout=3_000)


def test_a_gesture_that_the_file_did_not_take_waits_for_an_answer(window: MainWindow, qtbot: QtBot) -> None:
    tries: list[int] = []

    def locked_once(session: Session) -> object:
        tries.append(1)
        if len(tries) == 1:
            raise Unavailable("The file is locked.")
        return session.mark(3, *HAFTAR, "PERSON")

    window.documents.choose(2)
    window.desk.gestures.run(locked_once)
    assert "The file is locked." in window.care.guard.bar.words()
    qtbot.mouseClick(window.care.guard.bar.buttons["again"], Qt.MouseButton.LeftButton)
    assert window.care.guard.bar.words() == ""
    assert window.spans.lines.rowCount() == 1


def test_a_copy_is_whole(window: MainWindow, tmp_path: Path) -> None:
    mark(window)
    window.files.save_copy(tmp_path / "copy.annotator")
    copied = open_existing(tmp_path / "copy.annotator")
    assert len(Session(copied, "Amal").article(3).spans) == 1
    copied.close()
    assert [path.name for path in tmp_path.glob("*copy*")] == ["copy.annotator"]
    window.files.save_copy(tmp_path / "nowhere" / "copy.annotator")
    assert "nowhere" in shown_box(window).text()


def test_the_menu_of_a_span_offers_labels(window: MainWindow, qtbot: QtBot) -> None:
    mark(window)
    window.view.menu_requested.emit(window.mapToGlobal(QPoint(400, 300)))
    menu = next(menu for menu in window.findChildren(QMenu) if menu.isVisible())
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    labels = [isolated("Person"), isolated("Organization"), isolated("Claim")]
    assert words == [*labels, "D&etails of the span", "&Copy", "&Delete span"]
    menu.close()


def test_copy_takes_the_articles_own_text(window: MainWindow) -> None:
    mark(window)
    window.actions_["copy"].trigger()
    assert QApplication.clipboard().text() == "Khalifa Haftar"


def test_no_two_actions_share_a_key(window: MainWindow) -> None:
    keys = [key.toString() for action in window.actions_.every() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert {"F2", "F3", "F4", "Ctrl+Z", "Alt+Down"} <= set(keys)


def test_label_keys_reach_the_window(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.choose(2)
    window.view.setFocus()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.view, Qt.Key.Key_F4)
    assert window.desk.sticky == "CLAIM"
    assert window.labels.buttons["CLAIM"].isChecked()
    qtbot.keyClick(window.view, Qt.Key.Key_Escape)
    assert not window.labels.buttons["CLAIM"].isChecked()


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_everything_fits_into_1280_by_800(
    open_window: Callable[[Path], MainWindow], project_path: Path, name: str, direction: Qt.LayoutDirection
) -> None:
    QApplication.setLayoutDirection(direction)
    try:
        window = open_window(project_path)
        window.resize(1280, 800)
        window.appearance.set_theme(load_theme(name))
        mark(window)
        image = window.grab().toImage()
        assert (window.width(), window.height()) == (1280, 800)
        assert image.pixelColor(640, 20).name() == load_theme(name).window
        left, right = window.documents.mapTo(window, QPoint()).x(), window.spans.mapTo(window, QPoint()).x()
        assert (left < right) == (direction == Qt.LayoutDirection.LeftToRight)
        for button in window.labels.buttons.values():
            assert button.width() >= button.sizeHint().width()
            assert window.labels.rect().contains(button.geometry())
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
