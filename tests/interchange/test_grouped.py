"""Rows of one document come together, each row once, with little kept."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from annotator.interchange.grouped import grouped

ROWS = st.lists(st.tuples(st.sampled_from("abc") | st.just(""), st.integers()), max_size=20)


@given(rows=ROWS)
def test_groups_are_whole_and_in_order(rows: list[tuple[str, int]]) -> None:
    groups = list(grouped(lambda: iter(rows), lambda row: row[0]))
    assert sorted(row for group in groups for row in group) == sorted(rows)
    keys = [group[0][0] for group in groups if group[0][0]]
    assert len(keys) == len(set(keys))
    for group in groups:
        key = group[0][0]
        assert group == ([row for row in rows if row[0] == key] if key else group[:1])


def test_a_group_is_given_as_soon_as_it_is_whole() -> None:
    taken = []

    def rows() -> Iterator[str]:
        for row in "aabca":
            taken.append(row)
            yield row

    groups = grouped(rows, str)
    assert next(groups) == ["b"]
    assert "".join(taken) == "aabcaaab"
