"""For whom is the file, and whose annotations shall be in it?"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QWidget

from annotator.model.revision import GOLD
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.form import Form
from annotator.ui.isolates import isolated
from annotator.ui.team.words import tr

_HEIGHT = 120  # pixels of the list of others; more scroll


class HandOutForm(Form):
    """A person, and the others whose work goes along."""

    def __init__(self, people: Sequence[str], parent: QWidget | None) -> None:
        super().__init__(tr("Hand out"), tr("Choose a file…"), parent)
        said = Sentence()
        said.setText(
            tr(
                "Writes a project file for one annotator, with that person’s whole work. What others did is left "
                "out entirely, so that working blind needs no trust; articles of others stay in it, hidden."
            )
        )
        self._people = list(people)
        self.person, self.also = QComboBox(), QListWidget()
        self.also.setMaximumHeight(_HEIGHT)
        self.also.setAccessibleName(tr("Also the work of"))
        for name in people:
            self.person.addItem(isolated(name), name)
        self.fields.addRow(tr("For"), self.person)
        self.fields.addRow(tr("Also the work of"), self.also)
        self.column.insertWidget(0, said)
        self.person.currentIndexChanged.connect(self._offer_others)
        self._offer_others()
        self.buttons.button(self.buttons.StandardButton.Ok).setEnabled(bool(people))

    def annotator(self) -> str:
        """For whom."""
        return str(self.person.currentData() or "")

    def others(self) -> list[str]:
        """Whose work goes along, gold among them."""
        items = [self.also.item(row) for row in range(self.also.count())]
        checked = Qt.CheckState.Checked
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == checked]

    def _offer_others(self) -> None:
        kept = self.others()
        self.also.clear()
        for name in (GOLD, *(name for name in self._people if name != self.annotator())):
            words = tr("gold: the decisions") if name == GOLD else isolated(name)
            item = QListWidgetItem(words, self.also)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setCheckState(Qt.CheckState.Checked if name in kept else Qt.CheckState.Unchecked)
