"""The agreement view as people use it: figures, the places behind them, the keyboard, themes, and new counts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from agreement_marks import AMAL, BADR, FRENCH, Marks
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.app.agreement_places import CONFUSED, F1, PLACES, Question
from annotator.app.agreement_report import report
from annotator.app.project_file import Project
from annotator.app.session import Session
from annotator.model.status import FINISHED
from annotator.ui.agreement.place_model import beside
from annotator.ui.agreement.window import AgreementWindow
from annotator.ui.agreement.words import Names, who
from annotator.ui.theme import THEMES, load_theme


def listed(qtbot: QtBot, window: AgreementWindow) -> list[str]:
    """The quotes in the list, once all are found."""
    qtbot.waitUntil(lambda: not window.places.is_finding(), timeout=5_000)
    return [row.quote for row in window.places.model.places]


def test_a_figure_opens_its_places_and_a_place_its_article(
    qtbot: QtBot, project: Project, window: AgreementWindow
) -> None:
    qtbot.mouseClick(window.pages.summary.tiles[0], Qt.MouseButton.LeftButton)
    quotes = listed(qtbot, window)
    assert "المشير خليفة حفتر" in quotes
    assert "Khalifa Haftar" not in quotes  # they agree on it
    assert "7 places, differing: 5" in window.places.count.text()
    place = quotes.index("Le maréchal")
    window.places.list.setCurrentIndex(window.places.model.index(place))
    with qtbot.waitSignal(window.place_chosen) as chosen:
        qtbot.keyClick(window.places.list, Qt.Key.Key_Return)
    number, start, end, item = chosen.args
    session = Session(project, BADR)
    assert FRENCH[start:end] == "Le maréchal"
    assert item in {span.item for span in session.article(number).spans}


def test_what_another_annotator_marked_alone_has_no_item_of_the_owner(
    qtbot: QtBot, window: AgreementWindow
) -> None:
    window.ask(Question(F1))
    place = listed(qtbot, window).index("خليفة حفتر")
    with qtbot.waitSignal(window.place_chosen) as chosen:
        window.places.list.opened.emit(window.places.model.index(place))
    assert chosen.args[3] == ""


def test_places_where_they_agree_are_shown_on_wish(qtbot: QtBot, window: AgreementWindow) -> None:
    window.ask(Question(F1))
    fewer = listed(qtbot, window)
    window.places.every.setChecked(True)
    assert len(window.places.model.places) == len(fewer) + 2
    window.ask(Question(PLACES, kind="agreed"))
    window.places.every.setChecked(False)
    assert listed(qtbot, window) == ["الجيش الليبي", "Khalifa Haftar"]


def test_a_place_says_who_marked_what(qtbot: QtBot, window: AgreementWindow) -> None:
    window.ask(Question(PLACES, kind="boundary"))
    assert listed(qtbot, window) == ["المشير خليفة حفتر"]
    row = window.places.model.places[0]
    assert set(who(row, Names()).split(" · ")) == {
        f"\u2068{BADR}\u2069: \u2068PERSON\u2069",
        f"\u2068{AMAL}\u2069: \u2068PERSON\u2069 “\u2068خليفة حفتر\u2069”",
    }
    assert beside(row) == "Borders · \u2068ar.txt\u2069"


def test_enter_opens_the_cell_of_a_table(qtbot: QtBot, window: AgreementWindow) -> None:
    table = window.pages.summary.labels
    table.setCurrentIndex(table.lines.index(1, 3))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.places.question == Question(F1, label="ORGANIZATION", reading="partial")
    table = window.pages.annotators.table
    table.setCurrentIndex(table.lines.index(0, 3))
    qtbot.keyClick(table, Qt.Key.Key_Enter)
    assert window.places.question == Question(F1, (BADR,))


def test_arrows_and_enter_in_a_chart(qtbot: QtBot, window: AgreementWindow) -> None:
    view = window.pages.confusion.pane.view
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.places.question == Question(CONFUSED, label="PERSON", other="ORGANIZATION")
    assert view.accessibleDescription().startswith("\u2068Person\u2069 – \u2068Organization\u2069: 1 place")
    assert listed(qtbot, window) == ["armée nationale libyenne"]


def test_a_click_in_a_chart(qtbot: QtBot, window: AgreementWindow) -> None:
    view = window.pages.classes.pane.view
    cell = next(cell for cell in view.drawing.cells if cell.question == Question(PLACES, kind="missing"))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=cell.area.rect().center().toPoint())
    assert listed(qtbot, window) == ["Le maréchal"]


def test_choices_change_the_chart(window: AgreementWindow) -> None:
    pairs = window.pages.pairs
    before = [word.text for word in pairs.pane.view.drawing.words]
    pairs.measure.setCurrentIndex(3)
    pairs.measure.activated.emit(3)
    after = [word.text for word in pairs.pane.view.drawing.words]
    assert before != after
    assert pairs.pane.view.drawing.cells[0].question == Question(F1, (BADR, AMAL), reading="type")


def test_tab_reaches_every_figure_and_the_list(qtbot: QtBot, window: AgreementWindow) -> None:
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.pages.summary.tiles[0].setFocus()
    reached: list[QWidget] = []
    while (now := window.focusWidget()) and now not in reached:
        reached.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    for widget in (*window.pages.summary.tiles, window.pages.summary.labels, window.places.list):
        assert widget in reached


@pytest.mark.parametrize("name", THEMES)
def test_the_chart_takes_the_theme(qtbot: QtBot, window: AgreementWindow, name: str) -> None:
    theme = load_theme(name)
    window.set_theme(theme)
    qtbot.waitUntil(lambda: not window.pages.is_filling())
    view = window.pages.classes.pane.view
    view.resize(600, 400)
    assert view.grab().toImage().pixelColor(1, 1).name() == theme.surface
    assert window.grab().width() == window.width()


def test_a_chart_that_cannot_be_saved_is_told(qtbot: QtBot, window: AgreementWindow, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.failed) as told:
        window.pages.pairs.pane.save_to(tmp_path / "chart.doc")
    assert "chart.doc" in told.args[0]
    window.pages.pairs.pane.save_to(tmp_path / "chart.png")
    assert (tmp_path / "chart.png").stat().st_size > 500


def test_a_sentence_stands_in_for_figures(qtbot: QtBot, make_project: Callable[[Marks], Project]) -> None:
    project = make_project({})
    window = AgreementWindow(load_theme("dark"))
    qtbot.addWidget(window)
    window.set_session(None)
    assert window.nothing.text() == "No project is open."
    window.set_session(Session(project, AMAL))
    window.show_report(report(project))
    assert "Agreement needs two annotators" in window.nothing.text()
    assert window.stack.currentWidget() is window.nothing
    window.ask(Question(F1))
    assert listed(qtbot, window) == []


def test_a_change_is_counted_while_the_view_is_seen(qtbot: QtBot, project: Project) -> None:
    window = AgreementWindow(load_theme("light"))
    qtbot.addWidget(window)
    session = Session(project, BADR)
    window.set_session(session)
    assert not window.counting.is_counting()  # nobody looks
    with qtbot.waitSignal(window.counting.counted, timeout=30_000):
        window.show()
    assert window.basis.text().startswith("2 of 2 articles")
    window.ask(Question(F1))
    assert "Le maréchal" in listed(qtbot, window)
    number = session.rows(0, 9)[1].number
    extra = next(span for span in session.article(number).spans if span.start == 0)
    window.places.list.setCurrentIndex(window.places.model.index(1))
    kept = window.places.model.places[1]
    with qtbot.waitSignal(window.counting.counted, timeout=30_000):
        session.set_status(number, "in progress")
        session.unmark(extra.item)
        session.set_status(number, FINISHED)
    assert "Le maréchal" not in listed(qtbot, window)
    current = window.places.model.places[window.places.list.currentIndex().row()]
    assert (current.quote, current.document) == (kept.quote, kept.document)
    window.hide()
    assert not window.counting.is_counting()
