"""The form of an import with a view of what is in the files: first articles, labels, owners, columns, remarks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QWidget

from annotator.app.formats import FormatChoice
from annotator.app.importing import ImportOptions
from annotator.app.label_choices import LabelChoices
from annotator.app.looking_ahead import Ahead
from annotator.text.decode import ENCODINGS
from annotator.text.offsets import UNIT_NAMES, UNITS
from annotator.ui.dialogs import ImportForm
from annotator.ui.isolates import QuoteDelegate, align_leading, isolated, one_line
from annotator.ui.label_choice import LabelChoice

_NAME, _TEXT, _SPANS = range(3)
_REMARKS = 3  # that are shown before the import; its report has them all
_WIDTH = 820


def _tr(text: str) -> str:
    return QCoreApplication.translate("ImportDialog", text)


class ImportDialog(ImportForm):
    """How to read files, and what is in them when they are read so."""

    look_wanted = Signal(object)  # ImportOptions; answered by `show_ahead` or `show_failure`

    def __init__(
        self, paths: Sequence[Path], choices: Iterable[FormatChoice], parent: QWidget | None
    ) -> None:
        known = list(choices)
        super().__init__(paths, known, parent)
        self._titles = {choice.name: choice.title for choice in known}
        self.setMinimumWidth(_WIDTH)
        self.encoding = QComboBox()
        self.encoding.addItem(_tr("As found in the files"), "")
        for name in ENCODINGS:
            self.encoding.addItem(name, name)
        self.unit = QComboBox()
        self.unit.addItem(_tr("As the files say, else as found"), "")
        for name, words in zip(UNITS, UNIT_NAMES, strict=True):
            self.unit.addItem(_tr(words), name)
        self.text_column = QComboBox()
        self.found, self.remarks = _sentence(), _sentence()
        self.first = _table()
        self.labels = LabelChoice()
        self._arrange()
        for field in (self.format, self.encoding, self.unit, self.text_column):
            field.activated.connect(self.look)
        self.format.activated.connect(lambda: self.text_column.clear())

    def _arrange(self) -> None:
        fields = self.fields
        fields.setRowVisible(self.add_labels, False)  # here each label is decided by itself
        fields.insertRow(2, _tr("Encoding"), self.encoding)
        fields.insertRow(3, _tr("Offsets in"), self.unit)
        fields.insertRow(4, _tr("Column of the text"), self.text_column)
        fields.addRow(_tr("Found"), self.found)
        fields.addRow(_tr("First articles"), self.first)
        fields.addRow(_tr("Unknown labels"), self.labels)
        fields.addRow(_tr("Remarks"), self.remarks)
        for row in (self.text_column, self.first, self.labels, self.remarks):
            fields.setRowVisible(row, False)

    def options(self) -> ImportOptions:
        """What was chosen."""
        column = self.text_column.currentData()
        return replace(
            super().options(),
            encoding=self.encoding.currentData(),
            unit=self.unit.currentData(),
            labels=self.labels.choices().mapped,
            fields={"text": column} if column else {},
        )

    def decided(self) -> tuple[LabelChoices, list[str]]:
        """What was chosen of the labels that the project lacks, and which labels these are."""
        return self.labels.choices(), list(self.labels.fields)

    def look(self) -> None:
        """Ask what is in the files."""
        self.found.setText(_tr("Looking into the files…"))
        self.look_wanted.emit(self.options())

    def show_failure(self, sentence: str) -> None:
        """The files could not be looked into."""
        self.found.setText(sentence)
        self.labels.show_labels({}, (), LabelChoices())  # what is not there is not added either
        for row in (self.first, self.labels, self.remarks):
            self.fields.setRowVisible(row, False)

    def show_ahead(self, ahead: Ahead) -> None:
        """Show what is in the files."""
        self.found.setText(self._summary(ahead))
        self._show_columns(ahead.columns)
        self._show_first(ahead)
        self.labels.show_labels(
            {name: ahead.labels[name] for name in ahead.unknown}, ahead.known, ahead.choices
        )
        self.fields.setRowVisible(self.labels, bool(ahead.unknown))
        self.remarks.setText("\n".join(isolated(str(remark)) for remark in ahead.remarks[:_REMARKS]))
        self.fields.setRowVisible(self.remarks, bool(ahead.remarks))
        self.adjustSize()

    def _summary(self, ahead: Ahead) -> str:
        titles = ", ".join(isolated(self._titles.get(name, name)) for name in ahead.formats)
        spans = ahead.labels.total()
        words = (
            _tr("{0}: {1} articles with {2} spans.")
            if ahead.whole
            else _tr("{0}: {1} articles and more, {2} spans in these.")
        )
        said = [words.format(titles, ahead.records, spans)]
        if labels := [f"{isolated(name)} {count}" for name, count in sorted(ahead.labels.items())]:
            said.append(_tr("Labels: {0}.").format(", ".join(labels)))
        if owners := [f"{isolated(name)} {count}" for name, count in sorted(ahead.owners.items()) if name]:
            said.append(_tr("Annotations of: {0}.").format(", ".join(owners)))
        if ahead.refused:
            said.append(_tr("{0} rows will be refused.").format(ahead.refused))
        if not ahead.whole:
            said.append(_tr("Labels that the project lacks and that come later are refused and reported."))
        return "\n".join(said)

    def _show_columns(self, titles: Sequence[str]) -> None:
        chosen = self.text_column.currentData()
        self.text_column.clear()
        self.text_column.addItem(_tr("As its header says"), "")
        for title in titles:
            self.text_column.addItem(isolated(title), title)
        self.text_column.setCurrentIndex(max(self.text_column.findData(chosen), 0))
        self.fields.setRowVisible(self.text_column, bool(titles))

    def _show_first(self, ahead: Ahead) -> None:
        self.first.setRowCount(len(ahead.glimpses))
        for row, glimpse in enumerate(ahead.glimpses):
            cells = (isolated(glimpse.name), isolated(one_line(glimpse.text)), str(glimpse.spans))
            for column, words in enumerate(cells):
                self.first.setItem(row, column, QTableWidgetItem(words))
        self.fields.setRowVisible(self.first, bool(ahead.glimpses))


def _sentence() -> QLabel:
    made = QLabel()
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    align_leading(made)
    return made


def _table() -> QTableWidget:
    made = QTableWidget(0, 3)
    made.setHorizontalHeaderLabels([_tr("Name"), _tr("Text"), _tr("Spans")])
    made.setItemDelegateForColumn(_NAME, QuoteDelegate(made))
    made.setItemDelegateForColumn(_TEXT, QuoteDelegate(made))
    made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    made.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.setAccessibleName(_tr("First articles"))
    made.verticalHeader().hide()
    made.horizontalHeader().setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)
    made.setColumnWidth(_NAME, 150)
    made.setColumnWidth(_SPANS, 70)
    made.setFixedHeight(150)
    return made
