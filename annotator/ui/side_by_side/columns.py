"""Views of one article beside each other, equally wide and scrolling in step."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from annotator.app.side_by_side import Layers
from annotator.model.labels import LabelSet
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.article.reading import Reading
from annotator.ui.side_by_side.layer_view import Framed, LayerView
from annotator.ui.theme import Theme

_LEAST, _GAP = 220, 8  # pixels


class Column(QWidget):
    """One annotator's layer, with a line above it that says whose it is."""

    def __init__(self, owner: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.owner = owner
        self.head = Sentence(self)
        self.head.setWordWrap(False)  # else the views would not be equally high
        self.head.setMinimumWidth(1)
        self.view = LayerView(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.head)
        layout.addWidget(self.view, 1)


class _Row(QWidget):
    """Columns of exactly one width: then their lines break alike. The first is where reading begins."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: list[Column] = []

    def arrange(self) -> None:
        """Put the columns in their places."""
        count = len(self.columns)
        self.setMinimumWidth(count * (_LEAST + _GAP))
        if not count:
            return
        width = (self.width() - (count - 1) * _GAP) // count
        turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place, column in enumerate(reversed(self.columns) if turned else self.columns):
            column.setGeometry(QRect(place * (width + _GAP), 0, width, self.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()


class Columns(QScrollArea):
    """The columns; with many of them they scroll sideways."""

    difference_clicked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reading = Reading()
        self._in_step = False
        self._row = _Row()
        self.setWidget(self._row)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def columns(self) -> Sequence[Column]:
        """From where reading begins."""
        return self._row.columns

    def show_layers(
        self, shown: Layers, owners: Sequence[str], heads: Sequence[str], labels: LabelSet
    ) -> None:
        """Show the layers of these owners from the start of the article, or from the same place if it is the same."""
        kept = self.columns and self.columns[0].view.text() == shown.document.text
        top = self.columns[0].view.top_place() if kept else None
        if [column.owner for column in self.columns] != list(owners):
            self._make(owners)
        for column, head in zip(self.columns, heads, strict=True):
            view, layer = column.view, shown.layer(column.owner)
            column.head.setText(head)
            view.setAccessibleName(head)
            view.set_label_set(labels)
            if view.text() != shown.document.text:
                view.set_article(shown.document.text, direction=shown.document.direction)
            view.set_spans(layer.spans if layer else ())
            view.set_excluded(shown.excluded)
        if top:
            for column in self.columns:
                column.view.show_top(*top)

    def set_differences(self, framed: Sequence[Framed], items: Sequence[dict[str, str]]) -> None:
        """Frame these; `items` are the first items of each owner there."""
        for column in self.columns:
            own = {held[column.owner]: n for n, held in enumerate(items) if column.owner in held}
            column.view.set_differences(framed, own)

    def go_to(self, number: int, start: int, end: int, items: dict[str, str]) -> None:
        """Select a difference in every column and scroll to it."""
        for column in self.columns:
            column.view.set_current(number)
            column.view.select_span(items.get(column.owner, ""))
        if self.columns:
            self.columns[0].view.scroll_to(start, end)
            self._follow(self.columns[0].view)

    def set_reading(self, reading: Reading) -> None:
        """Set the article by a reader's choices."""
        self._reading = reading
        for column in self.columns:
            column.view.set_reading(reading)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        for column in self.columns:
            column.view.set_theme(theme)

    def _make(self, owners: Sequence[str]) -> None:
        for column in self._row.columns:
            column.deleteLater()
            column.hide()
        self._row.columns = [Column(owner, self._row) for owner in owners]
        for column in self._row.columns:
            view = column.view
            view.set_theme(self._theme)
            view.set_reading(self._reading)
            if column is not self.columns[0]:
                view.lay_out_with(self.columns[0].view)
            view.difference_clicked.connect(self.difference_clicked)
            view.scrolled.connect(lambda view=view: self._follow(view))
            view.zoom_changed.connect(self._zoom)
            column.show()
        self._row.arrange()

    def _follow(self, leader: LayerView) -> None:
        if self._in_step:
            return
        self._in_step = True
        for column in self.columns:
            if column.view is not leader and column.view.text() == leader.text():
                column.view.show_top(*leader.top_place())
        self._in_step = False

    def _zoom(self, percent: int) -> None:
        for column in self.columns:
            column.view.set_zoom(percent)
