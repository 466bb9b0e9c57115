"""A line that asks for a sentence in the window itself: a note, why something is put off, why it is a precedent."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from annotator.ui.adjudication.words import tr
from annotator.ui.escape import keeps_escape


class Field(QLineEdit):
    """Keeps Return and Esc to itself: beyond it they would decide a card."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Esc."""
        return keeps_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; Return belongs to this line alone."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
        event.accept()


class AskLine(QWidget):
    """Shown only while it asks."""

    left = Signal()  # answered or given up: the keyboard belongs to the card again

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._then: Callable[[str], None] = lambda text: None
        self._question, self.field = QLabel(self), Field(self)
        self._question.setBuddy(self.field)
        self._hint = QLabel(tr("Enter: done · Esc: leave"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._question)
        row.addWidget(self.field, 1)
        row.addWidget(self._hint)
        self.field.returnPressed.connect(self._answer)
        self.field.left.connect(self.leave)
        self.hide()

    def ask(self, question: str, then: Callable[[str], None], text: str = "") -> None:
        """Ask, and call `then` with what was written."""
        self._then = then
        self._question.setText(question)
        self.field.setAccessibleName(question)
        self.field.setText(text)
        self.show()
        self.field.setFocus()

    def leave(self) -> None:
        """Ask no more."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def _answer(self) -> None:
        said = " ".join(self.field.text().split())
        self.leave()
        self._then(said)
