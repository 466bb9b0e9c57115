"""Who shall be added to the project? One name a line."""

from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QWidget

from annotator.model.errors import AnnotatorError
from annotator.model.people import annotator_name
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.form import Form
from annotator.ui.team.words import tr


class NameForm(Form):
    """Names, one a line."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(tr("Add annotators"), tr("Add"), parent)
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(tr("Names, one a line"))
        self.words.setMaximumHeight(130)
        self.problem = Sentence()
        self.fields.addRow(tr("Names"), self.words)
        self.fields.addRow("", self.problem)
        self.words.textChanged.connect(self._check)
        self._check()

    def names(self) -> list[str]:
        """The names as they were written."""
        return [line.strip() for line in self.words.toPlainText().split("\n") if line.strip()]

    def _check(self) -> None:
        said = tr("One name a line.")
        possible = bool(self.names())
        for name in self.names():
            try:
                annotator_name(name)
            except AnnotatorError as error:
                said, possible = str(error), False
        self.problem.setText(said)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(possible)
