import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_strategies import texts

from annotator.text import graphemes
from annotator.text.snapping import BORDERS, paragraph_at, sentence_at, snap, trim, word_at
from annotator.text.tokens import is_blank


def taken(gesture: str, borders: str) -> str:
    """What is snapped when the hand takes what stands between the two bars."""
    start, end = gesture.index("|"), gesture.rindex("|") - 1
    text = gesture.replace("|", "")
    first, last = snap(text, start, end, borders=borders)
    return text[first:last]


@pytest.mark.parametrize(
    ("gesture", "expected"),
    [
        ("قال و|الحكو|مة أمس", "الحكومة"),
        ("قال وا|لحكو|مة أمس", "والحكومة"),
        ("قال والح|كو|مة أمس", "والحكومة"),
        ("قال |والحكومة| أمس", "والحكومة"),
        ("قال |و|الحكومة أمس", "والحكومة"),
        ("وب|الحكومة|", "الحكومة"),
        ("و|بالحكومة|", "بالحكومة"),
        ("ل|لجيش الليبي| أمس", "لجيش الليبي"),
        ("ل|أحمد|", "أحمد"),
        ("وَ|المُشترك|", "المُشترك"),
        ("و|َالمُشتر|ك", "وَالمُشترك"),
        ("مُح|َمَّ|دًا", "مُحَمَّدًا"),
        ("de l’|armée| du", "armée"),
        ("de l’ar|mée na|tionale", "armée nationale"),
        ("(|AN|L)", "ANL"),
        ("|«المسماري»| قال", "«المسماري»"),
        ("قال |\xa0حفتر، |أمس", "حفتر،"),
        ("قال |\u200fحفتر\u200f| أمس", "حفتر"),
        ("قال| \t\xa0|حفتر", ""),
        ("Khalifa Haf|tar قا|ئد", "Haftar قائد"),
    ],
)
def test_what_a_gesture_takes_of_a_name(gesture: str, expected: str) -> None:
    assert taken(gesture, "clitic") == expected


@pytest.mark.parametrize(
    ("gesture", "borders", "expected"),
    [
        ("قال و|الحكو|مة أمس", "token", "والحكومة"),
        ("قال و|الحكو|مة أمس", "grapheme", "الحكو"),
        ("م|ُحَ|مد", "grapheme", "مُحَ"),
        ("a👨|\u200d|👩b", "grapheme", "👨\u200d👩"),
        ("a | b |c", "grapheme", "b"),
        ("qu’|elle| dit", "token", "elle"),
    ],
)
def test_the_other_borders(gesture: str, borders: str, expected: str) -> None:
    assert taken(gesture, borders) == expected


def test_unknown_borders_are_an_error() -> None:
    with pytest.raises(ValueError, match="'word'"):
        snap("a", 0, 1, borders="word")


@given(texts, st.data(), st.sampled_from(BORDERS))
def test_snapping_is_whole_graphemes_and_lasts(text: str, data: st.DataObject, borders: str) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = snap(text, start, end, borders=borders)
    assert 0 <= first <= last <= len(text)
    if first == last:
        assert all(map(is_blank, text[start:end]))
        return
    assert graphemes.is_border(text, first)
    assert graphemes.is_border(text, last)
    assert snap(text, first, last, borders=borders) == (first, last)
    inside = trim(text, start, end)
    assert first <= inside[0]
    assert inside[1] <= last


@given(texts, st.data())
def test_trimming_takes_only_blanks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = trim(text, start, end)
    assert start <= first <= last <= end
    assert all(map(is_blank, text[start:first] + text[last:end]))
    assert trim(text, first, last) == (first, last)


@given(texts, st.data())
def test_word_sentence_and_paragraph_hold_the_place_or_are_beside_it(text: str, data: st.DataObject) -> None:
    i = data.draw(st.integers(0, len(text)))
    start, end = word_at(text, i)
    assert start <= i <= end
    first, last = paragraph_at(text, i)
    assert first <= i <= last
    assert "\n" not in text[first:last]
    start, end = sentence_at(text, i)
    assert first <= start <= end <= last


def test_word_sentence_and_paragraph() -> None:
    text = "مقدمة\nقال المسماري نعم. وأضاف لا.  \n\nfin"
    place = text.index("سماري")
    assert text[slice(*word_at(text, place))] == "المسماري"
    assert text[slice(*word_at(text, text.index(" نعم")))] == "المسماري"
    assert text[slice(*sentence_at(text, place))] == "قال المسماري نعم."
    assert text[slice(*sentence_at(text, text.index("  \n")))] == "وأضاف لا."
    assert text[slice(*paragraph_at(text, place))] == "قال المسماري نعم. وأضاف لا.  "
    blank = text.index("\n\n") + 1
    assert word_at(text, blank) == sentence_at(text, blank) == paragraph_at(text, blank) == (blank, blank)
