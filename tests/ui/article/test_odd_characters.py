"""Characters that text widgets drop or change: the span after each stays on its letters."""

import pytest

ODD = {
    "NBSP": "\u00a0", "narrow NBSP": "\u202f", "CR": "\r", "CR LF": "\r\n", "paragraph separator": "\u2029",
    "U+FDD0": "\ufdd0", "U+FDD1": "\ufdd1", "line separator": "\u2028", "tab": "\t", "soft hyphen": "\u00ad",
    "BOM": "\ufeff", "ZWJ": "\u200d", "ZWNJ": "\u200c", "ZWSP": "\u200b", "LRM": "\u200e", "RLM": "\u200f",
    "ALM": "\u061c", "RLE PDF": "\u202bس\u202c", "RLI PDI": "\u2067س\u2069", "VT": "\v", "FF": "\f",
    "NEL": "\x85", "NUL": "\0", "ESC": "\x1b", "object": "\ufffc",
    "U+FFFE": "\ufffe", "U+FFFF": "\uffff", "emoji": "😀",
    "family": "👩‍👩‍👧", "flag": "🇱🇾",
}  # fmt: skip


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("name", ODD)
def test_a_span_after_it_keeps_its_letters(view, name, direction):
    text = f"قال Khalifa{ODD[name]}حفتر، puis\nالثاني"
    view.set_article(text, direction=direction)
    assert view.text() == text
    start = text.index("حفتر")
    view.set_stretch(start, start + 4)
    assert view.copied_text() == "حفتر"
    for offset in range(start, start + 4):
        assert view._under(view.point_of(offset)) == offset
    (rect,) = view.rects(start, start + 4)
    (comma,) = view.rects(start + 4, start + 5)
    assert rect.width() > 20
    assert rect.top() == comma.top()
    below = view.rects(text.index("الثاني"), len(text))[0]
    assert below.top() > rect.top() + 20
    assert len(view._flow.chunks) == text.count("\n") + 1


def test_a_lone_surrogate_does_not_move_what_follows(view):
    text = "ab\ud800cd"
    view.set_article(text)
    assert view._under(view.point_of(4)) == 4
