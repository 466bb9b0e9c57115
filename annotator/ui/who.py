"""Asks who is at work in a project that the person has not worked in yet and whose people are others."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QLineEdit, QWidget

from annotator.ui.form import Form


def tr(text: str) -> str:
    """The words in the language of the window."""
    return QCoreApplication.translate("Who", text)


class WhoForm(Form):
    """One of the project's people, or a name of one's own."""

    def __init__(self, names: Iterable[str], me: str, parent: QWidget | None) -> None:
        super().__init__(tr("Who are you?"), tr("Work as this person"), parent)
        said = QLabel(
            tr("Your annotations are kept under your name. Choose it, or write it if it is not there.")
        )
        said.setWordWrap(True)
        self.name, field = QComboBox(), QLineEdit()
        self.name.setLineEdit(field)
        self.name.addItems(sorted(names))
        self.name.setCurrentIndex(0)
        field.selectAll()
        self.fields.addRow(said)
        self.fields.addRow(tr("Your name"), self.name)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Work as {0}").format(me))
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.name.editTextChanged.connect(lambda text: ok.setEnabled(bool(text.strip())))
        self.name.setFocus()
