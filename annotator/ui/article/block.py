"""One display chunk laid out: its lines, their places and their maps. Knows no spans and no screen."""

from bisect import bisect_right
from dataclasses import dataclass
from math import ceil
from unicodedata import combining

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from annotator.text.graphemes import borders
from annotator.text.offsets import Utf16Map
from annotator.text.view_text import view_text
from annotator.ui.article.chunks import Chunk
from annotator.ui.article.ink import ink
from annotator.ui.article.line_map import LineMap, line_map, translated
from annotator.ui.article.scripts import formats
from annotator.ui.article.typesetting import CLEAR, Typesetting

EMPTY_LINE = 0.6  # of an em: between two paragraphs a blank line is a pause, not a place for lanes


@dataclass(frozen=True, slots=True)
class Line:
    """A laid-out line: code points [start, end) of its chunk, and where it stands in its block."""

    start: int
    end: int
    top: float  # of the letters' band
    baseline: float
    lanes: float  # top of the room for lanes
    bottom: float


class Block:
    """A chunk's layout at one width. Offsets are code points of the chunk; y counts from the block's top."""

    def __init__(self, text: str, chunk: Chunk, setting: Typesetting, width: float) -> None:
        self.chunk = chunk
        self.width = width
        self._text = text[chunk.start : chunk.end]
        self._view = view_text(
            self._text, hide_tashkeel=setting.hide_tashkeel, show_invisible=setting.show_invisible
        )
        self._has_marks = any(map(combining, self._view.shown))
        self._units = Utf16Map(self._view.shown)
        self._borders: list[int] | None = None
        self._maps: dict[int, LineMap] = {}
        self.layout = _layout(self._view.shown, self._units, setting, rtl=chunk.rtl)
        self.lines: tuple[Line, ...] = self._break_lines(setting)
        gap = setting.paragraph_gap if chunk.closes and self._view.shown else 0.0
        self.height = self.lines[-1].bottom + gap

    def _break_lines(self, setting: Typesetting) -> tuple[Line, ...]:
        lines: list[Line] = []
        top = 0.0
        self.layout.beginLayout()
        while (line := self.layout.createLine()).isValid():
            line.setLineWidth(self.width)
            ascent, descent = self._reach(line, setting)
            line.setPosition(QPointF(0.0, top + ascent - line.ascent()))
            lines.append(self._measured(line, top, top + ascent, top + ascent + descent, setting))
            top = lines[-1].bottom
        self.layout.endLayout()
        if not self._view.shown:
            height = round(EMPTY_LINE * setting.em)
            return (Line(0, self._view.length, 0.0, height, height, height),)
        return tuple(lines)

    def _reach(self, line: QTextLine, setting: Typesetting) -> tuple[float, float]:
        """The room above and below the baseline: the setting's, more for stacked marks and fallback fonts."""
        ascent, descent = setting.ascent, setting.descent
        if line.height() > setting.natural_height + 0.5:  # a fallback font
            ascent, descent = max(ascent, ceil(line.ascent())), max(descent, ceil(line.descent()))
        if self._has_marks:
            above, below = ink(line)
            clear = CLEAR * setting.em
            ascent, descent = max(ascent, ceil(above + clear)), max(descent, ceil(below + clear))
        return (ascent, descent)

    def _measured(
        self, line: QTextLine, top: float, baseline: float, lanes: float, setting: Typesetting
    ) -> Line:
        bottom = lanes + setting.lane_band + setting.chip + setting.gap
        start = self._view.to_model(self._units.to_codepoint(line.textStart()))
        end = self._view.to_model(self._units.to_codepoint(line.textStart() + line.textLength()))
        return Line(start, end, top, baseline, lanes, bottom)

    def map(self, number: int) -> LineMap:
        """The map of a line by its number, made when first asked for."""
        if number not in self._maps:
            self._maps[number] = self._mapped(number)
        return self._maps[number]

    def _mapped(self, number: int) -> LineMap:
        shown, rtl = self._view.shown, self.chunk.rtl
        if not shown:
            return LineMap(0, self._view.length, self.chunk.rtl, ())
        if self._view.kept is None:
            return line_map(self.layout, number, shown, self._units, rtl=rtl)
        if self._borders is None:
            # The text's own graphemes, not those of what is shown: a hidden mark stays with its letter.
            self._borders = sorted({self._view.to_shown(border) for border in borders(self._text)})
        made = line_map(self.layout, number, shown, self._units, rtl=rtl, borders=self._borders)
        return translated(made, self._view.to_model)

    def line_at(self, y: float) -> int:
        """The number of the line at height y; above and below the block the first and the last."""
        number = bisect_right(self.lines, y, key=lambda line: line.bottom)
        return min(number, len(self.lines) - 1)

    def line_of(self, offset: int) -> int:
        """The number of the line that holds the code point at `offset`; past the end the last."""
        number = bisect_right(self.lines, offset, key=lambda line: line.end)
        return min(number, len(self.lines) - 1)

    def lines_in(self, start: int, end: int) -> range:
        """The numbers of the lines that [start, end) touches."""
        if start >= end:
            return range(0)
        return range(self.line_of(start), self.line_of(end - 1) + 1)

    def pieces(self, start: int, end: int) -> list[tuple[float, float, float, float]]:
        """The pieces (left, right, top, bottom) of [start, end) in the band of the letters."""
        start, end = max(start, 0), min(end, self.chunk.end - self.chunk.start)
        return [
            (left, right, self.lines[number].top, self.lines[number].lanes)
            for number in self.lines_in(start, end)
            for left, right in self.map(number).rects(start, end)
        ]

    def offset_at(self, x: float, y: float) -> int:
        """The grapheme border nearest to a point, in code points of the chunk."""
        return self.map(self.line_at(y)).hit(x)


def _layout(shown: str, units: Utf16Map, setting: Typesetting, *, rtl: bool) -> QTextLayout:
    own, other = setting.font, setting.arabic
    if rtl and other is not None:
        own, other = other, own
    layout = QTextLayout(shown, own)
    if other is not None:
        layout.setFormats(formats(shown, units, other, rtl=rtl))
    layout.setCacheEnabled(True)  # without it Qt shapes the text again at every paint
    option = QTextOption()
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
    option.setAlignment(right if rtl else left)
    direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    option.setTextDirection(direction)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    return layout
