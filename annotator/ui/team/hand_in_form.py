"""Whose work is handed in?"""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from annotator.ui.agreement.sentence import Sentence
from annotator.ui.form import Form
from annotator.ui.isolates import isolated
from annotator.ui.team.words import tr


class HandInForm(Form):
    """A person; the file gets the name."""

    def __init__(self, people: Sequence[str], me: str, parent: QWidget | None) -> None:
        super().__init__(tr("Hand in"), tr("Choose a file…"), parent)
        said = Sentence()
        said.setText(
            tr(
                "Writes a whole copy of the project as it is now, named after its annotator, and beside it a small "
                "file with its checksum. Work can go on; what is done later is handed in another time."
            )
        )
        self.person = QComboBox()
        for name in dict.fromkeys([me, *people]):
            self.person.addItem(isolated(name), name)
        self.fields.addRow(tr("Work of"), self.person)
        self.column.insertWidget(0, said)

    def annotator(self) -> str:
        """Whose work."""
        return str(self.person.currentData())
