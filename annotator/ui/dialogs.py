"""Forms and notices in windows of their own: what to import, what to export, who is new, what went wrong."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QWidget,
)

from annotator.app.exporting import ExportOptions
from annotator.app.formats import FormatChoice
from annotator.app.importing import IMPORTED, ImportOptions
from annotator.model.revision import ALL
from annotator.ui.form import Form
from annotator.ui.isolates import align_leading, isolated

_INSIDE = (4, 1, 4, 1)  # pixels between a field's frame and its words
_NAMED = 3  # files that are named before the rest is counted


def _tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)


class ImportForm(Form):
    """How to read files that were chosen."""

    def __init__(
        self, paths: Sequence[Path], choices: Iterable[FormatChoice], parent: QWidget | None
    ) -> None:
        super().__init__(_tr("Import articles"), _tr("Import"), parent)
        named = ", ".join(isolated(path.name) for path in paths[:_NAMED])
        more = _tr(" and {0} more").format(len(paths) - _NAMED) if len(paths) > _NAMED else ""
        files = QLabel(named + more)
        files.setWordWrap(True)
        align_leading(files)
        self.format = QComboBox()
        self.format.addItem(_tr("As the files say"), "")
        for choice in choices:
            self.format.addItem(choice.title, choice.name)
        self.owner = QComboBox()
        self.owner.setEditable(True)
        self.owner.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.owner.addItem(IMPORTED)
        self.owner.setToolTip(_tr("Whose the annotations in the files are, where the files do not say"))
        self.add_labels = QCheckBox(_tr("Add labels that the project lacks"))
        self.fields.addRow(_tr("Files"), files)
        self.fields.addRow(_tr("Format"), self.format)
        self.fields.addRow(_tr("Annotations of"), self.owner)
        self.fields.addRow("", self.add_labels)

    def options(self) -> ImportOptions:
        """What was chosen."""
        return ImportOptions(
            format=self.format.currentData(),
            owner=self.owner.currentText().strip() or IMPORTED,
            add_labels=self.add_labels.isChecked(),
        )


class ExportForm(Form):
    """What to write, and in which format."""

    def __init__(
        self, choices: Sequence[FormatChoice], people: Sequence[str], owner: str, parent: QWidget | None
    ) -> None:
        super().__init__(_tr("Export"), _tr("Choose a file…"), parent)
        self._choices, self._people, self._me = list(choices), list(people), owner
        self.format, self.owner = QComboBox(), QComboBox()
        self.only_finished = QCheckBox(_tr("Only finished articles"))
        for choice in self._choices:
            self.format.addItem(choice.title, choice.name)
        self.format.currentIndexChanged.connect(self._offer_owners)
        self.fields.addRow(_tr("Format"), self.format)
        self.fields.addRow(_tr("Annotations of"), self.owner)
        self.fields.addRow("", self.only_finished)
        self._offer_owners()

    def choice(self) -> FormatChoice:
        """The format that was chosen."""
        return self._choices[self.format.currentIndex()]

    def options(self) -> ExportOptions:
        """What was chosen."""
        return ExportOptions(
            self.choice().name, owner=self.owner.currentData(), finished=self.only_finished.isChecked()
        )

    def _offer_owners(self) -> None:
        """Everyone only where the format tells owners apart."""
        kept = self.owner.currentData()
        self.owner.clear()
        if self.choice().holds_owners:
            self.owner.addItem(_tr("Everyone"), ALL)
        for name in self._people:
            self.owner.addItem(isolated(name), name)
        wanted = self.owner.findData(kept)
        mine = 0 if self.choice().holds_owners else max(self.owner.findData(self._me), 0)
        self.owner.setCurrentIndex(wanted if kept and wanted >= 0 else mine)


class PersonForm(Form):
    """The name of a new annotator."""

    def __init__(self, suggested: str, parent: QWidget | None) -> None:
        super().__init__(_tr("Add me"), _tr("Add"), parent)
        self.name = QLineEdit(suggested)
        self.name.setTextMargins(*_INSIDE)
        self.name.selectAll()
        self.fields.addRow(_tr("Your name"), self.name)
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.name.textChanged.connect(lambda text: ok.setEnabled(bool(text.strip())))
        ok.setEnabled(bool(suggested.strip()))


def notice(
    parent: QWidget | None,
    sentence: str,
    *,
    details: str = "",
    answers: Sequence[tuple[str, Callable[[], object]]] = (),
    title: str = "Annotator",
    warning: bool = True,
) -> QMessageBox:
    """A notice that waits for an answer without stopping the program; the last answer is also that of Esc."""
    sign = QMessageBox.Icon.Warning if warning else QMessageBox.Icon.Information
    box = QMessageBox(sign, title, sentence, QMessageBox.StandardButton.NoButton, parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    if details:
        box.setDetailedText(details)
    for words, act in answers or ((_tr("Close"), lambda: None),):
        button = box.addButton(words, QMessageBox.ButtonRole.AcceptRole)
        button.clicked.connect(lambda checked=False, act=act: act())
        box.setEscapeButton(button)
    box.open()
    return box
