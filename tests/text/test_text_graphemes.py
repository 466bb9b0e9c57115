from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from text_strategies import texts

from annotator.text.graphemes import borders, is_border, next_border, previous_border, snap

# No pictograph any more in later versions of the standard than the test's, by which newer libraries go.
SINCE_CHANGED = "\u2701\u200d\u2701"
CASES = Path(__file__).parent / "data" / "GraphemeBreakTest.txt"


def unicode_cases() -> list[tuple[str, list[int]]]:
    cases = []
    for line in CASES.read_text("utf-8").splitlines():
        signs = line.split("#")[0].split()
        text, found = "", []
        for sign in signs:
            if sign == "÷":
                found.append(len(text))
            elif sign != "×":
                text += chr(int(sign, 16))
        if text:
            cases.append((text, found))
    return cases


def test_every_case_of_the_unicode_test() -> None:
    cases = unicode_cases()
    assert len(cases) == 602
    for text, expected in cases:
        if text != SINCE_CHANGED:
            assert borders(text) == expected, text.encode("unicode_escape")
        assert [i for i in range(len(text) + 1) if is_border(text, i)] == borders(text)


@given(texts)
def test_is_border_is_what_the_library_says(text: str) -> None:
    expected = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    assert {i for i in range(len(text) + 1) if is_border(text, i)} == expected
    assert borders(text) == sorted(expected)


@given(texts, st.data())
def test_steps_and_snapping_follow_the_borders(text: str, data: st.DataObject) -> None:
    found = borders(text)
    i = data.draw(st.integers(0, len(text)))
    j = data.draw(st.integers(i, len(text)))
    assert next_border(text, i) == min((b for b in found if b > i), default=len(text))
    assert previous_border(text, i) == max((b for b in found if b < i), default=0)
    start, end = snap(text, i, j)
    assert start == max(b for b in found if b <= i)
    assert end == min(b for b in found if b >= j)


@pytest.mark.parametrize(
    "text",
    ["مُ", "لّٰ", "é", "👨‍👩‍👧", "🇱🇾", "👍🏽", "1️⃣", "\r\n", "क्ष", "각"],
)
def test_what_a_reader_takes_for_one_character_is_one(text: str) -> None:
    assert borders("ا" + text + "ب") == [0, 1, len(text) + 1, len(text) + 2]
    assert not any(is_border(text, i) for i in range(1, len(text)))


def test_lam_and_alef_are_two_and_flags_pair_from_the_left() -> None:
    assert is_border("لأحمد", 1)
    assert [i for i in range(7) if is_border("🇱🇾🇫🇷🇹🇳", i)] == [0, 2, 4, 6]
