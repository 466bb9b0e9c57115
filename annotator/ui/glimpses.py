"""What a form shows of files beforehand: beginnings of articles as a table, and sections with headings."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from annotator.app.looking_ahead import Glimpse
from annotator.ui.isolates import QuoteDelegate, align_leading, isolated, one_line

_NAME, _TEXT, _SPANS = range(3)
_HEIGHT = 150
_UNDER = 5  # pixels between a heading and what is under it


def _tr(text: str) -> str:
    return QCoreApplication.translate("ImportDialog", text)


class GlimpseTable(QTableWidget):
    """A row for each article: its name, its beginning, how many spans it has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setHorizontalHeaderLabels([_tr("Name"), _tr("Text"), _tr("Spans")])
        self.setItemDelegateForColumn(_NAME, QuoteDelegate(self))
        self.setItemDelegateForColumn(_TEXT, QuoteDelegate(self))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAccessibleName(_tr("First articles"))
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(_NAME, 150)
        self.setColumnWidth(_SPANS, 70)
        self.setFixedHeight(_HEIGHT)

    def show_glimpses(self, glimpses: Sequence[Glimpse]) -> None:
        """Show the beginnings of these articles."""
        self.setRowCount(len(glimpses))
        for row, glimpse in enumerate(glimpses):
            cells = (isolated(glimpse.name), isolated(one_line(glimpse.text)), str(glimpse.spans))
            for column, words in enumerate(cells):
                self.setItem(row, column, QTableWidgetItem(words))


def sentence() -> QLabel:
    """A label for words that go over several lines."""
    made = QLabel()
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    align_leading(made)
    return made


class Section(QWidget):
    """A heading with what it is of under it."""

    def __init__(self, words: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = QLabel(words)
        heading.setBuddy(content)
        align_leading(heading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_UNDER)
        column.addWidget(heading)
        column.addWidget(content)
