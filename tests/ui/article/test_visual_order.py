"""Unicode's own cases of the bidirectional algorithm, read back from the view's line map."""

from pathlib import Path

import pytest

from annotator.ui.article.visual_order import visual_order
from annotator.ui.fonts import article_font

SAMPLE = Path(__file__).parent / "data" / "BidiCharacterTest.sample.txt"
BASES = ("ltr", "rtl", "")


def cases():
    for line in SAMPLE.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            codes, base, _, levels, order = line.split(";")
            text = "".join(chr(int(code, 16)) for code in codes.split())
            yield text, BASES[int(base)], levels.split(), [int(place) for place in order.split()]


@pytest.mark.parametrize("family", ["shipped", "default"])
def test_the_order_on_the_screen_is_unicodes(qapp, family):
    font = article_font(20) if family == "shipped" else None
    wrong = [
        (text, base)
        for text, base, levels, order in cases()
        if [place for place in visual_order(text, base, font) if levels[place] != "x"] != order
    ]
    assert sum(1 for _ in cases()) > 1500
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "base", "order"),
    [
        ("", "", []),
        ("abc", "", [0, 1, 2]),
        ("אבג", "", [2, 1, 0]),
        ("א 5", "", [2, 1, 0]),
        ("a אב", "rtl", [3, 2, 1, 0]),
        ("אב😀a", "ltr", [1, 0, 2, 3]),
        ("a\u200bא", "ltr", [0, 2]),
    ],
)
def test_small_lines(qapp, text, base, order):
    assert visual_order(text, base) == order
