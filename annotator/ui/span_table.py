"""The table of an article's spans: says which one was chosen, and shows one label at a time if wanted."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import LabelSet, name_in
from annotator.model.span import Span
from annotator.ui.icons import swatch
from annotator.ui.isolates import QuoteDelegate, isolated
from annotator.ui.span_model import DETAILS, LABEL, NOTE, QUOTE, SpanModel
from annotator.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_LABEL_WIDTH = 12  # letters at most, so that a long name cannot push the quotes out
_DETAILS_WIDTH, _NOTE_WIDTH = 76, 48  # pixels at first
_CROWDED = 78  # pixels for the label where there are details or notes


class SpanTable(QTableView):
    """The table in the window."""

    span_chosen = Signal(str)  # item; by a person only

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = SpanModel(theme, self)
        self._told = True
        self._label_width = 100
        self.setModel(self.lines)
        for column in (QUOTE, DETAILS, NOTE):
            self.setItemDelegateForColumn(column, QuoteDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Spans"))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 10)
        self._set_columns()
        self.clicked.connect(self._clicked)

    def _set_columns(self) -> None:
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(36)
        columns.setSectionResizeMode(QUOTE, QHeaderView.ResizeMode.Stretch)
        columns.setSectionsClickable(True)
        columns.setSortIndicatorShown(True)
        columns.setSortIndicatorClearable(True)  # the third click brings the reading order back
        columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        columns.sortIndicatorChanged.connect(self._sort)
        self.setColumnWidth(DETAILS, _DETAILS_WIDTH)
        self.setColumnWidth(NOTE, _NOTE_WIDTH)

    def set_look(self, labels: LabelSet, theme: Theme) -> None:
        """Name and colour labels by this label set and theme; the column fits the names."""
        self.lines.set_look(labels, theme)
        names = [self.lines.label_name(name)[:_LABEL_WIDTH] for name in labels.names]
        widest = max(map(self.fontMetrics().horizontalAdvance, [self.tr("Label"), *names]))
        self._label_width = widest + 36
        self._share_room()

    def set_spans(self, text: str, spans: Sequence[Span], selected: str = "") -> None:
        """Show these spans; one of them may be selected."""
        self._keeping_place(lambda: self.lines.set_spans(text, spans))
        # Most articles have spans without details and notes; the room then belongs to the quotes.
        self.setColumnHidden(DETAILS, not any(span.attributes or span.links for span in spans))
        self.setColumnHidden(NOTE, not any(span.note for span in spans))
        self._share_room()
        self.select_span(selected)

    def _share_room(self) -> None:
        crowded = not (self.isColumnHidden(DETAILS) and self.isColumnHidden(NOTE))
        self.setColumnWidth(LABEL, min(self._label_width, _CROWDED) if crowded else self._label_width)

    def show_labels(self, names: Collection[str] | None) -> None:
        """Show only spans of these labels; None: of all."""
        item = self._current()
        self._keeping_place(lambda: self.lines.show_labels(names))
        self.select_span(item)

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

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        item = self._current()
        self._keeping_place(lambda: self.lines.sort(column, order))
        self.select_span(item)

    def _current(self) -> str:
        row = self.currentIndex().row()
        return self.lines.spans[row].item if 0 <= row < len(self.lines.spans) else ""

    def _keeping_place(self, change: Callable[[], None]) -> None:
        top = self.verticalScrollBar().value()
        self._told = False
        change()
        self._told = True
        self.verticalScrollBar().setValue(top)


class SpanPanel(QWidget):
    """The table under a heading that says which labels it shows."""

    labels_shown = Signal(object)  # the names of the labels to be seen, None for all

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = SpanTable(theme, self)
        self.count = QLabel(self)
        self.shown = QComboBox(self)
        self.shown.setAccessibleName(self.tr("Labels shown"))
        self.shown.setAccessibleDescription(self.tr("Labels shown"))  # on X11 its name is what is chosen
        self.shown.setToolTip(self.tr("Which spans are shown, in the list and in the article"))
        self.shown.activated.connect(self._chosen)
        head = QHBoxLayout()
        head.addWidget(self.count, 1)
        head.addWidget(self.shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def set_look(self, labels: LabelSet, theme: Theme) -> None:
        """Offer these labels, and show the spans by them."""
        kept = self.shown.currentData()
        self.shown.clear()
        self.shown.addItem(self.tr("All labels"), "")
        for label in labels.labels:
            colour = label.dark if theme.dark else label.light
            self.shown.addItem(swatch(colour), isolated(name_in("en", label.names, label.name)), label.name)
        place = self.shown.findData(kept) if kept else 0
        self.shown.setCurrentIndex(max(place, 0))
        if kept and place < 0:
            self._chosen()
        self.table.set_look(labels, theme)

    def set_spans(self, text: str, spans: Sequence[Span], selected: str = "") -> None:
        """Show these spans; one of them may be selected."""
        self.table.set_spans(text, spans, selected)
        self.count.setText(self.tr("{0} spans").format(len(spans)) if text else "")

    def _chosen(self) -> None:
        name = self.shown.currentData()
        names = (name,) if name else None
        self.table.show_labels(names)
        self.labels_shown.emit(names)
