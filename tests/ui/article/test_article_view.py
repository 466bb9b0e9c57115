"""The article view under the mouse and the wheel, on a screen: what is dragged over is what is selected."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from annotator.model.span import Excluded, Span
from annotator.text.snapping import snap
from annotator.ui.theme import load_theme

LEFT = Qt.MouseButton.LeftButton
TEXT = (
    "قال Khalifa Haftar قائد «الجيش الوطني» (5+5) لأحمد إن الإسلام في 17 ديسمبر 2021.\n"
    "Le maréchal Khalifa Haftar (المشير خليفة حفتر) a dit : « C’est faux », puis 😀 رحل.\n"
    "\n"
    "5+5 (2021)"
)
LONG = "\n".join(f"{n} {TEXT}" for n in range(40))


def edge(view, offset, *, after):
    """A point 20% inside the cell of the grapheme at `offset`, at its near or (after) its far border."""
    rect = view.rects(offset, offset + 1)[0]
    number = view._flow.number_of(offset)
    block = view._flow.block(number)
    cell = block.map(block.line_of(offset - block.chunk.start)).cells_in(
        offset - block.chunk.start, offset - block.chunk.start + 1
    )[0]
    part = 0.2 if cell.rtl == after else 0.8
    return QPointF(rect.left() + part * rect.width(), rect.center().y()).toPoint()


def drag(qtbot, view, start, end, modifier=Qt.KeyboardModifier.NoModifier):
    """Press at one place, move in steps, release at the other."""
    port = view.viewport()
    qtbot.mousePress(port, LEFT, modifier, start)
    for step in range(1, 4):
        between = start + (end - start) * step / 3
        _move(view, between, modifier)
    qtbot.mouseRelease(port, LEFT, modifier, end)


def _move(view, place, modifier):
    port = view.viewport()
    where = QPointF(port.mapToGlobal(place))
    kind, none = QEvent.Type.MouseMove, Qt.MouseButton.NoButton
    event = QMouseEvent(kind, QPointF(place), where, none, LEFT, modifier)
    QApplication.sendEvent(port, event)


QUOTES = [
    "(5+5)", "Khalifa Haf", "tar قائد", "«الجيش الوطني»", "الجيش", "أحمد", "لأ", "سلام", "17 ديسمبر 2021",
    "5", "(المشير خليفة حفتر)", "« C’est faux »", "😀 رحل", "Haftar قائد «الجيش الوطني» (5",
    "2021.\nLe maréchal Kha", "faux », puis 😀 رحل.\n\n5+5",
]  # fmt: skip


@pytest.mark.parametrize("direction", ["", "ltr", "rtl"])
@pytest.mark.parametrize("quote", QUOTES)
def test_a_drag_selects_exactly_what_was_meant_both_ways(qtbot, view, quote, direction):
    view.set_article(TEXT, direction=direction)
    start = TEXT.index(quote)
    first, last = edge(view, start, after=False), edge(view, start + len(quote) - 1, after=True)
    pictures = []
    for here, there in ((first, last), (last, first)):
        with qtbot.waitSignal(view.stretch_selected, timeout=1000) as taken:
            drag(qtbot, view, here, there)
        assert taken.args == [start, start + len(quote)]
        assert view.stretch() == (start, start + len(quote))
        pictures.append(view.viewport().grab().toImage())
        view.clear_stretch()
    assert pictures[0] == pictures[1]


def test_the_highlight_covers_the_pixels_of_the_letters(view):
    view.set_article(TEXT)
    start = TEXT.index("tar قائد")
    view.set_stretch(start, start + 8)
    image = view.viewport().grab().toImage()
    chosen = QColor(load_theme("light").selection)
    top = round(view.rects(start, start + 1)[0].top()) + 1
    painted = {x for x in range(image.width()) if image.pixelColor(x, top) == chosen}
    pieces = [(rect.left(), rect.right()) for rect in view.rects(start, start + 8)]
    assert len(pieces) == 2
    inside = {x for left, right in pieces for x in range(round(left) + 1, round(right) - 1)}
    around = {x for left, right in pieces for x in range(round(left) - 1, round(right) + 2)}
    assert inside <= painted <= around


def test_snapping_is_previewed_and_taken_but_not_with_alt(qtbot, view):
    view.set_article(TEXT)
    view.set_snap(lambda a, b, exact: (a, b) if exact else snap(TEXT, a, b, borders="token"))
    start = TEXT.index("halifa Haf")
    first, last = edge(view, start, after=False), edge(view, start + 9, after=True)
    qtbot.mousePress(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, first)
    _move(view, last, Qt.KeyboardModifier.NoModifier)
    assert view._marked.stretch == (start, start + 10)
    assert view._marked.preview == (start - 1, start + 13)
    assert view.stretch() is None
    qtbot.mouseRelease(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, last)
    assert view.stretch() == (start - 1, start + 13)
    assert not view.is_exact()
    drag(qtbot, view, first, last, Qt.KeyboardModifier.AltModifier)
    assert view.stretch() == (start, start + 10)
    assert view.is_exact()


def test_a_snap_that_takes_nothing_clears(qtbot, view):
    view.set_article(TEXT)
    view.set_snap(lambda a, b, exact: (a, a))
    with qtbot.waitSignal(view.stretch_cleared, timeout=1000):
        drag(qtbot, view, edge(view, 0, after=False), edge(view, 6, after=True))
    assert view.stretch() is None


def test_shift_click_extends(qtbot, view):
    view.set_article(TEXT)
    view.set_stretch(4, 11)
    place = edge(view, 21, after=True)
    qtbot.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, place)
    assert view.stretch() == (4, 22)
    qtbot.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, edge(view, 0, after=False))
    assert view.stretch()[0] == 0


def test_shift_click_after_a_click(qtbot, view):
    view.set_article(TEXT)
    qtbot.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, edge(view, 4, after=False))
    qtbot.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, edge(view, 10, after=True))
    assert view.stretch() == (4, 11)


def test_two_clicks_take_the_word_three_the_sentence(qtbot, view):
    view.set_article(TEXT)
    offset = TEXT.index("الجيش") + 2
    place = view.point_of(offset).toPoint()
    port, none = view.viewport(), Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(port, LEFT, none, place)
    qtbot.mouseDClick(port, LEFT, none, place)
    assert view.copied_text() == "الجيش"
    qtbot.mouseClick(port, LEFT, none, place)
    assert view.stretch() == (0, TEXT.index("\n"))


def test_a_double_click_held_grows_by_words(qtbot, view):
    view.set_article(TEXT)
    port, none = view.viewport(), Qt.KeyboardModifier.NoModifier
    place, other = view.point_of(TEXT.index("الجيش") + 1), view.point_of(TEXT.index("Haftar") + 2)
    where = QPointF(port.mapToGlobal(place))
    press = QMouseEvent(QEvent.Type.MouseButtonDblClick, place, where, LEFT, LEFT, none)
    QApplication.sendEvent(port, press)
    _move(view, other.toPoint(), none)
    qtbot.mouseRelease(port, LEFT, none, other.toPoint())
    assert view.copied_text() == "Haftar قائد «الجيش"


SPANS = [
    Span(4, 18, "PERSON", item="inner"),
    Span(0, 23, "CLAIM", item="outer"),
    Span(4, 11, "ORGANIZATION", item="first"),
]


def test_clicks_at_one_place_go_from_inside_out(qtbot, view):
    view.set_article(TEXT)
    view.set_spans(SPANS)
    clicked = []
    view.span_clicked.connect(clicked.append)
    view._doubled.stop()
    for _ in range(4):
        qtbot.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, view.point_of(6).toPoint())
    assert clicked == ["first", "inner", "outer", "first"]
    assert view.selected_span() == "first"
    assert view.copied_text() == "Khalifa"


def test_a_click_elsewhere_begins_with_the_innermost_again(qtbot, view):
    view.set_article(TEXT)
    view.set_spans(SPANS)
    for offset in (6, 9):
        qtbot.mouseClick(
            view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, view.point_of(offset).toPoint()
        )
        assert view.selected_span() == "first"


def test_a_click_on_a_chip_selects_its_span(qtbot, view):
    view.set_article(TEXT)
    view.set_spans(SPANS)
    for chip in view._marks.decoration(0).chips:
        x = view._flow.left + chip.left + chip.width / 2
        y = view._flow.top(0) + chip.top + chip.height / 2
        view.select_span("")
        qtbot.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, QPointF(x, y).toPoint())
        assert view.selected_span() == chip.span.item


def test_a_click_beside_all_clears(qtbot, view):
    view.set_article(TEXT)
    view.set_spans(SPANS)
    view.select_span("inner")
    view.set_stretch(0, 3)
    with qtbot.waitSignals([view.stretch_cleared, view.selection_cleared], timeout=1000):
        qtbot.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, QPoint(450, 690))
    assert (view.stretch(), view.selected_span()) == (None, "")


def test_the_menu_is_asked_for_with_the_span_under_it_selected(qtbot, view):
    view.set_article(TEXT)
    view.set_spans(SPANS)
    place = view.point_of(6).toPoint()
    with qtbot.waitSignal(view.menu_requested, timeout=1000):
        reason, port = QContextMenuEvent.Reason.Mouse, view.viewport()
        QApplication.sendEvent(port, QContextMenuEvent(reason, place, port.mapToGlobal(place)))
    assert view.selected_span() == "first"


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_mirrored_window_does_not_mirror_the_text(qtbot, view, direction):
    view.setLayoutDirection(direction)
    view.set_article(LONG)
    assert view.rects(2, 3)[0].right() > view.viewport().width() / 2
    drag(qtbot, view, edge(view, 6, after=False), edge(view, 12, after=True))
    assert view.stretch() == (6, 13)


def test_copy_gives_the_articles_own_characters(view):
    text = "a\u00a0b\u2028c\td مُحَمَّد"
    view.set_article(text)
    view.set_stretch(0, len(text))
    view.copy()
    assert QGuiApplication.clipboard().text() == text


def test_a_drag_held_below_scrolls_on(qtbot, view):
    view.set_article(LONG)
    port, none = view.viewport(), Qt.KeyboardModifier.NoModifier
    qtbot.mousePress(port, LEFT, none, view.point_of(3).toPoint())
    _move(view, QPoint(300, port.height() + 60), none)
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 100, timeout=3000)
    qtbot.mouseRelease(port, LEFT, none, QPoint(300, port.height() + 60))
    assert view.stretch()[1] > 500
    assert not view._outside.isActive()


def test_keys_and_bar_reach_both_ends(qtbot, view):
    view.set_article(LONG)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(view, Qt.Key.Key_End, control)
    bar = view.verticalScrollBar()
    assert bar.value() > 1000
    last = view.rects(len(LONG) - 1, len(LONG))[0]
    assert 0 < last.bottom() < view.viewport().height()
    low = bar.value()
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert bar.value() < low
    qtbot.keyClick(view, Qt.Key.Key_Home, control)
    assert bar.value() == 0


def test_scrolling_up_never_jumps(view):
    view.set_article(LONG)
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for _ in range(60):
        number = view._flow.number_at(view._y)
        before, y = view._flow.top(number) - view._y, bar.value()
        bar.setValue(y - 40)
        assert view._flow.top(number) - view._y == pytest.approx(before + 40, abs=1)


def wheel(view, turned, modifier):
    place = QPointF(100, 100)
    event = QWheelEvent(
        place, QPointF(view.mapToGlobal(place)), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton,
        modifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def test_the_wheel_scrolls_and_with_control_zooms(qtbot, view):
    view.set_article(LONG)
    wheel(view, -120, Qt.KeyboardModifier.NoModifier)
    assert view.verticalScrollBar().value() > 0
    with qtbot.waitSignal(view.zoom_changed, timeout=1000) as zoomed:
        wheel(view, 120, Qt.KeyboardModifier.ControlModifier)
    assert zoomed.args == [110]
    wheel(view, -120, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom() == 100


@pytest.mark.parametrize("change", ["zoom", "resize"])
def test_the_top_line_stays_when_lines_break_anew(view, change):
    view.set_article(LONG)
    view.verticalScrollBar().setValue(3000)
    held = view._flow.offset_at(0.0, view._y)
    if change == "zoom":
        view.set_zoom(150)
    else:
        view.resize(600, 700)
    box = view._flow.line_box(held)
    assert box.top() - 2 <= view._y <= box.bottom() + 2


def test_spans_and_marks_never_move_the_text(view):
    view.set_article(LONG)
    before = [view.rects(offset, offset + 1) for offset in range(0, 900, 7)]
    height = view.verticalScrollBar().maximum()
    view.set_spans([Span(i, i + 30, "PERSON", item=str(i)) for i in range(0, 800, 5)])
    view.set_excluded([Excluded(10, 300)])
    view.viewport().repaint()
    assert [view.rects(offset, offset + 1) for offset in range(0, 900, 7)] == before
    assert view.verticalScrollBar().maximum() == height


def test_a_new_span_decorates_only_its_paragraph(view):
    view.set_article(LONG)
    second = LONG.index("\n") + 1
    view.set_spans([Span(0, 5, "PERSON", item="a"), Span(second, second + 5, "PERSON", item="b")])
    one, two = view._marks.decoration(0), view._marks.decoration(1)
    view.set_spans([Span(0, 5, "PERSON", item="a"), Span(second, second + 5, "CLAIM", item="b")])
    assert view._marks.decoration(0) is one
    assert view._marks.decoration(1) is not two


def test_scroll_to_shows_the_range(view):
    view.set_article(LONG)
    start = LONG.rindex("maréchal")
    view.scroll_to(start, start + 8)
    rect = view.rects(start, start + 8)[0]
    assert rect.top() >= 0
    assert rect.bottom() <= view.viewport().height()
    y = view.verticalScrollBar().value()
    view.scroll_to(start, start + 8)
    assert view.verticalScrollBar().value() == y


def test_another_article_starts_clean(view):
    view.set_article(LONG)
    view.set_spans(SPANS)
    view.set_stretch(0, 3)
    view.verticalScrollBar().setValue(500)
    view.set_article(TEXT)
    assert (view.verticalScrollBar().value(), view.stretch(), view.selected_span()) == (0, None, "")
    assert view._marks.decoration(0).chips == []


def test_a_screen_reader_is_told_where_it_is(qtbot, view):
    assert view.accessibleName()
    view.set_article(TEXT)
    view.set_spans(SPANS)
    qtbot.waitUntil(lambda: "PERSON: Khalifa Haftar" in view.accessibleDescription(), timeout=2000)
    assert TEXT.split("\n")[0] in view.accessibleDescription()


@pytest.mark.parametrize("theme", ["light", "dark", "high-contrast"])
def test_the_background_is_the_themes(view, theme):
    view.set_article(TEXT)
    view.set_theme(load_theme(theme))
    assert view.viewport().grab().toImage().pixelColor(3, 3).name() == load_theme(theme).surface


def test_an_empty_article_is_shown(qtbot, view):
    view.set_article("")
    view.viewport().repaint()
    qtbot.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, QPoint(200, 200))
    assert view.stretch() is None
