"""The line map against what Qt paints, where Qt paints right, and against reason everywhere else."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QTextCharFormat, QTextLayout

from annotator.ui.article.cells import share_width
from annotator.ui.article.line_map import FLAGS

LINES = [
    "اجتماع اللجنة العسكرية (5+5) في سرت",
    "قال Khalifa Haftar قائد الجيش",
    "Le maréchal Khalifa Haftar (المشير خليفة حفتر) a dit",
    "«قال الوزير»، ثم «غادر»",
    "«Il a dit», puis « parti ».",
    "في 17 ديسمبر 2021، 50% من NOC",
    "دولار $50",
    "مقر (الأمم المتحدة (ONU)) في",
    "UN (الأمم المتحدة (ONU)) said",
    "1) أولا 2) ثانيا",
    "من الإسلام لأحمد ولإيران",
    "قال مُحَمَّدٌ: إنَّ الأمرَ",
    "“quoted” and 'single'",
    "5+5 (2021)",
    "a\tב\tג الثاني\tثالث",
    "حفتر Khalifa",
    "الله أكبر",
    "x😀y 👩‍👩‍👧 الناس 🇱🇾",
]
BASES = ["ltr", "rtl"]


def painted_columns(block, start, end, width=1600):
    """The pixel columns that Qt's own selection of [start, end) paints; UTF-16 equals code points here."""
    image = QImage(width, 120, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    chosen = QTextCharFormat()
    chosen.setBackground(QColor("red"))
    chosen.setForeground(QColor("red"))
    ranged = QTextLayout.FormatRange()
    ranged.start, ranged.length, ranged.format = start, end - start, chosen
    with QPainter(image) as painter:
        painter.setPen(QColor("white"))
        block.layout.draw(painter, QPointF(0.0, 0.0), [ranged])
    row = int(block.layout.lineAt(0).y()) + 1
    greens = bytes(image.constScanLine(row))[1::4]  # white and red differ in green
    return {x for x, green in enumerate(greens[:width]) if green < 128}


def cluster_borders(block, text):
    """Code points at which the shaper began a cluster: between two of them no ligature is cut."""
    line = block.layout.lineAt(0)
    return {0, len(text)} | {
        index for glyphs in line.glyphRuns(0, len(text), FLAGS) for index in glyphs.stringIndexes()
    }


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("text", [line for line in LINES if max(line) < "\uffff" and "\t" not in line])
def test_ranges_cover_what_qt_paints_where_no_ligature_is_cut(lay_out, text, base):
    block = lay_out(text, base, 1500.0)
    borders = sorted(cluster_borders(block, text))
    ranges = [(a, b) for a in borders for b in borders if a < b]
    for start, end in ranges[:: max(len(ranges) // 40, 1)]:
        painted = painted_columns(block, start, end)
        pieces = block.map(0).rects(start, end)
        inside = {x for left, right in pieces for x in range(round(left + 1), round(right - 1))}
        around = {x for left, right in pieces for x in range(round(left - 1), round(right + 1) + 1)}
        assert inside <= painted <= around, (start, end, text[start:end])


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("text", LINES)
def test_cells_are_whole_ordered_and_seen(lay_out, text, base):
    block = lay_out(text, base)
    places = block.map(0)
    assert [cell.start for cell in places.cells] == [0, *(cell.end for cell in places.cells[:-1])]
    assert places.cells[-1].end == len(text)
    for cell in places.cells:
        if unicodedata.category(text[cell.start])[0] in "LNPSZ":
            assert cell.right - cell.left > 0.5, text[cell.start : cell.end]
    visual = sorted(places.cells, key=lambda cell: cell.left)
    for one, next_one in pairwise(visual):
        assert one.right == pytest.approx(next_one.left, abs=0.05)
    width = sum(cell.right - cell.left for cell in places.cells)
    assert width == pytest.approx(block.layout.lineAt(0).naturalTextWidth(), abs=1.0)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("text", LINES)
def test_a_point_in_a_cell_hits_the_border_it_is_nearer_to(lay_out, text, base):
    places = lay_out(text, base).map(0)
    for cell in places.cells:
        if cell.right - cell.left < 0.5:
            continue
        early = cell.leading + 0.2 * (cell.trailing - cell.leading)
        late = cell.leading + 0.8 * (cell.trailing - cell.leading)
        assert places.hit(early) == cell.start
        assert places.hit(late) == cell.end
        assert places.cell_at(early) == places.cell_at(late) == cell


@pytest.mark.parametrize(("base", "before", "after"), [("ltr", 0, 12), ("rtl", 12, 0)])
def test_beside_the_text_lie_the_ends_of_the_line(lay_out, base, before, after):
    block = lay_out("حفتر Khalifa", base)
    left, right = block.map(0).edges()
    assert block.map(0).hit(left - 5) == before
    assert block.map(0).hit(right + 5) == after


def test_a_lam_alef_is_shared_by_its_letters(lay_out):
    block = lay_out("لا")
    lam, alef = block.map(0).cells
    assert (lam.rtl, alef.rtl) == (True, True)
    assert alef.right == lam.left
    assert (lam.right - lam.left) == pytest.approx(alef.right - alef.left, rel=0.2)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("لاب", [30.0, 10.0, 10.0, 0.0], [30.0, 20.0, 10.0, 0.0]),  # a font that gives the lam all the width
        ("لاب", [0.0, 0.0, 12.0, 20.0], [0.0, 6.0, 12.0, 20.0]),  # ... or the alef
        ("الله", [8.0, 6.0, 0.0, 0.0, 0.0], [8.0, 6.0, 4.0, 2.0, 0.0]),
        ("a\u200eb", [0.0, 5.0, 5.0, 9.0], [0.0, 5.0, 5.0, 9.0]),  # what is invisible needs no width
    ],
)
def test_letters_drawn_inside_their_neighbour_get_a_share(text, before, after):
    share_width(text, range(len(text) + 1), before)
    assert before == after


def test_a_range_over_a_turn_of_direction_has_several_pieces(lay_out):
    text = "قال Khalifa Haftar قائد"
    start, end = text.index("Haftar"), text.index("قائد") + 2
    pieces = lay_out(text, "rtl").map(0).rects(start, end)
    assert len(pieces) == 2
    assert pieces[0][1] < pieces[1][0]


def test_a_border_inside_a_grapheme_takes_the_grapheme(lay_out):
    text = "مُحمد"
    places = lay_out(text).map(0)
    assert places.rects(1, 2) == places.rects(0, 2) == places.rects(0, 1)


def test_a_wrapped_line_keeps_its_pieces_inside_the_column(lay_out):
    text = "التقى قائد الجيش الليبي المشير خليفة حفتر السبت بمقر قيادة قواته في بنغازي"
    block = lay_out(text, "rtl", 300.0)
    assert len(block.lines) > 2
    for number, line in enumerate(block.lines):
        assert block.map(number).start == line.start
        words = text[line.start : line.end].rstrip()
        for left, right in block.map(number).rects(line.start, line.start + len(words)):
            assert -0.5 <= left < right <= 300.5
    assert [line.end for line in block.lines[:-1]] == [line.start for line in block.lines[1:]]


ALPHABET = "ابتجحلمهوي لاأإآىئةabeé (5+5)«»،؛.%$\u0651\u064e\u064f\u0301\u200d\u200c\u200f\u200e😀ש"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(ALPHABET, min_size=1, max_size=30), base=st.sampled_from(BASES))
def test_whatever_the_line_cells_tile_it(lay_out, text, base):
    places = lay_out(text, base).map(0)
    assert [cell.start for cell in places.cells] == [0, *(cell.end for cell in places.cells[:-1])]
    assert places.cells[-1].end == len(text)
    for run in places.runs:
        assert all(cell.left <= cell.right for cell in places.cells_of(run))
    for cell in places.cells:
        if unicodedata.category(text[cell.start])[0] in "LNS":
            assert cell.right > cell.left
    assert places.rects(0, len(text)) == [places.edges()] or len(places.rects(0, len(text))) == 1


@pytest.mark.parametrize("text", ["one two three four five six", "واحد اثنان ثلاثة أربعة خمسة ستة"])
def test_the_blank_at_which_a_line_breaks_covers_no_letter(lay_out, text):
    block = lay_out(text, "rtl" if text[0] > "\u0590" else "ltr", 140.0)
    assert len(block.lines) > 1
    for number, line in enumerate(block.lines[:-1]):
        assert text[line.end - 1] == " "
        letters = block.map(number).rects(line.start, line.end - 1)
        for left, right in block.map(number).rects(line.end - 1, line.end):
            assert right - left < 0.5 * (letters[0][1] - letters[0][0]) / (line.end - line.start)
