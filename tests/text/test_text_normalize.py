import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_strategies import texts

from annotator.text.normalize import BadText, normalize

newlines = st.text(st.sampled_from("ab\r\n🔴ا"), max_size=20)


@given(st.one_of(texts, newlines))
def test_only_carriage_returns_change_and_every_offset_finds_its_character(raw: str) -> None:
    normal = normalize(raw)
    assert normal.text == raw.replace("\r\n", "\n").replace("\r", "\n")
    assert normal.offset(len(raw)) == len(normal.text)
    for old, char in enumerate(raw):
        new = normal.offset(old)
        assert normal.text[new] == ("\n" if char == "\r" else char)
        inside_pair = raw[old - 1 : old + 1] == "\r\n" and old > 0
        assert len(normalize(raw[:old]).text) - inside_pair == new


def test_between_cr_and_lf_is_before_the_newline() -> None:
    normal = normalize("a\r\nb\r\nc")
    assert [normal.offset(i) for i in range(8)] == [0, 1, 1, 2, 3, 3, 4, 5]


def test_clean_text_is_returned_as_it_is() -> None:
    raw = "\ufeffحفتر\u2028\x85\xa0\u2029\ttab"
    assert normalize(raw).text is raw
    assert normalize(raw).moved is None
    assert normalize("a\rb").moved is None


def test_a_lone_surrogate_is_refused_with_its_place() -> None:
    with pytest.raises(BadText, match=r"character 3 \(line 2\).*U\+D83D.*U\+FFFD"):
        normalize("ا\nb\ud83dc")
