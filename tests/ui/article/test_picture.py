"""The picture's geometry is that of what was painted, in pixels of the picture, for every grapheme."""

from itertools import pairwise

import pytest
from PySide6.QtGui import QColor

from annotator.model.span import Excluded, Span
from annotator.text.graphemes import borders
from annotator.ui.article.picture import draw_picture
from annotator.ui.theme import load_theme

TEXT = "قال Khalifa Haftar قائد الجيش\n\nL’ONU (5+5) 😀 مُحَمَّد\nالثاني"
SPANS = [
    Span(4, 18, "PERSON", id="p"),
    Span(0, 23, "CLAIM", id="c"),
    Span(TEXT.index("ONU"), TEXT.index("ONU") + 3, "ORGANIZATION", id="o"),
]


@pytest.fixture(params=[1.0, 1.5])
def drawn(request, qapp, labels):
    theme = load_theme("light")
    return draw_picture(TEXT, SPANS, labels, theme, width=600, scale=request.param), request.param


def test_one_cell_a_grapheme_in_order_without_newlines(drawn):
    (image, geometry), scale = drawn
    assert geometry["size"] == [image.width(), image.height()]
    assert image.width() == 600 * scale
    found = borders(TEXT)
    graphemes = [(a, b) for a, b in pairwise(found) if TEXT[a] != "\n"]
    assert [(cell["start"], cell["end"]) for cell in geometry["cells"]] == graphemes
    for cell in geometry["cells"]:
        x, y, width, height = cell["rect"]
        assert min(x, y) >= 0
        assert x + width <= image.width()
        assert y + height <= image.height()


def test_letters_are_inked_inside_their_cells(drawn):
    (image, geometry), _ = drawn
    for cell in geometry["cells"]:
        if not TEXT[cell["start"]].isalpha():
            continue
        x, y, width, height = (round(value) for value in cell["rect"])
        darkest = min(
            image.pixelColor(i, j).lightness() for i in range(x, x + width) for j in range(y, y + height)
        )
        assert darkest < 130, TEXT[cell["start"] : cell["end"]]


def test_a_claim_tints_its_letters_and_no_others(drawn):
    (image, geometry), scale = drawn
    white = QColor("#ffffff")
    for cell in geometry["cells"]:
        if TEXT[cell["start"]] != " ":
            continue
        x, y, width, _ = cell["rect"]
        colour = image.pixelColor(round(x + width / 2), round(y + 6 * scale))
        assert (colour != white) == (cell["start"] < 23), cell


def test_spans_have_the_rectangles_of_their_cells(drawn):
    (_, geometry), _ = drawn
    assert [s["id"] for s in geometry["spans"]] == ["c", "p", "o"]
    for span in geometry["spans"]:
        cells = [c["rect"] for c in geometry["cells"] if span["start"] <= c["start"] < span["end"]]
        area = sum(width * height for _, _, width, height in span["rects"])
        assert area == pytest.approx(sum(w * h for _, _, w, h in cells), rel=0.01)


def test_both_directions_and_the_cells_say_so(drawn):
    (_, geometry), _ = drawn
    by_start = {cell["start"]: cell["rtl"] for cell in geometry["cells"]}
    assert (by_start[0], by_start[4]) == (True, False)


def test_the_same_input_gives_the_same_picture(qapp, labels):
    def draw(theme):
        excluded = [Excluded(0, 4)]
        return draw_picture(TEXT, SPANS, labels, load_theme(theme), width=500, excluded=excluded)

    assert draw("dark") == draw("dark")
    assert draw("dark")[0] != draw("light")[0]
    assert draw("dark")[1] == draw("light")[1]


def test_an_empty_article_and_a_width_that_cannot_be(qapp, labels):
    image, geometry = draw_picture("", [], labels, load_theme("light"), width=300)
    assert geometry["cells"] == []
    assert image.height() > 0
    with pytest.raises(ValueError, match="another width"):
        draw_picture("x", [], labels, load_theme("light"), width=0)
