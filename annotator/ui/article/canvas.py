"""Shows an article with its marks in a scrolling area. Knows no mouse but the wheel and selects nothing."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from annotator.model.labels import LabelSet
from annotator.model.span import Excluded, Span
from annotator.ui.article.flow import Flow
from annotator.ui.article.look import Marked, look
from annotator.ui.article.marks import Marks
from annotator.ui.article.painting import paint_block
from annotator.ui.article.reading import Reading, typeset
from annotator.ui.article.scroll_marks import MarkBar
from annotator.ui.article.typesetting import Typesetting
from annotator.ui.theme import Theme, load_theme

ZOOMS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)  # percent: the steps of Ctrl+wheel
AIMS = 4
SETTLED = 200  # milliseconds after which the place in the article is told to a screen reader
NOTHING = LabelSet("", (), ())


class Canvas(QAbstractScrollArea):
    """An article in a scrolling area. Offsets are code points of the document, y pixels from its top."""

    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._direction, self._zoom = "", "", 100
        self._reading = Reading()
        self._spans: Sequence[Span] = ()
        self._labels_shown: Collection[str] | None = None
        self._marked = Marked()
        self._labels = NOTHING
        self._theme = load_theme("light")
        self._look = look(self._theme, self._labels)
        self._y = 0
        self._flow = Flow("", "", self._typeset(), 1.0)
        self._marks = self._new_marks()
        self._bar = MarkBar(self)
        self.setVerticalScrollBar(self._bar)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else lines would break anew
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED)
        self._settled.timeout.connect(self.describe)
        self._resting = QTimer(self, singleShot=True, interval=SETTLED)
        self._resting.timeout.connect(self.mark_bar)
        self.setAccessibleName(self.tr("Article"))

    # what is shown

    def set_article(self, text: str, *, direction: str = "") -> None:
        """Show another article from its start, without spans. `direction`: "", "ltr" or "rtl" (all of it)."""
        self._text, self._direction = text, direction
        self._spans, self._marked = (), Marked()
        self._flow = self._new_flow()
        self._marks = self._new_marks()
        self._show_at(0)

    def set_label_set(self, labels: LabelSet) -> None:
        """Draw spans by this label set."""
        self._labels = labels
        self._look = look(self._theme, labels)
        self._marks.set_labels(labels)
        self._resting.start()
        self.viewport().update()

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Show these spans. Never moves a letter; only paragraphs whose spans changed are decorated anew."""
        self._spans = tuple(spans)
        self._marks.set_spans(self._seen_spans())
        self._resting.start()
        self._changed()

    def set_labels_shown(self, names: Collection[str] | None) -> None:
        """Show only the spans of these labels; None: of all."""
        self._labels_shown = None if names is None else frozenset(names)
        self.set_spans(self._spans)

    def _seen_spans(self) -> Sequence[Span]:
        """The spans that are shown."""
        shown = self._labels_shown
        return self._spans if shown is None else [span for span in self._spans if span.label in shown]

    def set_excluded(self, excluded: Sequence[Excluded]) -> None:
        """Dim these regions."""
        ranges = tuple((region.start, region.end) for region in excluded)
        self._mark(replace(self._marked, excluded=ranges))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self._look = look(theme, self._labels)
        self._resting.start()
        self.viewport().update()

    def set_zoom(self, percent: int) -> None:
        """Show the letters at `percent` of their size; the line at the top stays there."""
        percent = min(max(percent, ZOOMS[0]), ZOOMS[-1])
        if percent == self._zoom:
            return
        self._zoom = percent
        self._set_anew(again=True)
        self.zoom_changed.emit(percent)

    def zoom(self) -> int:
        """The size of the letters in percent."""
        return self._zoom

    def set_reading(self, reading: Reading) -> None:
        """Set the article by a reader's choices; the line at the top stays there, spans stay on their letters."""
        if reading != self._reading:
            self._reading = reading
            self._set_anew(again=True)

    def reading(self) -> Reading:
        """The reader's choices."""
        return self._reading

    def text(self) -> str:
        """The article's text as the model gave it."""
        return self._text

    def scroll_to(self, start: int, end: int) -> None:
        """Scroll so that [start, end) is seen: not at all where it is, else with its start a third down."""
        room, before = self.viewport().height(), None
        for _ in range(AIMS):  # what is laid out on the way moves what stands below it
            first, last = self._flow.line_box(start), self._flow.line_box(max(end - 1, start))
            if self._y == before or (first.top() >= self._y and last.bottom() <= self._y + room):
                return
            before = self._y
            self._show_at(round(first.top() - room / 3))

    def point_of(self, offset: int) -> QPointF:
        """The middle of the grapheme at `offset`, in pixels of the viewport."""
        rect = self._flow.rects(offset, offset + 1)[0]
        return rect.translated(0.0, -self._y).center()

    def rects(self, start: int, end: int) -> list[QRectF]:
        """The rectangles of [start, end) in the band of the letters, in pixels of the viewport."""
        return [rect.translated(0.0, -self._y) for rect in self._flow.rects(start, end)]

    def describe(self) -> None:
        """Tell a screen reader which paragraph stands at the top, its text and the spans in it."""
        number = self._flow.number_at(self._y + self._flow.setting.margin)
        chunk = self._flow.chunks[number]
        total = self._flow.chunks[-1].paragraph + 1
        here = self._marks.of(number)
        named = ", ".join(f"{span.label}: {self._text[span.start : span.end]}" for span in here)
        place = self.tr("Paragraph {0} of {1}").format(chunk.paragraph + 1, total)
        self.setAccessibleDescription("\n".join((place, self._text[chunk.start : chunk.end], named)).strip())

    def mark_bar(self) -> None:
        """Show in the scroll bar where the spans and the hits are."""
        places = [(start, self._theme.accent) for start, _ in self._marked.hits]
        places += [(span.start, self._look.name_of(span)) for span in self._seen_spans()]
        self._bar.set_marks(self._flow.shares(places))

    def _mark(self, marked: Marked) -> None:
        """Show other marks beside the spans."""
        if marked != self._marked:
            self._marked = marked
            self._changed()

    def _changed(self) -> None:
        self.viewport().update()
        self._settled.start()

    # setting and scrolling

    def _typeset(self) -> Typesetting:
        return typeset(self._reading, self._zoom)

    def _new_flow(self) -> Flow:
        return Flow(self._text, self._direction, self._flow.setting, self.viewport().width())

    def _new_marks(self) -> Marks:
        return Marks(self._flow, self._labels)

    def _set_anew(self, *, again: bool = False) -> None:
        """Set the article in the present width and size; the line at the top stays at the top."""
        setting = self._typeset() if again else self._flow.setting
        if not again and setting.column(self.viewport().width()) == (self._flow.left, self._flow.measure):
            self._show_at(self._y)
            return
        held = self._flow.offset_at(0.0, self._y) if self._y else 0
        within = (self._y - self._flow.line_box(held).top()) / self._flow.setting.em if self._y else 0.0
        self._flow.reset(setting, self.viewport().width())
        self._resting.start()
        self._marks.forget()
        top = self._flow.line_box(held).top() + within * setting.em if self._y else 0.0
        self._show_at(round(top))

    def _show_at(self, y: float) -> None:
        """Scroll to y: what is seen is laid out, and the scroll bar told how long the article is."""
        room = self.viewport().height()
        near = abs(y - self._y) < 2 * room and self._y <= self._flow.height
        anchor = self._flow.number_at(self._y) if near else None
        y = self._flow.settle(min(max(y, 0.0), max(self._flow.height - room, 0.0)), room, anchor)
        y = self._flow.settle(min(max(y, 0.0), max(self._flow.height - room, 0.0)), room)
        self._y = round(y)
        bar = self.verticalScrollBar()
        bar.blockSignals(True)
        bar.setRange(0, max(round(self._flow.height) - room, 0))
        bar.setPageStep(room)
        bar.setSingleStep(round(self._flow.setting.pitch))
        bar.setValue(self._y)
        bar.blockSignals(False)
        self._changed()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Follow the scroll bar."""
        self._show_at(self.verticalScrollBar().value())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew where the width of the text changed."""
        self._set_anew()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the blocks that are seen."""
        clip = QRectF(event.rect())
        with QPainter(self.viewport()) as painter:
            painter.fillRect(clip, QColor(self._theme.surface))
            for shown in self._flow.visible(self._y + clip.top(), clip.height()):
                at = QPointF(self._flow.left, shown.top - self._y)
                decoration = self._marks.decoration(shown.number)
                paint_block(
                    painter, shown.block, at, decoration, self._marked, self._look, self._flow.setting, clip
                )
            painter.translate(0.0, -self._y)
            self._paint_over(painter)

    def _paint_over(self, painter: QPainter) -> None:
        """Draw what lies over the article, in content coordinates."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom by one step."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        turned = event.angleDelta().y()
        if turned:
            self.zoom_by(1 if turned > 0 else -1)
        event.accept()

    def zoom_by(self, steps: int) -> None:
        """Zoom to the next (+1) or the previous (-1) step."""
        larger = [zoom for zoom in ZOOMS if zoom > self._zoom]
        smaller = [zoom for zoom in ZOOMS if zoom < self._zoom]
        steppable = larger if steps > 0 else smaller[::-1]
        if steppable:
            self.set_zoom(steppable[0])

    def _seen_numbers(self) -> range:
        """The numbers of the blocks that are on the screen."""
        first = self._flow.number_at(self._y)
        return range(first, self._flow.number_at(self._y + self.viewport().height()) + 1)
