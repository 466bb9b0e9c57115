"""The list of precedents: goes to the place of each, drops it, and writes all as an appendix to the guideline."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.exporting import whole_file
from annotator.app.precedents import Precedent, as_markdown
from annotator.model.errors import AnnotatorError
from annotator.ui.adjudication.facts import precedent_words
from annotator.ui.adjudication.words import tr
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.agreement.words import Names, class_name, number
from annotator.ui.file_dialog import FileDialog

_SIZE = (720, 480)  # pixels


class PrecedentList(QDialog):
    """Stays open beside the cards."""

    place_asked = Signal(object)  # a Precedent
    dropped = Signal(object)
    told = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Precedents"))
        self.resize(*_SIZE)
        self._found: Sequence[Precedent] = ()
        self.count, self.list = Sentence(self), QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setAccessibleName(tr("Precedents"))
        self.show_card, self.drop, self.save = (
            QPushButton(words, self) for words in (tr("Show its card"), tr("Drop it"), tr("Export…"))
        )
        row = QHBoxLayout()
        for button in (self.show_card, self.drop):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.addWidget(self.count)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.list.itemActivated.connect(lambda item: self._ask())
        self.show_card.clicked.connect(self._ask)
        self.drop.clicked.connect(self._drop)
        self.save.clicked.connect(self._choose_file)
        self.list.currentRowChanged.connect(self._enable)

    def show_precedents(self, found: Sequence[Precedent], names: Names) -> None:
        """Show these; the same row stays current."""
        row = self.list.currentRow()
        self._found = tuple(found)
        self.list.clear()
        lead = "\u200f" if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else "\u200e"
        for one in found:
            words = f"{lead}{class_name(one.kind)} – {precedent_words(one, names)}"
            self.list.addItem(QListWidgetItem(words))
        count = number(len(found), tr("precedent"), tr("precedents"))
        said = tr("{0}. Each speaks for later cards of the same class and the same text.").format(count)
        none = tr("There are no precedents yet. P at a card makes its decision one.")
        self.count.setText(said if found else none)
        self.list.setCurrentRow(min(max(row, 0), len(found) - 1))
        self._enable()

    def write(self, path: Path) -> None:
        """Write all precedents as Markdown, whole or not at all."""
        try:
            with whole_file(path) as stream:
                stream.write(as_markdown(self._found).encode())
        except AnnotatorError as error:
            self.failed.emit(str(error))
            return
        self.told.emit(tr("Wrote the precedents to {0}.").format(path))

    def _enable(self) -> None:
        here = 0 <= self.list.currentRow() < len(self._found)
        self.show_card.setEnabled(here)
        self.drop.setEnabled(here)

    def _ask(self) -> None:
        self.place_asked.emit(self._found[self.list.currentRow()])

    def _drop(self) -> None:
        self.dropped.emit(self._found[self.list.currentRow()])

    def _choose_file(self) -> None:
        dialog = FileDialog(self, tr("Export the precedents"), "precedents.md", tr("Markdown (*.md)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("md")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()
