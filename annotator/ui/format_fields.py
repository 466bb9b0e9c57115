"""The settings of formats: fields for what a format asks, which come and go with it, and settings in words."""

import shlex
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit


def _tr(text: str) -> str:
    return QCoreApplication.translate("FormatFields", text)


class FormatFields(QObject):
    """Rows of a form, from the place of the first on; a format with no questions has none."""

    changed = Signal()

    def __init__(self, form: QFormLayout, first: int, parent: QObject) -> None:
        super().__init__(parent)
        self._form, self._first = form, first
        self._asks: dict[str, tuple[str, ...]] = {}
        self.fields: dict[str, QComboBox | QLineEdit] = {}

    def ask(self, asks: Mapping[str, tuple[str, ...]]) -> None:
        """Show these questions in the place of the present ones; the answers to those that stay are kept."""
        kept = self.chosen()
        for field in self.fields.values():
            self._form.removeRow(field)
        self._asks, self.fields = dict(asks), {}
        for number, (name, values) in enumerate(self._asks.items()):
            field = self._field(name, values, kept.get(name, ""))
            self.fields[name] = field
            self._form.insertRow(self._first + number, _titles().get(name, name), field)

    def chosen(self) -> dict[str, str]:
        """The answers that differ from what is taken without any."""
        found = {}
        for name, field in self.fields.items():
            value = field.currentData() if isinstance(field, QComboBox) else field.text().strip()
            if value and value != self._asks[name][0]:
                found[name] = value
        return found

    def _field(self, name: str, values: tuple[str, ...], kept: str) -> QComboBox | QLineEdit:
        if len(values) == 1:
            line = QLineEdit(kept or values[0])
            line.editingFinished.connect(self.changed)
            return line
        choice = QComboBox()
        words = _words().get(name, {})
        for value in values:
            choice.addItem(words.get(value, value), value)
        choice.setCurrentIndex(max(choice.findData(kept), 0))
        choice.activated.connect(lambda place: self.changed.emit())
        return choice


def settings_in(words: str) -> dict[str, str]:
    """The settings in words such as `text=body "label=my label"`; what has no sign of equality is none."""
    try:
        parts = shlex.split(words)
    except ValueError:  # a quotation mark that is still open
        parts = words.split()
    return dict(part.split("=", 1) for part in parts if part.partition("=")[0] and "=" in part)


def _titles() -> dict[str, str]:
    return {
        "nesting": _tr("Nested spans"),
        "scheme": _tr("Tags"),
        "shape": _tr("Shape"),
        "file": _tr("Files"),
        "from_name": _tr("Control of labels"),
        "to_name": _tr("Control of the text"),
        "completed_by": _tr("Completed by"),
        "question": _tr("Question"),
    }


def _words() -> dict[str, dict[str, str]]:
    return {
        "nesting": {
            "layers": _tr("a layer each, the outermost of a layer"),
            "outermost": _tr("only the outermost, all labels together"),
            "innermost": _tr("only the innermost, all labels together"),
        },
        "completed_by": {
            "importer": _tr("whoever imports it there"),
            "members": _tr("members, where an owner is a number or an e-mail address"),
        },
        "scheme": {"iob2": "IOB2", "iob1": "IOB1", "bioes": "BIOES"},
        "file": {"jsonl": "JSON Lines", "parquet": "Parquet"},
        "shape": {
            "label": _tr("triples under “label”"),
            "labels": _tr("triples under “labels” (older versions)"),
            "relations": _tr("entities with relations"),
        },
    }
