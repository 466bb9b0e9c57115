"""Preferences, the welcome page, finding, the direction of an article, and paper."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from annotator.app.directions import set_direction
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.ui.article.reading import Reading
from annotator.ui.main_window import MainWindow
from annotator.ui.preferences import Preferences, from_text, to_text
from annotator.ui.settings import Settings


def test_preferences_come_back_as_they_were_kept() -> None:
    kept = Preferences(
        Reading(arabic_font="X", arabic_size=150, line_height=1.25, hide_tashkeel=True, visual_arrows=False),
        unit="utf16",
        reader=True,
        keys={"undo": ("Ctrl+K",)},
    )
    assert from_text(to_text(kept)) == kept


@given(st.text() | st.sampled_from(["{}", "[]", '{"reading": 3, "keys": [], "unit": "x", "strip": 1}']))
def test_what_cannot_be_read_is_as_it_comes(text: str) -> None:
    assert from_text(text) == Preferences()


def test_what_is_out_of_bounds_is_brought_back() -> None:
    wild = to_text(Preferences(Reading(arabic_size=9000, line_height=0.01, density="none", column=1)))
    assert from_text(wild).reading == Reading(arabic_size=250, line_height=0.8, column=20)


def test_what_is_chosen_shows_at_once_and_cancel_takes_it_back(window: MainWindow) -> None:
    form = window.appearance.ask()
    form.page.arabic_size.setValue(150)
    form.page.arrows.setCurrentIndex(1)
    form.page.arrows.activated.emit(1)
    form.theme.setCurrentIndex(1)
    form.theme.activated.emit(1)
    form.unit.setCurrentIndex(2)
    form.unit.activated.emit(2)
    assert window.view.reading().arabic_size == 150
    assert not window.view.reading().visual_arrows
    assert window.appearance.theme.name == "dark"
    assert window.article.strip.unit_name() == "UTF-8 bytes"
    form.reject()
    assert window.view.reading() == Reading()
    assert window.appearance.theme.name == "light"
    assert window.article.strip.unit_name() == "code points"


def test_what_is_kept_is_there_after_a_restart(
    window: MainWindow, open_window: Callable[[Path], MainWindow], project_path: Path
) -> None:
    form = window.appearance.ask()
    form.page.latin_size.setValue(120)
    form.accept()
    window.actions_["hide_tashkeel"].trigger()
    window.actions_["strip"].trigger()
    window.resize(780, 700)  # smaller than the screen of the tests
    window.columns.setSizes([185, 330, 265])
    window.columns.side.setSizes([300, 260])
    sizes = window.columns.sizes(), window.columns.side.sizes()
    window.close()
    again = open_window(project_path)
    assert again.view.reading() == replace(Reading(), latin_size=120, hide_tashkeel=True)
    assert again.actions_["hide_tashkeel"].isChecked()
    assert again.article.strip.isHidden()
    assert (again.columns.sizes(), again.columns.side.sizes()) == sizes


def test_the_welcome_page_offers_what_was_open_and_leads_back(window: MainWindow, project_path: Path) -> None:
    window.actions_["welcome"].trigger()
    page = window.welcome
    assert page.isVisible()
    assert page.recent.item(0).data(Qt.ItemDataRole.UserRole) == str(project_path.resolve())
    page.back.click()
    assert window.view.isVisible()
    window.actions_["welcome"].trigger()
    page.recent.itemActivated.emit(page.recent.item(0))
    assert window.view.isVisible()
    window.actions_["welcome"].trigger()
    page.sample.click()
    assert window.documents.lines.rowCount() == 5


def test_without_a_project_the_welcome_page_has_nothing_to_go_back_to(
    qtbot: QtBot, settings: Settings
) -> None:
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.show_welcome()
    assert window.welcome.back.isHidden()
    window.close()


def test_finding_marks_every_spelling_and_steps(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.choose(2)
    window.actions_["find"].trigger()
    bar = window.article.find_bar
    bar.field.setText("LIBYENNE")
    assert bar.found() == "1 of 1"
    bar.field.setText("a")
    total = len(window.view.hits())
    assert total > 3
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.found() == f"2 of {total}"
    window.actions_["find_previous"].trigger()
    assert bar.found() == f"1 of {total}"
    bar.field.setText("haftar")
    window.documents.choose(1)
    assert bar.found() == "Not found"
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert list(window.view.hits()) == []


def test_the_direction_of_an_article_is_kept_for_everybody(session: Session) -> None:
    before = session.article(3).document
    assert set_direction(session, 3, "rtl").documents == (3,)
    assert session.article(3).document == replace(before, direction="rtl")
    set_direction(session, 3, "")
    assert session.article(3).document == before
    with pytest.raises(Refused, match="sideways"):
        set_direction(session, 3, "sideways")


def test_the_direction_is_chosen_in_the_menu(window: MainWindow) -> None:
    window.documents.choose(2)
    x = window.view.rects(0, 2)[0].x()
    window.actions_.menus["direction"].actions()[1].trigger()
    assert window.desk.article.document.direction == "rtl"
    assert window.view.rects(0, 2)[0].x() > x
    window.documents.choose(0)
    assert window.actions_.menus["direction"].actions()[0].isChecked()
    window.documents.choose(2)
    assert window.actions_.menus["direction"].actions()[1].isChecked()


def test_an_article_is_written_as_a_pdf_and_printed(window: MainWindow, tmp_path: Path) -> None:
    window.documents.choose(2)
    window.printing.write_pdf(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert window.status_line.message().startswith("Wrote ")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "b.pdf"))
    window.printing.print_on(printer)
    assert window.status_line.message() == "Printed 1 pages."
    assert (tmp_path / "b.pdf").stat().st_size > 1000
