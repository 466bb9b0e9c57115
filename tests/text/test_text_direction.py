from unicodedata import bidirectional

import pytest
from hypothesis import given
from text_strategies import texts

from annotator.text.direction import article_direction, first_strong, paragraph_direction, paragraphs


@given(texts)
def test_paragraphs_are_cut_at_newlines_only(text: str) -> None:
    assert [text[start:end] for start, end in paragraphs(text)] == text.split("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Haftar قال", "ltr"),
        ("5+5 (حفتر) Haftar", "rtl"),
        ("٢٠٢١ - 2021 ...", ""),
        ("", ""),
        ("\u2067حفتر\u2069 Haftar", "ltr"),
        ("\u2068a\u2067b\u2069c\u2069 حفتر", "rtl"),
        ("\u2066abc", ""),
        ("\u2069حفتر", "rtl"),
        ("\u200f5", "rtl"),
        ("\u202aحفتر", "rtl"),
        ("שלום", "rtl"),
    ],
)
def test_first_strong_skips_isolates(text: str, expected: str) -> None:
    assert first_strong(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال حفتر\nنعم\nfbpx", "rtl"),
        ("Il dit\nقال حفتر نعم نعم نعم نعم\nfin", "ltr"),
        ("BBC قال حفتر إن", "rtl"),
        ("fin\nقال حفتر إن", "rtl"),
        ("long text\nلا", "ltr"),
        ("5+5\n...", "ltr"),
        ("", "ltr"),
    ],
)
def test_an_article_runs_as_most_of_its_paragraphs_do(text: str, expected: str) -> None:
    assert article_direction(text) == expected


def test_every_strong_character_counts() -> None:
    strong = {"L": "ltr", "R": "rtl", "AL": "rtl"}
    every = map(chr, [*range(0x800), *range(0x1E00, 0x2100), *range(0xFB1D, 0xFF70)])
    wrong = [
        char
        for char in every
        if char != "\n" and article_direction(char + char + "aא") != strong.get(bidirectional(char), "rtl")
    ]
    assert wrong == []


def test_a_paragraph_without_letters_runs_as_its_article() -> None:
    assert paragraph_direction("5+5 (2021)", "rtl") == "rtl"
    assert paragraph_direction("a", "rtl") == "ltr"
