"""The lines of the table of spans: quote, label, attributes, links and note of each, filtered by label and sorted."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from annotator.model.labels import LabelSet, name_in
from annotator.model.span import Span
from annotator.ui.article.tip import Tip, tip
from annotator.ui.icons import swatch
from annotator.ui.isolates import isolated, one_line
from annotator.ui.theme import Theme

QUOTE, LABEL, DETAILS, NOTE = range(4)
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class SpanModel(QAbstractTableModel):
    """The spans of one article, in reading order until a column sorts them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._theme = theme
        self._labels = LabelSet("", (), ())
        self._icons: dict[str, QIcon] = {}
        self._every: tuple[Span, ...] = ()
        self._by_item: Mapping[str, Span] = {}
        self._tips: dict[str, Tip] = {}
        self._shown: Collection[str] | None = None
        self._column, self._backwards = -1, False
        self.spans: tuple[Span, ...] = ()  # those that are shown, from the top

    def set_spans(self, text: str, spans: Sequence[Span]) -> None:
        """Show these spans of a text; they come in reading order."""
        self.beginResetModel()
        self._text, self._every = text, tuple(spans)
        self._by_item = {span.item: span for span in spans}
        self._arrange()
        self.endResetModel()

    def show_labels(self, names: Collection[str] | None) -> None:
        """Show only spans of these labels; None: of all."""
        self.beginResetModel()
        self._shown = names
        self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1: in reading order."""
        self.beginResetModel()
        self._column, self._backwards = column, order == Qt.SortOrder.DescendingOrder
        self._arrange()
        self.endResetModel()

    def set_look(self, labels: LabelSet, theme: Theme) -> None:
        """Name and colour labels by this label set and theme."""
        self._labels, self._theme = labels, theme
        self._tips.clear()
        self._icons = {
            label.name: swatch(label.dark if theme.dark else label.light) for label in labels.labels
        }
        if self.spans:
            self.dataChanged.emit(self.index(0, QUOTE), self.index(len(self.spans) - 1, NOTE))

    def label_name(self, name: str) -> str:
        """What the window calls a label."""
        label = self._labels.label(name)
        return name_in("en", label.names, name) if label else name

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many spans are shown."""
        return 0 if parent.isValid() else len(self.spans)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Quote, label, details, note."""
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        span = self.spans[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells()[index.column()](span)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == LABEL:
            return self._icons.get(span.label)
        if role == Qt.ItemDataRole.ToolTipRole:
            place = self.tr("Characters {0}–{1}").format(span.start, span.end)
            return "\n".join([*self._tip(span).lines(), place])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Span"), self.tr("Label"), self.tr("Details"), self.tr("Note"))[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def _cells(self) -> tuple[Callable[[Span], str], ...]:
        """How each column is written."""
        return (
            lambda span: one_line(self._text[span.start : span.end]),
            lambda span: isolated(self.label_name(span.label)),
            self._details,
            lambda span: one_line(span.note),
        )

    def _details(self, span: Span) -> str:
        told = self._tip(span)
        return " · ".join(isolated(value) for _, value in (*told.links, *told.attributes))

    def _tip(self, span: Span) -> Tip:
        known = self._tips.get(span.item)
        if known is None:
            known = self._tips[span.item] = tip(span, self._text, self._by_item, self._labels)
        return known

    def _arrange(self) -> None:
        self._tips.clear()
        shown = [span for span in self._every if self._shown is None or span.label in self._shown]
        if self._column >= 0:
            write = self._cells()[self._column]
            shown.sort(key=lambda span: write(span).casefold(), reverse=self._backwards)
        self.spans = tuple(shown)
