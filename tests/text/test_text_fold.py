"""Folding finds every spelling, and every hit is a whole number of the text's own graphemes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_strategies import texts

from annotator.text.fold import find, fold
from annotator.text.graphemes import is_border


@pytest.mark.parametrize(
    ("text", "needle", "found"),
    [
        ("قال مُحَمَّدٌ", "محمد", ["مُحَمَّدٌ"]),
        ("قال محمد", "مُحَمَّد", ["محمد"]),
        ("مـحـمـد", "محمد", ["مـحـمـد"]),
        ("الأمم والامم والإمم وٱلآمم", "الأمم", ["الأمم", "الامم", "الإمم", "ٱلآمم"]),
        ("مصطفى مصطفي", "مصطفى", ["مصطفى", "مصطفي"]),
        ("مدرسة مدرسه", "مدرسة", ["مدرسة", "مدرسه"]),
        ("رؤوس قارئ", "قاري", ["قارئ"]),
        ("Élysée élysée ELYSE\u0301E", "elysee", ["Élysée", "élysée", "ELYSE\u0301E"]),
        ("l’ONU l'ONU", "L'onu", ["l’ONU", "l'ONU"]),
        ("ŒUVRE", "oeuvre", ["ŒUVRE"]),
        ("œ", "o", ["œ"]),
        ("Straße", "s", ["S", "ß"]),
        ("في ٢٠٢١ و2021", "2021", ["٢٠٢١", "2021"]),
        ("«نعم»", '"نعم"', ["«نعم»"]),
        ("خليفة\u200f حفتر", "خليفة حفتر", ["خليفة\u200f حفتر"]),
        ("a\u00a0b", "a b", ["a\u00a0b"]),
        ("aaa", "aa", ["aa"]),
        ("😀 حفتر", "حفتر", ["حفتر"]),
        ("شيء", "شي", ["شي"]),
        ("محمد", "", []),
        ("مَ", "\u064e", []),
        ("a b", " ", []),
    ],
)
def test_a_needle_is_found_however_either_is_spelt(text, needle, found):
    assert [text[start:end] for start, end in find(text, needle)] == found


@given(text=texts, needle=st.text("اأبمحدةه ىي\u064eéeEo😀'’", max_size=3))
def test_hits_are_whole_graphemes_in_order_and_fold_to_the_needle(text, needle):
    last = 0
    for start, end in find(text, needle):
        assert last <= start < end <= len(text)
        assert is_border(text, start)
        assert is_border(text, end)
        assert fold(needle).text in fold(text[start:end]).text
        last = end


@given(texts)
def test_every_folded_character_comes_from_one_of_the_text(text):
    folded = fold(text)
    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(folded.origins)
    assert "".join(fold(text[i]).text for i in sorted(set(folded.origins))) == folded.text


@given(texts)
def test_a_folded_text_folds_to_itself(text):
    assert fold(fold(text).text).text == fold(text).text
