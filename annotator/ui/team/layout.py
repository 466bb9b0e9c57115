"""Rows of buttons and columns of parts, as the team's windows have them."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

GAP = 8


def row(*buttons: QPushButton) -> QWidget:
    """Buttons beside each other, where reading begins."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    return made


def column(*parts: QWidget) -> QWidget:
    """Parts below each other, of which the first one takes the room that is left."""
    made = QWidget()
    line = QVBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(GAP)
    for part in parts:
        line.addWidget(part, int(part is parts[0]))
    return made
