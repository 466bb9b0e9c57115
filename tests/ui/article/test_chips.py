"""Chips never lie over each other, stay in the column and near their span, and none is dropped unseen."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.span import Span
from annotator.ui.article.chips import Chip, place_chips

ROOM = 400.0


def width(text):
    return 8.0 * len(text)


def chip(x, *, rtl=False, text="PER"):
    left = x - width(text) if rtl else x
    return Chip(Span(0, 1, "PERSON"), text, left, width(text), 0.0, 10.0, rtl)


def apart(chips):
    ordered = sorted(chips, key=lambda c: c.left)
    return all(a.right <= b.left for a, b in pairwise(ordered))


def test_a_chip_alone_stands_at_its_spans_start():
    assert place_chips([chip(50)], [], ROOM, width)[0].left == 50
    assert place_chips([chip(50, rtl=True)], [], ROOM, width)[0].right == 50


def test_chips_of_one_start_stand_side_by_side_in_reading_direction():
    left, right = place_chips([chip(50), chip(50)], [], ROOM, width)
    assert left.left == 50 < right.left
    right, left = place_chips([chip(350, rtl=True), chip(350, rtl=True)], [], ROOM, width)
    assert right.right == 350 > left.right


def test_a_chip_at_the_edge_is_moved_in():
    assert place_chips([chip(395)], [], ROOM, width)[0].right == ROOM
    assert place_chips([chip(5, rtl=True)], [], ROOM, width)[0].left == 0


def test_folded_and_crowded_ones_are_counted():
    placed = place_chips([chip(50)] * 9, [chip(50)], ROOM, width)
    shown = [c for c in placed if not c.text.startswith("+")]
    (more,) = [c for c in placed if c.text.startswith("+")]
    assert int(more.text) == 10 - len(shown)
    assert apart(placed)


@given(st.lists(st.tuples(st.floats(0, 400), st.booleans()), max_size=14))
def test_laws(places):
    wanted = [chip(x, rtl=rtl) for x, rtl in places]
    placed = place_chips(wanted, [], ROOM, width)
    assert apart(placed)
    assert all(c.left >= -0.1 and c.right <= ROOM + 0.1 for c in placed)
    more = [int(c.text) for c in placed if c.text.startswith("+")]
    full = not more and len(placed) < len(wanted)
    assert full or len(placed) - len(more) + sum(more) == len(wanted)
