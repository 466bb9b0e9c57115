"""Guessing a language: the sample articles, one word of the other language, and texts that say nothing."""

from pathlib import Path

import pytest

from annotator.text.language import likely_language

SEEDS = Path(__file__).parent.parent.parent / "seeds"


@pytest.mark.parametrize(
    ("start", "language"), [("000", "fr"), ("001", "ar"), ("002", "ar"), ("003", "ar"), ("004", "fr")]
)
def test_the_sample_articles(start: str, language: str) -> None:
    (article,) = SEEDS.glob(f"{start}_*.txt")
    assert likely_language(article.read_text(encoding="utf-8")) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said that the talks in Tripoli were over.", "en"),
        ("Le ministre a dit que les pourparlers de Tripoli sont finis.", "fr"),
        ("قال الوزير في بيان نشره على موقع Facebook أمس", "ar"),
        ("Le ministre a cité le mot «حوار» dans une lettre aux députés.", "fr"),
        ("Khalifa Haftar, Tripoli 2020", ""),
        ("(5+5) ٣٤", ""),
        ("", ""),
    ],
)
def test_sentences(text: str, language: str) -> None:
    assert likely_language(text) == language


def test_only_the_beginning_counts() -> None:
    assert likely_language("a " * 1_000 + "the of and") == ""
