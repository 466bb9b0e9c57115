"""What an import refused or an export leaves out, as a list that can be filtered, gone through and saved."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.app.importing import Problem
from annotator.app.whole import whole_file
from annotator.model.errors import AnnotatorError
from annotator.ui.file_dialog import FileDialog
from annotator.ui.isolates import align_leading, isolated
from annotator.ui.remedies import in_window

_PLACE, _REASON, _FIX = range(3)
_PLAIN = Qt.ItemDataRole.UserRole + 1  # the text without isolates, for the filter
_SIZE = (980, 520)


class ReportView(QDialog):
    """A list of problems in a window of its own, which may stay open while people work."""

    problem_chosen = Signal(object)  # a Problem
    failed = Signal(str)

    def __init__(
        self,
        sentence: str,
        problems: Sequence[Problem],
        more: int,
        parent: QWidget | None,
        *,
        title: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title or self.tr("Report of the import"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._problems = [replace(each, fix=in_window(each.fix)) if each.fix else each for each in problems]
        self._more = more
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter by place, reason or remedy"))
        self.filter.setClearButtonEnabled(True)
        self.count = QLabel()
        self.table = QTableView()
        self._fill_table()
        self._arrange(sentence)
        self.filter.textChanged.connect(self._filter)
        self._tell_count()
        self.resize(*_SIZE)

    def _fill_table(self) -> None:
        lines = QStandardItemModel(0, 3, self)
        lines.setHorizontalHeaderLabels([self.tr("Place"), self.tr("Reason"), self.tr("What to do")])
        for number, problem in enumerate(self._problems):
            words = (problem.place, problem.reason, problem.fix)
            cells = [QStandardItem(_apart(words[0])), *(QStandardItem(isolated(text)) for text in words[1:])]
            for cell, text in zip(cells, words, strict=True):
                cell.setData(text, _PLAIN)
                cell.setToolTip(text)
                cell.setData(number, Qt.ItemDataRole.UserRole)
            lines.appendRow(cells)
        self.lines = QSortFilterProxyModel(self)
        self.lines.setSourceModel(lines)
        self.lines.setFilterKeyColumn(-1)
        self.lines.setFilterRole(_PLAIN)
        self.lines.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        table = self.table
        table.setModel(self.lines)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setAccessibleName(self.tr("Problems"))
        table.verticalHeader().hide()
        columns = table.horizontalHeader()
        columns.setHighlightSections(False)
        has_fixes = any(problem.fix for problem in self._problems)
        table.setColumnHidden(_FIX, not has_fixes)
        columns.setSectionResizeMode(_REASON, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(_PLACE, 190 if has_fixes else 360)
        table.setColumnWidth(_FIX, 290)
        table.activated.connect(lambda index: self._choose(index.row()))

    def _arrange(self, sentence: str) -> None:
        told = QLabel(sentence)
        told.setWordWrap(True)
        told.setTextFormat(Qt.TextFormat.PlainText)
        align_leading(told)
        hint = QLabel(self.tr("Double-click a line to open its article."))
        align_leading(hint)
        top = QHBoxLayout()
        top.addWidget(self.filter, 1)
        top.addWidget(self.count)
        save = QPushButton(self.tr("Save as CSV…"))
        save.setAutoDefault(False)
        save.clicked.connect(self._ask_where)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(self.tr("Close"))
        close.setAutoDefault(False)  # Enter in the list opens the place
        buttons.rejected.connect(self.close)
        buttons.addButton(save, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 18, 18, 14)
        column.setSpacing(12)
        column.addWidget(told)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(hint)
        column.addWidget(buttons)

    def shown(self) -> list[Problem]:
        """The problems that pass the filter, in the order of the list."""
        role = Qt.ItemDataRole.UserRole
        rows = range(self.lines.rowCount())
        return [self._problems[self.lines.index(row, 0).data(role)] for row in rows]

    def save(self, out: Path) -> None:
        """Write what the filter lets pass as CSV, whole or not at all. Raises Unavailable."""
        with whole_file(out) as stream:
            stream.write(as_csv(self.shown()))

    def _filter(self, words: str) -> None:
        self.lines.setFilterFixedString(words.strip())
        self._tell_count()

    def _tell_count(self) -> None:
        words = self.tr("{0} of {1}").format(self.lines.rowCount(), len(self._problems))
        if self._more:
            words += self.tr(", the first of {0}").format(len(self._problems) + self._more)
        self.count.setText(words)

    def _choose(self, row: int) -> None:
        self.problem_chosen.emit(self.shown()[row])

    def _ask_where(self) -> None:
        dialog = FileDialog(self, self.tr("Save as CSV"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("report.csv")
        dialog.fileSelected.connect(lambda name: self._save(Path(name)))
        dialog.open()

    def _save(self, out: Path) -> None:
        try:
            self.save(out)
        except AnnotatorError as error:
            self.failed.emit(str(error))


def _apart(place: str) -> str:
    """The parts of a place each in an isolate: an Arabic name would turn the range behind it around."""
    return ", ".join(map(isolated, place.split(", ")))


def as_csv(problems: Sequence[Problem]) -> bytes:
    """A header and a line for each problem, UTF-8 with a mark for spreadsheets."""
    made = StringIO(newline="")
    lines = csv.writer(made)
    lines.writerow(("place", "refused", "kind", "reason", "fix"))
    for each in problems:
        lines.writerow((each.place, "yes" if each.refused else "no", each.kind, each.reason, each.fix))
    return made.getvalue().encode("utf-8-sig")
