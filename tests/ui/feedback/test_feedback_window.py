"""Feedback as an annotator reads it: own marks against gold, reasons, the places, pages on paper and in files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from annotator.app import adjudicating, assigning
from annotator.app.card_queue import Queue
from annotator.app.cards import Card
from annotator.app.importing import import_paths
from annotator.app.opening import new_project, open_existing
from annotator.app.people import add_person
from annotator.app.precedents import make_precedent
from annotator.app.project_file import Project
from annotator.app.session import Session
from annotator.model.revision import GOLD
from annotator.model.status import FINISHED, IN_PROGRESS
from annotator.ui.feedback.window import FeedbackWindow
from annotator.ui.theme import THEMES, load_theme

LEFT = Qt.MouseButton.LeftButton
AMAL, BADR = "أمل", "Badr"
ARABIC = "التقى المشير خليفة حفتر السبت اللواء عباس كامل.\nوالتقى اللواء أحمد المسماري."
FRENCH = "Le maréchal Khalifa Haftar a salué l’ONU."
TEXTS = {"ar.txt": ARABIC, "fr.txt": FRENCH}
LAYERS = {
    AMAL: [
        ("خليفة حفتر", "PERSON"),
        ("أحمد المسماري", "PERSON"),
        ("Khalifa Haftar", "PERSON"),
        ("l’ONU", "PERSON"),
    ],
    BADR: [
        ("المشير خليفة حفتر", "PERSON"),
        ("أحمد المسماري", "PERSON"),
        ("Khalifa Haftar", "PERSON"),
        ("l’ONU", "ORGANIZATION"),
        ("عباس كامل", "PERSON"),
    ],
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "p.annotator"
    new_project(path).close()
    made = open_existing(path)
    made.connection.execute("PRAGMA synchronous = OFF")
    import_paths(made, [tmp_path / name for name in TEXTS])
    for owner, marks in LAYERS.items():
        add_person(made, owner)
        session = Session(made, owner)
        for row in session.rows(0, 9):
            text = session.article(row.number).document.text
            for words, label in marks:
                if words in text:
                    session.mark(row.number, text.index(words), text.index(words) + len(words), label)
            session.set_status(row.number, FINISHED)
    decide(made)
    yield made
    made.close()


def decide(project: Project) -> None:
    """Gold leaves titles out, and what Badr marked alone in."""
    gold = Session(project, GOLD, BADR)
    cards = list(Queue(project).cards())
    for card in cards:
        wanted = AMAL if card.kind == "boundary" else BADR
        adjudicating.take(
            gold, card, variant_of(card, wanted), reason="اللقب ليس من الاسم" if wanted == AMAL else ""
        )
    boundary = next(card for card in cards if card.kind == "boundary")
    make_precedent(gold, Queue(project).again(boundary) or boundary, "Titles stay out.")


def variant_of(card: Card, owner: str) -> int:
    return next(n for n, variant in enumerate(card.variants) if owner in variant.spans)


@pytest.fixture
def window(qtbot: QtBot, project: Project) -> FeedbackWindow:
    return shown_to(qtbot, project, AMAL)


def shown_to(qtbot: QtBot, project: Project, owner: str) -> FeedbackWindow:
    made = FeedbackWindow(load_theme("light"))
    qtbot.addWidget(made)
    made.set_session(Session(project, owner))
    with qtbot.waitExposed(made):
        made.show()
    wait(qtbot, made)
    return made


def wait(qtbot: QtBot, window: FeedbackWindow) -> None:
    qtbot.waitUntil(lambda: not window.finding.is_running(), timeout=5_000)


def test_the_own_differences_are_shown_first(window: FeedbackWindow) -> None:
    assert window.person.currentData() == AMAL
    assert window.told_here.text() == f"Gold is what \u2068{AMAL}\u2069 marked at 1 of 3 decided places."
    assert [one.kind for one in window.shown] == ["missing", "label"]
    assert window.classes.buttons["label"].text() == "L  Label: 1"
    assert not window.classes.buttons["boundary"].isVisible()


def test_another_annotator_with_reason(qtbot: QtBot, window: FeedbackWindow) -> None:
    qtbot.keyClick(window.person, Qt.Key.Key_Home)
    wait(qtbot, window)
    assert window.person.currentData() == BADR
    assert [one.kind for one in window.shown] == ["boundary"]
    text = window.view.text()
    assert "1.  Borders  ·  \u2068ar.txt\u2069\nYou marked:\n" in text
    assert "Why: \u2068اللقب ليس من الاسم\u2069" in text
    assert marks(window) == [("المشير خليفة حفتر", "PERSON"), ("خليفة حفتر", "PERSON")]


def marks(window: FeedbackWindow) -> list[tuple[str, str]]:
    """The spans that are shown, the annotator's first."""
    text = window.view.text()
    return [(text[span.start : span.end], span.label) for span in window.view._spans]


def test_what_is_missing_is_said(qtbot: QtBot, window: FeedbackWindow) -> None:
    assert "You marked nothing:\nالتقى المشير" in window.view.text()
    assert marks(window) == [("عباس كامل", "PERSON")]
    qtbot.keyClick(window.list, Qt.Key.Key_Down)
    assert marks(window) == [("l’ONU", "PERSON"), ("l’ONU", "ORGANIZATION")]


def test_enter_and_double_click_open_the_place(
    qtbot: QtBot, window: FeedbackWindow, project: Project
) -> None:
    start = FRENCH.index("l’ONU")
    window.list.setCurrentIndex(window.rows.index(1))
    numbers = {row.name: row.number for row in Session(project, AMAL).rows(0, 9)}
    with qtbot.waitSignal(window.place_chosen) as chosen:
        qtbot.keyClick(window.list, Qt.Key.Key_Return)
    item = chosen.args[3]
    assert chosen.args[:3] == [numbers["fr.txt"], start, start + 5]
    assert item in {span.item for span in Session(project, AMAL).article(numbers["fr.txt"]).spans}
    place = window.list.visualRect(window.rows.index(0)).center()
    qtbot.mouseClick(window.list.viewport(), LEFT, pos=place)
    with qtbot.waitSignal(window.place_chosen) as chosen:
        qtbot.mouseDClick(window.list.viewport(), LEFT, pos=place)
    assert ARABIC[chosen.args[1] : chosen.args[2]] == "عباس كامل"
    assert chosen.args[3] == ""


def test_a_class_can_be_left_out(qtbot: QtBot, window: FeedbackWindow) -> None:
    qtbot.mouseClick(window.classes.buttons["missing"], LEFT)
    assert [one.kind for one in window.shown] == ["label"]
    assert "عباس" not in window.view.text()


def test_a_decision_is_followed(qtbot: QtBot, window: FeedbackWindow, project: Project) -> None:
    Session(project, GOLD, BADR).undo()  # the precedent
    Session(project, GOLD, BADR).undo()
    window.follow(())
    wait(qtbot, window)
    assert len(window.shown) == 1


def test_who_works_blind_sees_nothing_of_unfinished_articles(
    qtbot: QtBot, project: Project, window: FeedbackWindow
) -> None:
    number = window.shown[0].number
    assigning.set_blind(project, blind=True)
    Session(project, AMAL).set_status(number, IN_PROGRESS)
    window.person.setCurrentIndex(0)
    window.follow(())
    wait(qtbot, window)
    assert window.person.currentData() == BADR
    assert window.shown == []


def test_it_is_saved_as_pdf_and_as_a_page(qtbot: QtBot, window: FeedbackWindow, tmp_path: Path) -> None:
    for name in ("f.pdf", "f.html"):
        with qtbot.waitSignal(window.told):
            window.output.write(tmp_path / name)
    assert (tmp_path / "f.pdf").read_bytes().startswith(b"%PDF")
    page = (tmp_path / "f.html").read_text(encoding="utf-8")
    assert '<mark class="gold">عباس كامل</mark>' in page
    with qtbot.waitSignal(window.failed):
        window.output.write(tmp_path / "none" / "f.pdf")


def test_it_is_printed(qtbot: QtBot, window: FeedbackWindow, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    with qtbot.waitSignal(window.told) as said:
        window.output.print_on(printer)
    assert said.args == ["Printed 1 pages."]
    assert (tmp_path / "printed.pdf").stat().st_size > 5_000


def test_nobody_and_nothing(qtbot: QtBot, window: FeedbackWindow) -> None:
    window.set_session(None)
    assert window.told_here.text() == "No project is open."
    assert not window.save.isEnabled()


def test_it_takes_every_theme(window: FeedbackWindow) -> None:
    for theme in map(load_theme, THEMES):
        window.set_theme(theme)
        picture = window.view.viewport().grab().toImage()
        assert picture.pixelColor(2, picture.height() - 3).name() == theme.surface
