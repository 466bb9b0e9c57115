"""The law of the article view: a range covers what Qt paints for it, and a point finds what is under it.

Random lines of Arabic, Latin, digits, brackets, quotes, marks, emoji and controls, in both directions.
"""

import random
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QTextCharFormat, QTextLayout

from annotator.text.graphemes import borders
from annotator.text.offsets import Utf16Map
from annotator.ui.article.line_map import FLAGS, line_map

WORDS = [
    "قال", "الإسلام", "لأحمد", "محمد", "مُحَمَّدٌ", "إنَّ", "لله", "والحكومة", "ى", "Khalifa", "Haftar", "l’ONU", "é",
    "e\u0301t", "5+5", "2021", "17", "٢٠٢١", "50%", "$50", "1.5", "(", ")", "«", "»", "[", "]", "“", "”", "،", "؟", ".",
    ":", "-", "/", "😀", "🇱🇾", "👩‍👩‍👧", "ש", "שלום", "\u200f", "\u200e", "\u200d", "\u200c", "\u061c", "\u2067",
    "\u2069", "\u202b", "\u202c", "\u00a0", "\u00ad",
]  # fmt: skip
RANGES_EACH = 12
WIDTH = 1200.0
NEAR = 1.5  # pixels: Qt rounds what it paints


def random_line(chance):
    parts = [chance.choice(WORDS) for _ in range(chance.randint(1, 9))]
    text = "".join(part + chance.choice((" ", " ", "")) for part in parts)
    # Qt gives a joiner that follows a soft hyphen the box of what follows both: two signs nobody sees.
    return text.replace("\u00ad\u200d", "\u00ad").replace("\u00ad\u200c", "\u00ad")


def painted_columns(layout, units, start, end):
    """The pixel columns that Qt's own selection of [start, end) paints on the first row of the line."""
    line = layout.lineAt(0)
    image = QImage(round(WIDTH), 1, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    chosen = QTextCharFormat()
    chosen.setBackground(QColor("red"))
    chosen.setForeground(QColor(255, 0, 0, 0))
    ranged = QTextLayout.FormatRange()
    ranged.start = units.to_utf16(start)
    ranged.length = units.to_utf16(end) - ranged.start
    ranged.format = chosen
    with QPainter(image) as painter:
        painter.setPen(QColor(255, 255, 255, 0))
        layout.draw(painter, QPointF(0.0, -line.y() - 1.0), [ranged])
    greens = bytes(image.constScanLine(0))[1::4]  # white and red differ in green
    return {x for x, green in enumerate(greens) if green < 128}


def whole_borders(block, text, units):
    """The grapheme borders at which the shaper began a cluster: between two of them no ligature is cut."""
    starts = {
        units.to_codepoint(index)
        for glyphs in block.layout.lineAt(0).glyphRuns(-1, -1, FLAGS)
        for index in glyphs.stringIndexes()
    }
    return sorted(({0, len(text)} | starts) & set(borders(text)))


def check_ranges(block, text, units, chance):
    places, whole = block.map(0), whole_borders(block, text, units)
    edges = [round(x) for piece in places.runs for x in (piece.left, piece.right)]
    turns = {x + by for x in edges for by in (-1, 0, 1)}  # Qt may leave a pixel free between two runs
    count = 0
    for _ in range(RANGES_EACH):
        start, end = sorted((chance.choice(whole), chance.choice(whole)))
        if start == end:
            continue
        count += 1
        painted = painted_columns(block.layout, units, start, end)
        pieces = places.rects(start, end)
        inside = {x for left, right in pieces for x in range(round(left + NEAR), round(right - NEAR))} - turns
        around = {x for left, right in pieces for x in range(round(left - NEAR), round(right + NEAR) + 1)}
        assert inside <= painted <= around, (text, block.chunk.rtl, start, end)
    return count


def check_cut_ranges(block, text, chance):
    """Where ligatures are cut: pieces in order, and together exactly the pieces of the two halves."""
    places, found = block.map(0), borders(text)
    for _ in range(RANGES_EACH):
        start, middle, end = sorted(chance.choices(found, k=3))
        both = places.rects(start, middle) + places.rects(middle, end)
        joined = places.rects(start, end)
        assert all(a[1] < b[0] for a, b in pairwise(joined))
        whole = sum(right - left for left, right in joined)
        assert sum(right - left for left, right in both) == pytest.approx(whole, abs=0.05)
    return RANGES_EACH


def check_hits(block, text):
    places = block.map(0)
    for cell in places.cells:
        if cell.right - cell.left > 0.5:
            middle = (cell.left + cell.right) / 2
            assert places.cell_at(middle) == cell
            assert places.cell_of(cell.start) == cell
            early = cell.leading + 0.2 * (cell.trailing - cell.leading)
            late = cell.leading + 0.8 * (cell.trailing - cell.leading)
            assert (places.hit(early), places.hit(late)) == (cell.start, cell.end)
            assert places.rects(cell.start, cell.end) == [(cell.left, cell.right)]


def check_words_as_a_whole(block, text, units):
    """Measured word by word, a line is the same as measured in one go."""
    rtl = block.chunk.rtl
    whole = line_map(block.layout, 0, text, units, rtl=rtl, borders=borders(text))
    assert block.map(0).cells == whole.cells


def run(lay_out, seed, ranges):
    chance = random.Random(seed)
    count = 0
    while count < ranges:
        text = random_line(chance)
        block = lay_out(text, chance.choice(("ltr", "rtl")), WIDTH, 20)
        assert len(block.lines) == 1
        units = Utf16Map(text)
        count += check_ranges(block, text, units, chance)
        count += check_cut_ranges(block, text, chance)
        check_hits(block, text)
        check_words_as_a_whole(block, text, units)
    return count


@pytest.mark.parametrize("seed", [1, 2])
def test_ranges_and_points(lay_out, seed):
    assert run(lay_out, seed, 1500) >= 1500


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 20))
def test_fifty_thousand_ranges_and_points(lay_out, seed):
    assert run(lay_out, seed, 6000) >= 6000
