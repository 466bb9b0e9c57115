"""The article view under a pointer that only points: what lies there, told in a signal, a tip and a small list."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.ui.article.handles import Handle, handle_at
from annotator.ui.article.keyed import Keyed
from annotator.ui.article.tip import Tip, tips
from annotator.ui.article.under_list import Row, UnderList


class Pointed(Keyed):
    """An article that says what the pointer is on. Places are pixels of the viewport."""

    span_hovered = Signal(
        object
    )  # tuple[Tip, ...]: the spans under the pointer, innermost first; () for none
    spans_listed = Signal(
        object, str
    )  # list of items under a click, when there are several; the one it selected

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered: tuple[str, ...] = ()
        self._list = UnderList(self.viewport())
        self._list.item_chosen.connect(self._take_listed)
        self.viewport().setMouseTracking(True)

    def _offset_at(self, place: QPointF) -> int:
        return self._flow.offset_at(place.x(), place.y() + self._y)

    def _under(self, place: QPointF) -> int:
        """The code point under the pointer; beside the text the nearest border."""
        found = self._flow.character_at(place.x(), place.y() + self._y)
        return self._offset_at(place) if found is None else found

    def items_at(self, place: QPointF) -> list[str]:
        """The items of the spans at a point of the viewport, innermost first; on a chip or bar its own."""
        y = place.y() + self._y
        number = self._flow.number_at(y)
        spans = self._marks.hit(number, place.x() - self._flow.left, y - self._flow.top(number))
        if not spans:
            offset = self._flow.character_at(place.x(), y)
            spans = [] if offset is None else self._marks.at(number, offset)
        return [span.item for span in spans if span.item]

    def handle_at(self, place: QPointF) -> Handle | None:
        """The handle of the selected span at a point of the viewport."""
        return handle_at(self._handles(), place + QPointF(0.0, self._y))

    def tips(self, items: Sequence[str]) -> tuple[Tip, ...]:
        """What is to be told of these spans."""
        return tips(items, self._text, self._spans, self._labels)

    def _hover(self, event: QMouseEvent) -> None:
        """Tell what the pointer came upon, and show that a handle can be taken."""
        place = event.position()
        shape = Qt.CursorShape.SizeHorCursor if self.handle_at(place) else Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
        items = tuple(self.items_at(place))
        if items != self._hovered:
            self._hovered = items
            self.span_hovered.emit(self.tips(items))

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the tip of the spans under the pointer; tell when it leaves."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            shown = [
                "<br>".join(map(escape, tip.lines()))
                for tip in self.tips(self.items_at(QPointF(event.pos())))
            ]
            QToolTip.showText(event.globalPos(), "<hr>".join(shown), self.viewport())
            return True
        if event.type() == QEvent.Type.Leave and self._hovered:
            self._hovered = ()
            self.span_hovered.emit(())
        return super().viewportEvent(event)

    def list_items(self, place: QPointF, items: Sequence[str], chosen: str) -> None:
        """Show the small list of these spans beside a point."""
        by_item = {span.item: span for span in self._spans}
        rows = [
            Row(tip.item, tip.lines()[0], self._look.name_of(by_item[tip.item])) for tip in self.tips(items)
        ]
        self._list.show_at(place.toPoint(), rows, chosen)
        self.spans_listed.emit(list(items), chosen)

    def _take_listed(self, item: str) -> None:
        self.select_span(item)
        self.span_clicked.emit(item)

    def _changed(self) -> None:
        super()._changed()
        if self.isVisible() and not self._list.underMouse():
            self._list.hide()
