"""The page on which people give actions keys of their own."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.keys import Keys, holder, native, unfit


class Named(NamedTuple):
    """An action as the page lists it: its name in the settings, its words, the keys it comes with."""

    name: str
    words: str
    keys: Keys


class KeyPage(QWidget):
    """A list of actions with their keys, and a field that takes the next key pressed."""

    changed = Signal()

    def __init__(
        self, actions: Sequence[Named], own: Mapping[str, Keys], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._actions, self._own = list(actions), dict(own)
        self.table = QTableWidget(len(self._actions), 2)
        self.table.setHorizontalHeaderLabels([self.tr("Action"), self.tr("Keys")])
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setAccessibleName(self.tr("Keys"))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(1, 190)
        self.field = QKeySequenceEdit()
        self.field.setMaximumSequenceLength(1)
        self.field.setAccessibleName(self.tr("New key"))
        self.trouble = QLabel()
        self.trouble.setWordWrap(True)
        take, back = QPushButton(self.tr("Take this key")), QPushButton(self.tr("As it came"))
        for button in (take, back):
            button.setAutoDefault(False)
        take.clicked.connect(lambda checked=False: self.take(self.field.keySequence().toString()))
        back.clicked.connect(lambda checked=False: self.give_back())
        row = QHBoxLayout()
        for widget in (self.field, take, back):
            row.addWidget(widget, int(widget is self.field))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.trouble)
        self.table.setCurrentCell(0, 0)
        self._fill()

    def own(self) -> dict[str, Keys]:
        """The keys that are not as they came."""
        return dict(self._own)

    def choose(self, name: str) -> None:
        """Choose an action by its name in the settings."""
        self.table.setCurrentCell([action.name for action in self._actions].index(name), 0)

    def take(self, key: str) -> None:
        """Give the chosen action this key, unless it fits not every keyboard or another action has it."""
        action = self._actions[self.table.currentRow()]
        words = unfit(key)
        taken = holder(key, [(a.words, self._keys(a)) for a in self._actions], but=action.words)
        if not words and taken:
            words = self.tr("{0} is the key of “{1}”. Give that another one first.").format(
                native(key), taken
            )
        self.trouble.setText(words)
        if not words:
            self._own[action.name] = (QKeySequence(key).toString(),)
            self.field.clear()
            self._fill()
            self.changed.emit()

    def give_back(self) -> None:
        """Let the chosen action have the keys it came with."""
        action = self._actions[self.table.currentRow()]
        if self._own.pop(action.name, None) is not None:
            self._fill()
            self.changed.emit()
        self.trouble.clear()

    def _keys(self, action: Named) -> Keys:
        return self._own.get(action.name, action.keys)

    def _fill(self) -> None:
        for row, action in enumerate(self._actions):
            shown = "  ·  ".join(map(native, self._keys(action)))
            self.table.setItem(row, 0, QTableWidgetItem(action.words))
            cell = QTableWidgetItem(shown)
            font = cell.font()
            font.setBold(action.name in self._own)
            cell.setFont(font)
            self.table.setItem(row, 1, cell)
