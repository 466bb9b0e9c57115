"""The form of an export with a view of what the chosen format will lose."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from annotator.app.exporting import Exported, ExportOptions, Split
from annotator.app.formats import FormatChoice
from annotator.app.looking_ahead import ways_to_write
from annotator.text.offsets import UNIT_NAMES, UNITS
from annotator.ui.dialogs import ExportForm
from annotator.ui.format_fields import FormatFields
from annotator.ui.isolates import align_leading, isolated
from annotator.ui.messages import loss_words
from annotator.ui.remedies import control_names, in_window

_SHARES = (80, 10, 10)
_ROW, _HEIGHT = 31, 132  # pixels of a label in the list, and of the list; more labels scroll
_SHOWN = 6  # kinds of losses
_BELOW = 4  # rows of the form that stand under what a format asks
_WIDTH = 740


def _tr(text: str) -> str:
    return QCoreApplication.translate("ExportDialog", text)


class ExportDialog(ExportForm):
    """What to write, and what of it does not fit."""

    look_wanted = Signal(object)  # ExportOptions; answered by `show_ahead` or `show_failure`
    list_wanted = Signal(object)  # Exported, whose losses shall be listed one by one

    def __init__(
        self,
        choices: Sequence[FormatChoice],
        people: Sequence[str],
        owner: str,
        labels: Sequence[str],
        parent: QWidget | None,
    ) -> None:
        super().__init__(choices, people, owner, parent)
        self.setMinimumWidth(_WIDTH)
        self.labels = _checked_list(labels)
        self.unit, self.borders = QComboBox(), QComboBox()
        for words, value in (
            (_tr("leave the span out"), "strict"),
            (_tr("widen the span"), "expand"),
            (_tr("narrow the span"), "contract"),
        ):
            self.borders.addItem(words, value)
        self.split = QCheckBox(_tr("Split by article"))
        self.shares = [_number(share, 100) for share in _SHARES]
        self.shares[0].setMinimum(1)  # three shares of nothing are no split
        self.seed = _number(0, 999_999)
        self.lost = QLabel()
        self.lost.setWordWrap(True)
        self.lost.setTextFormat(Qt.TextFormat.PlainText)
        align_leading(self.lost)
        self.list_button = QPushButton(_tr("List each of them…"))
        self.list_button.setAutoDefault(False)
        self.list_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._ahead: Exported | None = None
        self.first_of_conflicts = QCheckBox(control_names()["--conflicts"])
        self._arrange()
        self.asked = FormatFields(self.fields, self.fields.rowCount() - _BELOW, self)
        self._offer_ways()
        self._connect()

    def _arrange(self) -> None:
        fields = self.fields
        fields.addRow(_tr("Labels"), self.labels)
        fields.addRow(_tr("Offsets in"), self.unit)
        fields.addRow(_tr("Off the borders"), self.borders)
        self.borders.setToolTip(_tr("What becomes of a span whose borders the format cannot express"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.split)
        for words, field in zip(
            ("train", "dev", "test", _tr("seed")), (*self.shares, self.seed), strict=True
        ):
            row.addWidget(QLabel(words))
            row.addWidget(field)
            field.setAccessibleName(words)
            field.setEnabled(False)
        row.addStretch(1)
        fields.addRow(_tr("Parts"), row)
        fields.addRow("", self.first_of_conflicts)
        fields.addRow(_tr("Will be lost"), self.lost)
        fields.addRow("", self.list_button)
        fields.setRowVisible(self.list_button, False)
        fields.setRowVisible(self.first_of_conflicts, False)  # until a refusal tells that there are conflicts

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(self._offer_ways)
        for field in (self.format, self.owner, self.unit, self.borders):
            field.activated.connect(self.look)
        self.only_finished.clicked.connect(self.look)
        self.first_of_conflicts.clicked.connect(self.look)
        self.asked.changed.connect(self.look)
        self.labels.itemChanged.connect(self.look)
        self.list_button.clicked.connect(lambda: self.list_wanted.emit(self._ahead))
        self.split.toggled.connect(self._use_split)

    def options(self) -> ExportOptions:
        """What was chosen."""
        shares = [field.value() for field in self.shares]
        split = Split((shares[0], shares[1], shares[2]), self.seed.value())
        chosen = self._chosen_labels()
        return replace(
            super().options(),
            labels=frozenset(chosen if len(chosen) < self.labels.count() else ()),
            unit=self.unit.currentData() or "",
            borders=self.borders.currentData(),
            fields=self.asked.chosen(),
            split=split if self.split.isChecked() else None,
            first_of_conflicts=self.first_of_conflicts.isChecked(),
        )

    def look(self) -> None:
        """Ask what will be lost."""
        self.fields.setRowVisible(self.list_button, False)
        some = bool(self._chosen_labels())
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(some)
        if some:
            self.lost.setText(_tr("Counting…"))
            self.look_wanted.emit(replace(self.options(), split=None))
        else:
            self.lost.setText(_tr("Choose a label at least."))

    def show_failure(self, sentence: str) -> None:
        """The export would be refused."""
        if "--conflicts" in sentence:
            self.fields.setRowVisible(self.first_of_conflicts, True)
        self.lost.setText(in_window(sentence))

    def show_ahead(self, done: Exported) -> None:
        """Show what an export would take, and what it would leave out."""
        said = [_tr("Nothing of {0} articles and {1} spans.").format(done.documents, done.spans)]
        if done.lost:
            counted = Counter(loss.what for loss in done.losses) | done.lost
            said = [
                _tr("{0} things of {1} articles and {2} spans:").format(
                    done.lost.total(), done.documents, done.spans
                )
            ]
            for what, count in counted.most_common(_SHOWN):
                reason = next((loss.reason for loss in done.losses if loss.what == what), "")
                said.append(f"{count} × {loss_words(what)}" + (f": {isolated(reason)}" if reason else ""))
        self._ahead = done
        self.fields.setRowVisible(self.list_button, bool(done.lost))
        self.lost.setText("\n".join(said))
        self.adjustSize()

    def is_folder(self) -> bool:
        """Whether the format is a folder of files."""
        return ways_to_write(self.choice().name).folder

    def _offer_ways(self) -> None:
        units, folder, asks = ways_to_write(self.choice().name)
        self.asked.ask(asks)
        kept = self.unit.currentData()
        self.unit.clear()
        for unit in units:
            words = _tr(UNIT_NAMES[UNITS.index(unit)]) if unit in UNITS else unit
            self.unit.addItem(words, unit)
        self.unit.setCurrentIndex(max(self.unit.findData(kept), 0))
        self.unit.setEnabled(len(units) > 1)
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText(_tr("Choose a folder…") if folder else _tr("Choose a file…"))

    def _use_split(self, wanted: bool) -> None:
        for field in (*self.shares, self.seed):
            field.setEnabled(wanted)

    def _chosen_labels(self) -> list[str]:
        items = [self.labels.item(row) for row in range(self.labels.count())]
        checked = Qt.CheckState.Checked
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == checked]


def _checked_list(names: Sequence[str]) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(_tr("Labels"))
    for name in names:
        item = QListWidgetItem(isolated(name), made)
        item.setData(Qt.ItemDataRole.UserRole, name)
        item.setCheckState(Qt.CheckState.Checked)
    made.setFixedHeight(min(len(names) * _ROW + 8, _HEIGHT))
    return made


def _number(value: int, most: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(0, most)
    made.setValue(value)
    return made
