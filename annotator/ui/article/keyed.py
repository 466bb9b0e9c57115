"""The article view under the keyboard: commands on the stretch and the selected span, and the keys of all commands."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.model.span import Span, reading_order
from annotator.text import navigation
from annotator.ui.article.caret import Caret
from annotator.ui.article.commands import command_for, is_modifier
from annotator.ui.article.gestures import next_item
from annotator.ui.article.spoken import quoted
from annotator.ui.article.walked import Walked


class Keyed(Walked):
    """An article to annotate in by keys alone. Offsets are code points of the document."""

    span_clicked = Signal(str)  # item: the span that was selected by mouse or keys
    span_moved = Signal(str, int, int)  # item, start, end: the span's ends were moved

    # selecting by units

    def grow(self) -> None:
        """Select the word at the caret, then the phrase, the sentence, the paragraph."""
        span = self._selected()
        here = self._marked.stretch or ((span.start, span.end) if span else (self._caret.offset,) * 2)
        wider = navigation.grown(self._text, *here)
        if wider != here:
            self._grown_from.append(here)
            self._exact = False
            self._anchor, self._caret = wider[0], Caret(wider[1], trailing=True)
            self._grow(*wider)

    def shrink(self) -> None:
        """Back to what was selected before the last `grow`."""
        if not self._grown_from:
            return
        start, end = self._grown_from.pop()
        self._anchor, self._caret = start, Caret(end, trailing=start < end)
        if start < end:
            self._grow(start, end)
        else:
            self._growing = False
            self.clear_stretch()

    def resize_end(self, side: str, unit: str, *, grow: bool) -> None:
        """Move an end of the stretch, else of the selected span (tells `span_moved`), by a unit."""
        span = self._selected()
        here = self._marked.stretch or ((span.start, span.end) if span else None)
        if here is None:
            return
        place = navigation.resized(self._text, *here, side=side, unit=unit, grow=grow)
        if place == here:
            return
        self.announce(quoted(self._text, *place))
        if self._marked.stretch:
            self._exact = True
            self._grow(*place)
        elif span is not None:
            self.span_moved.emit(span.item, *place)

    # from span to span

    def step_span(self, step: int) -> None:
        """Finish the stretch that is growing; else select the next (+1) or previous (-1) span in reading order."""
        if self._growing:
            self._finish()
            return
        ordered = sorted((span for span in self._seen_spans() if span.item), key=reading_order)
        here = self._selected()
        at = reading_order(here) if here else (self._caret.offset, 0, "", "")
        beyond = [s for s in ordered if (reading_order(s) > at if step > 0 else reading_order(s) < at)]
        if ordered:
            self._choose((beyond or ordered)[0 if step > 0 else -1])

    def select_here(self) -> None:
        """Select the innermost span at the caret, again the next one around it."""
        at = self._caret.offset - (1 if self._caret.trailing else 0)
        under = self._marks.at(self._flow.number_of(at), at)
        items = [span.item for span in under if span.item]
        if items:
            item = next_item(items, self._marked.selected)
            self._choose(next(span for span in under if span.item == item), walk=False)

    def _choose(self, span: Span, *, walk: bool = True) -> None:
        """Select a span, with the caret at its start."""
        self.clear_stretch()
        self.select_span(span.item)
        if walk:
            self.set_caret(span.start)
        self.scroll_to(span.start, span.end)
        self.announce(f"{span.label} {quoted(self._text, span.start, span.end)}")
        self.span_clicked.emit(span.item)

    def select_repeat(self) -> None:
        """Select the next place where the text of the span or stretch stands and has no span of its label yet."""
        span = self._selected()
        here = self._marked.stretch or ((span.start, span.end) if span else None)
        if here is None:
            return
        label = span.label if span else None
        taken = [(s.start, s.end) for s in self._spans if label is None or s.label == label]
        place = navigation.next_repeat(self._text, *here, taken)
        if place is None:
            self.announce(self.tr("No further place"))
            return
        self.set_caret(place[0])
        self.scroll_to(*place)
        self._exact = True
        self._grow(*place)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Carry out the command of a key; every other key is left to the window."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        command = command_for(event)
        if command is None:
            event.ignore()
        else:
            command.run(self)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Letting Shift go finishes what it selected."""
        if event.key() == Qt.Key.Key_Shift and not self._grown_from:
            self._finish()
        super().keyReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Before a key of the window acts (a label, say), what keys selected is finished."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if (
            override
            and isinstance(event, QKeyEvent)
            and not is_modifier(event)
            and command_for(event) is None
        ):
            self._finish()
        return super().event(event)
