"""What the view finds, says, copies, prints, and marks in its scroll bar."""

import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from annotator.model.span import Span
from annotator.ui.article.flow import Flow
from annotator.ui.article.printing import pages, pdf
from annotator.ui.article.reading import Reading, typeset
from annotator.ui.article.rich import rich_text
from annotator.ui.article.scroll_marks import thinned
from annotator.ui.article.spoken import quoted
from annotator.ui.theme import load_theme

TEXT = "قال خليفة حفتر: إنَّ الحُكومة قَبِلَت.\n\nفي الحكومة <نعم> & Khalifa"
LONG = "\n".join([TEXT] * 40)
PERSON = Span(4, 14, "PERSON", item="p")


def test_all_hits_are_marked_and_stepped_through(view):
    view.set_article(LONG)
    seen = []
    view.hit_changed.connect(lambda number, count: seen.append((number, count)))
    assert view.find_text("الحكومه") == 80
    assert len(view.hits()) == 80
    for _ in range(3):
        view.step_hit(1)
    view.step_hit(-1)
    assert seen == [(1, 80), (2, 80), (3, 80), (4, 80), (3, 80)]
    view.step_hit(-1)
    view.step_hit(-1)
    view.step_hit(-1)
    assert seen[-1] == (80, 80)
    start, end = view.hits()[-1]
    assert 0 <= view.rects(start, end)[0].top() < view.viewport().height()
    marked = view.viewport().grab().toImage()
    assert view.find_text("") == 0
    assert seen[-1] == (0, 0)
    assert view.viewport().grab().toImage() != marked


def test_another_article_has_no_hits(view):
    view.set_article(TEXT)
    view.find_text("حفتر")
    view.set_article("لا أحد")
    assert view.hits() == ()
    assert view.find_text("أحد") == 1


def test_changes_are_said(qtbot, view):
    view.set_article(TEXT)
    view.set_spans([Span(0, 3, "CLAIM", item="c"), Span(20, 23, "CLAIM", item="d")])
    qtbot.wait(100)
    said = []
    view.announced.connect(said.append)

    def change(*spans):
        with qtbot.waitSignal(view.announced, timeout=1000):
            view.set_spans(spans)

    old = tuple(view._spans)
    change(*old, PERSON)
    change(*old, replace(PERSON, label="ORGANIZATION"))
    change(*old, replace(PERSON, label="ORGANIZATION", end=9))
    change(*old)
    change(*old, *(Span(i, i + 1, "PERSON", item=str(i)) for i in range(5)))
    here = ", {0} spans in this paragraph"
    assert said == [
        "PERSON خليفة حفتر added" + here.format(3),
        "خليفة حفتر is now ORGANIZATION" + here.format(3),
        "ORGANIZATION is now خليفة" + here.format(3),
        "ORGANIZATION خليفة deleted" + here.format(2),
        "5 spans changed",
    ]


def test_the_first_span_of_an_article_is_said_but_not_what_it_opens_with(qtbot, view):
    said = []
    view.announced.connect(said.append)
    view.set_article(TEXT)
    view.set_spans([PERSON, replace(PERSON, item="q", end=9)])
    qtbot.wait(120)
    assert said == []
    view.set_article(TEXT)
    view.set_spans([])
    qtbot.wait(120)
    view.set_spans([PERSON])
    qtbot.waitUntil(lambda: bool(said), timeout=1000)
    assert said == ["PERSON خليفة حفتر added, 1 spans in this paragraph"]


@pytest.mark.parametrize(
    ("text", "said"), [("a", "a"), ("\u200f", "RLM"), ("a \n b", "a b"), ("x" * 200, "x" * 120 + "…")]
)
def test_what_is_read_out(text, said):
    assert quoted(text, 0, len(text)) == said


def test_copy_has_the_exact_text_and_the_labels(view):
    view.set_article(TEXT)
    view.set_spans([PERSON])
    view.set_stretch(0, len(TEXT))
    view.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == TEXT
    assert "[PERSON]" in data.html()
    assert "&lt;نعم&gt; &amp; Khalifa" in data.html()


def test_a_process_that_copied_ends_well():
    """The clipboard outlives Python: what is left in it must not be Python's."""
    script = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([])\n"
        "from annotator.ui.article.clipboard import put; put('a', '<p>a</p>')\n"
        "sys.exit(7 if app.clipboard().mimeData().html() == '<p>a</p>' else 1)"
    )
    assert subprocess.run([sys.executable, "-c", script], timeout=60).returncode == 7


def test_rich_text_nests_and_crosses():
    spans = [Span(0, 8, "A"), Span(4, 12, "B"), Span(4, 6, "C")]
    html = rich_text("abcdefghijklmn", 2, 14, spans, {"A": "#111111"})
    assert html.startswith('<p dir="ltr"><span style="border-bottom: 2px solid #111111" title="A">cd</span>')
    assert html.count("<sub>[A]</sub>") == html.count("<sub>[B]</sub>") == html.count("<sub>[C]</sub>") == 1
    assert html.index("[C]") < html.index("[A]") < html.index("[B]")
    assert html.endswith("mn</p>")
    assert rich_text("قال\nb", 0, 5, [], {}) == '<p dir="rtl">قال</p>\n<p dir="ltr">b</p>'


def test_pages_hold_every_line_once_and_cut_none(qapp):
    flow = Flow(LONG, "", typeset(Reading()), 900.0)
    flow.settle_all()
    cut = pages(flow, 700.0)
    assert len(cut) > 3
    assert all(page.bottom - page.top <= 700.0 for page in cut)
    lines = [
        (flow.top(n) + line.top, flow.top(n) + line.bottom)
        for n in range(len(flow.chunks))
        for line in flow.block(n).lines
    ]
    for top, bottom in lines:
        assert sum(page.top <= top and bottom <= page.bottom for page in cut) == 1


def test_a_pdf_has_its_pages(qapp, labels):
    made = pdf(LONG, [PERSON], labels, load_theme("light"), title="خبر")
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type /Page\n") == len(pages_of(LONG))
    assert pdf("", [], labels, load_theme("light")).count(b"/Type /Page\n") == 1


def pages_of(text):
    flow = Flow(text, "", typeset(Reading()), 900.0)
    flow.settle_all()
    return pages(flow, 900.0 * 267 / 180 - 72.0)


def test_the_scroll_bar_shows_where_spans_and_hits_are(view):
    view.set_article(LONG)
    last = LONG.rindex("Khalifa")
    view.set_spans([PERSON, Span(last, last + 7, "ORGANIZATION", item="k")])
    view.find_text("Khalifa")
    view.mark_bar()
    marks = view._bar.marks()
    assert {colour for _, colour in marks} == {"#0a6ea8", "#8a5a00", load_theme("light").accent}
    assert min(marks)[0] < 0.02
    assert max(marks)[0] > 0.95
    before = view._bar.grab().toImage()
    view.set_spans([])
    view.find_text("")
    view.mark_bar()
    assert view._bar.marks() == ()
    assert view._bar.grab().toImage() != before


def test_marks_that_would_cover_each_other_are_one():
    marks = [(i / 100_000, "#000000") for i in range(100_000)]
    assert len(thinned(marks)) <= 2001
