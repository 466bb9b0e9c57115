"""The caret in one line, from maps written by hand: it follows the eye and knows which letter it keeps to."""

import pytest

from annotator.ui.article.caret import (
    Caret,
    caret_at,
    runs_rtl,
    step_visually,
    step_word_visually,
    visual_cells,
    visual_end,
    x_of,
)
from annotator.ui.article.cells import Cell, Run
from annotator.ui.article.line_map import LineMap


def line(text, *runs, rtl, start=0):
    """A line of letters one pixel wide; runs (start, end, rtl) from left to right."""
    made, cells, left = [], [], 0.0
    for first, last, way in runs:
        made.append(Run(first, last, left, left + last - first, way))
        for i in range(first, last):
            x = left + (last - 1 - i if way else i - first)
            cells.append(Cell(i, i + 1, x, x + 1.0, way))
        left += last - first
    return LineMap(start, len(text), rtl, made, sorted(cells))


FRENCH = line("le chat", (0, 7, False), rtl=False)
ARABIC = line("قال نعم", (0, 7, True), rtl=True)
# قال Haf ثم: on the screen, from the left: مث, a blank, Haf, a blank, لاق.
MIXED_TEXT = "قال Haf ثم"
MIXED = line(MIXED_TEXT, (7, 10, True), (4, 7, False), (0, 4, True), rtl=True)


def walk(places, caret, *, right):
    found = [caret]
    while (caret := step_visually(places, caret, right=right)) is not None:
        found.append(caret)
    return [(c.offset, x_of(places, c, 0.0)) for c in found]


def test_right_in_french_and_left_in_arabic_go_on():
    assert walk(FRENCH, Caret(0), right=True) == [(i, float(i)) for i in range(8)]
    assert walk(ARABIC, Caret(0), right=False) == [(i, 7.0 - i) for i in range(8)]
    assert walk(ARABIC, Caret(0), right=True) == [(0, 7.0)]


def test_in_a_mixed_line_the_caret_moves_a_letter_at_a_time_on_the_screen():
    left = walk(MIXED, Caret(0), right=False)
    assert [x for _, x in left] == [float(x) for x in range(10, -1, -1)]
    assert [offset for offset, _ in left] == [0, 1, 2, 3, 4, 6, 5, 4, 8, 9, 10]
    right = walk(MIXED, Caret(10, trailing=True), right=True)
    assert [x for _, x in right] == [float(x) for x in range(11)]
    assert [offset for offset, _ in right] == [10, 9, 8, 7, 5, 6, 7, 3, 2, 1, 0]


def test_one_offset_stands_in_two_places_where_the_direction_turns():
    assert x_of(MIXED, Caret(4, trailing=True), 0.0) == 6.0
    assert x_of(MIXED, Caret(4), 0.0) == 3.0
    assert runs_rtl(MIXED, Caret(4, trailing=True))
    assert not runs_rtl(MIXED, Caret(4))


def word_of(text):
    return lambda i: None if text[i] == " " else text[:i].count(" ")


@pytest.mark.parametrize(
    ("places", "text", "caret", "right", "stops"),
    [
        (FRENCH, "le chat", Caret(0), True, [2, 7]),
        (FRENCH, "le chat", Caret(7, trailing=True), False, [3, 0]),
        (ARABIC, "قال نعم", Caret(0), False, [3, 7]),
        (MIXED, MIXED_TEXT, Caret(0), False, [3, 4, 10]),
        (MIXED, MIXED_TEXT, Caret(10, trailing=True), True, [8, 7, 0]),
    ],
)
def test_by_words(places, text, caret, right, stops):
    found = []
    while (caret := step_word_visually(places, caret, word_of(text), right=right)) is not None:
        found.append(caret.offset)
    assert found == stops


def test_every_visible_place_is_hit():
    for x in range(11):
        caret = caret_at(MIXED, x + 0.1)
        assert abs(x_of(MIXED, caret, 0.0) - x) <= (0 if 0 < x < 10 else 10)
    assert caret_at(MIXED, -5.0) == Caret(10, trailing=True)
    assert caret_at(MIXED, 50.0) == Caret(0)
    assert caret_at(FRENCH, -5.0) == Caret(0)


def test_what_cannot_be_seen_is_passed_over():
    cells = [Cell(0, 1, 0.0, 1.0, False), Cell(1, 2, 1.0, 1.0, False), Cell(2, 3, 1.0, 2.0, False)]
    places = LineMap(0, 3, False, [Run(0, 3, 0.0, 2.0, False)], cells)
    assert walk(places, Caret(0), right=True) == [(0, 0.0), (1, 1.0), (3, 2.0)]


def test_an_empty_line_has_one_place():
    empty = LineMap(5, 5, True, (), ())
    assert caret_at(empty, 3.0) == Caret(5)
    assert x_of(empty, Caret(5), 80.0) == 80.0
    assert visual_end(empty, right=True) == Caret(5)
    assert step_visually(empty, Caret(5), right=True) is None
    assert visual_cells(empty) == []
