"""The words by which a text is found, and where a query meets them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_strategies import any_texts, texts

from annotator.text.fold import fold
from annotator.text.graphemes import is_border
from annotator.text.search_words import Forms, folded, places, starts, words


def quotes(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in places(text, query)]


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("والحكومه", ["والحكومه", "الحكومه", "حكومه"]),
        ("وبالحكومه", ["وبالحكومه", "بالحكومه", "الحكومه", "حكومه"]),
        ("للحكومه", ["للحكومه", "لحكومه", "حكومه"]),
        ("الحكومه", ["الحكومه", "حكومه"]),
        ("كان", ["كان", "ان"]),
        ("بن", ["بن"]),
        ("اله", ["اله"]),
        ("الله", ["الله", "له"]),
        ("ministre", ["ministre"]),
    ],
)
def test_a_word_is_also_found_without_its_proclitics(word: str, forms: list[str]) -> None:
    assert [word[at:] for at in starts(word)] == forms


def test_words_are_parted_by_all_that_is_no_letter_or_digit() -> None:
    assert words("L’Élysée, vice-président_2: «عَلِيّ»…") == ["l", "elysee", "vice", "president", "2", "علي"]


def test_a_text_has_every_form_once() -> None:
    assert Forms().of("قالَ وقال 📰 l’État. L'état") == {"قال", "وقال", "l", "etat"}


@given(texts)
def test_folded_is_the_text_of_fold(text: str) -> None:
    assert folded(text) == fold(text).text


@given(st.lists(texts, max_size=3))
def test_forms_are_those_of_the_words_whatever_was_seen_before(several: list[str]) -> None:
    forms = Forms()
    for text in several:
        assert forms.of(text) == {word[at:] for word in words(text) for at in starts(word)}


def test_places_are_the_letters_that_were_asked_for() -> None:
    text = "قالت الحُكومةُ، وللحكومة رأي؛ حكوماتُ"
    assert quotes(text, "حكوم") == ["حُكوم", "حكوم", "حكوم"]
    assert quotes(text, "الحكومة راى") == ["الحُكومةُ", "رأي"]
    assert quotes("Le ministère, LES MINISTRES", "minist le") == ["Le", "minist", "LE", "MINIST"]
    assert quotes(text, "…") == quotes("", "a") == []


@given(texts, any_texts)
def test_places_are_whole_graphemes_in_order(text: str, query: str) -> None:
    found = places(text, query)
    assert all(is_border(text, start) and is_border(text, end) for start, end in found)
    assert [i for place in found for i in place] == sorted(i for place in found for i in place)
    assert all(start < end for start, end in found)


@given(texts)
def test_each_word_of_a_text_has_its_place(text: str) -> None:
    for word in words(text):
        assert any(word in folded(quote) for quote in quotes(text, word))
