"""The flow lays out what is looked at, keeps it in its place, and maps points to offsets and back."""

import pytest

from annotator.ui.article.flow import KEPT, Flow
from annotator.ui.article.typesetting import typesetting
from annotator.ui.fonts import article_font

TEXT = "\n".join(
    f"الفقرة {n} قال Khalifa Haftar قائد الجيش الوطني في بنغازي (5+5) إن اللجنة اجتمعت مرارا " * (1 + n % 4)
    for n in range(60)
)


@pytest.fixture
def flow(qapp):
    return Flow(TEXT, "", typesetting(article_font(20)), 700.0)


def test_only_what_is_seen_is_laid_out(flow):
    flow.settle(0.0, 500.0)
    assert 0 < len(flow._measured) < 12


def test_the_anchor_stays_where_it_stood(flow):
    y = flow.settle(4000.0, 600.0)
    anchor = flow.number_at(y)
    before = flow.top(anchor) - y
    up = flow.settle(y - 900.0, 600.0, anchor)
    assert flow.top(anchor) - up == pytest.approx(before + 900.0, abs=0.01)


def test_every_grapheme_is_found_where_it_stands(flow):
    for offset in (0, 8, 20, 26, 150, 400, 1500, len(TEXT) - 2):
        rect = flow.rects(offset, offset + 1)[0]
        assert flow.character_at(rect.center().x(), rect.center().y()) == offset
        edges = {
            flow.offset_at(rect.left() + 1, rect.center().y()),
            flow.offset_at(rect.right() - 1, rect.top() + 1),
        }
        assert edges <= {offset, offset + 1}


def test_above_and_below_lie_the_ends(flow):
    flow.settle_all()
    assert flow.offset_at(flow.left + flow.measure + 50, -100.0) == 0
    assert flow.offset_at(0.0, flow.height + 100.0) == len(TEXT)
    assert flow.character_at(0.0, -100.0) is None


def test_a_range_over_paragraphs_has_rectangles_in_each(flow):
    first, second = TEXT.index("\n") - 3, TEXT.index("\n") + 4
    rects = flow.rects(first, second)
    assert len({rect.top() for rect in rects}) == 2


def test_a_right_to_left_paragraph_stands_at_the_right_edge(flow):
    assert flow.rects(0, 1)[0].right() == pytest.approx(flow.left + flow.measure, abs=0.5)


def test_memory_is_bounded(qapp):
    flow = Flow("سطر\n" * (KEPT + 150), "", typesetting(article_font(8)), 400.0)
    flow.settle_all()
    assert len(flow._blocks) == KEPT
    assert flow.rects(0, 3)


def test_a_new_width_breaks_the_lines_anew(flow):
    flow.settle_all()
    wide = flow.height
    flow.reset(flow.setting, 350.0)
    flow.settle_all()
    assert flow.height > wide * 1.4


def test_a_huge_paragraph_is_cut_and_still_one_column(qapp):
    text = "كلمة " * 12_000
    flow = Flow(text, "", typesetting(article_font(20)), 700.0)
    assert len(flow.chunks) > 2
    border = flow.chunks[0].end
    before, after = flow.rects(border - 2, border - 1)[0], flow.rects(border, border + 1)[0]
    assert before.top() < after.top() <= before.top() + 2 * flow.setting.pitch
