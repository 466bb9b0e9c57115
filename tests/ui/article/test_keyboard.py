"""The article under the keyboard alone: walking, selecting, resizing, from span to span."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from annotator.model.span import Span
from annotator.text.snapping import snap
from annotator.ui.article.commands import COMMANDS
from annotator.ui.article.reading import Reading

TEXT = (
    "قال Khalifa Haftar: والحكومة الليبية، وبالحكومة. ثم غادر.\n"
    "\n"
    "Le maréchal Haftar (المشير خليفة حفتر) a dit : l’ONU.\n"
    "وقالت الحكومة نعم"
)
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEY = Qt.Key
PERSON = Span(TEXT.index("Khalifa"), TEXT.index("Khalifa") + 14, "PERSON", item="p")
ORG = Span(TEXT.index("والحكومة"), TEXT.index("والحكومة") + 8, "ORGANIZATION", item="o")


@pytest.fixture
def page(view):
    view.set_article(TEXT)
    view.set_spans([PERSON, ORG])
    view.set_snap(lambda a, b, exact: snap(TEXT, a, b, borders="grapheme" if exact else "clitic"))
    view.setFocus()
    return view


def selected(view):
    return TEXT[slice(*view.stretch())] if view.stretch() else None


@pytest.mark.parametrize("visual", [True, False])
def test_left_in_an_arabic_paragraph_walks_through_all_of_it(qtbot, page, visual):
    page.set_reading(Reading(visual_arrows=visual))
    seen = [page.caret()]
    for _ in range(TEXT.index("\n")):
        qtbot.keyClick(page, KEY.Key_Left)
        seen.append(page.caret())
    first = TEXT.index("\n")
    assert seen[-1] == first
    assert (seen == list(range(first + 1))) is not visual
    assert set(seen) >= set(range(4))
    for _ in range(first):
        qtbot.keyClick(page, KEY.Key_Right)
    assert page.caret() == 0


def test_lines_and_ends(qtbot, page):
    qtbot.keyClick(page, KEY.Key_End)
    assert page.caret() == TEXT.index("\n")
    qtbot.keyClick(page, KEY.Key_Down)
    qtbot.keyClick(page, KEY.Key_Down)
    third = TEXT.index("Le ")
    assert third <= page.caret() < TEXT.rindex("\n")
    qtbot.keyClick(page, KEY.Key_Home)
    assert page.caret() == third
    qtbot.keyClick(page, KEY.Key_Right, CTRL)
    assert page.caret() == third + 2
    qtbot.keyClick(page, KEY.Key_End, CTRL)
    assert page.caret() == len(TEXT)
    qtbot.keyClick(page, KEY.Key_Home, CTRL)
    assert page.caret() == 0


def test_up_and_down_keep_to_their_column(page):
    page.set_article("\n".join(["un mot et encore", "x", "un mot et encore"]))
    page.set_caret(9)
    page.walk("down")
    page.walk("down")
    assert page.caret() == 9 + 17 + 2
    page.walk("up")
    page.walk("up")
    assert page.caret() == 9


def test_shift_selects_and_letting_it_go_finishes(qtbot, page):
    grown, taken = [], []
    page.stretch_grown.connect(lambda a, b: grown.append(TEXT[a:b]))
    page.stretch_selected.connect(lambda a, b: taken.append(TEXT[a:b]))
    page.set_caret(TEXT.index("والحكومة"))
    qtbot.keyPress(page, KEY.Key_Shift)
    for _ in range(2):
        page.walk("word_left", extend=True)
    assert (grown, taken) == (["والحكومة", "والحكومة الليبية"], [])
    qtbot.keyRelease(page, KEY.Key_Shift)
    assert taken == ["والحكومة الليبية"]
    assert selected(page) == "والحكومة الليبية"
    assert not page.is_exact()


def test_letters_are_taken_as_they_are(qtbot, page):
    page.set_caret(TEXT.index("الليبية"))
    for _ in range(3):
        qtbot.keyClick(page, KEY.Key_Left, SHIFT)
    assert selected(page) == "الل"
    assert page.is_exact()


def test_a_key_of_the_window_finishes_the_stretch_first(qtbot, page):
    taken = []
    page.stretch_selected.connect(lambda a, b: taken.append(TEXT[a:b]))
    page.set_caret(TEXT.index("غادر"))
    qtbot.keyClick(page, KEY.Key_Space)
    assert taken == []
    qtbot.keyClick(page, KEY.Key_F2)
    assert taken == ["غادر"]


def test_space_grows_and_shift_space_goes_back(qtbot, page):
    page.set_caret(TEXT.index("الليبية") + 1)
    found = []
    for _ in range(4):
        qtbot.keyClick(page, KEY.Key_Space)
        found.append(selected(page))
    assert found[:2] == ["الليبية", "والحكومة الليبية"]
    assert found[3] == TEXT[: TEXT.index("\n")]
    for expected in (found[2], found[1], found[0], None):
        qtbot.keyClick(page, KEY.Key_Space, SHIFT)
        assert selected(page) == expected


def test_return_finishes_and_then_goes_from_span_to_span(qtbot, page):
    clicked, taken = [], []
    page.span_clicked.connect(clicked.append)
    page.stretch_selected.connect(lambda a, b: taken.append((a, b)))
    qtbot.keyClick(page, KEY.Key_Space)
    qtbot.keyClick(page, KEY.Key_Return)
    assert (taken, clicked) == ([(0, 3)], [])
    for _ in range(3):
        qtbot.keyClick(page, KEY.Key_Return)
    qtbot.keyClick(page, KEY.Key_Return, SHIFT)
    assert clicked == ["p", "o", "p", "o"]
    assert page.caret() == ORG.start


def test_the_span_at_the_caret_then_the_one_around(page):
    around = replace(PERSON, start=0, label="CLAIM", item="c")
    page.set_spans([PERSON, ORG, around])
    page.set_caret(PERSON.start + 2)
    found = []
    for _ in range(3):
        page.select_here()
        found.append(page.selected_span())
    assert found == ["p", "c", "p"]


@pytest.mark.parametrize(
    ("key", "modifiers", "quote"),
    [
        (KEY.Key_Delete, ALT, "الحكومة"),
        (KEY.Key_End, ALT, "والحكومة الليبية"),
        (KEY.Key_Home, ALT, ": والحكومة"),
        (KEY.Key_End, CTRL | ALT | SHIFT, "والحكوم"),
        (KEY.Key_Home, CTRL | ALT | SHIFT, "الحكومة"),
    ],
)
def test_the_ends_of_the_selected_span_move(qtbot, page, key, modifiers, quote):
    page.select_span("o")
    with qtbot.waitSignal(page.span_moved, timeout=1000) as moved:
        qtbot.keyClick(page, key, modifiers)
    item, start, end = moved.args
    assert (item, TEXT[start:end]) == ("o", quote)


def test_the_next_repeat_without_a_label(qtbot, page):
    inner = replace(ORG, start=ORG.start + 1)
    page.set_spans([inner])
    page.select_span("o")
    qtbot.keyClick(page, KEY.Key_Return, ALT)
    start = TEXT.index("بالحكومة") + 1
    assert page.stretch() == (start, start + 7)
    said = []
    page.announced.connect(said.append)
    page.set_spans([replace(inner, start=0, end=len(TEXT))])
    page.clear_stretch()
    page.select_span("o")
    page.select_repeat()
    assert said


def test_every_command_has_its_own_key_that_every_keyboard_has():
    keys = [QKeySequence(key).toString() for command in COMMANDS for key in command.keys]
    assert len(set(keys)) == len(keys)
    for key in keys:
        last = key.split("+")[-1]
        assert len(last) > 1, key  # no letter, no digit
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)
    assert all(command.words for command in COMMANDS)


def test_every_command_can_be_run_anywhere(page):
    for state in ((None, ""), ((4, 11), ""), (None, "p")):
        for command in COMMANDS:
            page.clear_stretch()
            page.select_span(state[1])
            if state[0]:
                page.set_stretch(*state[0])
            command.run(page)
            assert 0 <= page.caret() <= len(TEXT)
    page.set_article("")
    for command in COMMANDS:
        command.run(page)
    assert page.caret() == 0


def test_the_caret_is_painted_only_with_the_focus(qtbot, page):
    page.clearFocus()
    without = page.viewport().grab().toImage()
    page.setFocus()
    with_caret = page.viewport().grab().toImage()
    assert page.hasFocus()
    assert without != with_caret


def test_walking_reads_out(page):
    said = []
    page.announced.connect(said.append)
    page.walk("word_left")
    page.walk("left")
    page.walk("word_right")
    assert said == ["قال", "", "قال"]
