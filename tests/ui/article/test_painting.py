"""Labelling moves no letter, marks stand on exactly the right letters, and chips never cover any."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QTextLayout

from annotator.model.span import Span
from annotator.ui.article.chip_painting import chip_width
from annotator.ui.article.decoration import Decoration, decorate, lane_pitch, styles
from annotator.ui.article.look import Look, Marked, look
from annotator.ui.article.painting import paint_block
from annotator.ui.article.typesetting import DENSITIES, typesetting
from annotator.ui.fonts import article_font
from annotator.ui.theme import load_theme

TEXT = "قال Khalifa Haftar قائد «الجيش الوطني» (5+5) لأحمد إن الإسلام في 17 ديسمبر 2021"
SETTING_PX = 32
GLYPHS = (
    QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphPositions
    | QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes
)


def span(quote, label="PERSON", item=""):
    start = TEXT.index(quote)
    return Span(start, start + len(quote), label, item=item or quote)


NESTED = [
    span("Khalifa Haf"),
    span("tar قائد", "ORGANIZATION"),
    span("Khalifa Haftar قائد «الجيش الوطني»"),
    span("«الجيش الوطني»", "ORGANIZATION"),
    span("أحمد"),
    span("سلام", "ORGANIZATION"),
    span("قال Khalifa Haftar قائد «الجيش الوطني» (5+5) ل", "CLAIM"),
    span("قائد «الجيش", "CLAIM"),
    span("2021"),
]


def decorated(block, spans, labels, setting):
    return decorate(block, spans, styles(labels), setting, lambda text: chip_width(text, setting))


def painted(block, decoration, setting, colours, marked=None):
    image = QImage(int(block.width) + 40, int(block.height) + 40, QImage.Format.Format_RGB32)
    image.fill(QColor(colours.theme.surface))
    with QPainter(image) as painter:
        at, clip = QPointF(20.0, 20.0), QRectF(image.rect())
        paint_block(painter, block, at, decoration, marked or Marked(), colours, setting, clip)
    return image


@pytest.fixture
def setting(qapp):
    return typesetting(article_font(SETTING_PX))


@pytest.fixture
def colours(labels) -> Look:
    return look(load_theme("light"), labels)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_labelling_moves_no_glyph_and_no_line(lay_out, labels, setting, colours, direction):
    block = lay_out(TEXT, direction, 420.0)

    def glyphs():
        runs = [
            run
            for number in range(block.layout.lineCount())
            for run in block.layout.lineAt(number).glyphRuns(-1, -1, GLYPHS)
        ]
        return [(run.glyphIndexes(), [point.toTuple() for point in run.positions()]) for run in runs]

    before, lines = glyphs(), block.lines
    painted(block, decorated(block, NESTED, labels, setting), setting, colours, Marked(stretch=(3, 9)))
    assert glyphs() == before
    assert block.lines == lines
    assert block.height == lay_out(TEXT, direction, 420.0).height


def test_marks_are_painted_only_where_they_are_said_to_be(lay_out, labels, setting, colours):
    """All pixels that labelling changes lie in the decoration; the letters outside stay as they were."""
    block = lay_out(TEXT, "rtl", 600.0)
    decoration = decorated(block, NESTED, labels, setting)
    plain, marked = (
        painted(block, Decoration(), setting, colours),
        painted(block, decoration, setting, colours),
    )
    rects = [QRectF(t.left, t.top, t.right - t.left, t.bottom - t.top) for t in decoration.tints]
    rects += [QRectF(b.left, b.top, b.right - b.left, b.thickness) for b in decoration.bars]
    rects += [QRectF(t.x - 3, t.top, 6, t.bottom - t.top) for t in decoration.ticks]
    rects += [QRectF(b.x - 6, b.top, 12, b.bottom - b.top) for b in decoration.brackets]
    rects += [QRectF(c.left, c.top, c.width, c.height) for c in decoration.chips]
    for rect in rects:
        for image in (plain, marked):
            with QPainter(image) as painter:
                painter.fillRect(
                    rect.translated(20, 20).adjusted(-1, -1, 1, 1).toAlignedRect(), QColor("white")
                )
    assert plain == marked


def ink_rows(image, colour):
    return {
        y for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y) != colour
    }


@pytest.mark.parametrize("text", ["لَّاأُّإِجٍّعِيٍّ", "ÉÂÇgjpqy()«»", "حِجٍعٍ", "ٱلۡمُسۡتَشۡفَىٰٓ"])
def test_no_letter_reaches_into_the_room_for_lanes(lay_out, setting, colours, text):
    block = lay_out(text, "rtl", 500.0)
    rows = ink_rows(painted(block, Decoration(), setting, colours), QColor(colours.theme.surface))
    line = block.lines[0]
    assert min(rows) >= 20 + line.top
    assert max(rows) < 20 + line.lanes


def test_bars_and_chips_stay_in_their_room(lay_out, labels, setting):
    block = lay_out(TEXT, "rtl", 420.0)
    decoration = decorated(block, NESTED * 2, labels, setting)
    for line in block.lines:
        chips = [c for c in decoration.chips if line.top <= c.top < line.bottom]
        assert all(line.lanes <= c.top and c.top + c.height <= line.bottom for c in chips)
        bars = [b for b in decoration.bars if line.top <= b.top < line.bottom]
        assert all(
            line.lanes <= b.top and b.top + b.thickness <= line.lanes + setting.lane_band for b in bars
        )
        assert all(c.top >= b.top + b.thickness for c in chips for b in bars)


def test_the_lanes_stay_apart_at_every_size(qapp):
    for px in range(10, 61):
        for density, room in DENSITIES.items():
            setting = typesetting(article_font(px), density=density)
            pitch = lane_pitch(setting, room.lanes)
            assert pitch >= 2
            assert pitch * room.lanes <= setting.lane_band
            assert lane_pitch(setting, 9) == pitch


def test_four_nested_levels_have_four_heights_inner_nearest(lay_out, labels, setting):
    block = lay_out(TEXT, "rtl")
    start = TEXT.index("Khalifa")
    spans = [Span(start, start + size, "PERSON", item=str(size)) for size in (3, 7, 14, 19)]
    bars = sorted(decorated(block, spans, labels, setting).bars, key=lambda bar: bar.top)
    assert list(dict.fromkeys(bar.span.item for bar in bars)) == ["3", "7", "14", "19"]
    assert len({bar.top for bar in bars}) == 4


def test_more_than_four_levels_are_counted_and_seen_when_selected(lay_out, labels, setting, colours):
    block = lay_out(TEXT, "rtl")
    spans = [Span(0, size, "PERSON", item=str(size)) for size in range(4, 11)]
    decoration = decorated(block, spans, labels, setting)
    shown = {bar.span.item for bar in decoration.bars if not bar.folded}
    assert len(shown) == setting.lanes
    (more,) = [chip.text for chip in decoration.chips if chip.text.startswith("+")]
    assert int(more) == len(spans) - setting.lanes
    plain = painted(block, decoration, setting, colours)
    assert plain != painted(block, decoration, setting, colours, Marked(selected="10"))


def test_ends_are_marked_at_the_logical_ends(lay_out, labels, setting):
    """قال is at the right, so a claim from it to 'Kha' ends inside the Latin word, to the right of the a."""
    block = lay_out(TEXT, "rtl")
    end = TEXT.index("lifa")
    decoration = decorated(block, [Span(0, end, "CLAIM", item="c")], labels, setting)
    first, last = block.map(0).cells[0], block.map(0).cells[end - 1]
    assert {(b.x, b.inward) for b in decoration.brackets} == {(first.right, -1), (last.right, -1)}
    assert len(decoration.tints) == 2


def test_an_end_outside_the_block_has_no_mark(lay_out, labels, setting):
    block = lay_out("قال\nثم")
    decoration = decorated(block, [Span(1, 6, "PERSON", item="p")], labels, setting)
    assert len(decoration.ticks) == 1
    assert len(decoration.chips) == 1


@pytest.mark.parametrize("theme", ["light", "dark", "high-contrast"])
def test_nested_tints_deepen(lay_out, labels, setting, theme):
    block = lay_out(TEXT, "rtl")
    colours = look(load_theme(theme), labels)
    image = painted(block, decorated(block, NESTED, labels, setting), setting, colours)
    gap = block.map(0).rects(TEXT.index(" «"), TEXT.index("«"))[0]  # the blank inside both claims
    outer = block.map(0).rects(TEXT.index(" الوطني"), TEXT.index("الوطني"))[0]
    y = 20 + int(block.lines[0].baseline) - 24
    inside, around = (image.pixelColor(20 + round(sum(x) / 2), y).lightness() for x in (gap, outer))
    surface = QColor(colours.theme.surface).lightness()
    assert abs(inside - surface) > abs(around - surface) > 0


def test_a_label_that_the_set_lacks_is_still_shown(lay_out, labels, setting, colours):
    block = lay_out(TEXT)
    decoration = decorated(block, [Span(0, 3, "place", item="x")], labels, setting)
    assert [chip.text for chip in decoration.chips] == ["PLA"]
    assert painted(block, decoration, setting, colours) != painted(block, Decoration(), setting, colours)


def test_the_stretch_and_excluded_letters_are_drawn_once(lay_out, setting, labels):
    """Letters drawn twice would look bold: in colours that change nothing, marking changes nothing."""
    theme = load_theme("light")
    surface, text = theme.surface, theme.text
    same = replace(theme, selection=surface, selection_text=text, muted=text, excluded=surface)
    block, colours = lay_out(TEXT, "rtl"), look(same, labels)
    plain = painted(block, Decoration(), setting, colours)
    marked = Marked(stretch=(2, 12), excluded=((20, 30), (28, 40)))
    assert painted(block, Decoration(), setting, colours, marked) == plain
