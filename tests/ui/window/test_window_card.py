"""The card of a span: attributes and speaker by digit and by click, notes that are never lost."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from annotator.model.labels import LinkRule
from annotator.model.span import Span
from annotator.ui.link_choice import MOST, candidates, offered
from annotator.ui.main_window import MainWindow
from annotator.ui.physical_keys import digit_of

SPEAKER = LinkRule("speaker", ("PERSON", "ORGANIZATION"))


def span(start: int, end: int, label: str = "PERSON") -> Span:
    return Span(start, end, label, item=f"{start}.{end}")


def mark(window: MainWindow, quote: str, label: str) -> str:
    start = window.view.text().index(quote)
    window.desk.take_stretch(start, start + len(quote))
    window.desk.choose_label(label)
    return window.desk.selected


def chosen(window: MainWindow) -> Span:
    return next(span for span in window.desk.spans() if span.item == window.desk.selected)


@pytest.fixture
def claim(window: MainWindow) -> MainWindow:
    """A window with a claim selected and two who may have made it."""
    window.documents.choose(2)
    mark(window, "Khalifa Haftar", "PERSON")
    mark(window, "armée nationale libyenne", "ORGANIZATION")
    mark(window, "armée nationale libyenne avance", "CLAIM")
    return window


# which spans are offered


def test_the_nearest_beside_the_claim_comes_first_and_what_is_inside_last() -> None:
    claim = span(100, 200, "CLAIM")
    spans = [span(0, 5), span(95, 99), span(120, 130), span(210, 220), claim, span(300, 310, "PLACE")]
    assert [s.start for s in candidates(claim, spans, SPEAKER)] == [95, 210, 0, 120]


def test_eight_are_offered_and_what_is_linked_is_among_them() -> None:
    claim = span(1000, 1100, "CLAIM")
    far, inside = span(0, 5), span(1010, 1020)
    spans = [far, *(span(900 + i * 5, 904 + i * 5) for i in range(12)), claim, inside]
    found = offered(claim, spans, SPEAKER, (far.item,))
    assert len(found) == MOST
    assert {far.item, inside.item} <= {s.item for s in found}


# the panel


def test_digits_answer_row_by_row(claim: MainWindow, qtbot: QtBot) -> None:
    claim.card.start()
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        qtbot.keyClick(claim.card, key)
    said = chosen(claim)
    target = next(s for s in claim.desk.spans() if s.item == said.links["speaker"][0])
    assert target.label == "PERSON"  # beside the claim; the organization is inside it
    assert said.attributes == {"check_worthiness": "medium", "certainty": "denied"}
    qtbot.keyClick(claim.card, Qt.Key.Key_Up)
    qtbot.keyClick(claim.card, Qt.Key.Key_0)
    assert chosen(claim).attributes == {"check_worthiness": "medium"}
    assert claim.card.rows["check_worthiness"].buttons[1].isChecked()
    with qtbot.waitSignal(claim.card.left):
        qtbot.keyClick(claim.card, Qt.Key.Key_Escape)


def test_a_second_press_takes_an_answer_away(claim: MainWindow) -> None:
    row = claim.card.rows["quotation"]
    row.buttons[0].click()
    assert chosen(claim).attributes == {"quotation": "direct"}
    claim.card.rows["quotation"].buttons[0].click()
    assert chosen(claim).attributes == {}


def test_a_finished_article_refuses_and_the_button_is_not_left_pressed(claim: MainWindow) -> None:
    item = claim.desk.selected
    claim.reactions.finish()
    claim.desk.select(item)
    button = claim.card.rows["quotation"].buttons[0]
    button.click()
    assert "finished" in claim.status_line.message()
    assert not claim.card.rows["quotation"].buttons[0].isChecked()


def test_the_speaker_is_picked_by_a_click_in_the_article(claim: MainWindow) -> None:
    item = claim.desk.selected
    claim.card.picking_requested.emit("speaker")
    person, organization = claim.desk.spans()[0], claim.desk.spans()[1]
    claim.view.span_clicked.emit(item)  # the claim itself is no speaker: the pick goes on
    assert claim.picking.role == "speaker"
    claim.view.span_clicked.emit(person.item)
    assert (claim.desk.selected, claim.view.selected_span()) == (item, item)
    assert chosen(claim).links == {"speaker": (person.item,)}
    claim.card.picking_requested.emit("speaker")
    claim.spans.span_chosen.emit(organization.item if organization.label == "ORGANIZATION" else person.item)
    assert claim.picking.role == "" or organization.label == "CLAIM"
    claim.reactions.step_back()
    claim.view.span_clicked.emit(person.item)
    assert claim.desk.selected == person.item


def test_the_table_shows_what_the_card_says(claim: MainWindow) -> None:
    model = claim.spans.lines
    assert claim.spans.isColumnHidden(2)
    assert claim.spans.isColumnHidden(3)
    claim.card.rows["certainty"].buttons[1].click()
    claim.describing.set_note(claim.desk.selected, "to be checked")
    row = claim.spans.currentIndex().row()
    assert not claim.spans.isColumnHidden(2)
    assert "hedged" in model.data(model.index(row, 2))
    assert model.data(model.index(row, 3)) == "to be checked"


# notes


def test_a_note_is_written_when_it_is_left_and_not_lost_when_the_article_changes(claim: MainWindow) -> None:
    item = claim.desk.selected
    claim.card.note.setPlainText("who said so?")
    claim.card.note.document().setModified(True)
    claim.documents.choose(0)
    claim.documents.choose(2)
    assert next(s for s in claim.desk.spans() if s.item == item).note == "who said so?"
    claim.desk.select("")
    claim.card.note.setPlainText("about the article")
    claim.card.note.document().setModified(True)
    claim.documents.choose(1)
    assert claim.card.note.toPlainText() == ""
    claim.documents.choose(2)
    assert claim.desk.article.note == "about the article"
    assert claim.card.note.toPlainText() == "about the article"


def test_a_note_that_nobody_changed_is_not_written(claim: MainWindow) -> None:
    undo = claim.actions_["undo"].text()
    claim.card.note.commit()
    claim.desk.select("")
    assert claim.actions_["undo"].text() == undo


def test_escape_drops_what_was_written(claim: MainWindow, qtbot: QtBot) -> None:
    claim.card.note.setFocus()
    qtbot.keyClicks(claim.card.note, "abc")
    qtbot.keyClick(claim.card.note, Qt.Key.Key_Escape)
    claim.card.note.commit()
    assert chosen(claim).note == ""


@pytest.mark.parametrize(
    ("text", "scan_code", "digit"), [("3", 12, 3), ("٣", 12, 3), ('"', 12, 3), ("à", 19, 0), ("k", 45, None)]
)
def test_digits_of_every_keyboard(text: str, scan_code: int, digit: int | None) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, scan_code, 0, 0, text)
    assert digit_of(event, "xcb") == digit


@pytest.mark.parametrize("width", [260, 340, 600])
def test_the_rows_have_room_for_all_their_answers(claim: MainWindow, qtbot: QtBot, width: int) -> None:
    claim.columns.setSizes([200, 1280 - 200 - width, width])
    qtbot.wait(50)
    rows = list(claim.card.rows.values())
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        for button in row.buttons:
            corner = button.mapTo(row, button.rect().bottomRight())
            assert row.rect().contains(corner), row.question
            assert button.height() >= button.sizeHint().height()
        assert below is None or row.geometry().bottom() < below.geometry().top()
