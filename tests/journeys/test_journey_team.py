"""The story of docs/team.md, its ten lines, done in the windows by two annotators and their lead."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from annotator.app import assigning
from annotator.app.listing import rows_of
from annotator.app.session import Session
from annotator.store.check import problems

LEFT = Qt.MouseButton.LeftButton
PATIENCE = 60_000  # milliseconds: each job is a process of its own


class Team:
    """The lead's hands, and those of whoever opens a file that was handed out."""

    def __init__(self, qtbot: QtBot, person: object) -> None:
        self.qtbot, self.person = qtbot, person
        self.window = person.window

    def click(self, button: QWidget) -> None:
        """Press a button that can be pressed."""
        self.qtbot.waitUntil(button.isEnabled)
        self.qtbot.mouseClick(button, LEFT, pos=QPoint(9, button.height() // 2))

    def menu(self, name: str) -> None:
        """Choose an entry of a menu."""
        action = self.window.actions_[name]
        assert action.isEnabled()
        action.trigger()

    def file(self, path: Path) -> None:
        """Answer the file dialog that is open."""
        (dialog,) = [found for found in self.window.findChildren(QFileDialog) if found.isVisible()]
        dialog.fileSelected.emit(str(path))
        dialog.reject()
        dialog.deleteLater()
        QApplication.processEvents()

    def accept(self, form: object) -> None:
        """Press the button of a form that does it."""
        self.click(form.buttons.button(QDialogButtonBox.StandardButton.Ok))

    def job(self) -> None:
        """Wait until the job that runs is over."""
        self.qtbot.waitUntil(lambda: self.window.files.job is None, timeout=PATIENCE)

    def answer(self, words: str) -> str:
        """Wait for a notice, press its button of these words, and get what it said."""
        boxes: list[QMessageBox] = []

        def shown() -> bool:
            boxes[:] = [box for box in self.window.findChildren(QMessageBox) if box.isVisible()]
            return bool(boxes)

        self.qtbot.waitUntil(shown, timeout=PATIENCE)
        said = boxes[0].text()
        self.click(next(button for button in boxes[0].buttons() if button.text() == words))
        QApplication.processEvents()
        return said

    def companion(self, name: str) -> object:
        """Open a window of the team."""
        self.menu(name)
        return self.window.companions.show(name)


@pytest.fixture
def team(qtbot: QtBot, come_in: Callable[[], object]) -> Team:
    return Team(qtbot, come_in())


@pytest.mark.long
def test_the_ten_lines_in_the_windows(team: Team, tmp_path: Path, qtbot: QtBot) -> None:
    news, window = tmp_path / "story.annotator", team.window
    for n, text in enumerate(
        ("قال الوزير محمد إن الحرب انتهت.", "Le ministre Paul a parlé.", "Nothing new.") * 2
    ):
        (tmp_path / f"{n}.txt").write_text(f"{n} {text}", encoding="utf-8")

    team.menu("new")  # 1: a project, and Samira and Bob
    team.file(news)
    people = team.companion("people")
    form = people.ask_names()
    qtbot.keyClicks(form.words, "Samira")
    qtbot.keyClick(form.words, Qt.Key.Key_Return)
    qtbot.keyClicks(form.words, "Bob")
    team.accept(form)
    articles = [tmp_path / f"{n}.txt" for n in range(6)]
    form = window.questions.exchange.import_chosen(articles)  # 2: the articles
    team.accept(form)
    team.job()

    qtbot.waitUntil(lambda: people.people.rowCount() == 2 and people.articles.lines.rowCount() == 6)
    people.form.shared.setFocus()  # 3: one person for each, two for all, and blind
    for _ in range(2):
        qtbot.keyClick(people.form.shared, Qt.Key.Key_Up)
    team.click(people.blind)
    team.click(people.form.give)
    held = {load.name: load.documents for load in assigning.who_has_what(window.desk.session.project)}
    assert held == {"Bob": 4, "Samira": 4}

    for name in ("Samira", "Bob"):  # 4 and 5: a file for each
        team.menu("hand_out")
        form = window.findChild(QWidget, name) or next(
            found
            for found in window.children()
            if type(found).__name__ == "HandOutForm" and found.isVisible()
        )
        form.person.setCurrentIndex(form.person.findData(name))
        team.accept(form)
        team.file(tmp_path / f"{name}.annotator")
        team.job()
        assert "4 articles to do, 2 articles hidden" in team.answer("Close")

    inbox = tmp_path / "in"
    inbox.mkdir()
    for name in ("Samira", "Bob"):
        window.files.open(tmp_path / f"{name}.annotator")  # 6: on their own laptops
        assert window.desk.session.owner == name
        assert window.documents.lines.rowCount() == 4
        if name == "Samira":
            place = next(
                n for n in range(4) if "ministre" in _text(window, n) or "الوزير" in _text(window, n)
            )
            window.documents.choose(place)
            team.person.drag("محمد" if "محمد" in team.person.text else "Paul")
            team.person.press("F2")
            assert team.person.spans() in ([("محمد", "PERSON")], [("Paul", "PERSON")])
            team.person.press("Ctrl+Return")
        team.menu("hand_in")  # 7 and 8
        form = next(found for found in window.children() if type(found).__name__ == "HandInForm")
        assert form.annotator() == name
        team.accept(form)
        team.file(inbox / f"{name}.annotator")
        team.job()
        assert f"{1 if name == 'Samira' else 0} of 4 articles finished" in team.answer("Close")

    window.files.open(news)  # 9: the lead merges what came in
    files = sorted(inbox.glob("*.annotator"))
    merging = team.companion("merge")
    _drop(merging, files)
    qtbot.waitUntil(lambda: not merging.is_busy(), timeout=PATIENCE)
    team.click(merging.start)
    qtbot.waitUntil(lambda: not merging.is_busy(), timeout=PATIENCE)
    assert merging.said.text().startswith("Merged")

    people = team.companion("people")  # 10: who has what
    qtbot.waitUntil(lambda: not people.counting.is_counting() and people.people.rowCount() == 2)
    table = people.people
    assert [[table.item(row, column).text() for column in (1, 2, 4)] for row in (0, 1)] == [
        ["4", "0", "0"],
        ["4", "1", "1"],
    ]
    project = window.desk.session.project
    spans = [span for row in rows_of(project, range(1, 7), "Samira") for span in _spans(project, row.number)]
    assert [span.label for span in spans] == ["PERSON"]
    assert list(problems(project)) == []


def _spans(project: object, number: int) -> tuple[object, ...]:
    return Session(project, "Samira").article(number).spans


def _text(window: object, place: int) -> str:
    row = window.documents.lines.row_at(place)
    return Session(window.desk.session.project, "Samira").article(row.number).document.text


def _drop(widget: QWidget, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, keys = Qt.DropAction.CopyAction, (LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(5, 5), copy, data, *keys))
    QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), copy, data, *keys))
