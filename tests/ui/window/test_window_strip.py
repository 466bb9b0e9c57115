"""Under the article: the quote as stored, and the pane for screen readers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from annotator.text.offsets import UNITS
from annotator.ui.logical_strip import MOST, Cell, LogicalStrip, cells, fitting
from annotator.ui.main_window import MainWindow
from annotator.ui.reader_pane import LONGEST, ReaderPane
from annotator.ui.theme import load_theme


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("ab", [("a", False), ("b", False)]),
        ("a b", [("a", False), ("␣", True), ("b", False)]),
        ("مَن", [("مَ", False), ("ن", False)]),
        ("\u200fق", [("RLM", True), ("ق", False)]),
        ("می\u200cخ", [("م", False), ("ی", False), ("ZWNJ", True), ("خ", False)]),
        ("👩\u200d🔬", [("👩\u200d🔬", False)]),
        ("a\u00a0\n", [("a", False), ("NBSP", True), ("LF", True)]),
    ],
)
def test_a_quote_in_the_order_it_is_stored(quote: str, found: list[tuple[str, bool]]) -> None:
    assert cells(quote) == [Cell(*cell) for cell in found]


@given(st.lists(st.floats(1, 50), max_size=60), st.floats(0, 900), st.floats(0, 30))
def test_what_fits_is_a_head_and_a_tail(widths: list[float], room: float, more: float) -> None:
    head, tail = fitting(widths, room, more)
    if head + tail == len(widths) and not tail:
        assert sum(widths) <= room or not widths
    else:
        assert head + tail <= len(widths)
        shown = sum(widths[:head]) + sum(widths[len(widths) - tail :])
        assert shown + more <= room + 1e-6 or head == tail == 0


@pytest.mark.parametrize(
    ("unit", "offsets"), list(zip(UNITS, [("3", "5"), ("4", "6"), ("8", "12"), ("2", "4")], strict=True))
)
def test_offsets_in_every_unit(qtbot: QtBot, unit: str, offsets: tuple[str, str]) -> None:
    strip = LogicalStrip(load_theme("light"))
    qtbot.addWidget(strip)
    strip.set_unit(unit)
    strip.show_range("😀é\u0301قالx", 3, 5)
    assert strip.offsets() == offsets
    assert strip.words().endswith("ق ا")
    assert strip.accessibleDescription() == strip.words()


def test_a_border_that_the_unit_has_not_is_said(qtbot: QtBot) -> None:
    strip = LogicalStrip(load_theme("light"))
    qtbot.addWidget(strip)
    strip.set_unit("grapheme")
    strip.show_range("e\u0301x", 1, 3)
    assert strip.offsets() == ("–", "2")


def test_a_very_long_quote_is_cut_in_the_middle_and_painted(qtbot: QtBot) -> None:
    strip = LogicalStrip(load_theme("dark"))
    qtbot.addWidget(strip)
    strip.resize(600, 40)
    strip.show_range("قال " * 100_000, 0, 400_000)
    assert not strip.grab().isNull()
    assert len(strip.words().split()) < 2 * MOST


def test_the_strip_follows_stretch_and_selection(window: MainWindow) -> None:
    window.documents.choose(2)
    window.view.set_stretch(12, 26)
    window.view.stretch_selected.emit(12, 26)
    assert window.article.strip.offsets() == ("12", "26")
    window.desk.choose_label("PERSON")
    assert window.article.strip.words().startswith("12 to 26, code points: K h a l i f a ␣")
    window.desk.select("")
    assert window.article.strip.words() == ""


def test_the_reader_pane_is_in_step_with_the_caret(window: MainWindow) -> None:
    window.actions_["reader"].trigger()
    pane = window.article.reader
    assert pane.isVisible()
    second = window.view.text().index("\n") + 1
    window.view.set_caret(second + 4)
    assert pane.toPlainText().startswith("وقال إن (5+5)")
    assert pane.textCursor().position() == 4
    window.documents.choose(1)
    assert pane.toPlainText() == "Nothing happened in Tripoli."


def test_the_reader_pane_counts_as_qt_does_and_shows_a_part_of_what_is_endless(qtbot: QtBot) -> None:
    pane = ReaderPane()
    qtbot.addWidget(pane)
    pane.follow("😀😀abc", 3)
    assert pane.textCursor().position() == 5
    text = "x" * 50_000
    pane.follow(text, 30_000)
    assert len(pane.toPlainText()) == LONGEST
    first = pane.toPlainText()
    pane.follow(text, 30_100)
    assert pane.toPlainText() == first  # no new text while the caret is well inside
    pane.follow(text, 50_000)
    assert pane.textCursor().position() == LONGEST
