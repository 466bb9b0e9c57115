"""Steps, growing and resizing in Arabic, French and mixed text: literals, and laws for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_strategies import texts

from annotator.text.graphemes import is_border
from annotator.text.navigation import (
    CLITIC,
    END,
    GRAPHEME,
    PARAGRAPH,
    SENTENCE,
    START,
    WORD,
    grown,
    next_repeat,
    phrase_at,
    repeats,
    resized,
    step,
)

TEXT = "قال: والحكومة الليبية، وبالحكومة. L’ONU a dit : John's book.\n\nالثاني مُحَمَّد 😀"


def walk(unit, *, forward):
    at, places = (0, [0]) if forward else (len(TEXT), [len(TEXT)])
    while (at := step(TEXT, at, unit, forward=forward)) != places[-1]:
        places.append(at)
    return places


def test_words_end_forward_and_begin_backward():
    ends = [
        TEXT[a:b].strip()
        for a, b in zip(walk(WORD, forward=True), walk(WORD, forward=True)[1:], strict=False)
    ]
    assert ends[:8] == ["قال", ":", "والحكومة", "الليبية", "،", "وبالحكومة", ".", "L’"]
    assert ends[-3:] == ["الثاني", "مُحَمَّد", "😀"]
    back = walk(WORD, forward=False)
    assert TEXT[back[1] :] == "😀"
    assert back[-1] == 0


def test_sentences_and_paragraphs_cross_blank_lines():
    first = TEXT.index(" L’ONU")
    assert walk(SENTENCE, forward=True) == [0, first, TEXT.index("\n"), len(TEXT)]
    assert walk(SENTENCE, forward=False) == [len(TEXT), TEXT.index("الثاني"), first + 1, 0]
    assert walk(PARAGRAPH, forward=True) == [0, TEXT.index("\n"), len(TEXT)]
    assert walk(PARAGRAPH, forward=False) == [len(TEXT), TEXT.index("الثاني"), 0]


@given(text=texts, unit=st.sampled_from([GRAPHEME, WORD, SENTENCE, PARAGRAPH]), data=st.data())
def test_steps_go_on_to_borders_and_end_at_the_ends(text, unit, data):
    at = data.draw(st.integers(0, len(text)))
    onward, back = step(text, at, unit, forward=True), step(text, at, unit, forward=False)
    assert at < onward <= len(text) or at == onward == len(text) or unit != GRAPHEME
    assert back <= at <= onward
    assert all(is_border(text, place) for place in (onward, back) if unit == GRAPHEME)


def test_the_selection_grows_from_word_to_paragraph():
    at = TEXT.index("الليبية") + 2
    found, here = [], (at, at)
    while (wider := grown(TEXT, *here)) != here:
        found.append(TEXT[slice(*wider)])
        here = wider
    sentence = TEXT[: TEXT.index(" L’ONU")]
    assert found == ["الليبية", "والحكومة الليبية", sentence, TEXT[: TEXT.index("\n")]]


def test_a_phrase_ends_at_punctuation():
    assert TEXT[slice(*phrase_at(TEXT, TEXT.index("وبالحكومة")))] == "وبالحكومة"
    assert TEXT[slice(*phrase_at(TEXT, TEXT.index("dit")))] == "L’ONU a dit"
    assert TEXT[slice(*phrase_at(TEXT, TEXT.index("،")))] == "،"


@given(text=texts, data=st.data())
def test_growing_holds_what_was_there_and_comes_to_an_end(text, data):
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    for _ in range(8):
        wider = grown(text, start, end)
        assert wider[0] <= start <= end <= wider[1]
        start, end = wider
    assert grown(text, start, end) == (start, end)


def place(quote):
    return TEXT.index(quote), TEXT.index(quote) + len(quote)


@pytest.mark.parametrize(
    ("quote", "side", "unit", "grow", "result"),
    [
        ("والحكومة", START, CLITIC, False, "الحكومة"),
        ("الحكومة", START, CLITIC, True, "والحكومة"),
        ("وبالحكومة", START, CLITIC, False, "بالحكومة"),
        ("L’ONU", START, CLITIC, False, "ONU"),
        ("ONU", START, CLITIC, True, "L’ONU"),
        ("John's", END, CLITIC, False, "John"),
        ("John", END, CLITIC, True, "John's"),
        ("book", START, CLITIC, False, "book"),
        ("الليبية", START, WORD, True, "والحكومة الليبية"),
        ("والحكومة الليبية", START, WORD, False, "الليبية"),
        ("والحكومة", END, WORD, True, "والحكومة الليبية"),
        ("والحكومة الليبية", END, WORD, False, "والحكومة"),
        ("والحكومة", END, WORD, False, "والحكومة"),
        ("والحكومة", END, GRAPHEME, False, "والحكوم"),
        ("والحكومة", END, GRAPHEME, True, "والحكومة ا"),
        ("مُحَمَّد", START, GRAPHEME, False, "حَمَّد"),
        ("قال", START, WORD, True, "قال"),
        ("😀", END, WORD, True, "😀"),
    ],
)
def test_an_end_moves_by_a_unit(quote, side, unit, grow, result):
    assert TEXT[slice(*resized(TEXT, *place(quote), side=side, unit=unit, grow=grow))] == result


@given(
    text=texts,
    data=st.data(),
    side=st.sampled_from([START, END]),
    unit=st.sampled_from([GRAPHEME, WORD, CLITIC]),
    grow=st.booleans(),
)
def test_resizing_never_empties_and_goes_the_right_way(text, data, side, unit, grow):
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    if start == end:
        return
    a, b = resized(text, start, end, side=side, unit=unit, grow=grow)
    assert 0 <= a < b <= len(text)
    assert (b == end) if side == START else (a == start)
    assert (a <= start and b >= end) if grow else (a >= start and b <= end)


def test_repeats_are_whole_words_with_or_without_a_clitic():
    text = "الحكومة والحكومة بالحُكومة الحكومةَ حكومة الحكوماتية"
    found = [text[a:b] for a, b in repeats(text, 0, 7)]
    assert found == ["الحكومة", "الحُكومة", "الحكومةَ"]
    first = next_repeat(text, 0, 7, [])
    assert first == (9, 16)
    assert next_repeat(text, 0, 7, [(9, 16)]) == repeats(text, 0, 7)[1]
    assert next_repeat(text, *repeats(text, 0, 7)[-1], []) == (0, 7)
    assert next_repeat(text, 0, 7, [(0, len(text))]) is None
