"""The window of conflicts: both versions, one key, the next at once, taken back, and what is not decided here."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.app.deciding import conflicts
from annotator.app.labelling import set_label_set
from annotator.app.merging import merge
from annotator.app.opening import labels_from, open_existing, opened
from annotator.app.session import Session
from annotator.model.revision import DECISION, GOLD, Edit
from annotator.store import appending
from annotator.ui.main_window import MainWindow
from annotator.ui.team.conflict_sign import ConflictSign
from annotator.ui.team.conflicts_window import ConflictsWindow
from annotator.ui.theme import load_theme

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


Clash = Callable[..., ConflictsWindow]


@pytest.fixture
def clash(project_path: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Clash]:
    """Has one person do two different things on two laptops, and opens the window on what comes of it."""
    projects = []

    def made(here: Change, there: Change, *, owner: str = "Amal") -> ConflictsWindow:
        clashed(project_path, tmp_path / "other.annotator", here, there, owner)
        view = ConflictsWindow(load_theme("light"))
        qtbot.addWidget(view)
        projects.append(open_existing(project_path))
        view.set_session(Session(projects[-1], "Amal"))
        with qtbot.waitExposed(view):
            view.show()
        return view

    yield made
    for project in projects:
        project.close()


def clashed(path: Path, other: Path, here: Change, there: Change, owner: str) -> None:
    """Let a person mark two spans, and change them on two laptops in two ways."""
    with opened(path) as project:
        session = Session(project, owner)
        session.mark(1, 0, 5, "PERSON")
        session.mark(1, 10, 15, "ORGANIZATION")
    shutil.copy(path, other)
    for laptop, change in ((path, here), (other, there)):
        with opened(laptop) as project:
            change(Session(project, owner))
    with opened(path) as project:
        merge(project, [other], backup=False)


def first(session: Session, place: int = 0) -> str:
    return session.article(1).spans[place].item


def both(change: Callable[[Session, int], object]) -> Change:
    """The same for both spans."""
    return lambda session: [change(session, place) for place in (0, 1)]


def spans(view: ConflictsWindow, owner: str = "Amal") -> list[tuple[int, int, str]]:
    found = Session(view.session.project, owner).article(1).spans
    return [(span.start, span.end, span.label) for span in found]


RELABEL = both(lambda session, place: session.relabel(first(session, place), "CLAIM"))
MOVE = both(lambda session, place: session.move(first(session, place), place * 10 + 1, place * 10 + 5))


def test_both_versions_are_shown_and_one_key_decides_each(clash: Clash, qtbot: QtBot) -> None:
    view = clash(RELABEL, MOVE)
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
    assert (wanted.start, wanted.end, wanted.label) in spans(view)
    qtbot.keyClick(view.list, Qt.Key.Key_2)
    assert view.list.count() == 0
    assert "no conflicts" in view.head.text()
    qtbot.keyClick(view.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.list.count() == 2
    assert not view.undo.isEnabled()


def test_neither_stands_with_delete(clash: Clash, qtbot: QtBot) -> None:
    view = clash(RELABEL, MOVE)
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    assert view.list.count() == 1
    assert len(spans(view)) == 1
    qtbot.mouseClick(view.undo, Qt.MouseButton.LeftButton)
    assert view.list.count() == 2


def test_a_digit_is_known_by_its_sign_and_by_its_place(clash: Clash, monkeypatch: pytest.MonkeyPatch) -> None:
    view = clash(RELABEL, MOVE)
    monkeypatch.setattr("PySide6.QtGui.QGuiApplication.platformName", lambda: "xcb")
    held, press = Qt.KeyboardModifier.NoModifier, QEvent.Type.KeyPress
    arabic = QKeyEvent(press, Qt.Key.Key_unknown, held, 10, 0, 0, "\u0661")
    QApplication.sendEvent(view.list, arabic)
    azerty = QKeyEvent(press, Qt.Key.Key_Eacute, held, 11, 0, 0, "é")
    QApplication.sendEvent(view.list, azerty)
    assert view.list.count() == 0


def test_the_same_decision_is_made_with_the_mouse(clash: Clash, qtbot: QtBot) -> None:
    view = clash(RELABEL, MOVE)
    qtbot.mouseClick(view.panes[1].take, Qt.MouseButton.LeftButton)
    assert view.list.count() == 1


def test_statuses_are_told_in_words(clash: Clash, qtbot: QtBot) -> None:
    view = clash(
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


def test_label_sets_are_told_by_their_labels_and_decided(clash: Clash, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "sports.toml").write_text(OTHER)
    (tmp_path / "music.toml").write_text(OTHER.replace("Sports", "Music").replace("TEAM", "BAND"))
    with_labels = [
        lambda session, name=name: set_label_set(session, labels_from(tmp_path / f"{name}.toml"))
        for name in ("sports", "music")
    ]
    view = clash(lambda session: [with_labels[0](session)], lambda session: [with_labels[1](session)])
    place = next(n for n, conflict in enumerate(view.conflicts) if conflict.kind == "label set")
    view.list.setCurrentRow(place)
    said = " ".join(pane.facts.text() for pane in view.panes)
    assert "TEAM" in said
    assert "BAND" in said
    wanted = next(n for n, pane in enumerate(view.panes) if "BAND" in pane.facts.text())
    qtbot.keyClick(view.list, Qt.Key.Key_1 if wanted == 0 else Qt.Key.Key_2)
    assert Session(view.session.project, "Amal").labels.name == "Music"


def test_somebody_elses_conflict_is_theirs_to_decide(clash: Clash, qtbot: QtBot) -> None:
    view = clash(RELABEL, MOVE, owner="Badr")
    assert "Badr" in view.words.text()
    qtbot.keyClick(view.list, Qt.Key.Key_1)
    assert view.list.count() == 2
    with qtbot.waitSignal(view.owner_chosen) as chosen:
        qtbot.mouseClick(view.become, Qt.MouseButton.LeftButton)
    assert chosen.args == ["Badr", ""]
    view.set_session(Session(view.session.project, "Badr"))
    qtbot.keyClick(view.list, Qt.Key.Key_1)
    assert view.list.count() == 1


def test_decisions_are_sent_to_adjudication(clash: Clash, qtbot: QtBot) -> None:
    def decide(choice: str) -> Change:
        edit = Edit(DECISION, 1, "place", content={"choice": choice})
        return lambda session: appending.append(
            session.project, [edit], owner=GOLD, author=session.owner, what="decide"
        )

    view = clash(decide("none"), decide("both"))
    assert view.adjudicate.isVisible()
    assert "Adjudication" in view.words.text()
    qtbot.keyClick(view.list, Qt.Key.Key_1)
    assert len(list(conflicts(view.session.project))) == 1


def test_the_foot_of_the_window_tells_how_many_there_are(
    project_path: Path, tmp_path: Path, open_window: Callable[[Path], MainWindow], qtbot: QtBot
) -> None:
    clashed(project_path, tmp_path / "other.annotator", RELABEL, MOVE, "Amal")
    window = open_window(project_path)
    sign = window.status_line.findChild(ConflictSign)
    sign.look()
    assert sign.isVisible()
    assert sign.text() == "2 conflicts"
    qtbot.mouseClick(sign, Qt.MouseButton.LeftButton)
    view = window.companions.show("conflicts")
    wanted = view.conflicts[0].versions[0].edit
    qtbot.keyClick(view.list, Qt.Key.Key_1)
    assert (wanted.start, wanted.end) in [(span.start, span.end) for span in window.desk.spans()]
    qtbot.keyClick(view.list, Qt.Key.Key_1)
    sign.look()
    assert not sign.isVisible()
