"""The table of an article's spans in reading order: what each one says, under which label."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.model.labels import LabelSet, name_in
from annotator.model.span import Span
from annotator.ui.icons import swatch
from annotator.ui.isolates import QuoteDelegate, isolated, one_line
from annotator.ui.theme import Theme

QUOTE, LABEL = range(2)
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LABEL_WIDTH = 24  # letters at most, so that a long name cannot push the quotes out


class SpanModel(QAbstractTableModel):
    """The spans of one article."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._theme = theme
        self._labels = LabelSet("", (), ())
        self._icons: dict[str, QIcon] = {}
        self.spans: tuple[Span, ...] = ()

    def set_spans(self, text: str, spans: Sequence[Span]) -> None:
        """Show these spans of a text, in the order they come in."""
        self.beginResetModel()
        self._text, self.spans = text, tuple(spans)
        self.endResetModel()

    def set_look(self, labels: LabelSet, theme: Theme) -> None:
        """Name and colour labels by this label set and theme."""
        self._labels, self._theme = labels, theme
        self._icons = {
            label.name: swatch(label.dark if theme.dark else label.light) for label in labels.labels
        }
        if self.spans:
            self.dataChanged.emit(self.index(0, QUOTE), self.index(len(self.spans) - 1, LABEL))

    def label_name(self, name: str) -> str:
        """What the window calls a label."""
        label = self._labels.label(name)
        return name_in("en", label.names, name) if label else name

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many spans there are."""
        return 0 if parent.isValid() else len(self.spans)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Quote and label."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        span = self.spans[index.row()]
        label = index.column() == LABEL
        if role == Qt.ItemDataRole.DisplayRole:
            return isolated(self.label_name(span.label)) if label else self._quote(span)
        if role == Qt.ItemDataRole.DecorationRole and label:
            return self._icons.get(span.label)
        if role == Qt.ItemDataRole.ToolTipRole:
            quote = isolated(one_line(self._text[span.start : span.end], 400))
            place = self.tr("{0}, characters {1}–{2}").format(
                self.label_name(span.label), span.start, span.end
            )
            return f"{place}\n{quote}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.tr("Span") if section == QUOTE else self.tr("Label")
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def _quote(self, span: Span) -> str:
        return one_line(self._text[span.start : span.end])


class SpanTable(QTableView):
    """The table in the window."""

    span_chosen = Signal(str)  # item; by a person only

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = SpanModel(theme, self)
        self._told = True
        self.setModel(self.lines)
        self.setItemDelegateForColumn(QUOTE, QuoteDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Spans"))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 10)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setSectionResizeMode(QUOTE, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(LABEL, QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._clicked)

    def set_look(self, labels: LabelSet, theme: Theme) -> None:
        """Name and colour labels by this label set and theme; the column fits the longest name."""
        self.lines.set_look(labels, theme)
        names = [self.lines.label_name(name)[:_LABEL_WIDTH] for name in labels.names]
        widest = max(map(self.fontMetrics().horizontalAdvance, [self.tr("Label"), *names]))
        self.setColumnWidth(LABEL, widest + 40)

    def set_spans(self, text: str, spans: Sequence[Span], selected: str = "") -> None:
        """Show these spans; one of them may be selected."""
        top = self.verticalScrollBar().value()
        self._told = False
        self.lines.set_spans(text, spans)
        self._told = True
        self.verticalScrollBar().setValue(top)
        self.select_span(selected)

    def select_span(self, item: str) -> None:
        """Emphasise the span of that item, "" for none; emits nothing."""
        place = next((i for i, span in enumerate(self.lines.spans) if item and span.item == item), -1)
        self._told = False
        if place < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif place != self.currentIndex().row():
            self.setCurrentIndex(self.lines.index(place, QUOTE))
        self._told = True

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which span was chosen by the keyboard."""
        super().currentChanged(current, previous)
        if self._told and current.isValid():
            self.span_chosen.emit(self.lines.spans[current.row()].item)

    def _clicked(self, index: QModelIndex) -> None:
        # A click on the current line changes nothing, yet people click it to get back to the span.
        self.span_chosen.emit(self.lines.spans[index.row()].item)
