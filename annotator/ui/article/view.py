"""The article view: turns the mouse over it into stretches, clicks on spans and moved ends. Annotates nothing."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QWidget

from annotator.model.span import Span
from annotator.text.navigation import START
from annotator.text.snapping import sentence_at, word_at
from annotator.ui.article.gestures import Drag, Range, far_end, next_item
from annotator.ui.article.handles import Handle, handles
from annotator.ui.article.pointed import Pointed

NEAR = 3  # pixels: a press and a release closer than this are a click
HELD_OUTSIDE = 25  # milliseconds between two steps of scrolling while a drag is held outside


class ArticleView(Pointed):
    """An article to select stretches and click spans in. Offsets are code points of the document."""

    selection_cleared = Signal()  # no span is selected any more, after a click beside all spans
    menu_requested = Signal(QPoint)  # global position; the span under it has been selected if there is one

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: Range = (0, 0)  # where a click with Shift extends from
        self._drag: Drag | None = None
        self._resized: Span | None = None  # the span of which a handle is being dragged
        self._side = START
        self._pressed = QPointF()
        self._pointer = QPointF()
        self._clicked = QPointF(0.0, -100.0)  # in the article, where nothing is
        again = QGuiApplication.styleHints().mouseDoubleClickInterval()
        self._doubled = QTimer(self, singleShot=True, interval=again)
        self._outside = QTimer(self, interval=HELD_OUTSIDE)
        self._outside.timeout.connect(self._scroll_with_drag)

    def set_article(self, text: str, *, direction: str = "") -> None:
        """Show another article from its start, without spans, stretch and selection."""
        self._drag, self._held, self._clicked = None, (0, 0), QPointF(0.0, -100.0)
        self._resized = None
        self._outside.stop()
        super().set_article(text, direction=direction)

    def stretch(self) -> Range | None:
        """The selected stretch, or None."""
        return None if self._drag else self._marked.stretch

    def set_stretch(self, start: int, end: int, *, exact: bool = False) -> None:
        """Show [start, end) as the stretch, as it is; emits nothing."""
        self._held = (start, start)
        super().set_stretch(start, end, exact=exact)

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag; with Shift, extend the stretch; the third of three clicks takes the sentence."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = event.position()
        near = (place - self._pressed).manhattanLength() <= 2 * NEAR
        if self._doubled.isActive() and near:
            self._doubled.stop()
            self._take_unit(place, sentence_at)
            return
        self._pressed = self._pointer = place
        self._growing = False
        self._resized, handle = self._selected(), self.handle_at(place)
        if handle and self._resized:
            self._take_handle(handle, self._resized)
            return
        self._resized = None
        offset = self._offset_at(place)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            stretch = self._marked.stretch
            self._drag = Drag(far_end(stretch, offset) if stretch else self._held, None, moved=True)
            self._follow(event)
        else:
            self._drag = Drag((offset, offset), None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the word; held and dragged, word by word."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = self._pointer = event.position()
        self._doubled.start()
        self._take_unit(event.position(), word_at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the drag on, and keep scrolling while it is held above or below the view."""
        self._pointer = event.position()
        if self._drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(event)
            return
        if not self._drag.moved and (self._pointer - self._pressed).manhattanLength() < NEAR:
            return
        self._drag.moved = True
        self._follow(event)
        outside = not 0 <= self._pointer.y() < self.viewport().height()
        if outside and not self._outside.isActive():
            self._outside.start()
        elif not outside:
            self._outside.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag with its stretch, or a click with the span under it."""
        self._outside.stop()
        if event.button() != Qt.MouseButton.LeftButton or self._drag is None:
            return
        drag, self._drag = self._drag, None
        resized, self._resized = self._resized, None
        if resized and drag.moved:
            self._move_end(resized, drag)
        elif drag.moved:
            self._take(drag)
        else:
            self._held = drag.anchor
            self.set_caret(drag.anchor[0])
            self._click(event.position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Select the span under the pointer and ask for the menu."""
        under = self.items_at(QPointF(self.viewport().mapFrom(self, event.pos())))
        if under and self._marked.selected not in under and self._marked.stretch is None:
            self.select_span(under[0])
            self.span_clicked.emit(under[0])
        self.menu_requested.emit(event.globalPos())

    def _take_handle(self, handle: Handle, span: Span) -> None:
        """Begin a drag that moves an end of the selected span."""
        self._side = handle.side
        kept = span.end if handle.side == START else span.start
        self._drag = Drag((kept, kept), None)

    def _move_end(self, span: Span, drag: Drag) -> None:
        """End the drag of a handle: the end that was dragged snaps, the other stays where it was."""
        drawn = self._marked.stretch
        self._mark(replace(self._marked, stretch=None, preview=None))
        if drawn is None:
            return
        start, end = self._snap(*drawn, self._exact)
        kept = drag.anchor[0]
        place = (start, kept) if drawn[1] == kept else (kept, end)
        if start < end and place[0] < place[1] and place != (span.start, span.end):
            self.span_moved.emit(span.item, *place)

    def _handles(self) -> list[Handle]:
        """The handles on the screen; while one is dragged, at the ends that are drawn."""
        drawn = self._marked.stretch
        if self._resized is None or drawn is None:
            return super()._handles()
        return handles(self._flow, *drawn, self._seen_numbers())

    def _take_unit(self, place: QPointF, unit: Callable[[str, int], Range]) -> None:
        """Begin a drag that grows by words or sentences."""
        self._drag = Drag(unit(self._text, self._under(place)), lambda i: unit(self._text, i), moved=True)
        self._show_drawn(*self._drag.anchor)

    def _follow(self, event: QMouseEvent) -> None:
        self._exact = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._draw_drag()

    def _draw_drag(self) -> None:
        """Show the stretch from the drag's start to the pointer, and what letting go would take."""
        if self._drag is None:
            return
        by_unit = self._drag.unit is not None
        offset = self._under(self._pointer) if by_unit else self._offset_at(self._pointer)
        self._show_drawn(*self._drag.stretch(offset))

    def _take(self, drag: Drag) -> None:
        """Select what the drag took; one that took nothing clears."""
        drawn = self._marked.stretch
        taken = self._snap(*drawn, self._exact) if drawn else None
        if taken is None or taken[0] >= taken[1]:
            self._mark(replace(self._marked, stretch=None, preview=None))
            self.stretch_cleared.emit()
            return
        self._held = (taken[1], taken[1]) if drag.anchor[0] > taken[0] else (taken[0], taken[0])
        self._mark(replace(self._marked, stretch=taken, preview=None, selected=""))
        self.set_caret(taken[1], trailing=True)
        self._anchor = taken[0]
        self.stretch_selected.emit(*taken)

    def _click(self, place: QPointF) -> None:
        """Select the innermost span under the pointer, at the same place again the next; beside all, none."""
        self.clear_stretch()
        under = self.items_at(place)
        spot = place + QPointF(0.0, self._y)
        again = (spot - self._clicked).manhattanLength() <= 2 * NEAR
        self._clicked = spot
        if under:
            item = next_item(under, self._marked.selected if again else "")
            self.select_span(item)
            self.span_clicked.emit(item)
            if len(under) > 1:
                self.list_items(place, under, item)
        elif self._marked.selected:
            self.select_span("")
            self.selection_cleared.emit()

    def _scroll_with_drag(self) -> None:
        """One step of scrolling, faster the farther the pointer is outside."""
        y, room = self._pointer.y(), self.viewport().height()
        beyond = y if y < 0 else max(y - room, 0)
        self._show_at(self._y + round(beyond / 3) + (1 if beyond > 0 else -1))
        self._draw_drag()
