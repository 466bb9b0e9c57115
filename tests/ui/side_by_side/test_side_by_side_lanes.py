"""All layers in one view: a lane for each annotator that keeps its place, and a legend that does not rest on hue."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layered import AMAL, ARABIC, BADR, CHLOE
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.app.project_file import Project
from annotator.app.session import Session
from annotator.model.labels import LabelSet
from annotator.model.span import Span
from annotator.ui.article.decoration import Bar
from annotator.ui.side_by_side.lanes import COLOURS, PATTERNS, dashed, laned
from annotator.ui.side_by_side.merged import MergedView
from annotator.ui.side_by_side.window import SideBySideWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def merged(qtbot: QtBot, window: SideBySideWindow) -> MergedView:
    window.controls.mode.setFocus()
    qtbot.keyClick(window.controls.mode, Qt.Key.Key_Down)
    assert window.pane.currentIndex() == 2
    return window.pane.merged


def bars(view: MergedView) -> dict[str, set[float]]:
    """The heights of the bars of each annotator in the first paragraph, by colour."""
    found: dict[str, set[float]] = {}
    for bar in view._marks.decoration(0).bars:
        found.setdefault(view._look.name_of(bar.span), set()).add(bar.top)
    return found


def test_each_annotator_has_lanes_of_the_own_in_a_fixed_order(merged: MergedView) -> None:
    heights = bars(merged)
    assert len(heights) == 3
    ordered = [heights[light] for light, _ in COLOURS[:3]]
    assert [len(own) for own in ordered] == [2, 1, 1]  # a claim and the names in it
    assert all(max(upper) < min(lower) for upper, lower in pairwise(ordered))


def test_chips_tell_who_unless_all_did(merged: MergedView) -> None:
    chips = [chip.text for chip in merged._marks.decoration(0).chips]
    assert sorted(chips) == ["CLM 1", "PER", "PER 1", "PER 2·3"]


def test_the_legend_has_numbers_patterns_and_names(merged: MergedView, window: SideBySideWindow) -> None:
    assert window.pane.legend.names() == [
        f"1  \u2068{BADR}\u2069",
        f"2  \u2068{CHLOE}\u2069",
        f"3  \u2068{AMAL}\u2069",
    ]
    assert len({PATTERNS[n % len(PATTERNS)] for n in range(3)}) == 3
    assert len({(COLOURS[n % 6], PATTERNS[n % 4]) for n in range(12)}) == 12
    window.controls.hide_names.click()
    assert window.pane.legend.names() == ["1  Annotator 1", "2  Annotator 2", "3  Annotator 3"]


def test_a_click_selects_the_difference_and_columns_know(
    qtbot: QtBot, merged: MergedView, window: SideBySideWindow
) -> None:
    view = merged.viewport()
    qtbot.mouseClick(view, LEFT, pos=merged.point_of(ARABIC.index("حفتر")).toPoint())
    assert window.controls.told.text() == "2 of 3: Borders"
    window.controls.mode.setCurrentIndex(0)
    window.controls.mode.activated.emit(0)
    assert window.controls.told.text() == "2 of 3: Borders"
    assert window.pane.columns.columns[0].view.copied_text() == "المشير خليفة حفتر"


def test_labels_move_no_letter(merged: MergedView, window: SideBySideWindow, project: Project) -> None:
    place = ARABIC.index("وأضاف")
    before = merged.rects(place, place + 5)
    session = Session(project, CHLOE)
    session.mark(window.shown.number, place, place + 5, "CLAIM")
    window.follow([window.shown.number])
    assert merged.rects(place, place + 5) == before


def test_the_lanes_keep_their_place_in_the_whole_article() -> None:
    inner, outer = Span(10, 14, "P", item="a"), Span(0, 20, "C", item="b")
    far, other = Span(50, 54, "P", item="c"), Span(50, 54, "P", item="d")
    found = laned([("A", [inner, outer, far]), ("B", []), ("C", [other])], LabelSet("", (), ()))
    assert found.lane_of == {"a": 0, "b": 1, "c": 0, "d": 3}
    assert found.count == 4


def test_a_pattern_leaves_the_ends_of_a_bar() -> None:
    bar = Bar(Span(0, 1, "P"), 10.0, 40.0, 5.0, 3.0, 0.0, 4.0, folded=False)
    assert dashed(bar, ()) == [bar]
    pieces = dashed(bar, (9.0, 4.0))
    assert [(piece.left, piece.right) for piece in pieces] == [(10.0, 19.0), (23.0, 32.0), (36.0, 40.0)]


SETS = st.lists(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from("PC")), max_size=6), max_size=4
)


@given(SETS)
def test_no_two_marks_meet_in_a_lane_and_no_lane_has_two_owners(
    drawn: list[list[tuple[int, int, str]]],
) -> None:
    sets = [
        (f"A{n}", [Span(a, a + size, label, item=f"{n}.{k}") for k, (a, size, label) in enumerate(held)])
        for n, held in enumerate(drawn)
    ]
    found = laned(sets, LabelSet("", (), ()))
    of_lane: dict[int, list[Span]] = {}
    for span in found.spans:
        of_lane.setdefault(found.lane_of[span.item], []).append(span)
    for held in of_lane.values():
        assert len({found.place_of[span.item] for span in held}) == 1
        assert not any(a.start < b.end and b.start < a.end for a, b in combinations(held, 2))
    lanes = [[found.lane_of[span.item] for span in held] for _, held in sets if held]
    assert all(max(upper) < min(lower) for upper, lower in pairwise(lanes))
    assert found.count > max([0, *of_lane])
