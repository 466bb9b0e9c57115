"""Stretches from gestures, as pure arithmetic."""

from annotator.ui.article.gestures import Drag, as_drawn, between, far_end, next_item


def test_a_drag_means_the_same_both_ways():
    assert between((3, 3), (9, 9)) == between((9, 9), (3, 3)) == (3, 9)


def test_a_drag_by_words_keeps_both_words_whole():
    words = {0: (0, 4), 6: (5, 9)}
    assert Drag((5, 9), words.__getitem__).stretch(0) == (0, 9)
    assert Drag((0, 4), words.__getitem__).stretch(6) == (0, 9)


def test_shift_holds_the_farther_end():
    assert far_end((10, 20), 30) == (10, 10)
    assert far_end((10, 20), 2) == (20, 20)
    assert far_end((10, 20), 18) == (10, 10)


def test_clicks_go_round():
    assert next_item(["a", "b"], "") == "a"
    assert next_item(["a", "b"], "a") == "b"
    assert next_item(["a", "b"], "b") == "a"
    assert next_item(["a"], "other") == "a"


def test_without_a_snap_what_is_drawn_is_taken():
    assert as_drawn(3, 7, False) == (3, 7)
