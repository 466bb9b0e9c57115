"""The form in which the labels of a project are added, renamed, coloured, ordered and removed."""

from collections.abc import Callable, Collection
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.labelling import check_label_set
from annotator.model.errors import Refused
from annotator.model.label_changes import with_new_labels
from annotator.model.labels import Label, LabelSet, name_in
from annotator.ui.form import Form
from annotator.ui.icons import swatch
from annotator.ui.isolates import isolated
from annotator.ui.label_fields import LabelFields


class LabelEditor(Form):
    """Works on a copy; `label_set()` is the outcome. Labels that spans bear cannot be removed or renamed inside."""

    def __init__(
        self, labels: LabelSet, used: Collection[str], *, dark: bool, parent: QWidget | None
    ) -> None:
        super().__init__(_tr("Labels"), _tr("Use these labels"), parent)
        self._before, self._used, self._dark = labels, frozenset(used), dark
        self._labels = list(labels.labels)
        self._added: list[str] = []  # names of labels that are not stored yet
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Labels"))
        self.one = LabelFields()
        self.one.set_layers(labels.layers)
        self.trouble = QLabel()
        self.trouble.setWordWrap(True)
        self._place()
        self.list.currentRowChanged.connect(lambda row: self._show())
        self.one.label_changed.connect(self._take)
        self._fill(0)

    def _place(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        row = QHBoxLayout()
        self.remove = self._button(self.tr("Remove"), self.remove_label)
        for button in (
            self._button(self.tr("Add"), self.add_label),
            self.remove,
            self._button("↑", lambda: self.move_label(-1), self.tr("Up")),
            self._button("↓", lambda: self.move_label(1), self.tr("Down")),
        ):
            row.addWidget(button)
        left.addLayout(row)
        both = QHBoxLayout()
        both.setSpacing(18)
        both.addLayout(left, 1)
        both.addWidget(self.one, 1)
        self.column.insertLayout(0, both)
        self.column.insertWidget(1, self.trouble)
        self.resize(640, 420)

    def _button(self, words: str, act: Callable[[], None], name: str = "") -> QPushButton:
        button = QPushButton(words)
        button.setAccessibleName(name or words)
        button.setToolTip(name)
        button.setAutoDefault(False)
        if name:
            button.setMaximumWidth(36)
        button.clicked.connect(lambda checked=False: act())
        return button

    def label_set(self) -> LabelSet:
        """The label set as it is now."""
        return replace(self._before, labels=tuple(self._labels))

    # what is done to the list

    def add_label(self) -> None:
        """Add a label with a free name and colours."""
        taken = {label.name for label in self._labels}
        name = next(name for n in range(1, 1000) if (name := f"LABEL{n}") not in taken)
        free = [f"NEW{n}" for n in range(len(self._before.labels) + len(self._added) + 1)]
        free = [each for each in free if each not in self._before.names][: len(self._added) + 1]
        made = with_new_labels(self._before, free).labels[-1]  # so many, that each has another colour
        self._labels.append(replace(made, name=name, short=name[:3]))
        self._added.append(name)
        self._fill(len(self._labels) - 1)
        self.one.stored.setFocus()
        self.one.stored.selectAll()

    def remove_label(self) -> None:
        """Remove the chosen label, if no span bears it."""
        row = self.list.currentRow()
        if row >= 0 and self._labels[row].name not in self._used:
            del self._labels[row]
            self._fill(min(row, len(self._labels) - 1))

    def move_label(self, by: int) -> None:
        """Move the chosen label up (-1) or down (+1)."""
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + by < len(self._labels):
            self._labels[row], self._labels[row + by] = self._labels[row + by], self._labels[row]
            self._fill(row + by)

    # what is shown

    def _take(self, label: Label) -> None:
        row = self.list.currentRow()
        if row < 0:
            return
        before, self._labels[row] = self._labels[row], label
        if before.name in self._added:
            self._added[self._added.index(before.name)] = label.name
        self._dress(self.list.item(row), label)
        self._show()

    def _fill(self, row: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for label in self._labels:
            self._dress(QListWidgetItem(self.list), label)
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self._show()

    def _dress(self, entry: QListWidgetItem, label: Label) -> None:
        entry.setText(isolated(name_in("en", label.names, label.name)))
        entry.setIcon(swatch(label.dark if self._dark else label.light))
        used = label.name in self._used
        entry.setToolTip(self.tr("Spans bear this label") if used else "")
        entry.setData(Qt.ItemDataRole.AccessibleDescriptionRole, label.name)

    def _show(self) -> None:
        row = self.list.currentRow()
        self.one.setEnabled(row >= 0)
        if row >= 0:
            label = self._labels[row]
            self.one.show_label(label, new=label.name in self._added)
            self.remove.setEnabled(label.name not in self._used)
        self.remove.setToolTip(
            "" if self.remove.isEnabled() else self.tr("Spans bear this label, so it stays.")
        )
        self._check()

    def _check(self) -> None:
        words = ""
        try:
            check_label_set(self.label_set(), self._used)
        except Refused as error:
            words = str(error)
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        self.buttons.button(self.buttons.StandardButton.Ok).setEnabled(not words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("LabelEditor", text)
