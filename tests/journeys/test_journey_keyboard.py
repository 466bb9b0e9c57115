"""One sample article from start to finish by keys alone: no mouse, no method of the program called but to look."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEY = Qt.Key


@dataclass(frozen=True)
class Way:
    """An article to be reached by the filter, and what stands in it."""

    filter: str
    person: str  # its first words, to be found
    organization: str
    ahead: Qt.Key  # the arrow that follows the reading direction


ARABIC = Way("002_fa53", "خليفة حفتر", "الجيش الليبي", KEY.Key_Left)
FRENCH = Way("000_c35a", "Khalifa Haftar", "armée nationale libyenne", KEY.Key_Right)


class Hands:
    """Keys for whatever has the keyboard."""

    def __init__(self, qtbot: QtBot, window: Any) -> None:
        self._qtbot, self.window = qtbot, window
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key."""
        self._qtbot.keyClick(QApplication.focusWidget(), key, held)

    def write(self, words: str) -> None:
        """Write words. Qt's own test keys know no letters but English ones."""
        for letter in words:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(QApplication.focusWidget(), event)

    def find(self, words: str) -> None:
        """Go to the first place of words and begin to read there."""
        self.press(KEY.Key_F, CTRL)
        self.write(words)
        self.press(KEY.Key_Escape)

    def quote(self) -> str:
        """The text of the selected span."""
        window = self.window
        span = next(span for span in window.desk.spans() if span.item == window.desk.selected)
        return window.view.text()[span.start : span.end]


def select_words(hands: Hands, way: Way, words: str) -> None:
    """Find words, walk back to their start and select them word by word."""
    hands.find(words)
    behind = KEY.Key_Right if way.ahead == KEY.Key_Left else KEY.Key_Left
    for _ in words.split():
        hands.press(behind, CTRL)
    assert hands.window.view.stretch() is None
    assert hands.window.view.text().index(words) == hands.window.view.caret()
    for _ in words.split():
        hands.press(way.ahead, CTRL | SHIFT)


@pytest.mark.parametrize("way", [ARABIC, FRENCH], ids=["arabic", "french"])
def test_an_article_is_annotated_without_the_mouse(
    way: Way, come_in: Callable[[], Any], qtbot: QtBot
) -> None:
    window = come_in().window
    hands = Hands(qtbot, window)
    hands.press(KEY.Key_L, CTRL)
    hands.write(way.filter)
    hands.press(KEY.Key_Return)
    assert window.desk.article.document.name.startswith(way.filter)
    hands.press(KEY.Key_R, CTRL)
    assert window.view.hasFocus()

    hands.find(way.person)
    hands.press(KEY.Key_F2)  # what was found is selected
    assert hands.quote() == way.person

    select_words(hands, way, way.organization)
    hands.press(KEY.Key_F2)
    hands.press(KEY.Key_F3)  # the wrong label first; still selected, so this relabels it
    assert hands.quote() == way.organization

    hands.press(KEY.Key_Space)  # from the span out: phrase, sentence
    for _ in range(3):
        if window.view.stretch() and way.person in window.view.text()[slice(*window.view.stretch())]:
            break
        hands.press(KEY.Key_Space)
    hands.press(KEY.Key_F4)
    assert way.organization in hands.quote()
    before = hands.quote()
    hands.press(KEY.Key_End, ALT | SHIFT)  # ends a word earlier
    assert before.startswith(hands.quote())
    assert hands.quote() != before

    hands.press(KEY.Key_D, CTRL)
    assert window.card.hasFocus()
    for key in (KEY.Key_1, KEY.Key_2, KEY.Key_1):
        hands.press(key)
    hands.press(KEY.Key_M, CTRL)
    hands.write("checked")
    hands.press(KEY.Key_R, CTRL)
    claim = next(span for span in window.desk.spans() if span.label == "CLAIM")
    assert claim.note == "checked"
    assert claim.attributes == {"check_worthiness": "medium", "certainty": "asserted"}
    assert len(claim.links["speaker"]) == 1

    hands.press(KEY.Key_Z, CTRL)
    assert next(span for span in window.desk.spans() if span.label == "CLAIM").note == ""
    hands.press(KEY.Key_Y, CTRL)
    hands.press(KEY.Key_PageDown, ALT)
    hands.press(KEY.Key_Delete)
    assert len(window.desk.spans()) == 2
    hands.press(KEY.Key_Z, CTRL)
    assert len(window.desk.spans()) == 3
    hands.press(KEY.Key_Return, CTRL)
    assert window.desk.article.status == "finished"
