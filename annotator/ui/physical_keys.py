"""Ctrl with a letter on keyboards that write no Latin letters: the key is known by its place.

An Arabic layout sends Ctrl+ئ where the key cap says Z; no shortcut listens to that. On a layout that writes Latin
letters, as AZERTY, the letter counts and not the place, so such keys are left alone.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QWindow

# The places of the letters and of the digit row on a US keyboard. X11's and Wayland's scan codes (evdev + 8).
_EVDEV_ROWS = {10: "1234567890", 24: "QWERTYUIOP", 38: "ASDFGHJKL", 52: "ZXCVBNM"}
_EVDEV = {first + i: letter for first, row in _EVDEV_ROWS.items() for i, letter in enumerate(row)}
# Windows' scan codes are the old PC's: the same rows, eight lower.
_WINDOWS = {code - 8: letter for code, letter in _EVDEV.items()}
# macOS tells the place as the virtual key.
_MAC_CODES = (
    "A0 S1 D2 F3 H4 G5 Z6 X7 C8 V9 B11 Q12 W13 E14 R15 Y16 T17 O31 U32 I34 P35 L37 J38 K40 N45 M46 "
    "118 219 320 421 623 522 925 726 828 029"
)
_MAC = {int(word[1:]): word[0] for word in _MAC_CODES.split()}


def letter_at(scan_code: int, virtual_key: int, *, platform: str) -> str:
    """What a US keyboard has in that place, "" for none; `platform` as Qt names it (xcb, windows, cocoa, …)."""
    if platform == "cocoa":
        return _MAC.get(virtual_key, "")
    return (_WINDOWS if platform == "windows" else _EVDEV).get(scan_code, "")


def is_latin(key: int) -> bool:
    """Whether the layout itself wrote a Latin letter or a digit."""
    return ord("A") <= key <= ord("Z") or ord("0") <= key <= ord("9")


def digit_of(event: QKeyEvent, platform: str) -> int | None:
    """The digit of a key press, None for none: by its sign in any script, else by the key's place (AZERTY)."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
    if held:
        return None
    text = event.text()
    if len(text) == 1 and text.isdecimal():
        return int(text)
    place = letter_at(event.nativeScanCode(), event.nativeVirtualKey(), platform=platform)
    return int(place) if place.isdecimal() else None


class PhysicalKeys(QObject):
    """Watches one window and triggers the action whose shortcut lies under the pressed key."""

    def __init__(self, actions: Callable[[], list[QAction]], parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions

    def watch(self, window: QWindow) -> None:
        """Watch this window's keys. Shortcuts that match by the layout's letter were served before."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Serve a key press with Ctrl that no shortcut took, if an action lies there."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        action = self._action(event)
        if action is None or not action.isEnabled():
            return False
        action.trigger()
        return True

    def _action(self, event: QKeyEvent) -> QAction | None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not held & Qt.KeyboardModifier.ControlModifier or is_latin(event.key()):
            return None
        letter = letter_at(
            event.nativeScanCode(), event.nativeVirtualKey(), platform=QGuiApplication.platformName()
        )
        if not letter:
            return None
        pressed = QKeySequence(QKeyCombination(held, Qt.Key(ord(letter))))
        return next((action for action in self._actions() if pressed in action.shortcuts()), None)
