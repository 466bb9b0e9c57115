"""The fields of one label: what it is called, its chip, layer, key and colours, with a word on colours hard to see."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QComboBox, QFormLayout, QLabel, QLineEdit, QPushButton, QWidget

from annotator.model.contrast import VISIBLE, contrast_ratio
from annotator.model.labels import KEYS, Label, Layer, name_in
from annotator.ui.icons import swatch
from annotator.ui.keys import native
from annotator.ui.theme import load_theme

LIGHT, DARK = "light", "dark"


class ColourButton(QPushButton):
    """A colour that can be chosen."""

    colour_chosen = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.clicked.connect(self._ask)

    def set_colour(self, colour: str) -> None:
        """Show a colour, "#rrggbb"."""
        self.setText(colour)
        self.setIcon(swatch(colour))
        self.setAccessibleName(f"{self._title} {colour}")

    def _ask(self) -> None:
        dialog = QColorDialog(QColor(self.text()), self)
        dialog.setWindowTitle(self._title)
        dialog.colorSelected.connect(lambda colour: self.colour_chosen.emit(colour.name()))
        dialog.open()


class LabelFields(QWidget):
    """Shows one label and says what became of it. The stored name can be written only while the label is new."""

    label_changed = Signal(object)  # the Label as it is now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label("", "", "")
        self.stored, self.shown, self.short = QLineEdit(), QLineEdit(), QLineEdit()
        self.layer, self.key = QComboBox(), QComboBox()
        self.key.addItem(self.tr("none"), "")
        for key in KEYS:
            self.key.addItem(native(key), key)
        self.colours = {
            LIGHT: ColourButton(self.tr("Colour on light ground")),
            DARK: ColourButton(self.tr("Colour on dark ground")),
        }
        self.warning = QLabel()
        self.warning.setWordWrap(True)
        self.short.setMaxLength(8)
        self._place()
        self._connect()

    def _place(self) -> None:
        fields = QFormLayout(self)
        fields.setContentsMargins(0, 0, 0, 0)
        for words, field in (
            (self.tr("Stored name"), self.stored),
            (self.tr("Shown as"), self.shown),
            (self.tr("On its chip"), self.short),
            (self.tr("Layer"), self.layer),
            (self.tr("Key"), self.key),
            (self.tr("On light ground"), self.colours[LIGHT]),
            (self.tr("On dark ground"), self.colours[DARK]),
        ):
            fields.addRow(words, field)
        fields.addRow(self.warning)

    def _connect(self) -> None:
        self.stored.textEdited.connect(lambda text: self._change(name=text.strip()))
        self.shown.textEdited.connect(self._rename)
        self.short.textEdited.connect(lambda text: self._change(short=text.strip()))
        self.layer.activated.connect(lambda place: self._change(layer=self.layer.itemData(place)))
        self.key.activated.connect(lambda place: self._change(key=self.key.itemData(place)))
        for ground, button in self.colours.items():
            button.colour_chosen.connect(lambda colour, ground=ground: self._change(**{ground: colour}))

    def set_layers(self, layers: tuple[Layer, ...]) -> None:
        """Offer these layers."""
        self.layer.clear()
        for layer in layers:
            self.layer.addItem(name_in("en", layer.names, layer.name), layer.name)

    def show_label(self, label: Label, *, new: bool) -> None:
        """Show a label; tells nothing."""
        self._label = label
        for field, text in (
            (self.stored, label.name),
            (self.shown, name_in("en", label.names, label.name)),
            (self.short, label.short),
        ):
            if field.text() != text:
                field.setText(text)
        self.stored.setReadOnly(not new)
        self.stored.setEnabled(new)
        tip = "" if new else self.tr("Spans and exports bear this name, so it stays. Change what is shown.")
        self.stored.setToolTip(tip)
        self.layer.setCurrentIndex(max(self.layer.findData(label.layer), 0))
        self.key.setCurrentIndex(max(self.key.findData(label.key), 0))
        self.colours[LIGHT].set_colour(label.light)
        self.colours[DARK].set_colour(label.dark)
        self.warning.setText("\n".join(faint(label)))
        self.warning.setVisible(bool(self.warning.text()))

    def _rename(self, text: str) -> None:
        self._change(names={**self._label.names, "en": text.strip() or self._label.name})

    def _change(self, **changes: Any) -> None:
        self._label = replace(self._label, **changes)
        self.label_changed.emit(self._label)


def faint(label: Label) -> list[str]:
    """A sentence for each ground on which a label's colour is hard to see (WCAG 2.2, criterion 1.4.11)."""
    found = []
    for theme, colour in ((load_theme("light"), label.light), (load_theme("dark"), label.dark)):
        ratio = contrast_ratio(colour, theme.surface)
        if ratio < VISIBLE:
            found.append(
                f"{colour} is hard to see on {theme.name} ground: contrast {ratio:.1f}, better {VISIBLE:.0f}."
            )
    return found
