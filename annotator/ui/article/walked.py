"""The article view with a caret that walks through it and draws a stretch behind it. Knows no keys."""

from dataclasses import replace

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import QWidget

from annotator.text import navigation
from annotator.ui.article.caret import Caret
from annotator.ui.article.chosen import Chosen
from annotator.ui.article.gestures import Range
from annotator.ui.article.overlay import paint_caret
from annotator.ui.article.spoken import quoted
from annotator.ui.article.travel import LINE, MOVES, PAGE, Travel, caret_rect, caret_rtl, moved

SETTLES = 6


class Walked(Chosen):
    """An article to walk through and select in. Offsets are code points of the document.

    A stretch that grows by keys is told at once by `stretch_grown`; `stretch_selected` follows when it is
    finished: Shift is let go, Return is pressed, another command comes or the focus leaves.
    """

    stretch_selected = Signal(int, int)  # start, end: once, when the gesture is finished
    stretch_grown = Signal(
        int, int
    )  # start, end: the stretch for now, for a label but not yet for a sticky one
    caret_moved = Signal(int)  # offset

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caret = Caret(0)
        self._anchor = 0  # where a stretch by keys began
        self._goal: float | None = None  # the x that up and down keep to
        self._growing = False
        self._grown_from: list[Range] = []

    def set_article(self, text: str, *, direction: str = "") -> None:
        """Show another article from its start, with the caret there."""
        self._caret, self._anchor, self._goal, self._growing = Caret(0), 0, None, False
        self._grown_from.clear()
        super().set_article(text, direction=direction)

    def caret(self) -> int:
        """Where the caret is."""
        return self._caret.offset

    def set_caret(self, offset: int, *, trailing: bool = False) -> None:
        """Put the caret before the grapheme at `offset`, or behind the one before it; a stretch stays."""
        self._caret, self._anchor, self._goal = Caret(offset, trailing), offset, None
        self._grown_from.clear()
        self.viewport().update()
        self.caret_moved.emit(offset)

    # moving

    def walk(self, name: str, *, extend: bool = False) -> None:
        """Move the caret by one of travel.MOVES; `extend`: and the stretch with it."""
        movement, before = MOVES[name], self._caret
        if not extend and self._marked.stretch:
            self._finish()
            self.clear_stretch()
        if self._goal is None or movement.unit not in (LINE, PAGE):
            self._goal = caret_rect(self._flow, before).left()
        page = max(self.viewport().height() - 2 * self._flow.setting.pitch, self._flow.setting.pitch)
        goal = self._goal
        found = moved(self._flow, before, movement, Travel(goal, page, self._reading.visual_arrows))
        anchor = self._anchor if extend else found.offset
        self.set_caret(found.offset, trailing=found.trailing)
        self._anchor, self._goal = anchor, goal if movement.unit in (LINE, PAGE) else None
        if extend:
            self._extend(exact=movement.unit == navigation.GRAPHEME)
        if movement.unit == PAGE:
            self._show_at(self._y + (page if movement.ahead else -page))
        self._show_caret()
        self._say(before.offset, found.offset)

    def _extend(self, *, exact: bool) -> None:
        self._exact = exact
        start, end = sorted((self._anchor, self._caret.offset))
        self._grow(start, end)

    def _grow(self, start: int, end: int) -> None:
        """Show the stretch that keys made so far, and tell it."""
        self._show_drawn(start, end)
        self._growing = start < end
        taken = self._snap(start, end, self._exact) if start < end else (start, start)
        if taken[0] < taken[1]:
            self._mark(replace(self._marked, selected=""))
            self.stretch_grown.emit(*taken)

    def _finish(self) -> None:
        """The stretch that keys made is what it is to be."""
        drawn = self._marked.stretch
        if not self._growing or drawn is None:
            return
        self._growing = False
        start, end = self._snap(*drawn, self._exact)
        if start >= end:
            self.clear_stretch()
            return
        self._mark(replace(self._marked, stretch=(start, end), preview=None))
        self.announce(self.tr("Selected: {0}").format(quoted(self._text, start, end)))
        self.stretch_selected.emit(start, end)

    def _show_caret(self) -> None:
        """Scroll as little as it takes to see the caret's line."""
        room, margin = self.viewport().height(), self._flow.setting.margin
        for _ in range(SETTLES):  # what is laid out on the way moves what stands below it
            rect = caret_rect(self._flow, self._caret)
            bottom = rect.top() + self._flow.line_box(self._caret.offset).height()
            if rect.top() < self._y:
                self._show_at(rect.top() - margin)
            elif bottom > self._y + room:
                self._show_at(bottom + margin - room)
            else:
                return

    def _say(self, before: int, after: int) -> None:
        """Read out what the caret passed or came to."""
        start, end = sorted((before, after))
        if start < end:
            self.announce(quoted(self._text, start, end))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the caret, and finish what keys selected."""
        self._finish()
        super().focusOutEvent(event)
        self.viewport().update()

    def caret_point(self) -> QPointF:
        """The foot of the caret in pixels of the viewport: where a menu asked for by key belongs."""
        return caret_rect(self._flow, self._caret).translated(0.0, -self._y).bottomLeft()

    def _paint_over(self, painter: QPainter) -> None:
        """Draw the caret over the rest, where it was put last: not beside a stretch drawn by the mouse."""
        super()._paint_over(painter)
        if self.hasFocus() and (self._growing or self._marked.stretch is None):
            rect = caret_rect(self._flow, self._caret)
            paint_caret(painter, rect, self._theme, rtl=caret_rtl(self._flow, self._caret))
