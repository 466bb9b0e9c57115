import pytest
from hypothesis import given
from text_strategies import texts

from annotator.text.graphemes import borders
from annotator.text.offsets import UNITS, UnitMap, Utf16Map, utf16_length


def units_before(text: str, i: int, unit: str) -> int:
    if unit == "utf16":
        return len(text[:i].encode("utf-16-le")) // 2
    if unit == "utf8":
        return len(text[:i].encode())
    return i


@given(texts)
def test_utf16_positions_are_those_of_the_encoded_text(text: str) -> None:
    places = Utf16Map(text)
    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2
    for i in range(len(text) + 1):
        assert places.to_utf16(i) == units_before(text, i, "utf16")
        assert places.to_codepoint(places.to_utf16(i)) == i


def test_inside_a_surrogate_pair_is_the_start_of_its_character() -> None:
    places = Utf16Map("a🔴🔴ب")
    assert [places.to_codepoint(u) for u in range(7)] == [0, 1, 1, 2, 2, 3, 4]


@given(texts)
def test_units_go_there_and_back(text: str) -> None:
    for unit in ("codepoint", "utf16", "utf8"):
        units = UnitMap(text, unit)
        there = [units.from_codepoint(i) for i in range(len(text) + 1)]
        assert there == [units_before(text, i, unit) for i in range(len(text) + 1)]
        assert [units.to_codepoint(n) for n in there] == list(range(len(text) + 1))
        for n in set(range(there[-1])) - set(there):
            with pytest.raises(ValueError, match="inside a character"):
                units.to_codepoint(n)


@given(texts)
def test_graphemes_count_borders(text: str) -> None:
    units = UnitMap(text, "grapheme")
    found = borders(text)
    assert [units.to_codepoint(n) for n in range(len(found))] == found
    assert [units.from_codepoint(i) for i in found] == list(range(len(found)))
    for i in set(range(len(text))) - set(found):
        with pytest.raises(ValueError, match="inside a character"):
            units.from_codepoint(i)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("n", [-1, 99])
def test_out_of_range_is_an_error_both_ways(unit: str, n: int) -> None:
    units = UnitMap("حفتر 🔴", unit)
    with pytest.raises(ValueError, match="outside the text"):
        units.to_codepoint(n)
    with pytest.raises(ValueError, match="outside the text"):
        units.from_codepoint(n)


def test_an_unknown_unit_is_named() -> None:
    with pytest.raises(ValueError, match="'bytes'"):
        UnitMap("a", "bytes")
