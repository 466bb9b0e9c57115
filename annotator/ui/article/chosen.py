"""The article view's choices: the stretch, the selected span, what was found; said aloud and copied. No input."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter
from PySide6.QtWidgets import QWidget

from annotator.model.span import Span
from annotator.text.fold import Folded, find_folded, fold
from annotator.ui.article import spoken
from annotator.ui.article.canvas import Canvas
from annotator.ui.article.clipboard import put
from annotator.ui.article.gestures import Range, Snap, as_drawn
from annotator.ui.article.handles import Handle, handles
from annotator.ui.article.links import drawn_links
from annotator.ui.article.overlay import paint_handles, paint_links
from annotator.ui.article.rich import rich_text

TOLD_AFTER = 60  # milliseconds: what changes together is told together


class Chosen(Canvas):
    """An article with a stretch and a selected span. Offsets are code points of the document.

    The stretch is what a gesture took: snapped by the function given to `set_snap` unless it was exact.
    """

    stretch_cleared = Signal()
    announced = Signal(str)  # what a screen reader was told
    hit_changed = Signal(int, int)  # the number of the hit that is looked at, from 1 (0: none), and of all

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snap: Snap = as_drawn
        self._exact = False
        self._folded: Folded | None = None
        self._known: Sequence[Span] = ()
        self._telling = QTimer(self, singleShot=True, interval=TOLD_AFTER)
        self._telling.timeout.connect(self._tell_changes)

    def set_article(self, text: str, *, direction: str = "") -> None:
        """Show another article from its start, without spans, stretch, selection and hits."""
        self._folded, self._known = None, ()
        self._telling.stop()
        super().set_article(text, direction=direction)

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Show these spans, and tell what changed. Never moves a letter."""
        if not self._telling.isActive():
            self._known = self._spans
        self._telling.start()
        super().set_spans(spans)

    # the stretch and the selected span

    def set_snap(self, snap: Snap) -> None:
        """What a gesture over (start, end, exact) takes, shown while dragging; an empty range is nothing."""
        self._snap = snap

    def is_exact(self) -> bool:
        """Whether the stretch was taken by letters: it must not be snapped to tokens again."""
        return self._exact

    def set_stretch(self, start: int, end: int, *, exact: bool = False) -> None:
        """Show [start, end) as the stretch, as it is; emits nothing."""
        self._exact = exact
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

    def _selected(self) -> Span | None:
        """The selected span itself."""
        item = self._marked.selected
        return next((span for span in self._spans if span.item == item), None) if item else None

    def _show_drawn(self, start: int, end: int) -> None:
        """Show what a gesture drew so far, and what it would take."""
        taken = self._snap(start, end, self._exact) if start < end else (start, end)
        preview = taken if taken != (start, end) and taken[0] < taken[1] else None
        self._mark(replace(self._marked, stretch=(start, end) if start < end else None, preview=preview))

    # copying

    def _copied(self) -> Range:
        """The stretch, else the selected span, else nothing."""
        span = self._selected()
        return self._marked.stretch or ((span.start, span.end) if span else (0, 0))

    def copied_text(self) -> str:
        """The article's own text of the stretch, else of the selected span, else ""."""
        start, end = self._copied()
        return self._text[start:end]

    def copy(self) -> None:
        """Put the stretch's or the selected span's text on the clipboard, exactly as it is, and with its labels."""
        start, end = self._copied()
        if start >= end:
            return
        colours = {label.name: label.light for label in self._labels.labels}
        put(self._text[start:end], rich_text(self._text, start, end, self._seen_spans(), colours))

    # finding

    def find_text(self, needle: str) -> int:
        """Mark all places of the needle, however spelt, and look at the first one from here; how many there are."""
        self._folded = self._folded or fold(self._text)
        hits = tuple(find_folded(self._text, self._folded, needle))
        self._mark(replace(self._marked, hits=hits, hit=None))
        self._resting.start()
        self.step_hit(1)
        return len(hits)

    def step_hit(self, step: int) -> None:
        """Look at the next (+1) or previous (-1) hit, round and round; the first from the top of the view on."""
        hits, now = self._marked.hits, self._marked.hit
        if not hits:
            self.hit_changed.emit(0, 0)
            return
        if now is None:
            place = bisect_left(hits, (self._flow.line_start_at(self._y), 0)) % len(hits)
        else:
            place = (bisect_left(hits, now) + step) % len(hits)
        self._mark(replace(self._marked, hit=hits[place]))
        self.scroll_to(*hits[place])
        self.hit_changed.emit(place + 1, len(hits))

    def hits(self) -> Sequence[Range]:
        """Where what was looked for stands."""
        return self._marked.hits

    # screen readers

    def announce(self, message: str) -> None:
        """Have a screen reader say this."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message))
        self.announced.emit(message)

    def _tell_changes(self) -> None:
        phrases = {
            spoken.ADDED: self.tr("{0} {1} added"),
            spoken.REMOVED: self.tr("{0} {1} deleted"),
            spoken.MOVED: self.tr("{0} is now {1}"),
            spoken.RELABELLED: self.tr("{1} is now {0}"),
            spoken.MANY: self.tr("{0} spans changed"),
            spoken.HERE: self.tr("{0} spans in this paragraph"),
        }
        first = not self._known  # an article that has just been opened has no news
        message = (
            ""
            if first and len(self._spans) > 1
            else spoken.told(self._text, self._known, self._spans, phrases)
        )
        self._known = self._spans
        if message:
            self.announce(message)

    # what lies over the article

    def _handles(self) -> list[Handle]:
        """The handles of the selected span that are on the screen."""
        span = self._selected()
        if span is None:
            return []
        return handles(self._flow, span.start, span.end, self._seen_numbers())

    def _paint_over(self, painter: QPainter) -> None:
        """Draw the links and the handles of the selected span."""
        span = self._selected()
        if span is None:
            return
        numbers, colour = self._seen_numbers(), self._look.colour(span)
        paint_links(
            painter, drawn_links(self._flow, self._marks, span, self._spans, numbers), colour, self._theme
        )
        paint_handles(painter, self._handles(), colour, self._theme)
