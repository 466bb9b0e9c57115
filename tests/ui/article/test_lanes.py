"""Lanes keep overlapping ranges apart and inner ones near the text; depths the other way round."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.article.lanes import depths, lanes

RANGES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=14,
)


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def strictly_inside(a, b):
    return b[0] <= a[0] and a[1] <= b[1] and a != b


def test_neighbours_share_the_lane_nearest_to_the_text():
    assert lanes([(0, 3), (3, 6), (8, 9)]) == [0, 0, 0]


def test_an_inner_range_is_nearer():
    assert lanes([(0, 20), (2, 10), (3, 5), (12, 14)]) == [2, 1, 0, 0]
    assert depths([(0, 20), (2, 10), (3, 5), (12, 14)]) == [0, 1, 2, 1]


def test_of_equal_ranges_the_earlier_is_the_outer_one():
    assert lanes([(0, 5), (0, 5), (0, 5)]) == [2, 1, 0]
    assert depths([(0, 5), (0, 5), (0, 5)]) == [0, 1, 2]


def test_crossing_ranges_get_two_lanes():
    assert sorted(lanes([(0, 6), (4, 9)])) == [0, 1]
    assert sorted(depths([(0, 6), (4, 9)])) == [0, 1]


def test_no_ranges_no_lanes():
    assert lanes([]) == depths([]) == []


@given(RANGES)
def test_laws(ranges):
    for levels, inner_is_lower in ((lanes(ranges), True), (depths(ranges), False)):
        for i, a in enumerate(ranges):
            for j, b in enumerate(ranges):
                if i != j and overlap(a, b):
                    assert levels[i] != levels[j]
                if strictly_inside(a, b):
                    assert (levels[i] < levels[j]) is inner_is_lower


@given(RANGES)
def test_a_range_alone_is_nearest(ranges):
    alone = (100, 101)
    assert lanes([*ranges, alone])[-1] == 0
    assert lanes(ranges) == lanes([*ranges, alone])[:-1]
