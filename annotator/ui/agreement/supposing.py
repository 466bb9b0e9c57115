"""The switch "what if": which differences of borders shall not matter, and the warning while some do not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from annotator.app.agreement_report import NOTHING, WhatIf
from annotator.ui.agreement.words import tr


class WhatIfBar(QWidget):
    """Three boxes in a row."""

    chosen = Signal(object)  # a WhatIf

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trivial = self._box(
            tr("&blanks and punctuation"),
            tr("Blanks, punctuation and combining marks at the edges of a span."),
        )
        self.clitics = self._box(
            tr("&clitics and articles"),
            tr("What a word takes on in front: wa-, fa-, bi-, ka-, li-, sa-, al-, l’, d’, qu’."),
        )
        self.titles = self._box(
            tr("ti&tles"), tr("Titles before a name, such as “President”, “M.”, “le maréchal” or “الرئيس”.")
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(QLabel(tr("What if these did not matter at borders:"), self))
        for box in (self.trivial, self.clitics, self.titles):
            layout.addWidget(box)
        layout.addStretch(1)

    def _box(self, text: str, says: str) -> QCheckBox:
        box = QCheckBox(text, self)
        box.setToolTip(f"<p>{says}</p>")
        box.toggled.connect(lambda: self.chosen.emit(self.what_if()))
        return box

    def what_if(self) -> WhatIf:
        """What is chosen."""
        return WhatIf(
            trivial=self.trivial.isChecked(), clitics=self.clitics.isChecked(), titles=self.titles.isChecked()
        )


def supposed(what_if: WhatIf) -> str:
    """What is supposed, as a caption; "" for nothing."""
    if what_if == NOTHING:
        return ""
    parts = (
        (what_if.trivial, tr("blanks and punctuation")),
        (what_if.clitics, tr("clitics and articles")),
        (what_if.titles, tr("titles")),
    )
    return tr("What if {0} did not matter at borders").format(
        ", ".join(name for there, name in parts if there)
    )


def warning(what_if: WhatIf) -> str:
    """The sentence over figures that are only supposed; "" for real ones."""
    said = supposed(what_if)
    return f"{said}. " + tr("These are not the project’s figures; they are never exported.") if said else ""
