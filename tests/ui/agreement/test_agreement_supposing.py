"""The switch "what if" and the page "Over time" in the window: asked for by mouse, counted anew, clearly marked."""

from pathlib import Path

import pytest
from agreement_marks import AMAL, BADR
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.app import comparing_facts
from annotator.app.agreement_places import F1, STRETCHES, Question
from annotator.app.agreement_report import NOTHING, Asked, Report, WhatIf, report
from annotator.app.agreement_time import DAYS, TENS, U_ALPHA, WEEKS
from annotator.app.project_file import Project
from annotator.app.session import Session
from annotator.model.status import FINISHED, IN_PROGRESS
from annotator.ui.agreement.drawing import captioned, mirrored
from annotator.ui.agreement.supposing import supposed
from annotator.ui.agreement.times_page import mark
from annotator.ui.agreement.window import AgreementWindow
from annotator.ui.theme import load_theme


@pytest.fixture
def seen(qtbot: QtBot, window: AgreementWindow) -> AgreementWindow:
    """The view on the screen, with its first count over."""
    with qtbot.waitSignal(window.counting.counted, timeout=30_000):
        window.show()
    return window


def strict(window: AgreementWindow) -> str:
    """The strict F1 that is shown, on its tile."""
    return window.pages.summary.tiles[0].accessibleName().split()[2]


def click(qtbot: QtBot, window: AgreementWindow, box: str) -> None:
    """Click one of the boxes, and wait for the figures."""
    widget = getattr(window.what_if, box)
    with qtbot.waitSignal(window.counting.counted, timeout=20_000):
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, widget.height() // 2))


def test_titles_that_do_not_matter(qtbot: QtBot, seen: AgreementWindow) -> None:
    """«المشير خليفة حفتر» against «خليفة حفتر» is all that titles change; unchecked, the real figures are back."""
    assert strict(seen) == "0.44"
    assert seen.warning.isHidden()
    click(qtbot, seen, "titles")
    assert strict(seen) == "0.67"
    assert "titles did not matter" in seen.warning.text()
    assert "not the project’s figures" in seen.warning.text()
    assert seen.warning.isVisible()
    assert seen.windowTitle().endswith("what if")
    qtbot.waitUntil(lambda: not seen.pages.is_filling())
    for page in (seen.pages.pairs, seen.pages.confusion, seen.pages.classes):
        assert "titles" in page.pane.view.drawing.words[0].text
    click(qtbot, seen, "titles")
    assert (strict(seen), seen.warning.isHidden(), seen.windowTitle()) == ("0.44", True, "Agreement")


def test_places_are_those_of_the_supposed_figures(qtbot: QtBot, seen: AgreementWindow) -> None:
    click(qtbot, seen, "titles")
    seen.ask(Question(F1))
    qtbot.waitUntil(lambda: not seen.places.is_finding(), timeout=5_000)
    quotes = [row.quote for row in seen.places.model.places]
    assert "المشير خليفة حفتر" not in quotes
    assert "Le maréchal" in quotes


def test_another_page_leaves_the_list_of_places_alone(qtbot: QtBot, seen: AgreementWindow) -> None:
    seen.ask(Question(F1))
    qtbot.waitUntil(lambda: not seen.places.is_finding(), timeout=5_000)
    seen.places.list.setCurrentIndex(seen.places.model.index(2))
    with qtbot.waitSignal(seen.counting.counted, timeout=20_000):
        seen.pages.setCurrentWidget(seen.pages.times)
    assert not seen.places.is_finding()
    assert seen.places.list.currentIndex().row() == 2


def test_an_edit_is_followed_while_something_is_supposed(
    qtbot: QtBot, seen: AgreementWindow, project: Project
) -> None:
    click(qtbot, seen, "titles")
    session = Session(project, BADR)
    number = next(row.number for row in session.rows(0, 9) if row.name == "fr.txt")
    with qtbot.waitSignal(seen.counting.counted, timeout=20_000):
        session.set_status(number, IN_PROGRESS)
        seen.follow({number})
    assert strict(seen) == "1.00"
    with qtbot.waitSignal(seen.counting.counted, timeout=20_000):
        session.set_status(number, FINISHED)
        seen.follow({number})
    assert strict(seen) == "0.67"


def test_the_process_goes_with_the_window(qtbot: QtBot, seen: AgreementWindow) -> None:
    assert seen.counting.process_id()
    seen.hide()
    assert not seen.counting.process_id()
    with qtbot.waitSignal(seen.counting.counted, timeout=30_000):
        seen.counting.ask(Asked(WhatIf(clitics=True)))
        seen.show()
    assert seen.report is not None
    assert seen.report.asked.what_if == WhatIf(clitics=True)


def test_what_is_supposed_in_words() -> None:
    assert supposed(NOTHING) == ""
    said = supposed(WhatIf(trivial=True, titles=True))
    assert said == "What if blanks and punctuation, titles did not matter at borders"


# over time


def test_points_are_asked_for_by_tab_choice_and_mouse(qtbot: QtBot, seen: AgreementWindow) -> None:
    page = seen.pages.times
    place = seen.pages.indexOf(page)
    with qtbot.waitSignal(seen.counting.counted, timeout=20_000):
        qtbot.mouseClick(
            seen.pages.tabBar(), Qt.MouseButton.LeftButton, pos=seen.pages.tabBar().tabRect(place).center()
        )
    view = page.pane.view
    assert [cell.says.split(",")[1] for cell in view.drawing.cells] == [" 2 articles"]
    qtbot.mouseClick(
        view, Qt.MouseButton.LeftButton, pos=view.drawing.cells[0].area.rect().center().toPoint()
    )
    assert seen.places.question is not None
    assert (seen.places.question.what, len(seen.places.question.documents)) == (F1, 2)
    page.groups.setCurrentIndex(2)
    with qtbot.waitSignal(seen.counting.counted, timeout=20_000):
        page.groups.activated.emit(2)
    assert seen.report is not None
    assert seen.report.asked.grouping == TENS
    assert "Group 1" in view.drawing.cells[0].says
    page.measure.setCurrentIndex(4)
    page.measure.activated.emit(4)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert seen.places.question is not None
    assert seen.places.question.what == STRETCHES


@pytest.fixture
def points(project: Project, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Two points in time: the days of the French and of the Arabic article, made up."""
    known: dict[int, str] = {}

    def when(project: Project, number: int) -> dict[str, str]:
        known.setdefault(number, f"2026-03-{2 + 9 * len(known):02}T10:00")
        return dict.fromkeys((AMAL, BADR), known[number])

    monkeypatch.setattr(comparing_facts.finishing, "finished_at", when)
    return report(project, Asked(grouping=WEEKS))


def test_a_point_says_what_it_is(points: Report) -> None:
    first, last = (mark(point, "strict", points) for point in points.times)
    assert first.says.startswith("\u20682026-03-02\u2069 to \u20682026-03-08\u2069: Strict F1 0.")
    assert first.says.endswith("1 article")
    assert (first.under, last.under) == ("\u20682026-03-02\u2069", "\u20682026-03-09\u2069")
    assert first.interval is None
    assert mark(points.times[0], U_ALPHA, points).question == Question(
        STRETCHES, documents=points.times[0].numbers
    )


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_the_chart_is_drawn_mirrored_and_saved(
    qtbot: QtBot, window: AgreementWindow, points: Report, tmp_path: Path, ending: str
) -> None:
    theme = load_theme("light")
    page = window.pages.times
    page.show_report(points, window.places.model.names, theme)
    drawing = page.pane.view.drawing
    assert len(drawing.dots) == len(drawing.cells) == 2
    assert drawing.dots[0].area.x < drawing.dots[1].area.x
    turned = mirrored(drawing)
    assert turned.dots[0].area.x > turned.dots[1].area.x
    slopes = [line.rising for line in drawing.lines if line.area.width and line.area.height]
    assert [line.rising for line in turned.lines if line.area.width and line.area.height] == [
        not up for up in slopes
    ]
    page.pane.save_to(tmp_path / f"chart.{ending}")
    image = QImage(round(drawing.width), round(drawing.height), QImage.Format.Format_RGB32)
    image.fill(theme.error)
    if ending == "png":
        image = QImage(str(tmp_path / "chart.png")).scaled(image.size())
    else:
        with QPainter(image) as painter:
            QSvgRenderer(str(tmp_path / "chart.svg")).render(painter)
    dot = drawing.dots[0].area.rect().center().toPoint()
    shown = image.pixelColor(dot)
    assert shown.blue() > 150 > shown.red()  # the accent


def test_a_caption_lowers_the_chart(qapp: QApplication, window: AgreementWindow) -> None:
    drawing = window.pages.classes.pane.view.drawing
    below = captioned(drawing, "What if", "#000000", 20)
    assert captioned(drawing, "", "#000000", 20) is drawing
    assert below.words[0].text == "What if"
    assert below.cells[0].area.y == drawing.cells[0].area.y + 20
    assert below.height == drawing.height + 20


def test_days_can_be_chosen(window: AgreementWindow) -> None:
    page = window.pages.times
    assert [page.groups.itemData(n) for n in range(3)] == [WEEKS, DAYS, TENS]
