"""The text of a card: the sentence with a lane for each variant, and an editor for the ends of a span in it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.model.span import Span
from annotator.text.navigation import END, START
from annotator.ui.adjudication.lanes import CardMarks, Lane, with_lanes
from annotator.ui.article.caret import Caret
from annotator.ui.article.commands import SPAN, command_for
from annotator.ui.article.reading import typeset
from annotator.ui.article.travel import MOVES, Travel, moved
from annotator.ui.article.typesetting import Typesetting
from annotator.ui.article.view import ArticleView

EDITED = "edited"  # the item of the span whose ends are moved
_ARROWS = {Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right"}


class CardText(ArticleView):
    """Shows a part of an article. Offsets are code points of that part. It never has the keyboard itself."""

    lane_chosen = Signal(int)
    edited = Signal(int, int)  # the ends are here now

    _lanes: Sequence[Lane] = ()  # asked for while the canvas is made
    _tints: Sequence[Span] = ()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._span: Span | None = None  # where gold would be, and in the editor the span itself
        self._editing = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.span_moved.connect(lambda item, start, end: self._move(start, end))

    # what is shown

    def show_card(self, text: str, direction: str, lanes: Sequence[Lane], tints: Sequence[Span]) -> None:
        """Show a text with lanes, the tints being where gold would be; an editor is left."""
        self._lanes, self._span, self._editing = tuple(lanes), None, False
        super().set_article(text, direction=direction)
        self._set_anew(again=True)
        self._draw(tints)
        self.updateGeometry()

    def set_tints(self, tints: Sequence[Span]) -> None:
        """Show where gold would be now."""
        if not self._editing:
            self._draw(tints)

    def _draw(self, tints: Sequence[Span]) -> None:
        self._tints = tints
        self._marks = self._new_marks()
        self._changed()

    def _new_marks(self) -> CardMarks:
        return CardMarks(self._flow, self._labels, self._lanes, self._tints)

    def _typeset(self) -> Typesetting:
        return with_lanes(typeset(self._reading, self._zoom), len(self._lanes))

    def height_for(self, width: int) -> int:
        """How high the whole text is in a width, as it is set now."""
        self._flow.settle_all()
        return round(self._flow.height) + 2 * self.frameWidth()

    def sizeHint(self) -> QSize:
        """As high as the text."""
        return QSize(400, self.height_for(self.width()))

    # the editor

    def begin_edit(self, span: Span) -> None:
        """Let the ends of a span be moved."""
        self._editing = True
        self._span = replace(span, item=EDITED)
        self._show_span()

    def end_edit(self) -> None:
        """Leave the editor."""
        self._editing, self._span = False, None
        self.select_span("")
        self.set_spans(())

    def is_editing(self) -> bool:
        """Whether the ends of a span are being moved."""
        return self._editing

    def edited_range(self) -> tuple[int, int]:
        """Where the ends are now."""
        return (self._span.start, self._span.end) if self._span else (0, 0)

    def edit_key(self, event: QKeyEvent) -> bool:
        """Move an end: arrows the end, with Shift the start, with Ctrl by words; else as in the article."""
        name = _ARROWS.get(Qt.Key(event.key()))
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if name and not held & Qt.KeyboardModifier.AltModifier:
            side = START if held & Qt.KeyboardModifier.ShiftModifier else END
            self._step(side, f"word_{name}" if held & Qt.KeyboardModifier.ControlModifier else name)
            return True
        command = command_for(event)
        if command is None or command.group != SPAN or not command.name.startswith(("grow", "shrink")):
            return False
        command.run(self)
        return True

    def _step(self, side: str, movement: str) -> None:
        """Move an end to the right or left as it is seen."""
        if self._span is None:
            return
        start, end = self._span.start, self._span.end
        caret = Caret(start) if side == START else Caret(end, trailing=True)
        found = moved(self._flow, caret, MOVES[movement], Travel(0.0, 0.0, visual=True)).offset
        self._move(found if side == START else start, end if side == START else found)

    def _move(self, start: int, end: int) -> None:
        if self._span and 0 <= start < end <= len(self._text):
            self._span = replace(self._span, start=start, end=end)
            self._show_span()
            self.edited.emit(start, end)

    def _show_span(self) -> None:
        if self._span:
            self.set_spans([self._span])
            self._draw([self._span])
            self.select_span(EDITED)
            self.scroll_to(self._span.start, self._span.end)

    # the mouse: on a lane it chooses a variant, on a handle it moves an end

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a handle, or choose the lane that was clicked."""
        if self._editing:
            if self.handle_at(event.position()):
                super().mousePressEvent(event)
            return
        y = event.position().y() + self._y
        number = self._flow.number_at(y)
        marks = self._marks
        lane = marks.lane_at(number, y - self._flow.top(number)) if isinstance(marks, CardMarks) else None
        if lane is not None and event.button() == Qt.MouseButton.LeftButton:
            self.lane_chosen.emit(lane)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """No words are taken here."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """No menu."""
