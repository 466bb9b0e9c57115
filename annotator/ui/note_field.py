"""A field for a note: hands the note over when it is left, and only if somebody changed it."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotator.ui.escape import keeps_escape

_LINES = 3


class NoteField(QPlainTextEdit):
    """A few lines to write in. `owner` says what the note is about and is handed back with it."""

    written = Signal(object, str)  # owner, note
    left = Signal()  # by a key: the keyboard belongs to the article again

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._owner: object = None
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * 2 + 12)

    def sizeHint(self) -> QSize:
        """A few lines."""
        return QSize(120, self.fontMetrics().lineSpacing() * _LINES + 12)

    def show_note(self, owner: object, note: str) -> None:
        """Show the note about something; what was being written about something else is handed over first."""
        changed = self.document().isModified()
        if owner == self._owner and changed:
            return  # somebody is writing; a change elsewhere must not take the words away
        self.commit()
        self._owner = owner
        if self.toPlainText() != note:
            self.setPlainText(note)
        self.document().setModified(False)

    def commit(self) -> None:
        """Hand the note over if it was changed."""
        if self._owner is not None and self.document().isModified():
            self.document().setModified(False)
            self.written.emit(self._owner, self.toPlainText().strip())

    def event(self, event: QEvent) -> bool:
        """Keep Esc."""
        return keeps_escape(event) or super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field hands the note over."""
        super().focusOutEvent(event)
        self.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Return and Esc leave the field; Esc drops what was written."""
        if event.key() == Qt.Key.Key_Escape:
            self.undo_all()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def undo_all(self) -> None:
        """Back to the note as it was."""
        while self.document().isUndoAvailable() and self.document().isModified():
            self.undo()
