import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_strategies import texts

from annotator.text.display import display_copy, invisible_name
from annotator.text.offsets import utf16_length

ODD = "\t\r\x00\x0b\x0c\x1b\x7f\x85\x9f\u2028\u2029\ufdd0\ufdd1\ufffe\uffff"
CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(texts, st.booleans())
def test_a_copy_is_as_long_in_every_unit(text: str, shown: bool) -> None:
    copy = display_copy(text, show_invisible=shown)
    assert len(copy) == len(text)
    assert [utf16_length(char) for char in copy] == [utf16_length(char) for char in text]
    assert not set(copy) & set(ODD)


def test_what_would_break_a_line_is_a_space_and_the_rest_stays() -> None:
    kept = "قال\n‹Haftar› 🔴\xa0\u202f\u200c\u200d\u00ad\ufeff\ufffc" + CONTROLS
    assert display_copy(kept) == kept
    assert display_copy(kept) is kept
    assert display_copy(f"a{ODD}b") == "a" + " " * len(ODD) + "b"
    assert display_copy("a\ud83db") == "a\ufffdb"


def test_shown_each_invisible_sign_is_another_one() -> None:
    hidden = "\t\r\x00\x1b\xa0\u202f\u200b\u00ad\ufeff\u2028\u2029" + CONTROLS
    shown = display_copy(hidden, show_invisible=True)
    assert shown.startswith("→␍␀␛⍽")
    assert len(set(shown)) == len(hidden)
    assert all(char.isprintable() and not char.isspace() for char in shown)
    assert display_copy("\u200c\u200d\n", show_invisible=True) == "\u200c\u200d\n"


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\xa0", "NBSP"),
        ("\u200f", "RLM"),
        ("\u2067", "RLI"),
        ("\t", "TAB"),
        ("\x02", "U+0002"),
        ("\u2003", "EM SPACE"),
        ("\u0600", "ARABIC NUMBER SIGN"),
        ("\ufdd0", "U+FDD0"),
        (" ", ""),
        ("ا", ""),
        ("\u064b", ""),
        ("🔴", ""),
    ],
)
def test_names_of_what_cannot_be_seen(char: str, name: str) -> None:
    assert invisible_name(char) == name
