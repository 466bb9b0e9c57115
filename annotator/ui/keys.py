"""Which keys do what: the keys as they come, a person's own in their place, and which keys fit every keyboard.

Named by action: "undo", "article.left" for what keys do in the article, "label:<label set>:<label>" for labels.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from annotator.model.labels import LabelSet

Keys = tuple[str, ...]

# The second key of an action, where there is one, serves other keyboards.
DEFAULT: Mapping[str, Keys] = {
    "new": ("Ctrl+N",),
    "open": ("Ctrl+O",),
    "import": ("Ctrl+I",),
    "export": ("Ctrl+E",),
    "print": ("Ctrl+P",),
    "pdf": ("Ctrl+Shift+P",),
    "close": ("Ctrl+W", "Ctrl+Q"),
    "undo": ("Ctrl+Z",),
    "redo": ("Ctrl+Y", "Ctrl+Shift+Z"),
    "copy": ("Ctrl+C",),
    "delete": ("Delete",),
    "step_back": ("Esc",),
    "describe": ("Ctrl+D",),
    "note": ("Ctrl+M",),
    "find": ("Ctrl+F",),
    "find_next": ("Ctrl+G",),
    "find_previous": ("Ctrl+Shift+G",),
    "filter": ("Ctrl+L",),
    "table": ("Ctrl+T",),
    "to_article": ("Ctrl+R",),
    "finish": ("Ctrl+Return", "Ctrl+Enter"),
    "next_article": ("Alt+Down", "Ctrl+PgDown"),
    "previous_article": ("Alt+Up", "Ctrl+PgUp"),
    "next_span": ("Alt+PgDown",),
    "previous_span": ("Alt+PgUp",),
    "larger": ("Ctrl++", "Ctrl+="),
    "smaller": ("Ctrl+-",),
    "actual_size": ("Ctrl+0",),
    "hide_tashkeel": ("Ctrl+Shift+H",),
    "show_invisible": ("Ctrl+Shift+I",),
    "strip": ("Ctrl+Shift+L",),
    "reader": ("Ctrl+Shift+R",),
    "keys": ("F1", "?", "؟"),
}
_ANYWHERE = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Insert, Qt.Key.Key_Delete, Qt.Key.Key_Space,
    Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Backspace,
}  # fmt: skip


def label_id(labels: LabelSet, label: str) -> str:
    """The name of the key of a label: people choose it for each label set apart."""
    return f"label:{labels.name}:{label}"


def with_own_keys(labels: LabelSet, own: Mapping[str, Keys]) -> LabelSet:
    """The label set with a person's own keys, for the screen only: never store it."""
    changed = []
    for label in labels.labels:
        keys = own.get(label_id(labels, label.name))
        changed.append(label if keys is None else replace(label, key=next(iter(keys), "")))
    return replace(labels, labels=tuple(changed))


def native(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def unfit(key: str) -> str:
    """Why a key cannot be chosen, in a sentence; "" where it works on every keyboard.

    A letter or digit counts only with Ctrl, where it is known by its place if the layout writes no Latin letters.
    Alt opens menus, and Ctrl+Alt is AltGr, which writes signs on French and German keyboards.
    """
    pressed: Any = QKeySequence(key)  # Qt's type hints do not know that it can be indexed
    if pressed.count() != 1:
        return _tr("Choose one key, with Ctrl, Shift or Alt.")
    combination: QKeyCombination = pressed[0]
    code, held = combination.key(), combination.keyboardModifiers()
    if code in _ANYWHERE or Qt.Key.Key_F1 <= code <= Qt.Key.Key_F24:
        return ""
    letter = Qt.Key.Key_A <= code <= Qt.Key.Key_Z or Qt.Key.Key_0 <= code <= Qt.Key.Key_9
    ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
    if letter and ctrl and not held & Qt.KeyboardModifier.AltModifier:
        return ""
    if letter:
        return _tr("This key writes something else on other keyboards: hold Ctrl with it, without Alt.")
    return _tr(
        "This key is elsewhere on other keyboards. Take a function key, an arrow, or Ctrl with a letter."
    )


def holder(key: str, keys: Iterable[tuple[str, Keys]], but: str = "") -> str:
    """The name of the action that has a key already, "" for none; `but` is left out."""
    wanted = QKeySequence(key)
    for name, held in keys:
        if name != but and any(QKeySequence(other) == wanted for other in held):
            return name
    return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("keys", text)
