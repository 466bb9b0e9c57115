"""The rows above the layers: whose are shown, and which classes of difference."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QToolButton, QWidget

from annotator.app.side_by_side import CLASSES
from annotator.ui.agreement.words import class_name
from annotator.ui.flow_layout import FlowLayout
from annotator.ui.side_by_side.words import tag, tr


class PeopleChoice(QWidget):
    """A check box for each annotator whose layer may be seen."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QCheckBox] = {}
        self._row = FlowLayout(self, spacing=14)

    def show_people(self, names: Mapping[str, str], checked: Sequence[str]) -> None:
        """Offer these owners under these names; tells nothing."""
        if list(names) != list(self.boxes):
            while item := self._row.takeAt(0):
                if widget := item.widget():
                    widget.hide()
                    widget.deleteLater()
            self.boxes = {owner: QCheckBox(self) for owner in names}
            for box in self.boxes.values():
                self._row.addWidget(box)
                box.clicked.connect(lambda checked=False: self.chosen.emit())
                box.show()
        for owner, box in self.boxes.items():
            box.setText(names[owner].replace("&", "&&"))
            box.setChecked(owner in checked)

    def owners(self) -> list[str]:
        """Who is chosen, in the order of the boxes."""
        return [owner for owner, box in self.boxes.items() if box.isChecked()]


class ClassChoice(QWidget):
    """A button for each class of difference, with its letters and how many there are; one that is up is not shown."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None, more: Mapping[str, str] | None = None) -> None:
        """`more` are further classes with what they are called; they have no letters."""
        super().__init__(parent)
        self._names = {kind: f"{tag(kind)}  {class_name(kind)}" for kind in CLASSES} | dict(more or {})
        self.buttons: dict[str, QToolButton] = {}
        row = FlowLayout(self, spacing=5)
        for kind in self._names:
            button = self.buttons[kind] = QToolButton(self)
            button.setCheckable(True)
            button.setChecked(True)
            button.setToolTip(tr("Show or hide differences of this class"))
            button.clicked.connect(lambda checked=False: self.chosen.emit())
            row.addWidget(button)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Tell how many differences of each class there are; a class without any has no button."""
        for kind, button in self.buttons.items():
            button.setText(f"{self._names[kind]}: {counts.get(kind, 0)}")
            button.setVisible(counts.get(kind, 0) > 0)
        self.updateGeometry()

    def kinds(self) -> set[str]:
        """The classes that are shown."""
        return {kind for kind, button in self.buttons.items() if button.isChecked()}

    def set_colours(self, colours: Mapping[str, str], muted: str) -> None:
        """Underline each button in the colour of its class; one that is up is muted, with no line."""
        for kind, button in self.buttons.items():
            button.setStyleSheet(
                "QToolButton { border: 1px solid transparent; border-bottom: 3px solid transparent; "
                f"padding: 3px 6px; color: {muted}; }}"
                f"QToolButton:checked {{ border-bottom-color: {colours.get(kind, muted)}; color: palette(text); }}"
                "QToolButton:focus { border-color: palette(accent); }"
            )
