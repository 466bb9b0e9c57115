"""The adjudication window by mouse, and beside the program's window."""

from pathlib import Path

import pytest
from judge_project import HAFTAR, ONU, ORGANIZATION, PERSON, TITLE, Hands, gold_of
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from annotator.app.opening import open_existing
from annotator.app.project_file import Project
from annotator.app.session import Session
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings

LEFT = Qt.MouseButton.LeftButton


def test_a_click_marks_a_row_and_a_double_click_takes_it(
    qtbot: QtBot, project: Project, hands: Hands
) -> None:
    rows = hands.window.panel.rows.rows
    qtbot.mouseClick(rows[1], LEFT)
    assert [row.is_marked() for row in rows] == [False, True, False]
    assert gold_of(project) == []
    qtbot.mouseDClick(rows[1], LEFT)
    assert gold_of(project) == [(*HAFTAR, PERSON)]


def test_a_click_on_a_lane_marks_its_variant(qtbot: QtBot, hands: Hands) -> None:
    text = hands.window.panel.text
    letters = text.rects(*HAFTAR)[0]
    pitch = text._flow.setting.lane_pitch
    place = QPoint(round(letters.center().x()), round(letters.bottom() + 1.5 * pitch))
    qtbot.mouseClick(text.viewport(), LEFT, pos=place)
    assert hands.window.judging.open.marked == 1
    words = text.rects(*TITLE)[0].center().toPoint()
    qtbot.mouseClick(text.viewport(), LEFT, pos=words)  # on the words themselves nothing is chosen
    assert hands.window.judging.open.marked == 1
    assert text.stretch() is None


def test_the_buttons_do_what_their_keys_do(qtbot: QtBot, project: Project, hands: Hands) -> None:
    buttons = {deed.name: button for deed, button in hands.window.legend.buttons.items()}
    qtbot.mouseClick(buttons["both"], LEFT)
    assert gold_of(project) == [(*TITLE, PERSON), (*HAFTAR, PERSON)]
    relabel = next(b for deed, b in hands.window.legend.buttons.items() if deed.label == ORGANIZATION)
    qtbot.mouseClick(relabel, LEFT)
    assert gold_of(project)[2:] == [(*ONU, ORGANIZATION)]
    qtbot.mouseClick(hands.window.told_line.undo, LEFT)
    assert len(gold_of(project)) == 2


@pytest.mark.long
def test_the_programs_window_hears_of_it_and_waits_while_much_is_decided(
    qtbot: QtBot, made: Path, tmp_path: Path, settings: Settings
) -> None:
    path = tmp_path / "news.annotator"
    path.write_bytes(made.read_bytes())
    settings.set_owner(path, "Amal")
    main = MainWindow(settings)
    qtbot.addWidget(main)
    main.files.take(open_existing(path, window=True))
    main.show()
    main.actions_["adjudicate"].trigger()
    window = main.companions.show("adjudicate")
    hands = Hands(qtbot, window)
    hands.settle()
    with qtbot.waitSignal(window.changed) as told:
        hands.press(Qt.Key.Key_2)
    assert told.args == [{1}]
    assert main.desk.session.owner == "Amal"
    window.begin_work("Deciding")
    with qtbot.waitSignal(main.desk.refused) as refused:
        main.desk.set_status("in progress")
    assert "wait until it is done" in refused.args[0]
    hands.press(Qt.Key.Key_1)
    assert "wait until it is done" in hands.said()
    window.end_work()
    hands.press(Qt.Key.Key_1)
    assert gold_of(main.desk.session.project) == [(*HAFTAR, PERSON), (*ONU, ORGANIZATION)]
    hands.settle()
    hands.press(Qt.Key.Key_O)
    assert main.desk.article.number == window.judging.open.card.number
    main.close()


def test_who_works_as_gold_adjudicates_as_gold(qtbot: QtBot, project: Project, hands: Hands) -> None:
    hands.window.set_session(Session(project, "gold"))
    hands.settle()
    hands.press(Qt.Key.Key_1)
    assert gold_of(project) == [(*TITLE, PERSON)]
