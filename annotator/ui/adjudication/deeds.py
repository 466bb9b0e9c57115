"""Which deed a key press stands for: known by the key's place, so that it is the same on every keyboard layout."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, QLocale, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from annotator.model.decision import BOTH, DEFER, INTERSECTION, NONE, RELABEL, UNION
from annotator.model.labels import LabelSet
from annotator.ui.physical_keys import digit_of, is_latin, letter_at

# What is not a choice of model.decision. VARIANT has its number, STEP and MARK the way (+1 onward, -1 back).
PRESELECTED, VARIANT, STEP, MARK, EDIT, NOTE, PRECEDENT, SHOW, UNDO, REDO, FINISH = (
    "preselected", "variant", "step", "mark", "edit", "note", "precedent", "show", "undo", "redo", "finish",
)  # fmt: skip

# The places of the letters on a US keyboard: on an Arabic one the same keys.
LETTERS: Mapping[str, str] = {
    "B": BOTH,
    "U": UNION,
    "I": INTERSECTION,
    "E": EDIT,
    "D": DEFER,
    "N": NOTE,
    "P": PRECEDENT,
    "O": SHOW,
}
_KEYS = {
    Qt.Key.Key_Return: PRESELECTED,
    Qt.Key.Key_Enter: PRESELECTED,
    Qt.Key.Key_Space: PRESELECTED,
    Qt.Key.Key_Delete: NONE,
    Qt.Key.Key_Backspace: NONE,
}
# What Windows, macOS and X11 have on the same keys of the Arabic layout "101".
_ARABIC = dict(zip("BUIEDNPO", ("لا", "ع", "ه", "ث", "ي", "ى", "ح", "خ"), strict=True))


@dataclass(frozen=True, slots=True)
class Deed:
    """What a key asks for: a choice or one of the names above, with its number or label."""

    name: str
    number: int = 0
    label: str = ""


def deed_of(event: QKeyEvent, labels: LabelSet, *, rtl: bool) -> Deed | None:
    """The deed of a key press, None for none. Left and right go on and back; `rtl` mirrors them."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    for label in labels.labels:
        if label.key and _sequence(event) == QKeySequence(label.key):
            return Deed(RELABEL, label=label.name)
    if held in (Qt.KeyboardModifier.ControlModifier, _CTRL_SHIFT):
        return _history(event, held)
    digit = digit_of(event, QGuiApplication.platformName())
    if digit is not None:
        return Deed(VARIANT, digit) if digit else None
    if held:
        return None
    if event.key() in _KEYS:
        return Deed(_KEYS[Qt.Key(event.key())])
    if way := _way(event.key()):
        return Deed(STEP, -way if rtl else way)
    if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        return Deed(MARK, 1 if event.key() == Qt.Key.Key_Down else -1)
    letter = LETTERS.get(place_of(event))
    return Deed(letter) if letter else None


_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def _way(key: int) -> int:
    return {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(key), 0)


def _history(event: QKeyEvent, held: Qt.KeyboardModifier) -> Deed | None:
    if held == Qt.KeyboardModifier.ControlModifier and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return Deed(FINISH)
    # With Ctrl the layout's own letter counts where it is Latin: so does every other program.
    letter = chr(event.key()) if is_latin(event.key()) else place_of(event)
    if held == _CTRL_SHIFT:
        return Deed(REDO) if letter == "Z" else None
    return {"Z": Deed(UNDO), "Y": Deed(REDO)}.get(letter)


def _sequence(event: QKeyEvent) -> QKeySequence:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(QKeyCombination(held, Qt.Key(event.key())))


def place_of(event: QKeyEvent) -> str:
    """What a US keyboard has in the place of the key; its own letter where the system does not tell places."""
    place = letter_at(
        event.nativeScanCode(), event.nativeVirtualKey(), platform=QGuiApplication.platformName()
    )
    return place or (chr(event.key()) if is_latin(event.key()) else "")


class KeyCaps:
    """What stands on the keys of the active layout: guessed from its language, learnt from what is pressed."""

    def __init__(self) -> None:
        self._learnt: dict[str, str] = {}

    def learn(self, event: QKeyEvent) -> bool:
        """Remember what a key wrote; whether that was news."""
        place, text = place_of(event), event.text().strip().upper()
        if place not in LETTERS or not text.isalpha() or self.cap(place) == text:
            return False
        self._learnt[place] = text
        return True

    def cap(self, place: str) -> str:
        """What the key in this place writes, as far as is known; else the US keyboard's letter."""
        arabic = QGuiApplication.inputMethod().locale().language() == QLocale.Language.Arabic
        return self._learnt.get(place) or (_ARABIC.get(place, place) if arabic else place)
