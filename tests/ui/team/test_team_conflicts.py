"""The window of conflicts: both versions, one key, the next at once, taken back, and what is not decided here."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.app.deciding import conflicts
from annotator.app.labelling import set_label_set
from annotator.app.merging import merge
from annotator.app.opening import labels_from, opened
from annotator.app.session import Session
from annotator.model.revision import DECISION, GOLD, Edit
from annotator.store import appending
from annotator.ui.companion import Companion
from annotator.ui.main_window import MainWindow
from annotator.ui.team.conflicts_window import ConflictsWindow

OTHER = """
name = "Sports"
[[layers]]
name = "entities"
[[labels]]
name = "TEAM"
layer = "entities"
[[labels]]
name = "PERSON"
layer = "entities"
[[labels]]
name = "ORGANIZATION"
layer = "entities"
"""
Change = Callable[[Session], object]


@pytest.fixture
def clash(
    project_path: Path,
    tmp_path: Path,
    open_window: Callable[[Path], MainWindow],
    companion: Callable[[MainWindow, str], Companion],
) -> Callable[..., tuple[MainWindow, ConflictsWindow]]:
    """Has one person do two different things on two laptops, and opens the window on what comes of it."""

    def made(here: Change, there: Change, *, owner: str = "Amal") -> tuple[MainWindow, ConflictsWindow]:
        other = tmp_path / "other.annotator"
        with opened(project_path) as project:
            session = Session(project, owner)
            session.mark(1, 0, 5, "PERSON")
            session.mark(1, 10, 15, "ORGANIZATION")
        shutil.copy(project_path, other)
        for path, change in ((project_path, here), (other, there)):
            with opened(path) as project:
                change(Session(project, owner))
        with opened(project_path) as project:
            merge(project, [other], backup=False)
        window = open_window(project_path)
        view = companion(window, "conflicts")
        assert isinstance(view, ConflictsWindow)
        return window, view

    return made


def first(session: Session, place: int = 0) -> str:
    return session.article(1).spans[place].item


def both(change: Callable[[Session, int], object]) -> Change:
    """The same for both spans."""
    return lambda session: [change(session, place) for place in (0, 1)]


def spans(window: MainWindow, owner: str = "Amal") -> list[tuple[int, int, str]]:
    found = Session(window.desk.session.project, owner).article(1).spans
    return [(span.start, span.end, span.label) for span in found]


RELABEL = both(lambda session, place: session.relabel(first(session, place), "CLAIM"))
MOVE = both(lambda session, place: session.move(first(session, place), place * 10 + 1, place * 10 + 5))


def test_both_versions_are_shown_and_one_key_decides_each(
    clash: Callable[..., tuple[MainWindow, ConflictsWindow]], qtbot: QtBot
) -> None:
    window, view = clash(RELABEL, MOVE)
    assert view.list.count() == 2
    shown = [pane for pane in view.panes if pane.isVisible()]
    assert len(shown) == 2
    assert {pane.view.isVisible() for pane in shown} == {True}
    said = " ".join(pane.facts.text() for pane in shown)
    assert "Claim" in said
    assert "0–5" in said
    assert "1–5" in said
    assert {"this laptop" in pane.made.text() for pane in shown} == {True, False}
    wanted = view.conflicts[0].versions[0].edit
    qtbot.keyClick(view.list, Qt.Key.Key_1)
    assert view.list.count() == 1
    assert (wanted.start, wanted.end, wanted.label) in spans(window)
    qtbot.keyClick(view.list, Qt.Key.Key_2)
    assert view.list.count() == 0
    assert "no conflicts" in view.head.text()
    qtbot.keyClick(view.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.list.count() == 2
    assert not view.undo.isEnabled()


def test_neither_stands_with_delete(
    clash: Callable[..., tuple[MainWindow, ConflictsWindow]], qtbot: QtBot
) -> None:
    window, view = clash(RELABEL, MOVE)
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    assert view.list.count() == 1
    assert len(spans(window)) == 1
    qtbot.mouseClick(view.undo, Qt.MouseButton.LeftButton)
    assert view.list.count() == 2


def test_a_digit_is_known_by_its_sign_and_by_its_place(
    clash: Callable[..., tuple[MainWindow, ConflictsWindow]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _window, view = clash(RELABEL, MOVE)
    monkeypatch.setattr("PySide6.QtGui.QGuiApplication.platformName", lambda: "xcb")
    held, press = Qt.KeyboardModifier.NoModifier, QEvent.Type.KeyPress
    arabic = QKeyEvent(press, Qt.Key.Key_unknown, held, 10, 0, 0, "\u0661")
    QApplication.sendEvent(view.list, arabic)
    azerty = QKeyEvent(press, Qt.Key.Key_Eacute, held, 11, 0, 0, "é")
    QApplication.sendEvent(view.list, azerty)
    assert view.list.count() == 0


def test_the_same_decision_is_made_with_the_mouse(
    clash: Callable[..., tuple[MainWindow, ConflictsWindow]], qtbot: QtBot
) -> None:
    window, view = clash(RELABEL, MOVE)
    qtbot.mouseClick(view.panes[1].take, Qt.MouseButton.LeftButton)
    assert view.list.count() == 1
    assert window.desk.article is not None


def test_statuses_are_told_in_words(
    clash: Callable[..., tuple[MainWindow, ConflictsWindow]], qtbot: QtBot
) -> None:
    _window, view = clash(
        lambda session: session.set_status(2, "finished"), lambda session: session.set_status(2, "ignored")
    )
    said = " ".join(pane.facts.text() for pane in view.panes)
    assert "Status: \u2068finished" in said
    assert "Status: \u2068ignored" in said
    assert not view.none.isVisible()
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    assert view.list.count() == 1
    qtbot.keyClick(view.list, Qt.Key.Key_1)
    assert view.list.count() == 0


def test_label_sets_are_told_by_their_labels_and_decided(
    clash: Callable[..., tuple[MainWindow, ConflictsWindow]], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "sports.toml").write_text(OTHER)
    (tmp_path / "music.toml").write_text(OTHER.replace("Sports", "Music").replace("TEAM", "BAND"))
    with_labels = [
        lambda session, name=name: set_label_set(session, labels_from(tmp_path / f"{name}.toml"))
        for name in ("sports", "music")
    ]
    window, view = clash(lambda session: [with_labels[0](session)], lambda session: [with_labels[1](session)])
    place = next(n for n, conflict in enumerate(view.conflicts) if conflict.kind == "label set")
    view.list.setCurrentRow(place)
    said = " ".join(pane.facts.text() for pane in view.panes)
    assert "TEAM" in said
    assert "BAND" in said
    wanted = next(n for n, pane in enumerate(view.panes) if "BAND" in pane.facts.text())
    qtbot.keyClick(view.list, Qt.Key.Key_1 if wanted == 0 else Qt.Key.Key_2)
    assert Session(window.desk.session.project, "Amal").labels.name == "Music"


def test_somebody_elses_conflict_is_theirs_to_decide(
    clash: Callable[..., tuple[MainWindow, ConflictsWindow]], qtbot: QtBot
) -> None:
    window, view = clash(RELABEL, MOVE, owner="Badr")
    assert "Badr" in view.words.text()
    qtbot.keyClick(view.list, Qt.Key.Key_1)
    assert view.list.count() == 2
    qtbot.mouseClick(view.become, Qt.MouseButton.LeftButton)
    assert window.desk.session.owner == "Badr"
    qtbot.keyClick(view.list, Qt.Key.Key_1)
    assert view.list.count() == 1


def test_decisions_are_sent_to_adjudication(
    clash: Callable[..., tuple[MainWindow, ConflictsWindow]], qtbot: QtBot
) -> None:
    def decide(choice: str) -> Change:
        edit = Edit(DECISION, 1, "place", content={"choice": choice})
        return lambda session: appending.append(
            session.project, [edit], owner=GOLD, author=session.owner, what="decide"
        )

    window, view = clash(decide("none"), decide("both"))
    assert view.adjudicate.isVisible()
    assert "Adjudication" in view.words.text()
    qtbot.keyClick(view.list, Qt.Key.Key_1)
    assert len(list(conflicts(window.desk.session.project))) == 1


def test_the_foot_of_the_window_tells_how_many_there_are(
    clash: Callable[..., tuple[MainWindow, ConflictsWindow]], qtbot: QtBot
) -> None:
    window, view = clash(RELABEL, MOVE)
    sign = next(found for found in window.status_line.children() if type(found).__name__ == "ConflictSign")
    qtbot.waitUntil(sign.isVisible, timeout=5_000)
    assert sign.text() == "2 conflicts"
    for _ in range(2):
        qtbot.keyClick(view.list, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: not sign.isVisible(), timeout=5_000)
