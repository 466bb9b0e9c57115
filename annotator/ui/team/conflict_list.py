"""The list of conflicts, which has the keyboard: digits take a version, Delete none of them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QListWidget, QWidget

from annotator.ui.physical_keys import digit_of
from annotator.ui.team.words import tr

_NONE_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class ConflictList(QListWidget):
    """One line a conflict."""

    version_chosen = Signal(int)  # from 0
    none_chosen = Signal()
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Conflicts"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_lines(self, lines: Sequence[str], row: int) -> None:
        """Show these, and choose one."""
        self.blockSignals(True)
        self.clear()
        self.addItems(list(lines))
        self.blockSignals(False)
        self.setCurrentRow(min(row, len(lines) - 1))

    def event(self, event: QEvent) -> bool:
        """Keep the key of undo from the program's window: here it takes the last decision back."""
        mine = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        if mine and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a version, or none; arrows go on."""
        digit = digit_of(event, QGuiApplication.platformName())
        if digit:
            self.version_chosen.emit(digit - 1)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif event.key() in _NONE_KEYS and not event.modifiers():
            self.none_chosen.emit()
        else:
            super().keyPressEvent(event)
