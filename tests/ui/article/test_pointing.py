"""Handles, the list of what lies under the pointer, hovering and links."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.model.labels import Attribute, Label, LabelSet, Layer, LinkRule
from annotator.model.span import Span
from annotator.text.snapping import snap
from annotator.ui.article.links import Stop, clear_of, drawn_links, route
from annotator.ui.article.tip import tip

TEXT = (
    "قال Khalifa Haftar قائد «الجيش الوطني» (5+5) لأحمد إن الإسلام في 17 ديسمبر.\n"
    "Le maréchal Khalifa Haftar (المشير خليفة حفتر) a dit : « C’est faux »."
)
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def span(quote, label, item, **more):
    start = TEXT.index(quote)
    return Span(start, start + len(quote), label, item=item, **more)


MIXED = span("Haftar قائد", "PERSON", "m")


@pytest.fixture
def page(view):
    view.set_article(TEXT)
    view.set_spans([MIXED])
    view.select_span("m")
    return view


def move(view, place, buttons=LEFT):
    port = view.viewport()
    kind = QEvent.Type.MouseMove
    event = QMouseEvent(kind, place, QPointF(port.mapToGlobal(place)), Qt.MouseButton.NoButton, buttons, NONE)
    QApplication.sendEvent(port, event)


def border(view, offset, *, end):
    """The middle of the grapheme's half that lies at its start (end: its end) in reading order."""
    rect = view.rects(offset, offset + 1)[0]
    rtl = "\u0600" <= TEXT[offset] <= "\u06ff"
    return QPointF(rect.left() + (0.2 if rtl == end else 0.8) * rect.width(), rect.center().y())


def test_handles_stand_at_the_logical_ends_of_a_mixed_span(page):
    start, end = page._handles()
    first, last = page.rects(MIXED.start, MIXED.start + 1)[0], page.rects(MIXED.end - 1, MIXED.end)[0]
    assert (start.side, start.x, start.inward) == ("start", first.left(), 1)
    assert (end.side, end.x, end.inward) == ("end", last.left(), 1)
    assert start.knob.y() < end.knob.y()
    assert start.x > end.x  # the Latin word begins to the right of where the Arabic one ends


@pytest.mark.parametrize(
    ("side", "target", "at_end", "quote"),
    [
        (1, "الوطني", True, "Haftar قائد «الجيش الوطني"),
        (1, "Haftar", True, "Haftar"),
        (0, "Khalifa", False, "Khalifa Haftar قائد"),
        (0, "قائد", False, "قائد"),
    ],
)
def test_a_dragged_handle_moves_its_end_and_no_other(qtbot, page, side, target, at_end, quote):
    place = page._handles()[side].knob
    offset = TEXT.index(target) + (len(target) - 1 if at_end else 0)
    goal = border(page, offset, end=at_end)
    qtbot.mousePress(page.viewport(), LEFT, NONE, place.toPoint())
    move(page, (place + goal) / 2)
    move(page, goal)
    with qtbot.waitSignal(page.span_moved, timeout=1000) as moved:
        qtbot.mouseRelease(page.viewport(), LEFT, NONE, goal.toPoint())
    item, start, end = moved.args
    assert (item, TEXT[start:end]) == ("m", quote)
    assert page.stretch() is None
    assert page.selected_span() == "m"


def test_the_dragged_end_snaps_and_shows_what_it_will_be(qtbot, page):
    page.set_snap(lambda a, b, exact: snap(TEXT, a, b, borders="token"))
    page.set_spans([Span(MIXED.start + 2, MIXED.end, "PERSON", item="m")])
    goal = border(page, TEXT.index("الجيش") + 1, end=True)
    qtbot.mousePress(page.viewport(), LEFT, NONE, page._handles()[1].knob.toPoint())
    move(page, goal)
    assert TEXT[slice(*page._marked.preview)].endswith("الجيش")
    with qtbot.waitSignal(page.span_moved, timeout=1000) as moved:
        qtbot.mouseRelease(page.viewport(), LEFT, NONE, goal.toPoint())
    assert moved.args == ["m", MIXED.start + 2, TEXT.index("الجيش") + 5]


def test_a_click_on_a_handle_moves_nothing(qtbot, page):
    moved = []
    page.span_moved.connect(lambda *args: moved.append(args))
    qtbot.mouseClick(page.viewport(), LEFT, NONE, page._handles()[1].knob.toPoint())
    assert moved == []


def test_a_click_on_several_spans_lists_them(qtbot, page):
    page.set_spans([span("Khalifa Haftar", "PERSON", "a"), span("Khalifa", "ORGANIZATION", "b")])
    page.select_span("")
    listed = []
    page.spans_listed.connect(lambda items, chosen: listed.append((items, chosen)))
    place = page.point_of(6).toPoint()
    qtbot.mouseClick(page.viewport(), LEFT, NONE, place)
    qtbot.mouseClick(page.viewport(), LEFT, NONE, place)
    assert listed == [(["b", "a"], "b"), (["b", "a"], "a")]
    assert page._list.isVisible()
    assert page.viewport().rect().contains(page._list.geometry())
    with qtbot.waitSignal(page.span_clicked, timeout=1000) as clicked:
        page._list.itemClicked.emit(page._list.item(0))
    assert clicked.args == ["b"]
    assert not page._list.isVisible()
    assert page.selected_span() == "b"


def test_a_folded_chip_opens_all_that_it_stands_for(qtbot, page):
    page.set_spans([Span(0, size, "PERSON", item=str(size)) for size in range(4, 12)])
    page.select_span("")
    (more,) = [chip for chip in page._marks.decoration(0).chips if chip.text.startswith("+")]
    assert more.text == f"+{len(more.folded)}"
    x, y = page._flow.left + more.left + more.width / 2, page._flow.top(0) + more.top + more.height / 2
    listed = []
    page.spans_listed.connect(lambda items, chosen: listed.append(items))
    qtbot.mouseClick(page.viewport(), LEFT, NONE, QPoint(round(x), round(y)))
    assert sorted(listed[0]) == sorted(span.item for span in more.folded)


def test_hovering_tells_once_what_is_there(page):
    told = []
    page.span_hovered.connect(told.append)
    move(page, page.point_of(MIXED.start), Qt.MouseButton.NoButton)
    move(page, page.point_of(MIXED.start + 1), Qt.MouseButton.NoButton)
    move(page, QPointF(300, 690), Qt.MouseButton.NoButton)
    assert [[tip.item for tip in tips] for tips in told] == [["m"], []]
    assert told[0][0].quote == "Haftar قائد"


LABELS = LabelSet(
    "news",
    (Layer("claims", style="tint"), Layer("entities")),
    (
        Label(
            "CLAIM",
            "claims",
            "CLM",
            names={"en": "Claim"},
            attributes=(Attribute("certainty", ("asserted",), value_names={"asserted": {"en": "stated"}}),),
            links=(LinkRule("speaker", ("PERSON",), names={"en": "Said by"}),),
        ),
        Label("PERSON", "entities", "PER"),
    ),
)
CLAIM = span(
    "قائد «الجيش",
    "CLAIM",
    "c",
    attributes={"certainty": "asserted"},
    note="a\nb",
    links={"speaker": ("m", "gone")},
)


def test_a_tip_has_label_text_attributes_links_and_note(qapp):
    found = tip(CLAIM, TEXT, {"m": MIXED, "c": CLAIM}, LABELS)
    assert (found.label, found.quote) == ("Claim", "قائد «الجيش")
    assert found.attributes == (("certainty", "stated"),)
    assert found.links == (("Said by", "Haftar قائد"), ("Said by", "?"))
    assert found.lines()[-1] == "\u2068a b\u2069"


def test_a_link_passes_over_no_letter(page):
    far = span("المشير خليفة حفتر", "PERSON", "far")
    claim = span("قائد «الجيش", "CLAIM", "c", links={"speaker": ("m", "far")})
    page.set_spans([MIXED, far, claim])
    links = drawn_links(page._flow, page._marks, claim, [MIXED, far, claim], page._seen_numbers())
    assert [link.target.item for link in links] == ["m", "far"]
    letters = [
        rect.translated(0.0, page._y).adjusted(0.5, 0.5, -0.5, -0.5) for rect in page.rects(0, len(TEXT))
    ]
    for link in links:
        for (x, y), (u, v) in zip(link.path, link.path[1:], strict=False):
            assert x == u or y == v
            way = QRectF(QPointF(x, y), QPointF(u, v)).normalized().adjusted(-0.1, -0.1, 0.1, 0.1)
            assert not any(box.intersects(way) for box in letters)


def test_a_link_to_what_is_not_seen_lays_nothing_out(view):
    text = TEXT + "\n" + "\n".join([TEXT] * 200)
    last = len(text) - 12
    speaker = Span(last, last + 5, "PERSON", item="s")
    claim = Span(0, 20, "CLAIM", item="c", links={"speaker": ("s",)})
    view.set_article(text)
    view.set_spans([claim, speaker])
    view.select_span("c")
    known = len(view._flow._measured)
    view.viewport().repaint()
    assert len(view._flow._measured) == known
    (link,) = drawn_links(view._flow, view._marks, claim, [claim, speaker], view._seen_numbers())
    assert link.path[-1][1] > view.viewport().height()


def test_routes_turn_at_the_edge_only_between_lines():
    one, same, below = Stop(100.0, 30.0, 44.0), Stop(300.0, 30.0, 44.0), Stop(200.0, 80.0, 94.0)
    assert route(one, same, 5.0) == ((100.0, 30.0), (100.0, 44.0), (300.0, 44.0), (300.0, 30.0))
    assert route(one, below, 5.0)[2:4] == ((5.0, 44.0), (5.0, 94.0))
    assert clear_of([], [(0.0, 100.0)]) == 50.0
    assert clear_of([(40.0, 60.0)], [(0.0, 100.0)]) == 35.0
    assert clear_of([(0.0, 100.0)], [(0.0, 100.0)]) == 50.0
