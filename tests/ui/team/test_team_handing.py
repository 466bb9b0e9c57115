"""Handing out and in from the window: what is asked, the names of the files, and what is said at the end."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from annotator.app.handing import hand_in, hand_out
from annotator.app.team_jobs import hand_in_job, hand_out_job
from annotator.model.errors import Refused
from annotator.ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(open_window: Callable[[Path], MainWindow], project_path: Path) -> MainWindow:
    return open_window(project_path)


def dialog_of(window: MainWindow) -> QFileDialog:
    (dialog,) = [found for found in window.findChildren(QFileDialog) if found.isVisible()]
    return dialog


def test_a_file_for_one_annotator_gets_a_telling_name(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(window.files, "run_job", lambda *given: asked.append(given))
    form = window.handing.ask_out()
    form.person.setCurrentIndex(form.person.findData("Badr"))
    assert form.also.count() == 2  # gold and Amal
    place = form.also.visualItemRect(form.also.item(0))
    qtbot.mouseClick(form.also.viewport(), LEFT, pos=QPoint(place.left() + 10, place.center().y()))
    assert form.others() == ["gold"]
    qtbot.mouseClick(form.buttons.button(QDialogButtonBox.StandardButton.Ok), LEFT)
    dialog = dialog_of(window)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["news for Badr.annotator"]
    dialog.fileSelected.emit(str(tmp_path / "out.annotator"))
    dialog.reject()
    assert asked[0][3:] == (hand_out_job, "Badr", tmp_path / "out.annotator", ["gold"])


def test_what_is_handed_in_is_named_after_its_annotator(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(window.files, "run_job", lambda *given: asked.append(given))
    form = window.handing.ask_in()
    assert form.annotator() == "Amal"
    qtbot.mouseClick(form.buttons.button(QDialogButtonBox.StandardButton.Ok), LEFT)
    dialog = dialog_of(window)
    assert Path(dialog.selectedFiles()[0]).name.startswith("news Amal 20")
    dialog.fileSelected.emit(str(tmp_path / "in.annotator"))
    dialog.reject()
    assert asked[0][3:] == (hand_in_job, tmp_path / "in.annotator", "Amal")


def test_the_end_says_what_was_written_and_shows_its_folder(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    project = window.desk.session.project
    window.desk.session.mark(1, 0, 5, "PERSON")
    window.handing._handed_out(hand_out(project, "Badr", tmp_path / "out.annotator"))
    (box,) = [found for found in window.findChildren(QMessageBox) if found.isVisible()]
    assert "3 articles to do, 0 articles hidden" in box.text()
    assert "Left out: \u2068Amal" in box.text()
    qtbot.mouseClick(next(b for b in box.buttons() if b.text() == "Show in folder"), LEFT)
    assert [url.toLocalFile() for url in opened] == [str(tmp_path)]
    window.handing._handed_in(hand_in(project, tmp_path / "in.annotator", annotator="Amal"))
    box = next(found for found in window.findChildren(QMessageBox) if found.isVisible())
    assert "0 of 3 articles finished" in box.text()
    assert "in.annotator.sha256" in box.text()
    box.close()


def test_the_project_itself_and_other_files_are_never_overwritten(project_path: Path, tmp_path: Path) -> None:
    (tmp_path / "there.annotator").write_text("somebody's only copy")
    told: list[tuple[int, int | None]] = []
    for job, asked in ((hand_out_job, ("Badr", tmp_path / "there.annotator", [])), (hand_in_job, None)):
        arguments = asked or (tmp_path / "there.annotator", "Badr")
        with pytest.raises(Refused, match="exists already"):
            job(project_path, *arguments, progress=lambda *so_far: told.append(so_far))
    with pytest.raises(Refused, match="project itself"):
        hand_in_job(project_path, project_path, "Badr")
    assert (tmp_path / "there.annotator").read_text() == "somebody's only copy"
    assert told == [(0, None)] * 2
