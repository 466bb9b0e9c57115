"""One key decides: each key of a card, on keyboards of any layout, and what stands in gold then."""

import pytest
from judge_project import (
    COMMA_AR,
    FRENCH,
    HAFTAR,
    ONU,
    ORGANIZATION,
    PERSON,
    TITLE,
    TITLE_AR,
    Hands,
    drag,
    gold_of,
)
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from annotator.app.cards import DECIDED, DEFERRED
from annotator.app.project_file import Project
from annotator.app.session import Session
from annotator.app.withdrawing import withdraw
from annotator.ui.adjudication.deeds import LETTERS, KeyCaps
from annotator.ui.adjudication.window import AdjudicationWindow
from annotator.ui.preferences import Preferences
from annotator.ui.settings import Settings
from annotator.ui.theme import load_theme

KEY = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
TITLED, BARE = (*TITLE, PERSON), (*HAFTAR, PERSON)


KEYS: list[tuple[Qt.Key, list[tuple[int, int, str]]]] = [
    (KEY.Key_Return, [TITLED]),
    (KEY.Key_Enter, [TITLED]),
    (KEY.Key_Space, [TITLED]),
    (KEY.Key_1, [TITLED]),
    (KEY.Key_2, [BARE]),
    (KEY.Key_Delete, []),
    (KEY.Key_Backspace, []),
    (KEY.Key_B, [TITLED, BARE]),
    (KEY.Key_U, [TITLED]),
    (KEY.Key_I, [BARE]),
    (KEY.Key_F3, [(*TITLE, ORGANIZATION)]),
]


def test_a_key_decides_and_the_next_card_comes(project: Project, hands: Hands) -> None:
    for key, gold in KEYS:
        assert hands.card() == "boundary"
        hands.press(key)
        assert gold_of(project) == gold, key
        assert hands.card() == "label"
        assert not hands.window.told_line.undo.isHidden()
        hands.press(KEY.Key_Z, CTRL)
        assert gold_of(project) == []
        assert hands.card() == "boundary"
        hands.press(KEY.Key_Y, CTRL)
        assert gold_of(project) == gold
        hands.press(KEY.Key_Z, CTRL)


@pytest.mark.parametrize("rtl", [False, True], ids=["left to right", "right to left"])
def test_arrows_go_on_and_back_as_the_window_is_read(hands: Hands, rtl: bool) -> None:
    hands.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    onward, back = (KEY.Key_Left, KEY.Key_Right) if rtl else (KEY.Key_Right, KEY.Key_Left)
    hands.press(onward)
    assert hands.card() == "label"
    hands.press(back)
    assert hands.card() == "boundary"
    hands.press(back)  # round from the start
    assert hands.card() == "missing"


def test_up_and_down_choose_what_enter_and_the_label_keys_take(project: Project, hands: Hands) -> None:
    hands.press(KEY.Key_Down)
    assert [row.is_marked() for row in hands.window.panel.rows.rows] == [False, True, False]
    hands.press(KEY.Key_F3)
    assert gold_of(project) == [(*HAFTAR, ORGANIZATION)]
    hands.press(KEY.Key_Up)
    hands.press(KEY.Key_Return)  # from the first row up to the last: no span
    assert gold_of(project) == [(*HAFTAR, ORGANIZATION)]


# What an Arabic keyboard writes in the places of the letters and of the second digit.
ARABIC_KEYS = [
    ("B", "لا", [TITLED, BARE]),
    ("U", "ع", [TITLED]),
    ("I", "ه", [BARE]),
    ("2", "٢", [BARE]),
    ("2", "2", [BARE]),
]


def test_keys_count_by_their_place_on_an_arabic_keyboard(project: Project, hands: Hands) -> None:
    for place, text, gold in ARABIC_KEYS:
        hands.press_at(place, text)
        assert gold_of(project) == gold, place
        hands.press_at("Z", "\u0626", held=CTRL)
        assert gold_of(project) == []
        hands.press_at("Y", "\u063a", held=CTRL)
        assert gold_of(project) == gold
        hands.press_at("Z", "\u0626", held=CTRL)


def test_the_digit_row_of_a_french_keyboard_needs_no_shift(project: Project, hands: Hands) -> None:
    hands.press_at("2", "é", KEY.Key_Eacute)
    assert gold_of(project) == [BARE]
    hands.press_at("1", "1", KEY.Key_1, SHIFT)
    assert gold_of(project) == [BARE, (*ONU, ORGANIZATION)]
    hands.press_at("Z", "z", KEY.Key_W, CTRL)  # AZERTY has W there: not undo
    assert len(gold_of(project)) == 2


def test_the_legend_learns_the_letters_of_the_layout(hands: Hands) -> None:
    assert any(words.endswith("keep every variant") and "B" in words for words in hands.window.legend.words())
    hands.press_at("U", "ع")
    assert any("ع (U)" in words for words in hands.window.legend.words())
    assert {KeyCaps().cap(place) for place in LETTERS} == set(LETTERS)


def test_a_number_without_a_variant_is_refused(project: Project, hands: Hands) -> None:
    hands.press(KEY.Key_7)
    assert "no variant 7" in hands.said()
    assert hands.window.told_line.is_warning()
    assert hands.card() == "boundary"
    assert gold_of(project) == []


def test_a_persons_own_label_keys_count(qtbot: QtBot, project: Project, settings: Settings) -> None:
    settings.set_preferences(Preferences(keys={"label:news:CLAIM": ("F6",)}))
    window = AdjudicationWindow(load_theme("light"), settings)
    qtbot.addWidget(window)
    window.set_session(Session(project, "Amal"))
    window.show()
    hands = Hands(qtbot, window)
    hands.settle()
    hands.press(KEY.Key_F6)
    assert gold_of(project) == [(*TITLE, "CLAIM")]


# ends that are moved


def test_arrows_move_the_ends_and_enter_accepts(project: Project, hands: Hands) -> None:
    hands.press(KEY.Key_E)
    assert hands.window.panel.text.is_editing()
    hands.press(KEY.Key_Left)  # the end, a letter back
    hands.press(KEY.Key_Right, CTRL | SHIFT)  # the start, a word on
    assert hands.window.panel.edited_range() == (TITLE[0] + 8, TITLE[1] - 1)
    assert gold_of(project) == []
    hands.press(KEY.Key_Return)
    assert gold_of(project) == [(TITLE[0] + 8, TITLE[1] - 1, PERSON)]
    assert hands.card() == "label"


def test_keys_of_the_article_move_the_ends_too(project: Project, hands: Hands) -> None:
    hands.press(KEY.Key_E)
    hands.press(KEY.Key_End, ALT)  # a word later
    hands.press(KEY.Key_F3)  # accepts with that label
    assert gold_of(project) == [(TITLE[0], FRENCH.index(" dit"), ORGANIZATION)]


def test_esc_leaves_the_ends_as_they_were(project: Project, hands: Hands) -> None:
    hands.press(KEY.Key_E)
    hands.press(KEY.Key_Left)
    hands.press(KEY.Key_Escape)
    assert not hands.window.panel.text.is_editing()
    hands.press(KEY.Key_Return)
    assert gold_of(project) == [TITLED]


def test_ends_that_are_a_variants_own_take_that_variant(project: Project, hands: Hands) -> None:
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_E)
    hands.press(KEY.Key_Return)
    assert gold_of(project) == [BARE]
    card = hands.window.judging.last
    assert card is not None
    decided = hands.window.judging.queue.again(card)
    assert decided.decision.choice == "take"


def test_the_arabic_end_follows_the_eye(project: Project, hands: Hands) -> None:
    for _ in range(2):
        hands.press(KEY.Key_Right)
    hands.press(KEY.Key_E)
    assert hands.window.panel.edited_range() == TITLE_AR
    hands.press(KEY.Key_Left)  # onward in Arabic
    assert hands.window.panel.edited_range() == COMMA_AR
    hands.press(KEY.Key_Right)
    hands.press(KEY.Key_Right)
    assert hands.window.panel.edited_range() == (TITLE_AR[0], TITLE_AR[1] - 1)


def test_a_handle_is_drawn_with_the_mouse(qtbot: QtBot, project: Project, hands: Hands) -> None:
    hands.press(KEY.Key_E)
    text = hands.window.panel.text
    before = text.edited_range()
    last = text.rects(before[1] - 1, before[1])[0]
    knob = QPoint(round(last.right()), round(last.bottom()))
    target = text.rects(before[1] + 1, before[1] + 2)[0].center().toPoint()
    view = text.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=knob)
    qtbot.mouseMove(view, target)
    drag(view, target)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=target)
    assert text.edited_range()[0] == before[0]
    assert text.edited_range()[1] > before[1]
    hands.press(KEY.Key_Return)
    assert gold_of(project)[0][1] > TITLE[1]


# what asks for a sentence


def test_put_off_with_a_note(project: Project, hands: Hands) -> None:
    card = hands.window.judging.open.card
    hands.press(KEY.Key_D)
    hands.write("ask Amal")
    hands.press(KEY.Key_Return)
    now = hands.window.judging.queue.again(card)
    assert (now.state, now.decision.reason) == (DEFERRED, "ask Amal")
    assert hands.card() == "label"
    assert hands.window.focusWidget() is hands.window.pages


def test_a_note_goes_with_the_next_decision_only(project: Project, hands: Hands) -> None:
    queue, first = hands.window.judging.queue, hands.window.judging.open.card
    hands.press(KEY.Key_N)
    hands.write("اللقب خارج الاسم")
    hands.press(KEY.Key_Return)
    assert "اللقب خارج الاسم" in hands.window.panel.notes.text()
    hands.press(KEY.Key_2)
    second = hands.window.judging.open.card
    hands.press(KEY.Key_1)
    assert queue.again(first).decision.reason == "اللقب خارج الاسم"
    assert queue.again(second).decision.reason == ""


def test_esc_leaves_a_question_without_an_answer(project: Project, hands: Hands) -> None:
    hands.press(KEY.Key_D)
    hands.write("x")
    hands.press(KEY.Key_Escape)
    assert hands.card() == "boundary"
    hands.press(KEY.Key_Return)
    assert hands.window.judging.queue.again(hands.window.judging.last).state == DECIDED


def test_a_decision_becomes_a_precedent_with_its_reason(project: Project, hands: Hands) -> None:
    hands.press(KEY.Key_P)
    hands.write("Titles stay out.")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_2)
    hands.window.show_precedents()
    assert "Titles stay out." in hands.window.precedent_list.list.item(0).text()
    hands.window.told_line.tell("", decided=True)
    hands.press(KEY.Key_1)
    hands.window.told_line.precedent.click()  # also afterwards
    hands.write("An organization is no person.")
    hands.press(KEY.Key_Return)
    hands.settle()
    assert hands.window.precedent_list.list.count() == 2


def test_fields_keep_their_keys(project: Project, hands: Hands) -> None:
    hands.window.filter.article.setFocus()
    for key in (KEY.Key_1, KEY.Key_B, KEY.Key_F2, KEY.Key_Return, KEY.Key_Down):
        hands.press(key)
    assert gold_of(project) == []
    hands.window.filter.kind.setFocus()
    for key in (KEY.Key_1, KEY.Key_F2, KEY.Key_Delete):
        hands.press(key)
    assert gold_of(project) == []
    hands.press(KEY.Key_Escape)
    hands.press(KEY.Key_1)
    assert gold_of(project) == [TITLED]


def test_undo_without_anything_to_undo_is_told(hands: Hands) -> None:
    hands.press(KEY.Key_Z, CTRL)
    assert "Nothing to undo" in hands.said()


def test_undo_takes_back_nothing_but_gold(project: Project, hands: Hands) -> None:
    withdraw(Session(project, "Amal"), [2])
    hands.press(KEY.Key_1)
    for _ in range(2):
        hands.press(KEY.Key_Z, CTRL)
    assert "Nothing to undo in gold" in hands.said()
    assert gold_of(project) == []
    assert Session(project, "Amal").row(2) is None


def test_gold_belongs_to_gold_whoever_works(project: Project, hands: Hands) -> None:
    before = Session(project, "Amal").article(1).spans
    hands.press(KEY.Key_2)
    assert Session(project, "Amal").article(1).spans == before
    assert Session(project, "Amal").history.next_undo() == ""
    assert hands.window.judging.session.author == "Amal"
