"""The form of a person's preferences: letters, lines, arrows, colours, units and keys."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QSpinBox, QTabWidget, QWidget

from annotator.text.offsets import UNIT_NAMES, UNITS
from annotator.ui.article.reading import Reading
from annotator.ui.article.typesetting import DENSITIES
from annotator.ui.form import Form
from annotator.ui.key_page import KeyPage, Named
from annotator.ui.preferences import COLUMNS, HEIGHTS, SIZES, Preferences
from annotator.ui.theme import THEMES

Choices = Sequence[tuple[str, Any]]


def _tr(text: str) -> str:
    return QCoreApplication.translate("SettingsDialog", text)


class ReadingPage(QWidget):
    """How articles are set."""

    changed = Signal()

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self.arabic_font = _choice(_families(QFontDatabase.WritingSystem.Arabic), reading.arabic_font)
        self.latin_font = _choice(_families(QFontDatabase.WritingSystem.Latin), reading.latin_font)
        self.arabic_size = _number(SIZES, reading.arabic_size, " %")
        self.latin_size = _number(SIZES, reading.latin_size, " %")
        self.line_height = QDoubleSpinBox()
        self.line_height.setRange(*HEIGHTS)
        self.line_height.setSingleStep(0.05)
        self.line_height.setValue(reading.line_height)
        rooms = (_tr("Comfortable"), _tr("Standard"), _tr("Compact"))
        self.density = _choice(list(zip(rooms, DENSITIES, strict=True)), reading.density)
        self.column = _number(COLUMNS, reading.column, _tr(" letters wide"))
        ways = ((_tr("follow the eye"), True), (_tr("follow the order of reading"), False))
        self.arrows = _choice(ways, reading.visual_arrows)
        fields = QFormLayout(self)
        fields.setContentsMargins(16, 16, 16, 16)
        for words, field in (
            (_tr("Arabic letters"), self.arabic_font),
            (_tr("Size of Arabic letters"), self.arabic_size),
            (_tr("Latin letters"), self.latin_font),
            (_tr("Size of Latin letters"), self.latin_size),
            (_tr("Height of lines"), self.line_height),
            (_tr("Room for labels"), self.density),
            (_tr("Column"), self.column),
            (_tr("Arrow keys"), self.arrows),
        ):
            fields.addRow(words, field)
            _told(field, self.changed)

    def reading(self) -> Reading:
        """What was chosen."""
        return replace(
            self._reading,
            arabic_font=self.arabic_font.currentData(),
            latin_font=self.latin_font.currentData(),
            arabic_size=self.arabic_size.value(),
            latin_size=self.latin_size.value(),
            line_height=round(self.line_height.value(), 2),
            density=self.density.currentData(),
            column=self.column.value(),
            visual_arrows=self.arrows.currentData(),
        )


class SettingsDialog(Form):
    """What is chosen shows at once; whoever opened the form takes it back where it is rejected."""

    chosen = Signal(object)  # Preferences
    theme_chosen = Signal(str)

    def __init__(
        self, preferences: Preferences, theme: str, actions: Sequence[Named], parent: QWidget | None
    ) -> None:
        super().__init__(_tr("Settings"), _tr("Keep"), parent)
        self._preferences = preferences
        self.page = ReadingPage(preferences.reading)
        looks = (_tr("Light"), _tr("Dark"), _tr("High contrast"))
        self.theme = _choice(list(zip(looks, THEMES, strict=True)), theme)
        self.unit = _choice(list(zip(map(_tr, UNIT_NAMES), UNITS, strict=True)), preferences.unit)
        self.keys = KeyPage(actions, preferences.keys)
        window = QWidget()
        fields = QFormLayout(window)
        fields.setContentsMargins(16, 16, 16, 16)
        fields.addRow(_tr("Theme"), self.theme)
        fields.addRow(_tr("Offsets are shown in"), self.unit)
        tabs = QTabWidget()
        tabs.addTab(self.page, _tr("Reading"))
        tabs.addTab(window, _tr("Window"))
        tabs.addTab(self.keys, _tr("Keys"))
        self.column.insertWidget(0, tabs)
        self.page.changed.connect(self._tell)
        self.keys.changed.connect(self._tell)
        self.unit.activated.connect(lambda place: self._tell())
        self.theme.activated.connect(lambda place: self.theme_chosen.emit(self.theme.currentData()))
        self.resize(580, 500)

    def preferences(self) -> Preferences:
        """What was chosen."""
        return replace(
            self._preferences,
            reading=self.page.reading(),
            unit=self.unit.currentData(),
            keys=self.keys.own(),
        )

    def _tell(self) -> None:
        self.chosen.emit(self.preferences())


def _choice(choices: Choices, now: object) -> QComboBox:
    box = QComboBox()
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(now), 0))
    return box


def _number(bounds: tuple[int, int], now: int, suffix: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(*bounds)
    box.setSuffix(suffix)
    box.setValue(now)
    return box


def _families(script: QFontDatabase.WritingSystem) -> Choices:
    families = [name for name in QFontDatabase.families(script) if not QFontDatabase.isPrivateFamily(name)]
    return [(_tr("the program's own"), ""), *((name, name) for name in families)]


def _told(field: QComboBox | QSpinBox | QDoubleSpinBox, changed: Any) -> None:
    signal = field.activated if isinstance(field, QComboBox) else field.valueChanged
    signal.connect(lambda value: changed.emit())
