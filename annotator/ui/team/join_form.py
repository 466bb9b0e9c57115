"""Which two names are one person?"""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QWidget

from annotator.ui.agreement.sentence import Sentence
from annotator.ui.form import Form
from annotator.ui.isolates import isolated
from annotator.ui.team.words import tr


class JoinForm(Form):
    """The name that is another spelling, and the name that stays."""

    def __init__(self, people: Sequence[str], chosen: Sequence[str], parent: QWidget | None) -> None:
        super().__init__(tr("Join two spellings"), tr("Join"), parent)
        said = Sentence()
        said.setText(
            tr(
                "All work under the first name reads as the second person’s, also what comes later from a laptop "
                "that still uses it. Nothing is moved: parting the names again brings everything back."
            )
        )
        self.old, self.new = QComboBox(), QComboBox()
        for box in (self.old, self.new):
            for name in people:
                box.addItem(isolated(name), name)
        for box, name in zip((self.old, self.new), chosen, strict=False):
            box.setCurrentIndex(max(box.findData(name), 0))
        if len(chosen) < 2:
            self.new.setCurrentIndex(int(self.old.currentIndex() == 0))
        self.fields.addRow(tr("This name"), self.old)
        self.fields.addRow(tr("is"), self.new)
        self.column.insertWidget(0, said)
        for box in (self.old, self.new):
            box.currentIndexChanged.connect(self._check)
        self._check()

    def names(self) -> tuple[str, str]:
        """The other spelling, and the person."""
        return self.old.currentData(), self.new.currentData()

    def _check(self) -> None:
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(self.old.currentData() != self.new.currentData())
