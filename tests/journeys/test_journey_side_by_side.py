"""Two layers over the sample articles: from the menu to a difference by key, into the article, mended, and gone."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.app.opening import opened
from annotator.app.session import Session
from annotator.model.status import FINISHED
from annotator.ui.side_by_side.window import SideBySideWindow

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
NARROW, WIDE = "خليفة حفتر", "المشير خليفة حفتر"
FRENCH = "Khalifa Haftar"


def test_from_a_difference_to_its_article_and_back(
    qtbot: QtBot, project_path: Path, come_in: Callable[[], object]
) -> None:
    with opened(project_path) as project:
        for owner, quote in (("Amal", NARROW), ("Badr", WIDE)):
            label_all(Session(project, owner), {quote: "PERSON", FRENCH: "PERSON"})
    person = come_in()
    window = person.window
    window.files.work_as("Amal")
    window.actions_["side_by_side"].trigger()
    view = window.companions.show("side_by_side")
    assert isinstance(view, SideBySideWindow)
    for row in window.desk.session.rows(0, 9):
        window.documents.choose(window.documents.lines.place_of(row.number))
        assert view.shown.number == row.number  # it follows
        if view.found:
            break
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    qtbot.keyClick(view, Qt.Key.Key_PageDown, ALT)
    assert view.controls.told.text() == f"1 of {len(view.found)}: Borders"
    qtbot.keyClick(view, Qt.Key.Key_Return, CTRL)
    text = window.desk.article.document.text
    span = next(span for span in window.desk.spans() if span.item == window.desk.selected)
    assert text[span.start : span.end] == NARROW
    before = len(view.found)
    window.reactions.finish()  # reopens it
    window.describing.move(span.item, text.rindex(WIDE, 0, span.end), span.end)
    assert len(view.found) == before - 1  # both have the title now
    window.desk.undo()
    assert len(view.found) == before
    window.close()
    assert not view.isVisible()


def label_all(session: Session, quotes: dict[str, str]) -> None:
    for row in session.rows(0, 9):
        text = session.article(row.number).document.text
        for quote, label in quotes.items():
            if quote in text:
                session.mark(row.number, text.index(quote), text.index(quote) + len(quote), label)
        session.set_status(row.number, FINISHED)
