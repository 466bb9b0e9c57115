"""Chunks hold every code point but the newlines, in order, each with its paragraph's direction."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.article.chunks import chunks


def test_each_paragraph_has_its_own_direction():
    made = chunks("خبر\nnews\n5+5 (2021)\nأخرى")
    assert [chunk.rtl for chunk in made] == [True, False, True, True]
    assert [(chunk.start, chunk.end) for chunk in made] == [(0, 3), (4, 8), (9, 19), (20, 24)]


def test_an_override_holds_for_all():
    assert [chunk.rtl for chunk in chunks("خبر\nnews", "ltr")] == [False, False]
    assert [chunk.rtl for chunk in chunks("خبر\nnews", "rtl")] == [True, True]


def test_an_empty_article_is_one_empty_chunk():
    (only,) = chunks("")
    assert (only.start, only.end, only.closes) == (0, 0, True)


def test_a_long_paragraph_is_cut_at_blanks():
    text = "كلمة " * 30
    made = chunks(text, longest=32)
    assert all(chunk.end - chunk.start <= 32 for chunk in made)
    assert all(text[chunk.end - 1] == " " for chunk in made)
    assert [chunk.closes for chunk in made] == [False] * (len(made) - 1) + [True]
    assert all(chunk.rtl and chunk.paragraph == 0 for chunk in made)


def test_a_word_longer_than_a_chunk_is_cut_all_the_same():
    assert all(chunk.end - chunk.start <= 10 for chunk in chunks("x" * 45, longest=10))


@given(st.text("ab ا\n", max_size=120), st.integers(3, 20))
def test_nothing_is_lost(text, longest):
    made = chunks(text, longest=longest)
    rebuilt = "".join(text[c.start : c.end] + ("\n" if c.closes else "") for c in made)
    assert rebuilt == text + "\n"
