"""Shows an article with its marks in a scrolling area. Knows no mouse but the wheel and selects nothing."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from annotator.model.labels import LabelSet
from annotator.model.span import Excluded, Span
from annotator.ui.article.flow import Flow
from annotator.ui.article.marks import Marks
from annotator.ui.article.painting import Marked, look, paint_block
from annotator.ui.article.typesetting import typesetting
from annotator.ui.fonts import article_font
from annotator.ui.theme import Theme, load_theme

TEXT_PX = 20  # pixels to the em at 100%
ZOOMS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)  # percent: the steps of Ctrl+wheel
SETTLED = 200  # milliseconds after which the place in the article is told to a screen reader
NOTHING = LabelSet("", (), ())


class Canvas(QAbstractScrollArea):
    """An article in a scrolling area. Offsets are code points of the document, y pixels from its top."""

    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._direction, self._zoom = "", "", 100
        self._spans: Sequence[Span] = ()
        self._marked = Marked()
        self._labels = NOTHING
        self._theme = load_theme("light")
        self._look = look(self._theme, self._labels)
        self._y = 0
        self._flow = Flow("", "", typesetting(article_font(TEXT_PX)), 1.0)
        self._marks = Marks(self._flow, self._labels)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED)
        self._settled.timeout.connect(self.describe)
        self.setAccessibleName(self.tr("Article"))

    # what is shown

    def set_article(self, text: str, *, direction: str = "") -> None:
        """Show another article from its start, without spans. `direction`: "", "ltr" or "rtl" (all of it)."""
        self._text, self._direction = text, direction
        self._spans, self._marked = (), Marked()
        self._flow = Flow(text, direction, self._flow.setting, self.viewport().width())
        self._marks = Marks(self._flow, self._labels)
        self._show_at(0)

    def set_label_set(self, labels: LabelSet) -> None:
        """Draw spans by this label set."""
        self._labels = labels
        self._look = look(self._theme, labels)
        self._marks.set_labels(labels)
        self.viewport().update()

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Show these spans. Never moves a letter; only paragraphs whose spans changed are decorated anew."""
        self._spans = tuple(spans)
        self._marks.set_spans(self._spans)
        self._changed()

    def set_excluded(self, excluded: Sequence[Excluded]) -> None:
        """Dim these regions."""
        ranges = tuple((region.start, region.end) for region in excluded)
        self._mark(replace(self._marked, excluded=ranges))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self._look = look(theme, self._labels)
        self.viewport().update()

    def set_zoom(self, percent: int) -> None:
        """Show the letters at `percent` of their size; the line at the top stays there."""
        percent = min(max(percent, ZOOMS[0]), ZOOMS[-1])
        if percent == self._zoom:
            return
        self._zoom = percent
        self._set_anew()
        self.zoom_changed.emit(percent)

    def zoom(self) -> int:
        """The size of the letters in percent."""
        return self._zoom

    def text(self) -> str:
        """The article's text as the model gave it."""
        return self._text

    def scroll_to(self, start: int, end: int) -> None:
        """Scroll so that [start, end) is seen: not at all where it is, else with its start a third down."""
        first, last = self._flow.line_box(start), self._flow.line_box(max(end - 1, start))
        room = self.viewport().height()
        if first.top() >= self._y and last.bottom() <= self._y + room:
            return
        self._show_at(round(first.top() - room / 3))

    # for the classes and tests around it

    def point_of(self, offset: int) -> QPointF:
        """The middle of the grapheme at `offset`, in pixels of the viewport."""
        rect = self._flow.rects(offset, offset + 1)[0]
        return rect.translated(0.0, -self._y).center()

    def rects(self, start: int, end: int) -> list[QRectF]:
        """The rectangles of [start, end) in the band of the letters, in pixels of the viewport."""
        return [rect.translated(0.0, -self._y) for rect in self._flow.rects(start, end)]

    def describe(self) -> None:
        """Tell a screen reader which paragraph stands at the top, its text and the spans in it."""
        chunk = self._flow.chunks[self._flow.number_at(self._y + self._flow.setting.margin)]
        total = self._flow.chunks[-1].paragraph + 1
        here = [span for span in self._spans if span.start < chunk.end and span.end > chunk.start]
        named = ", ".join(f"{span.label}: {self._text[span.start : span.end]}" for span in here)
        place = self.tr("Paragraph {0} of {1}").format(chunk.paragraph + 1, total)
        self.setAccessibleDescription("\n".join((place, self._text[chunk.start : chunk.end], named)).strip())

    def _mark(self, marked: Marked) -> None:
        """Show other marks beside the spans."""
        if marked != self._marked:
            self._marked = marked
            self._changed()

    def _changed(self) -> None:
        self.viewport().update()
        self._settled.start()

    # setting and scrolling

    def _set_anew(self) -> None:
        """Set the article in the present width and zoom; the line at the top stays at the top."""
        setting = self._flow.setting
        px = max(round(TEXT_PX * self._zoom / 100), 8)
        if px != setting.em:
            setting = typesetting(article_font(px))
        elif setting.column(self.viewport().width()) == (self._flow.left, self._flow.measure):
            self._show_at(self._y)
            return
        held = self._flow.offset_at(0.0, self._y) if self._y else 0
        within = (self._y - self._flow.line_box(held).top()) / self._flow.setting.em if self._y else 0.0
        self._flow.reset(setting, self.viewport().width())
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by line, page or to the ends; every other key is left to the window."""
        bar = self.verticalScrollBar()
        page = max(self.viewport().height() - bar.singleStep(), 1)
        places = {
            Qt.Key.Key_Up: self._y - bar.singleStep(),
            Qt.Key.Key_Down: self._y + bar.singleStep(),
            Qt.Key.Key_PageUp: self._y - page,
            Qt.Key.Key_PageDown: self._y + page,
            Qt.Key.Key_Home: 0,
        }
        if event.key() == Qt.Key.Key_End:
            self._show_end()
        elif event.key() in places:
            self._show_at(places[Qt.Key(event.key())])
        else:
            event.ignore()

    def _show_end(self) -> None:
        """Scroll to the end, which moves while what stands above it is laid out."""
        while self._y < (y := round(self._flow.height) - self.viewport().height()):
            self._show_at(y)
