"""A row of the card: a question with its answers as buttons, numbered while the row is the one that digits answer."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from annotator.ui.flow_layout import FlowLayout
from annotator.ui.isolates import align_leading, isolated

_SIDE, _ABOVE = 6, 3  # pixels around the buttons


class Answer(NamedTuple):
    """What can be answered: what is kept, and the words for it."""

    value: str
    words: str
    tip: str = ""


class ChoiceRow(QWidget):
    """One question. `taken` are the values that are chosen now; a second press on one gives it up."""

    answered = Signal(str)  # the value that was pressed, "" for "nothing of these"

    def __init__(self, question: str, answers: Sequence[Answer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.question, self._answers = question, list(answers)
        self._title = QLabel(question, self)
        align_leading(self._title)
        self.buttons: list[QToolButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, _ABOVE, _SIDE, _ABOVE + 1)
        column.setSpacing(_ABOVE)
        column.addWidget(self._title)
        self._holder = QWidget(self)
        self._flow = FlowLayout(self._holder, spacing=4)
        column.addWidget(self._holder)
        for answer in self._answers:
            self._flow.addWidget(self._button(answer, self._holder))

    def _button(self, answer: Answer, holder: QWidget) -> QToolButton:
        button = QToolButton(holder)
        button.setCheckable(True)
        button.setToolTip(answer.tip)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(f"{self.question}: {answer.words}")
        button.setText(isolated(answer.words).replace("&", "&&"))
        button.clicked.connect(lambda checked=False, value=answer.value: self.answered.emit(value))
        self.buttons.append(button)
        return button

    def add(self, widget: QWidget) -> None:
        """Put a further widget behind the answers."""
        widget.setParent(self._holder)
        self._flow.addWidget(widget)
        self._fit()

    def set_taken(self, values: Collection[str]) -> None:
        """Show which answers are given."""
        for button, answer in zip(self.buttons, self._answers, strict=True):
            button.setChecked(answer.value in values)

    def set_current(self, current: bool) -> None:
        """Show the digits of the answers, because the next digit answers this row."""
        if self.property("current") == current:
            return
        self.setProperty("current", current)
        self.style().polish(self)
        # The digit stands where reading begins, whatever the direction of the words.
        first = "\u200f" if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else "\u200e"
        for number, (button, answer) in enumerate(zip(self.buttons, self._answers, strict=True), 1):
            words = isolated(answer.words).replace("&", "&&")
            button.setText(f"{first}{number}  {words}" if current and number < 10 else words)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room that the style wants."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The narrower, the more rows of buttons."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # A scroll area asks nobody for the height that goes with a width, so the row says it as a fixed one.
        for widget in self._holder.findChildren(QToolButton):
            widget.ensurePolished()  # before that a button does not know how large the style makes it
        room = self.width() - 2 * _SIDE
        self._flow.invalidate()
        height = max(self._flow.heightForWidth(room), 1)
        self._holder.setFixedHeight(height)
        self.setFixedHeight(self._title.sizeHint().height() + height + 3 * _ABOVE + 1)

    def press(self, number: int) -> bool:
        """Answer by digit, from 1; whether there is such an answer."""
        if 1 <= number <= len(self.buttons):
            self.buttons[number - 1].click()
            return True
        return False
