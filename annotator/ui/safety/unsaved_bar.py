"""The bar above the article that says that something is not saved and why, with what can be done about it."""

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.ui.icons import SIZE, icon
from annotator.ui.isolates import align_leading
from annotator.ui.theme import Theme


class UnsavedBar(QFrame):
    """Says it and asks; what was asked for is done elsewhere."""

    again = Signal()
    copy_wanted = Signal()
    given_up = Signal()
    reopen_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unsaved")
        self._sign, self._words = QLabel(self), QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        align_leading(self._words)
        self.buttons = {
            "again": self._button(self.tr("Try again"), self.again),
            "reopen": self._button(self.tr("Open what is there now"), self.reopen_wanted),
            "copy": self._button(self.tr("Save a copy and go on there…"), self.copy_wanted),
            "give up": self._button(self.tr("Give up"), self.given_up),
        }
        buttons = QHBoxLayout()
        for button in self.buttons.values():
            buttons.addWidget(button)
        buttons.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self._words)
        right.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        self.set_theme(theme)
        self.hide()

    def _button(self, words: str, signal: SignalInstance) -> QPushButton:
        made = QPushButton(words, self)
        made.clicked.connect(lambda checked=False: signal.emit())
        return made

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._sign.setPixmap(icon("warning", theme).pixmap(QSize(SIZE, SIZE), self.devicePixelRatioF()))
        self.setStyleSheet(
            f"#unsaved {{ background: {theme.surface}; border: 0; border-bottom: 2px solid {theme.warning}; }}"
        )

    def show_trouble(self, sentence: str, *, waiting: bool, replaced: bool) -> None:
        """Say why nothing can be saved; whether a gesture waits, and whether another file is there now."""
        kept = self.tr("Your last action is kept and tried again until it is saved.")
        self._words.setText(f"{sentence}\n{kept}" if waiting else sentence)
        self.buttons["give up"].setVisible(waiting)
        self.buttons["again"].setVisible(waiting)
        self.buttons["reopen"].setVisible(replaced)
        align_leading(self._words)
        self.show()

    def words(self) -> str:
        """What it says, "" where it says nothing."""
        return "" if self.isHidden() else self._words.text()
