"""The first row of the window: the article and its neighbours, the two modes, hidden names, the differences."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from annotator.ui.icons import icon
from annotator.ui.keys import native
from annotator.ui.side_by_side.words import tr
from annotator.ui.theme import Theme

# As in the program's window, where Alt with Page Up and Down goes from span to span.
_KEYS = {
    "next": "Alt+PgDown",
    "previous": "Alt+PgUp",
    "down": "Alt+Down",
    "up": "Alt+Up",
    "open": "Ctrl+Return",
}


class Controls(QWidget):
    """Says what is wanted; decides nothing."""

    article_stepped = Signal(int)  # +1 or -1
    difference_stepped = Signal(int)
    place_requested = Signal()
    mode_chosen = Signal()
    names_hidden = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.up, self.down = (
            self._arrow(tr("Previous article"), "up"),
            self._arrow(tr("Next article"), "down"),
        )
        self.back = self._arrow(tr("Previous difference"), "previous")
        self.on = self._arrow(tr("Next difference"), "next")
        self.name, self.told = QLabel(self), QLabel(self)
        self.mode = QComboBox(self)
        self.mode.addItems([tr("In columns"), tr("In lanes of one view")])
        self.mode.setAccessibleName(tr("How layers are shown"))
        self.hide_names = QCheckBox(tr("&Hide names"), self)
        self.place = QPushButton(tr("&Open here"), self)
        self.place.setToolTip(
            tr("Open this place in the program's window ({0})").format(native(_KEYS["open"]))
        )
        self._arrange()
        self._connect()

    def _arrow(self, words: str, key: str) -> QToolButton:
        made = QToolButton(self)
        made.setToolTip(f"{words} ({native(_KEYS[key])})")
        made.setAccessibleName(words)
        made.setAutoRaise(True)
        return made

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.name.setMinimumWidth(40)
        left: tuple[QWidget, ...] = (self.up, self.down, self.name)
        middle: tuple[QWidget, ...] = (self.back, self.on, self.told, self.place)
        for part in left:
            row.addWidget(part)
        row.addStretch(1)
        for part in middle:
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.mode)
        row.addWidget(self.hide_names)

    def _connect(self) -> None:
        for button, step in ((self.up, -1), (self.down, 1)):
            button.clicked.connect(lambda checked=False, step=step: self.article_stepped.emit(step))
        for button, step in ((self.back, -1), (self.on, 1)):
            button.clicked.connect(lambda checked=False, step=step: self.difference_stepped.emit(step))
        self.place.clicked.connect(lambda: self.place_requested.emit())
        self.mode.activated.connect(lambda place: self.mode_chosen.emit())
        self.hide_names.clicked.connect(lambda checked: self.names_hidden.emit())
        buttons: dict[str, QAbstractButton] = {
            "up": self.up,
            "down": self.down,
            "previous": self.back,
            "next": self.on,
            "open": self.place,
        }
        for key, pressed in buttons.items():
            QShortcut(QKeySequence(_KEYS[key]), self.window()).activated.connect(pressed.click)

    def is_merged(self) -> bool:
        """Whether all layers are wanted in one view."""
        return self.mode.currentIndex() == 1

    def are_names_hidden(self) -> bool:
        """Whether annotators are to be told apart without their names."""
        return self.hide_names.isChecked()

    def show_differences(self, said: str, total: int) -> None:
        """Say which difference of how many is current."""
        self.told.setText(said)
        for button in (self.back, self.on):
            button.setEnabled(total > 0)

    def set_theme(self, theme: Theme) -> None:
        """Draw the signs in the colours of a theme."""
        for button, sign in ((self.up, "up"), (self.down, "down"), (self.back, "up"), (self.on, "down")):
            button.setIcon(icon(sign, theme))
