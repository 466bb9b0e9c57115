"""The cheat sheet: every key of the window in columns, and what the mouse does."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.ui.isolates import isolated

Group = tuple[str, Sequence[tuple[str, str]]]  # a heading, and rows of words and keys
_COLUMNS = 3


def _tr(text: str) -> str:
    return QCoreApplication.translate("cheat_sheet", text)


def cheat_sheet(parent: QWidget | None, groups: Sequence[Group]) -> QDialog:
    """Show the keys."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(_tr("Keys"))
    inside = QWidget()
    row = QHBoxLayout(inside)
    row.setSpacing(36)
    row.setContentsMargins(22, 18, 22, 16)
    for groups_here in columns(groups, _COLUMNS):
        column = QVBoxLayout()
        for heading, rows in groups_here:
            column.addLayout(_group(heading, rows))
            column.addSpacing(4)
        column.addStretch(1)
        row.addLayout(column)
    mouse = QLabel(
        _tr(
            "Drag over words, or click twice for a word and three times for a sentence; hold Alt for single letters. "
            "Click a span to select it, again for the span around it. A label key then gives it another label. "
            "Return and Shift+Return walk from span to span. "
            "In the card of a span, digits answer and 0 takes an answer away."
        )
    )
    mouse.setWordWrap(True)
    mouse.setContentsMargins(22, 0, 22, 14)
    scroll = QScrollArea()
    scroll.setWidget(inside)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    outside = QVBoxLayout(dialog)
    outside.setContentsMargins(0, 0, 0, 0)
    outside.addWidget(scroll, 1)
    outside.addWidget(mouse)
    wanted = inside.sizeHint()
    dialog.resize(min(wanted.width() + 24, 1240), min(wanted.height() + 90, 740))
    dialog.open()
    return dialog


def columns(groups: Sequence[Group], number: int) -> list[list[Group]]:
    """The groups in columns of about the same height, in order."""
    total = sum(len(rows) + 2 for _, rows in groups)
    made: list[list[Group]] = [[]]
    height = 0
    for group in groups:
        if made[-1] and height + len(group[1]) / 2 > total / number * len(made) and len(made) < number:
            made.append([])
        made[-1].append(group)
        height += len(group[1]) + 2
    return made


def _group(heading: str, rows: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(3)
    title = QLabel(heading)
    font = title.font()
    font.setBold(True)
    title.setFont(font)
    grid.addWidget(title, 0, 0, 1, 2)
    for place, (words, keys) in enumerate(rows, 1):
        grid.addWidget(QLabel(words), place, 0)
        key = QLabel(isolated(keys))
        key.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(key, place, 1)
    return grid
