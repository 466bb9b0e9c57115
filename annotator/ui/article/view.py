"""The article view: turns the mouse over an article into stretches and clicks on spans. Annotates nothing."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QWidget

from annotator.text.snapping import sentence_at, word_at
from annotator.ui.article.canvas import Canvas
from annotator.ui.article.gestures import Drag, Range, Snap, as_drawn, far_end, next_item

NEAR = 3  # pixels: a press and a release closer than this are a click
HELD_OUTSIDE = 25  # milliseconds between two steps of scrolling while a drag is held outside


class ArticleView(Canvas):
    """An article to select stretches and click spans in. Offsets are code points of the document.

    The stretch is what a gesture took: snapped by the function given to `set_snap` unless Alt was held.
    """

    stretch_selected = Signal(int, int)  # start, end: once, on release
    stretch_cleared = Signal()
    span_clicked = Signal(str)  # item; again at one place: the next span under the pointer, innermost first
    selection_cleared = Signal()  # no span is selected any more, after a click beside all spans
    menu_requested = Signal(QPoint)  # global position; the span under it has been selected if there is one

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snap: Snap = as_drawn
        self._exact = False
        self._held: Range = (0, 0)  # where a click with Shift extends from
        self._drag: Drag | None = None
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
        self._outside.stop()
        super().set_article(text, direction=direction)

    def set_snap(self, snap: Snap) -> None:
        """What a gesture over (start, end, exact) takes, shown while dragging; an empty range is nothing."""
        self._snap = snap

    def stretch(self) -> Range | None:
        """The selected stretch, or None."""
        return None if self._drag else self._marked.stretch

    def is_exact(self) -> bool:
        """Whether the stretch was taken with Alt held: it must not be snapped to tokens again."""
        return self._exact

    def set_stretch(self, start: int, end: int, *, exact: bool = False) -> None:
        """Show [start, end) as the stretch, as it is; emits nothing."""
        self._exact, self._held = exact, (start, start)
        self._mark(replace(self._marked, stretch=(start, end), preview=None))

    def clear_stretch(self) -> None:
        """Select no stretch; emits `stretch_cleared` if there was one."""
        had = self._marked.stretch is not None
        self._mark(replace(self._marked, stretch=None, preview=None))
        if had:
            self.stretch_cleared.emit()

    def select_span(self, item: str) -> None:
        """Emphasise the span of that item, "" for none; emits nothing."""
        self._mark(replace(self._marked, selected=item))

    def selected_span(self) -> str:
        """The item of the selected span, "" for none."""
        return self._marked.selected

    def copied_text(self) -> str:
        """The article's own text of the stretch, else of the selected span, else ""."""
        if self._marked.stretch:
            start, end = self._marked.stretch
            return self._text[start:end]
        chosen = (span for span in self._spans if span.item and span.item == self._marked.selected)
        return next((self._text[span.start : span.end] for span in chosen), "")

    def copy(self) -> None:
        """Put the stretch's or the selected span's text on the clipboard, exactly as the article has it."""
        text = self.copied_text()
        if text:
            QGuiApplication.clipboard().setText(text)

    # the mouse

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
        if drag.moved:
            self._take(drag)
        else:
            self._held = drag.anchor
            self._click(event.position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Select the span under the pointer and ask for the menu."""
        under = self.items_at(QPointF(self.viewport().mapFrom(self, event.pos())))
        if under and self._marked.selected not in under and self._marked.stretch is None:
            self.select_span(under[0])
            self.span_clicked.emit(under[0])
        self.menu_requested.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, or what scrolls."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def _take_unit(self, place: QPointF, unit: Callable[[str, int], Range]) -> None:
        """Begin a drag that grows by words or sentences."""
        self._drag = Drag(unit(self._text, self._under(place)), lambda i: unit(self._text, i), moved=True)
        self._marked_stretch(self._drag.anchor)

    def _follow(self, event: QMouseEvent) -> None:
        self._exact = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._draw_drag()

    def _draw_drag(self) -> None:
        """Show the stretch from the drag's start to the pointer, and what letting go would take."""
        if self._drag is None:
            return
        by_unit = self._drag.unit is not None
        offset = self._under(self._pointer) if by_unit else self._offset_at(self._pointer)
        self._marked_stretch(self._drag.stretch(offset))

    def _marked_stretch(self, drawn: Range) -> None:
        taken = self._snap(*drawn, self._exact) if drawn[0] < drawn[1] else drawn
        preview = taken if taken != drawn and taken[0] < taken[1] else None
        self._mark(replace(self._marked, stretch=drawn if drawn[0] < drawn[1] else None, preview=preview))

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
        elif self._marked.selected:
            self.select_span("")
            self.selection_cleared.emit()

    def _scroll_with_drag(self) -> None:
        """One step of scrolling, faster the farther the pointer is outside."""
        y, room = self._pointer.y(), self.viewport().height()
        beyond = y if y < 0 else max(y - room, 0)
        self._show_at(self._y + round(beyond / 3) + (1 if beyond > 0 else -1))
        self._draw_drag()
