"""The line at the foot of the window: what was done last, with buttons for what may follow."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from annotator.ui.adjudication.words import tr
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.theme import Theme


class Told(QWidget):
    """One sentence at a time."""

    undo_asked = Signal()
    precedent_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.words = Sentence(self)
        self.undo, self.precedent = QToolButton(self), QToolButton(self)
        self.undo.setText(tr("Undo (Ctrl+Z)"))
        self.precedent.setText(tr("Make it a precedent…"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        for button in (self.precedent, self.undo):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        self.undo.clicked.connect(self.undo_asked)
        self.precedent.clicked.connect(self.precedent_asked)
        self.tell("")

    def tell(
        self, sentence: str, *, undo: bool = False, decided: bool = False, warning: bool = False
    ) -> None:
        """Say this; `undo` and `decided` show the buttons that may follow."""
        self._warned = warning
        self.words.setText(sentence)
        colours = self.words.palette()
        colours.setColor(
            QPalette.ColorRole.WindowText, QColor(self._theme.error if warning else self._theme.text)
        )
        self.words.setPalette(colours)
        self.undo.setVisible(undo)
        self.precedent.setVisible(decided)
        if sentence and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def is_warning(self) -> bool:
        """Whether something could not be done."""
        return self._warned

    def set_theme(self, theme: Theme) -> None:
        """Take other colours from the next sentence on."""
        self._theme = theme
