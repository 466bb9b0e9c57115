"""The fast way to cut tokens and sentences gives what the plain rules give."""

import json
import sys
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slow_tokens import BLANK, slow_tokens
from text_strategies import hard_texts, texts

from annotator.text.sentences import sentences
from annotator.text.tokens import is_blank, tokens

DATA = Path(__file__).parent / "data"
SEEDS = [path.read_bytes().decode() for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))]
UDHR = (DATA / "ar-cp1256.txt").read_bytes().decode("cp1256")
NAUGHTY = json.loads((DATA / "blns.json").read_bytes())
ARTICLES = [*SEEDS, UDHR]
# One sign of each kind that a rule names, and letters that begin or end one.
KINDS = "lsw1éوّ.,-'’/:@«( \u200f\u200d%_😀\u0600ſ‑٬"
PIECES = (
    *KINDS,
    *" .,",
    "qu",
    "www.",
    "http://",
    "com",
    "ly",
    "x@y.fr",
    "Haftar",
    "ليبيا",
    "12",
    "٢",
    "…",
    "\n",
)


def same(text: str) -> bool:
    return tokens(text) == slow_tokens(text)


@given(st.one_of(texts, st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
def test_tokens_are_those_of_the_rules(text: str) -> None:
    assert tokens(text) == slow_tokens(text)


@given(st.sampled_from(ARTICLES), st.integers(0, 20_000), st.integers(0, 60), hard_texts)
def test_tokens_are_those_of_the_rules_where_an_article_is_cut_and_patched(
    article: str, place: int, length: int, patch: str
) -> None:
    at = place % len(article)
    piece = article[max(at - 200, 0) : at] + patch + article[at + length : at + length + 200]
    assert tokens(piece) == slow_tokens(piece)


@pytest.mark.parametrize("text", ARTICLES)
def test_tokens_of_articles_are_those_of_the_rules(text: str) -> None:
    assert tokens(text) == slow_tokens(text)


def test_tokens_of_naughty_strings_are_those_of_the_rules() -> None:
    assert [text for text in [*NAUGHTY, " ".join(NAUGHTY), "\n".join(NAUGHTY)] if not same(text)] == []


def test_tokens_of_all_kinds_of_neighbours_are_those_of_the_rules() -> None:
    assert [text for text in map("".join, product(KINDS, repeat=3)) if not same(text)] == []


def test_tokens_around_each_character_of_our_scripts_are_those_of_the_rules() -> None:
    chars = map(chr, [*range(0x700), *range(0x2000, 0x2100), *range(0xFB50, 0xFF10)])
    wrong = [
        char
        for char in chars
        if not same(f"a{char}b {char} l’{char} «{char} 1.{char}2 .{char} {char}: qu{char}a")
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "www.(a www.!b",
        "ſ’il puıs’il qU’il",
        "word.Next 1.com a-b.com",
        "a’s a's’ l's",
        "x,1 1,x 1,2",
        "-a@b.c",
    ],
)
def test_what_looks_plain_but_is_not(text: str) -> None:
    assert tokens(text) == slow_tokens(text)


def test_blanks_written_out_are_those_of_the_rules() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    assert list(filter(is_blank, every)) == BLANK.findall("".join(every))


@given(st.one_of(texts, st.sampled_from(ARTICLES)))
def test_sentences_of_ready_tokens_are_the_same(text: str) -> None:
    assert sentences(text, tokens(text)) == sentences(text)


@given(texts)
def test_a_paragraph_has_the_sentences_that_it_has_alone(text: str) -> None:
    alone, start = [], 0
    for piece in text.split("\n"):
        alone += [(start + first, start + last) for first, last in sentences(piece)]
        start += len(piece) + 1
    assert sentences(text) == alone
