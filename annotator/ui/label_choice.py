"""A line for each label that the project lacks: refuse it, add it, or read it as one of the project's."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QScrollArea, QWidget

from annotator.app.label_choices import LabelChoices
from annotator.ui.isolates import isolated

_REFUSE, _ADD = "refuse", "add"
_HEIGHT = 132  # pixels; more labels scroll


class LabelChoice(QScrollArea):
    """What is to become of unknown labels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setMaximumHeight(_HEIGHT)
        self.setAccessibleName(self.tr("Labels that the project lacks"))
        self.fields: dict[str, QComboBox] = {}
        self._words: dict[str, QLabel] = {}

    def show_labels(self, unknown: Mapping[str, int], known: Sequence[str], before: LabelChoices) -> None:
        """Offer choices for labels with their numbers of spans; what was chosen here or before stays."""
        if list(unknown) != list(self.fields):  # else somebody may just be choosing
            self._make(unknown, known, before)
        for label, words in self._words.items():
            words.setText(self.tr("{0} ({1} spans)").format(isolated(label), unknown[label]))

    def _make(self, unknown: Iterable[str], known: Sequence[str], before: LabelChoices) -> None:
        now = {label: field.currentData() for label, field in self.fields.items()}
        page = QWidget()
        rows = QFormLayout(page)
        rows.setContentsMargins(8, 6, 8, 6)
        self.fields, self._words = {}, {}
        for label in unknown:
            field = self.fields[label] = self._field(label, known)
            chosen = now.get(label) or _before(label, before)
            field.setCurrentIndex(max(field.findData(chosen), 0))
            words = self._words[label] = QLabel()
            words.setTextFormat(Qt.TextFormat.PlainText)
            rows.addRow(words, field)
        self.setWidget(page)
        self.setMinimumHeight(min(page.sizeHint().height() + 4, _HEIGHT))

    def choices(self) -> LabelChoices:
        """What is chosen now."""
        chosen = {label: field.currentData() for label, field in self.fields.items()}
        mapped = {label: to[1] for label, to in chosen.items() if isinstance(to, tuple)}
        return LabelChoices(mapped, frozenset(label for label, to in chosen.items() if to == _ADD))

    def _field(self, label: str, known: Sequence[str]) -> QComboBox:
        field = QComboBox()
        field.addItem(self.tr("Refuse its spans and report them"), _REFUSE)
        field.addItem(self.tr("Add it to the project"), _ADD)
        for name in known:
            field.addItem(self.tr("Read it as {0}").format(isolated(name)), ("as", name))
        field.setAccessibleName(label)
        return field


def _before(label: str, before: LabelChoices) -> object:
    if label in before.mapped:
        return ("as", before.mapped[label])
    return _ADD if label in before.added else _REFUSE
