"""The desk: stretch and label in either order, refusals, undo, and a file that does not take a gesture."""

import sqlite3

import pytest
from pytestqt.qtbot import QtBot

from annotator.app.session import Session
from annotator.model.status import FINISHED, IN_PROGRESS
from annotator.ui.desk import Desk

HAFTAR = (12, 26)  # in fr.txt
ARMY = (43, 67)


class Heard:
    """What a desk has told."""

    def __init__(self, desk: Desk) -> None:
        self.changed: list[tuple[int, ...]] = []
        self.refused: list[str] = []
        self.revealed: list[tuple[int, int]] = []
        self.noticed: list[str] = []
        self.unavailable: list[str] = []
        self.used = 0
        desk.changed.connect(self.changed.append)
        desk.refused.connect(self.refused.append)
        desk.noticed.connect(lambda sentence: sentence and self.noticed.append(sentence))
        desk.revealed.connect(lambda start, end: self.revealed.append((start, end)))
        desk.gestures.unavailable.connect(self.unavailable.append)
        desk.stretch_used.connect(self._used)

    def _used(self) -> None:
        self.used += 1


@pytest.fixture
def desk(qapp: object, session: Session) -> Desk:
    made = Desk()
    made.work_in(session)
    made.open_document(session.rows(0, 3)[2].number)
    return made


@pytest.fixture
def heard(desk: Desk) -> Heard:
    return Heard(desk)


def spans(desk: Desk) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in desk.spans()]


def test_stretch_then_label_marks_and_selects(desk: Desk, heard: Heard) -> None:
    desk.take_stretch(*HAFTAR)
    assert spans(desk) == []
    desk.choose_label("PERSON")
    assert spans(desk) == [(*HAFTAR, "PERSON")]
    assert desk.selected == desk.spans()[0].item
    assert heard.used == 1
    assert desk.article
    assert heard.changed == [(desk.article.number,)]


def test_sticky_label_then_stretches(desk: Desk) -> None:
    desk.choose_label("PERSON")
    assert desk.sticky == "PERSON"
    desk.take_stretch(*HAFTAR)
    assert (spans(desk), desk.selected) == ([(*HAFTAR, "PERSON")], "")
    desk.choose_label("ORGANIZATION")
    desk.take_stretch(*ARMY)
    assert spans(desk) == [(*HAFTAR, "PERSON"), (*ARMY, "ORGANIZATION")]
    desk.step_back()
    assert desk.sticky == ""


def test_a_sticky_label_chosen_again_is_let_go(desk: Desk) -> None:
    desk.choose_label("CLAIM")
    desk.choose_label("CLAIM")
    assert desk.sticky == ""


def test_escape_drops_stretch_then_selection_then_label(desk: Desk) -> None:
    desk.choose_label("PERSON")
    desk.take_stretch(*HAFTAR)
    desk.select(desk.spans()[0].item)
    desk.take_stretch(*HAFTAR)  # refused: a twin, so the stretch stays
    desk.step_back()
    assert desk.sticky == "PERSON"
    desk.select(desk.spans()[0].item)
    desk.step_back()
    assert (desk.selected, desk.sticky) == ("", "PERSON")
    desk.step_back()
    assert desk.sticky == ""


def test_a_label_for_a_selected_span_relabels_it(desk: Desk) -> None:
    desk.take_stretch(*HAFTAR)
    desk.choose_label("PERSON")
    desk.choose_label("ORGANIZATION")
    assert spans(desk) == [(*HAFTAR, "ORGANIZATION")]
    assert desk.selected == desk.spans()[0].item


def test_a_twin_is_refused_with_a_sentence(desk: Desk, heard: Heard) -> None:
    for _ in range(2):
        desk.take_stretch(*HAFTAR)
        desk.choose_label("PERSON")
    assert len(spans(desk)) == 1
    assert heard.refused == ["PERSON at 12–26 is there already."]


def test_a_stretch_is_snapped_for_the_label_that_it_gets(desk: Desk) -> None:
    desk.take_stretch(14, 25)
    desk.choose_label("PERSON")
    assert spans(desk) == [(*HAFTAR, "PERSON")]


def test_an_exact_stretch_is_not_snapped(desk: Desk) -> None:
    desk.take_stretch(14, 18, exact=True)
    desk.choose_label("PERSON")
    assert spans(desk) == [(14, 18, "PERSON")]


def test_blanks_alone_are_refused(desk: Desk, heard: Heard) -> None:
    desk.take_stretch(11, 12, exact=True)
    desk.choose_label("PERSON")
    assert (spans(desk), len(heard.refused)) == ([], 1)


def test_delete_undo_redo_go_where_it_was(desk: Desk, heard: Heard) -> None:
    desk.take_stretch(*HAFTAR)
    desk.choose_label("PERSON")
    desk.delete_selected()
    assert (spans(desk), desk.selected) == ([], "")
    desk.undo()
    assert (spans(desk), desk.selected) == ([(*HAFTAR, "PERSON")], desk.spans()[0].item)
    desk.redo()
    assert (spans(desk), desk.selected) == ([], "")
    assert heard.revealed == [HAFTAR, HAFTAR]


def test_undo_opens_the_article_that_it_changes(desk: Desk, session: Session) -> None:
    desk.take_stretch(*HAFTAR)
    desk.choose_label("PERSON")
    assert desk.article
    here = desk.article.number
    desk.open_document(session.rows(0, 1)[0].number)
    desk.undo()
    assert desk.article.number == here


def test_nothing_to_undo_is_said(desk: Desk, heard: Heard) -> None:
    desk.undo()
    assert heard.refused == ["Nothing to undo."]


def test_nothing_to_delete_is_said(desk: Desk, heard: Heard) -> None:
    desk.delete_selected()
    assert len(heard.refused) == 1


def test_a_finished_article_refuses_until_it_is_reopened(desk: Desk, heard: Heard) -> None:
    desk.set_status(FINISHED)
    desk.take_stretch(*HAFTAR)
    desk.choose_label("PERSON")
    assert (spans(desk), len(heard.refused)) == ([], 1)
    desk.set_status(IN_PROGRESS)
    desk.choose_label("PERSON")  # the stretch is still there
    assert len(spans(desk)) == 1


def test_crossing_spans_are_warned_about(desk: Desk, heard: Heard) -> None:
    desk.take_stretch(3, 19)
    desk.choose_label("PERSON")
    desk.take_stretch(*HAFTAR)
    desk.choose_label("ORGANIZATION")
    assert len(spans(desk)) == 2
    assert "crosses" in heard.noticed[-1]


def test_steps_through_spans_in_reading_order(desk: Desk) -> None:
    for stretch, label in ((ARMY, "ORGANIZATION"), (HAFTAR, "PERSON")):
        desk.take_stretch(*stretch)
        desk.choose_label(label)
    items = [span.item for span in desk.spans()]
    desk.select("")
    seen = []
    for step in (1, 1, 1, -1):
        desk.step_span(step)
        seen.append(items.index(desk.selected))
    assert seen == [0, 1, 0, 1]


def test_a_job_that_writes_holds_gestures_back(desk: Desk, heard: Heard) -> None:
    desk.gestures.hold("An import is writing.")
    desk.take_stretch(*HAFTAR)
    desk.choose_label("PERSON")
    assert (spans(desk), heard.refused) == ([], ["An import is writing."])
    desk.gestures.hold("")
    desk.choose_label("PERSON")
    assert len(spans(desk)) == 1


def test_a_gesture_that_the_file_does_not_take_can_be_tried_again(
    desk: Desk, heard: Heard, session: Session, qtbot: QtBot
) -> None:
    session.project.connection.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(session.project.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    desk.take_stretch(*HAFTAR)
    desk.choose_label("PERSON")
    assert (spans(desk), heard.changed, len(heard.unavailable)) == ([], [], 1)
    desk.gestures.try_again()
    assert len(heard.unavailable) == 2
    other.execute("ROLLBACK")
    other.close()
    desk.gestures.try_again()
    assert spans(desk) == [(*HAFTAR, "PERSON")]
    desk.gestures.try_again()  # it was carried out, so nothing is kept
    assert heard.refused == []


def test_what_somebody_else_writes_is_seen(desk: Desk, heard: Heard, session: Session) -> None:
    assert desk.article
    Session(session.project, "Amal").mark(desk.article.number, *HAFTAR, "PERSON")
    desk.look_again()
    assert (spans(desk), len(heard.changed)) == ([(*HAFTAR, "PERSON")], 1)
    desk.look_again()
    assert len(heard.changed) == 1


def test_another_owner_sees_none_of_it(desk: Desk, session: Session) -> None:
    desk.take_stretch(*HAFTAR)
    desk.choose_label("PERSON")
    assert desk.article
    number = desk.article.number
    desk.work_in(Session(session.project, "Badr"))
    assert desk.article is None
    desk.open_document(number)
    assert spans(desk) == []
