"""One view of an article in which the differences are framed, with the letters of their class in the margin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from annotator.ui.agreement.colours import luminance
from annotator.ui.article.flow import Flow
from annotator.ui.article.handles import Handle
from annotator.ui.article.view import ArticleView
from annotator.ui.fonts import chip_font

_TAG_PX, _TAG_WIDTH, _TAG_HEIGHT, _ROUND, _GAP = 10, 24.0, 14.0, 3.0, 3.0  # pixels
_PALE, _DIM = 0.25, 0.22  # relative luminance: beyond them less than 3.5 : 1 to the ground
_STACKED = 3  # tags beside one line; of more only the number is told


@dataclass(frozen=True, slots=True)
class Framed:
    """A difference in code points, and the letters and the colour that mark its class."""

    start: int
    end: int
    tag: str
    colour: str


@dataclass(frozen=True, slots=True)
class Tag:
    """Letters in the margin, in content coordinates, and the difference that they belong to."""

    area: QRectF
    text: str
    number: int


def line_colour(colour: str, *, dark: bool) -> str:
    """A colour of charts as thin lines need it: darker on a light ground, lighter on a dark one."""
    bright = luminance(colour)
    if dark:
        return QColor(colour).lighter(150).name() if bright < _DIM else colour
    return QColor(colour).darker(150).name() if bright > _PALE else colour


class LayerView(ArticleView):
    """An article to look at: spans can be selected, but nothing can be changed. Offsets are code points."""

    difference_clicked = Signal(int)  # its number in what was framed
    scrolled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._framed: Sequence[Framed] = ()
        self._by_item: Mapping[str, int] = {}
        self._current = -1
        self._lender: LayerView | None = None
        super().__init__(parent)
        self.span_clicked.connect(self._take_item)

    # what is framed

    def set_differences(self, framed: Sequence[Framed], by_item: Mapping[str, int]) -> None:
        """Frame these; `by_item` gives the number of the difference that a span belongs to."""
        self._framed, self._by_item, self._current = tuple(framed), by_item, -1
        self.viewport().update()

    def set_current(self, number: int) -> None:
        """Emphasise one difference, -1 for none."""
        self._current = number
        self.viewport().update()

    # in step with another view

    def lay_out_with(self, other: "LayerView") -> None:
        """Take over what another view has laid out wherever it shows the same article, set alike."""
        self._lender = other

    def _new_flow(self) -> Flow:
        made = super()._new_flow()
        made.lender = self._lender._flow if self._lender else None
        return made

    def top_place(self) -> tuple[int, float]:
        """What stands at the top: the code point at which a line begins, and how far above the top that line does."""
        offset = self._flow.line_start_at(self._y)
        return offset, self._y - self._flow.line_box(offset).top()

    def show_top(self, offset: int, above: float) -> None:
        """Scroll so that the same stands at the top as in a view that told its `top_place`."""
        self._show_at(self._flow.line_box(offset).top() + above)

    def _show_at(self, y: float) -> None:
        super()._show_at(y)
        self.scrolled.emit()

    # input

    def _handles(self) -> list[Handle]:
        return []  # nothing can be moved here

    def _take_item(self, item: str) -> None:
        if item in self._by_item:
            self.difference_clicked.emit(self._by_item[item])

    def _click(self, place: QPointF) -> None:
        number = self._number_at(place)
        if number is None:
            super()._click(place)
            number = self._around(self._under(place)) if not self.items_at(place) else None
        if number is not None:
            self.difference_clicked.emit(number)

    def _number_at(self, place: QPointF) -> int | None:
        spot = place + QPointF(0.0, self._y)
        return next((tag.number for tag in self.tags() if tag.area.contains(spot)), None)

    def _around(self, offset: int) -> int | None:
        """The shortest difference around a code point: the mark that is missing here is another view's."""
        held = [
            (framed.end - framed.start, number)
            for number, framed in enumerate(self._framed)
            if framed.start <= offset < framed.end
        ]
        return min(held)[1] if held else None

    # painting

    def _paint_over(self, painter: QPainter) -> None:
        """Draw the frames and the letters beside what the article has anyway."""
        super()._paint_over(painter)
        first, last = self._seen_range()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number, framed in enumerate(self._framed):
            start, end = max(framed.start, first), min(framed.end, last)
            if start < end:
                painter.setPen(self._frame_pen(framed, current=number == self._current))
                for rect in self._flow.rects(start, end):
                    painter.drawRect(rect.adjusted(-1.5, 0.0, 1.5, 0.0))
        for tag in self.tags():
            self._paint_tag(painter, tag)

    def _seen_range(self) -> tuple[int, int]:
        """The code points of the lines that are on the screen."""
        flow, bottom = self._flow, self._y + self.viewport().height()
        number = flow.number_at(bottom)
        block = flow.block(number)
        line = block.lines[block.line_at(bottom - flow.top(number))]
        return flow.line_start_at(self._y), block.chunk.start + line.end

    def _frame_pen(self, framed: Framed, *, current: bool) -> QPen:
        if current:
            return QPen(QColor(self._theme.accent), 2.4)
        return QPen(QColor(framed.colour), 1.2, Qt.PenStyle.DashLine)

    def tags(self) -> list[Tag]:
        """The letters beside the lines that are seen, on the side where each line begins."""
        first, last = self._seen_range()
        beside: dict[float, list[int]] = {}
        for number, framed in enumerate(self._framed):
            if first <= framed.start < last:
                beside.setdefault(self._flow.line_box(framed.start).top(), []).append(number)
        return [tag for top, numbers in beside.items() for tag in self._line_tags(top, numbers)]

    def _line_tags(self, top: float, numbers: list[int]) -> list[Tag]:
        flow = self._flow
        width = min(flow.left - 2 * _GAP, _TAG_WIDTH)
        rtl = flow.chunks[flow.number_of(self._framed[numbers[0]].start)].rtl
        left = flow.left + flow.measure + _GAP if rtl else flow.left - width - _GAP
        shown = numbers if len(numbers) <= _STACKED else numbers[: _STACKED - 1]
        made = [
            Tag(
                QRectF(left, top + n * (_TAG_HEIGHT + 1), width, _TAG_HEIGHT),
                self._framed[number].tag,
                number,
            )
            for n, number in enumerate(shown)
        ]
        if len(shown) < len(numbers):
            area = QRectF(left, top + len(shown) * (_TAG_HEIGHT + 1), width, _TAG_HEIGHT)
            made.append(Tag(area, f"+{len(numbers) - len(shown)}", numbers[len(shown)]))
        return made

    def _paint_tag(self, painter: QPainter, tag: Tag) -> None:
        current = tag.number == self._current
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(QColor(self._theme.accent if current else self._framed[tag.number].colour), 1.4))
        painter.setBrush(QColor(self._theme.accent if current else self._theme.surface))
        painter.drawRoundedRect(tag.area, _ROUND, _ROUND)
        painter.setPen(QColor(self._theme.surface if current else self._theme.text))
        painter.setFont(chip_font(_TAG_PX))
        painter.drawText(tag.area, Qt.AlignmentFlag.AlignCenter, tag.text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
