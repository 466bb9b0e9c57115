"""A reader's choices: fonts by script, hidden vowel marks, signs for what is invisible, room between lines."""

import pytest

from annotator.model.span import Span
from annotator.ui.article.reading import Reading, typeset
from annotator.ui.article.scripts import stretches
from annotator.ui.article.typesetting import COMFORTABLE, COMPACT, DENSITIES, STANDARD

TEXT = "قالَ مُحَمَّدٌ Khalifa: إنَّ الأمرَ\u200f خَطِيرٌ (5+5)\nLe texte (خَطِير) ici"


@pytest.mark.parametrize(
    ("text", "rtl", "other"),
    [
        ("قال Khalifa Haftar (5+5) نعم a", True, ["Khalifa Haftar (5+5", "a"]),
        ("قال: l’ONU، 2021", True, ["l’ONU"]),
        ("il (المُشير خليفة) dit", False, ["المُشير خليفة"]),
        ("5+5 (2021)", True, []),
        ("", False, []),
    ],
)
def test_scripts_are_set_apart_only_at_letters_that_do_not_join(text, rtl, other):
    assert [text[a:b] for a, b in stretches(text, rtl=rtl)] == other


def test_arabic_and_latin_have_their_own_size(view):
    view.set_article("قال Khalifa")
    before = view.rects(0, 3)[0].width(), view.rects(4, 11)[0].width()
    view.set_reading(Reading(arabic_size=150))
    after = view.rects(0, 3)[0].width(), view.rects(4, 11)[0].width()
    assert after[0] == pytest.approx(1.5 * before[0], rel=0.05)
    assert after[1] == pytest.approx(before[1], rel=0.01)
    view.set_reading(Reading(latin_font="DejaVu Serif", latin_size=80))
    assert view.rects(0, 3)[0].width() == pytest.approx(before[0], rel=0.01)


@pytest.mark.parametrize("density", DENSITIES)
def test_labelling_moves_nothing_at_any_density(view, density):
    view.set_reading(Reading(density=density))
    view.set_article(TEXT)
    before = [view.rects(i, i + 1) for i in range(len(TEXT))]
    view.set_spans([Span(0, i, "PERSON", item=str(i)) for i in range(3, 20)])
    view.select_span("9")
    view.viewport().repaint()
    assert [view.rects(i, i + 1) for i in range(len(TEXT))] == before


def test_denser_is_lower_and_line_height_is_more(qapp):
    pitches = [typeset(Reading(density=d)).pitch for d in (COMFORTABLE, STANDARD, COMPACT)]
    assert pitches == sorted(pitches, reverse=True)
    assert len(set(pitches)) == 3
    assert typeset(Reading(line_height=1.5)).pitch == pytest.approx(1.5 * typeset(Reading()).pitch, abs=1)
    assert typeset(Reading(column=30)).column(2000)[1] == 30 * typeset(Reading()).em


def test_hidden_vowel_marks_move_no_offset(qtbot, view):
    view.set_article(TEXT)
    view.set_spans([Span(5, 15, "PERSON", item="p")])
    view.set_reading(Reading(hide_tashkeel=True))
    assert view.text() == TEXT
    start = TEXT.index("مُ")
    marks = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
    for offset, char in enumerate(TEXT):
        if char.isprintable():
            letter = len(TEXT[: offset + 1].rstrip(marks)) - 1 if char in marks else offset
            assert view._under(view.point_of(offset)) == letter
    for rect, side in ((view.rects(start, start + 2)[0], 0.2), (view.rects(start, start + 2)[0], 0.8)):
        hit = view._flow.offset_at(rect.left() + side * rect.width(), rect.center().y() + view._y)
        assert hit == (start if side > 0.5 else start + 2)
    view.set_stretch(start, start + 10)
    assert view.copied_text() == TEXT[start : start + 10]
    shown = view._flow.block(0).layout.text()
    assert "\u064f" not in shown
    assert "محمد" in shown
    cells = view._flow.block(0).map(0).cells
    assert [cell.start for cell in cells[1:]] == [cell.end for cell in cells[:-1]]
    assert cells[-1].end == TEXT.index("\n")


def test_invisible_signs_are_shown_and_take_room(view):
    view.set_article(TEXT)
    mark = TEXT.index("\u200f")
    assert view.rects(mark, mark + 1)[0].width() < 0.5
    view.set_reading(Reading(show_invisible=True))
    assert view.rects(mark, mark + 1)[0].width() > 2
    assert view.text() == TEXT


def test_only_some_labels_are_shown_and_clicked(view):
    view.set_article(TEXT)
    view.set_spans([Span(0, 4, "PERSON", item="p"), Span(0, 15, "CLAIM", item="c")])
    view.set_labels_shown({"CLAIM"})
    assert view.items_at(view.point_of(1)) == ["c"]
    assert [chip.text for chip in view._marks.decoration(0).chips] == ["CLM"]
    view.set_labels_shown(None)
    assert view.items_at(view.point_of(1)) == ["p", "c"]
