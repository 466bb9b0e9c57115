"""The form of an import beside a view of what is in the files: first articles, owners, labels, columns, remarks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.formats import FormatChoice
from annotator.app.importing import ImportOptions
from annotator.app.label_choices import LabelChoices
from annotator.app.looking_ahead import Ahead
from annotator.app.owner_choices import OwnerChoices
from annotator.text.decode import ENCODINGS
from annotator.text.offsets import UNIT_NAMES, UNITS
from annotator.ui.dialogs import ImportForm
from annotator.ui.format_fields import settings_in
from annotator.ui.glimpses import GlimpseTable, Section, sentence
from annotator.ui.isolates import isolated
from annotator.ui.label_choice import LabelChoice
from annotator.ui.messages import ahead_summary
from annotator.ui.owner_choice import OwnerChoice
from annotator.ui.remedies import control_names, in_window

_REMARKS = 3  # that are shown before the import; its report has them all
_WIDTH, _LEFT = 1000, 360


def _tr(text: str) -> str:
    return QCoreApplication.translate("ImportDialog", text)


class ImportDialog(ImportForm):
    """How to read files, and what is in them when they are read so."""

    look_wanted = Signal(object)  # ImportOptions; answered by `show_ahead` or `show_failure`
    whole_wanted = Signal(object)  # the same of all that the files hold; `show_progress` before the answer
    stop_wanted = Signal()

    def __init__(
        self, paths: Sequence[Path], choices: Iterable[FormatChoice], parent: QWidget | None, me: str = ""
    ) -> None:
        known = list(choices)
        super().__init__(paths, known, parent)
        self._titles = {choice.name: choice.title for choice in known}
        self._me = me
        self.setMinimumWidth(_WIDTH)
        self.encoding = QComboBox()
        self.encoding.addItem(_tr("As found in the files"), "")
        for name in ENCODINGS:
            self.encoding.addItem(name, name)
        self.unit = QComboBox()
        self.unit.addItem(_tr("As the files say, else as found"), "")
        for name, words in zip(UNITS, UNIT_NAMES, strict=True):
            self.unit.addItem(_tr(words), name)
        self.text_column, self.settings = QComboBox(), QLineEdit()
        self.found, self.remarks, self.progress = sentence(), sentence(), sentence()
        self.stop = QPushButton(_tr("Stop looking"))
        self.first, self.owners, self.labels = GlimpseTable(), OwnerChoice(), LabelChoice()
        self.sections = self._made_sections()
        self._arrange()
        for field in (self.format, self.encoding, self.unit, self.text_column):
            field.activated.connect(self.look)
        self.settings.editingFinished.connect(self._look_again)
        self.format.activated.connect(lambda: self.text_column.clear())
        self.stop.clicked.connect(self._stop)
        self._looked_with, self._settings_seen = self.options(), ""

    def _arrange(self) -> None:
        fields, names = self.fields, control_names()
        fields.setRowVisible(self.add_labels, False)  # here each label is decided by itself
        fields.insertRow(2, names["--encoding"], self.encoding)
        fields.insertRow(3, names["--unit"], self.unit)
        fields.insertRow(4, _tr("Column of the text"), self.text_column)
        fields.addRow(names["--field"], self.settings)
        self.settings.setPlaceholderText("text=KEY …")
        self.settings.setToolTip(
            _tr("What the format asks for, as NAME=VALUE; FORMATS.md tells which there are")
        )
        fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.stop.setAutoDefault(False)
        self._put_side_by_side()
        self._show_looking(False)
        fields.setRowVisible(self.text_column, False)
        self._hide_seen()

    def _made_sections(self) -> list[Section]:
        names = control_names()
        return [
            Section(_tr("First articles"), self.first),
            Section(names["--owners"], self.owners),
            Section(names["--map"], self.labels),
            Section(_tr("Remarks"), self.remarks),
        ]

    def _put_side_by_side(self) -> None:
        """The form on the leading side, what is in the files on the other."""
        self.column.removeItem(self.fields)
        self.fields.setParent(None)
        sides = QHBoxLayout()
        sides.setSpacing(28)
        left = QWidget()
        left.setFixedWidth(_LEFT)
        left.setLayout(self.fields)
        self.fields.setContentsMargins(0, 0, 0, 0)
        sides.addWidget(left, 0, Qt.AlignmentFlag.AlignTop)
        seen = QWidget()
        right = QVBoxLayout(seen)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(14)
        looking = QHBoxLayout()
        looking.addWidget(self.progress, 1)
        looking.addWidget(self.stop)
        right.addWidget(self.found)
        right.addLayout(looking)
        for section in self.sections:
            right.addWidget(section)
        right.addStretch(1)
        sides.addWidget(seen, 1)
        self.column.insertLayout(0, sides, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends what is being typed; it imports only from elsewhere, when what was typed has been looked at."""
        typing = isinstance(self.focusWidget(), QLineEdit)
        if typing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def options(self) -> ImportOptions:
        """What was chosen."""
        column = self.text_column.currentData()
        whose = self.owners.choices()
        return replace(
            super().options(),
            encoding=self.encoding.currentData(),
            unit=self.unit.currentData(),
            labels=self.labels.choices().mapped,
            fields=settings_in(self.settings.text()) | ({"text": column} if column else {}),
            owners=whose.names,
            programs=whose.programs,
        )

    def decided(self) -> tuple[LabelChoices, list[str], OwnerChoices, list[str]]:
        """What was chosen of the labels that the project lacks and of the owners, and which these are."""
        return (
            self.labels.choices(),
            list(self.labels.fields),
            self.owners.choices(),
            list(self.owners.fields),
        )

    def look(self) -> None:
        """Ask what is in the files."""
        self._show_looking(False)
        self._looked_with, self._settings_seen = self.options(), self.settings.text()
        self.found.setText(_tr("Looking into the files…"))
        self.look_wanted.emit(self._looked_with)

    def _look_again(self) -> None:
        if self.settings.text() != self._settings_seen:
            self.look()

    def _stop(self) -> None:
        self.stop.hide()
        self.progress.setText(
            _tr("Not looked at to the end: unknown labels that come later are refused and reported.")
        )
        self.stop_wanted.emit()

    def show_progress(self, done: int, total: object = None) -> None:
        """How many articles and remarks were looked at."""
        self.progress.setText(_tr("Looking through all files: {0} articles so far…").format(done))

    def _show_looking(self, on: bool) -> None:
        for widget in (self.progress, self.stop):
            widget.setVisible(on)

    def _hide_seen(self) -> None:
        for section in self.sections:
            section.hide()

    def show_failure(self, words: str) -> None:
        """The files could not be looked into."""
        self._show_looking(False)
        self.found.setText(in_window(words))
        self.labels.show_labels({}, (), LabelChoices())  # what is not there is not added either
        self.owners.show_owners({}, (), (), self._me, OwnerChoices())
        self._hide_seen()

    def show_ahead(self, ahead: Ahead) -> None:
        """Show what is in the files; of long ones first the beginning, and then all of them."""
        self.found.setText(ahead_summary(ahead, self._titles))
        self._show_columns(ahead.columns)
        self.first.show_glimpses(ahead.glimpses)
        unknown = {name: ahead.labels[name] for name in ahead.unknown}
        self.labels.show_labels(unknown, ahead.known, ahead.choices)
        named = {name: count for name, count in sorted(ahead.owners.items()) if name}
        self.owners.show_owners(named, ahead.programs, ahead.people, self._me, ahead.owner_choices)
        self._offer_people(ahead.people)
        self.remarks.setText("\n".join(_remark(str(remark)) for remark in ahead.remarks[:_REMARKS]))
        for section, held in zip(self.sections, (ahead.glimpses, named, unknown, ahead.remarks), strict=True):
            section.setVisible(bool(held))
        self.adjustSize()
        self._show_looking(not ahead.whole)
        if not ahead.whole:
            self.show_progress(ahead.records)
            self.whole_wanted.emit(self._looked_with)

    def _show_columns(self, titles: Sequence[str]) -> None:
        chosen = self.text_column.currentData()
        self.text_column.clear()
        self.text_column.addItem(_tr("As its header says"), "")
        for title in titles:
            self.text_column.addItem(isolated(title), title)
        self.text_column.setCurrentIndex(max(self.text_column.findData(chosen), 0))
        self.fields.setRowVisible(self.text_column, bool(titles))

    def _offer_people(self, people: Sequence[str]) -> None:
        """Those who may be the owner of what is nobody's by name."""
        there = {self.owner.itemText(n) for n in range(self.owner.count())}
        self.owner.addItems(
            [name for name in dict.fromkeys((self._me, *people)) if name and name not in there]
        )


def _remark(words: str) -> str:
    return isolated(in_window(words))
