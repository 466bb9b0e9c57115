"""Which unit offsets count, told from quotes, from places that there are not, and from the borders of words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.interchange.unit_guess import (
    BOTH,
    depends_on_unit,
    guess_unit,
    same_words,
    unit_by_quotes,
)
from annotator.text.offsets import UnitMap

TEXT = "📰 قال عليّ إن UNHCR آوت 500 أسرة."


def record(*spans: tuple[Any, ...], text: str = TEXT) -> dict[str, Any]:
    made = [dict(zip(("start", "end", "quote"), span, strict=False)) for span in spans]
    return {"text": text, "annotations": [{"spans": made}]}


@pytest.mark.parametrize(
    ("spans", "unit"),
    [
        ([(6, 10, "عليّ")], "codepoint"),
        ([(7, 11, "عليّ")], "utf16"),
        ([(7, 11, "عليّ"), (0, 3, "wrong")], "utf16"),
        ([(0, 3, "wrong")], ""),
        ([(7, 11)], ""),
        ([], ""),
    ],
)
def test_quotes_tell_the_unit(spans: list[tuple[Any, ...]], unit: str) -> None:
    assert unit_by_quotes(record(*spans)) == unit


@pytest.mark.parametrize(
    ("spans", "unit", "sure"),
    [
        ([(6, 10)], "codepoint", True),
        ([(7, 11)], "utf16", True),
        ([(33, 34)], "utf16", True),  # as code points it would be behind the end
        ([(1, 3)], "codepoint", True),  # as UTF-16 it would begin inside the emoji
        ([(6, 10), (14, 19), (7, 11)], "codepoint", True),
        ([], "utf16", False),
        ([(None, "x")], "utf16", False),
    ],
)
def test_borders_of_words_tell_the_unit(spans: list[tuple[Any, ...]], unit: str, sure: bool) -> None:
    found = guess_unit([record(*spans)], "utf16")
    assert (found.unit, found.sure) == (unit, sure)


def test_where_nothing_tells_the_tool_decides_and_says_so() -> None:
    for default, other in (BOTH, BOTH[::-1]):
        found = guess_unit([record((2, 3), text="📰....")], default)
        assert (found.unit, found.sure, found.spans) == (default, False, 1)
        assert f"--unit {other}" in found.remark("x").fix


def test_only_so_many_spans_are_looked_at() -> None:
    seen = []

    def many() -> Any:
        for number in range(10_000):
            seen.append(number)
            yield record(*[(7, 11)] * 100)

    assert guess_unit(many(), "codepoint").unit == "utf16"
    assert len(seen) < 10


def test_where_the_unit_matters() -> None:
    assert [depends_on_unit(text) for text in ("abc", "قال", "a📰")] == [False, False, True]


def test_white_space_in_quotes() -> None:
    assert same_words("a  b\n", "a b")
    assert not same_words("ab", "a b")


@given(
    words=st.lists(st.sampled_from(["قال", "عليّ", "📰", "a", "l’ONU", "👨‍👩‍👧"]), min_size=2, max_size=9),
    pick=st.data(),
)
def test_whole_words_are_read_as_they_were_counted(words: list[str], pick: st.DataObject) -> None:
    """Word by word, each separate by a blank: where the readings differ at all, the true one wins or ties."""
    text = " ".join(["📰", *words])
    number = pick.draw(st.integers(0, len(words) - 1))
    start = len(" ".join(["📰", *words[:number]])) + 1
    end = start + len(words[number])
    for unit in BOTH:
        count = UnitMap(text, unit).from_codepoint
        assert guess_unit([record((count(start), count(end)), text=text)], unit).unit == unit
