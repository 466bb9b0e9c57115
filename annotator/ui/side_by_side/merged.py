"""One view of an article with the marks of several annotators in lanes, and the legend that tells the lanes."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from annotator.model.labels import LabelSet
from annotator.model.span import Span
from annotator.ui.article.decoration import Bar
from annotator.ui.article.marks import Marks
from annotator.ui.article.typesetting import Typesetting
from annotator.ui.flow_layout import FlowLayout
from annotator.ui.side_by_side.lanes import COLOURS, NOTHING, PATTERNS, Laned, LaneMarks, dashed, laned
from annotator.ui.side_by_side.layer_view import LayerView
from annotator.ui.theme import Theme

_PITCH = 0.27  # em: the height of a lane
_LEAST_PITCH = 4  # pixels: below it patterns cannot be told apart


class MergedView(LayerView):
    """The view. Lanes keep their place in the whole article."""

    _drawn: Laned = NOTHING

    def show_lanes(self, sets: Sequence[tuple[str, Sequence[Span]]], labels: LabelSet) -> None:
        """Show the spans of these annotators, the first one's nearest to the text."""
        before, self._drawn = self._drawn.count, laned(sets, labels)
        self._marks = self._new_marks()
        self.set_label_set(self._drawn.labels)
        if before != self._drawn.count:
            self._set_anew(again=True)
        self.set_spans(self._drawn.spans)

    def select_span(self, item: str) -> None:
        """Nothing: a difference is framed, a single mark among many is not told apart any more."""

    def _new_marks(self) -> Marks:
        return LaneMarks(self._flow, self._drawn)

    def _typeset(self) -> Typesetting:
        setting = super()._typeset()
        pitch = max(round(_PITCH * setting.em), _LEAST_PITCH)
        count = self._drawn.count
        return replace(setting, lanes=count, lane_pitch=pitch, lane_band=pitch * count)


class Swatch(QWidget):
    """A piece of a lane as the view draws it."""

    def __init__(self, place: int, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._pattern = PATTERNS[place % len(PATTERNS)]
        light, dark = COLOURS[place % len(COLOURS)]
        self._colour = dark if theme.dark else light
        self.setFixedSize(QSize(34, 12))

    def paintEvent(self, event: QPaintEvent) -> None:
        bar = Bar(Span(0, 1, ""), 0.0, float(self.width()), 4.0, 4.0, 0.0, 0.0, folded=False)
        with QPainter(self) as painter:
            for piece in dashed(bar, self._pattern):
                area = QRectF(piece.left, piece.top, piece.right - piece.left, piece.thickness)
                painter.fillRect(area, QColor(self._colour))


class Legend(QWidget):
    """Each lane's number, pattern and owner, in the order of the lanes from the text down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self)

    def show_names(self, names: Sequence[str], theme: Theme) -> None:
        """Tell these."""
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for place, name in enumerate(names):
            self._row.addWidget(self._entry(place, name, theme))

    def names(self) -> list[str]:
        """What is told."""
        return [label.text() for label in self.findChildren(QLabel)]

    def _entry(self, place: int, name: str, theme: Theme) -> QWidget:
        entry = QWidget(self)
        row = QHBoxLayout(entry)
        row.setContentsMargins(0, 0, 14, 0)
        row.setSpacing(6)
        label = QLabel(f"{place + 1}  {name}", entry)
        label.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(Swatch(place, theme, entry))
        row.addWidget(label)
        return entry
