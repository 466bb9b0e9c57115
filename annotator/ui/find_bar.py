"""The line in which people look for words in the article: says what to find and shows how many places there are."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from annotator.ui.escape import keeps_escape


class FindBar(QWidget):
    """Hidden until it is opened."""

    searched = Signal(str)
    stepped = Signal(int)  # +1 or -1
    closed = Signal(int)  # the number of the place that was looked at, from 1; 0 for none

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Find in the article, however it is spelt"))
        self.field.setAccessibleName(self.tr("Find in the article"))
        self.field.setClearButtonEnabled(True)
        self.field.setTextMargins(4, 1, 4, 1)
        self.field.textChanged.connect(self.searched)
        self._found = QLabel(self)
        self._place = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field, 1)
        row.addWidget(self._found)
        for words, sign, act in (
            (self.tr("Previous place"), Qt.ArrowType.UpArrow, lambda: self.stepped.emit(-1)),
            (self.tr("Next place"), Qt.ArrowType.DownArrow, lambda: self.stepped.emit(1)),
        ):
            button = QToolButton(self)
            button.setArrowType(sign)
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(act)
            row.addWidget(button)
        close = QToolButton(self)
        close.setText("✕")
        close.setAccessibleName(self.tr("Close"))
        close.clicked.connect(self.close_)
        row.addWidget(close)
        self.hide()

    def open_(self, words: str = "") -> None:
        """Show the line and write in it; `words` to begin with."""
        self.show()
        if words:
            self.field.setText(words)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.searched.emit(self.field.text())

    def close_(self) -> None:
        """Hide the line; nothing is marked any more."""
        self.hide()
        self.closed.emit(self._place)
        self.searched.emit("")

    def look_again(self) -> None:
        """Another article is to be searched."""
        if not self.isHidden():
            self.searched.emit(self.field.text())

    def show_place(self, place: int, total: int) -> None:
        """Say which of how many places is looked at."""
        self._place = place
        wanted = bool(self.field.text())
        said = self.tr("{0} of {1}").format(place, total) if total else self.tr("Not found")
        self._found.setText(said if wanted else "")

    def found(self) -> str:
        """What is said about the places."""
        return self._found.text()

    def event(self, event: QEvent) -> bool:
        """Keep Esc."""
        return keeps_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes to the next place, with Shift to the previous one; Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_()
        else:
            super().keyPressEvent(event)
