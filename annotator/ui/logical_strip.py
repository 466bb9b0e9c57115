"""The strip under the article: a quote letter by letter in the order it is stored, with its offsets in one unit."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import category

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.text.display import invisible_name
from annotator.text.graphemes import borders
from annotator.text.offsets import UNIT_NAMES, UNITS, UnitMap
from annotator.ui.fonts import article_font
from annotator.ui.theme import Theme

MOST = 400  # code points of a quote that are taken apart; the rest cannot be on the screen
_PX, _PAD, _GAP = 17, 4.0, 2.0


class Cell(NamedTuple):
    """What is stored at one place: the letters themselves, or the name of a sign that cannot be seen."""

    text: str
    is_name: bool = False


def cells(quote: str) -> list[Cell]:
    """The graphemes of a quote in the order they are stored; what cannot be seen is named, a space is "␣"."""
    made: list[Cell] = []
    for start, end in pairwise(borders(quote)):
        made += _taken_apart(quote[start:end])
    return made


def _taken_apart(grapheme: str) -> list[Cell]:
    if grapheme == " ":
        return [Cell("␣", True)]
    pictured = len(grapheme) > 1 and category(grapheme[0]) == "So"  # joiners inside an emoji are its shape
    if pictured or not any(map(invisible_name, grapheme)):
        return [Cell(grapheme)]
    made, seen = [], ""
    for char in grapheme:
        if name := invisible_name(char):
            made += [*([Cell(seen)] if seen else []), Cell(name, True)]
            seen = ""
        else:
            seen += char
    return [*made, *([Cell(seen)] if seen else [])]


def fitting(widths: Sequence[float], room: float, more: float) -> tuple[int, int]:
    """How many of the cells fit at the head and at the tail, `more` pixels being left for what is between."""
    if sum(widths) <= room:
        return len(widths), 0
    head, tail, used = 0, 0, more
    while head + tail < len(widths):
        at_head = head <= tail
        width = widths[head] if at_head else widths[-1 - tail]
        if used + width > room:
            break
        used += width
        head, tail = head + at_head, tail + (not at_head)
    return head, tail


class LogicalStrip(QWidget):
    """Drawn from left to right whatever the letters are: the first stored letter stands leftmost."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._unit = theme, UNITS[0]
        self._map: tuple[str, str, UnitMap] | None = None
        self._text, self._range = "", (0, 0)
        self._cells: list[Cell] = []
        self._cut = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("As stored"))
        self.setToolTip(
            self.tr("The letters in the order they are stored, the first one leftmost, and where they stand")
        )

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def set_unit(self, unit: str) -> None:
        """Count offsets in one of UNITS."""
        self._unit = unit
        self._describe()

    def show_range(self, text: str, start: int, end: int) -> None:
        """Show [start, end) of a text, in code points; an empty range shows nothing."""
        if (text, (start, end)) == (self._text, self._range):
            return
        self._text, self._range = text, (start, end)
        length = end - start
        if length <= MOST:
            self._cells = cells(text[start:end])
        else:
            half = MOST // 2
            self._cells = cells(text[start : start + half]) + cells(text[end - half : end])
        self._cut = length > MOST
        self._describe()

    def offsets(self) -> tuple[str, str]:
        """Start and end as they are shown; "–" where the unit has no such border."""
        return self._offset(self._range[0]), self._offset(self._range[1])

    def words(self) -> str:
        """What is shown, for screen readers."""
        if self._range[0] >= self._range[1]:
            return ""
        said = " ".join(cell.text for cell in self._cells)
        return self.tr("{0} to {1}, {2}: {3}").format(*self.offsets(), self.unit_name(), said)

    def unit_name(self) -> str:
        """What the unit is called."""
        return self.tr(UNIT_NAMES[UNITS.index(self._unit)])

    def sizeHint(self) -> QSize:
        """One line of letters with their offsets."""
        return QSize(200, round(_metrics().height() * 1.25) + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw offsets, letters, offsets."""
        with QPainter(self) as painter:
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            if self._range[0] < self._range[1]:
                self._paint(painter)
            else:
                painter.setPen(QColor(self._theme.muted))
                hint = self.tr("Select a span to see it as it is stored.")
                painter.drawText(
                    self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, hint
                )

    def _paint(self, painter: QPainter) -> None:
        first, last = self.offsets()
        plain = QFontMetricsF(self.font())
        tail = f"{last}  {self.unit_name()}"
        before, after = plain.horizontalAdvance(first) + 8, plain.horizontalAdvance(tail) + 8
        widths = [self._width(cell) for cell in self._cells]
        head, end = fitting(widths, self.width() - before - after, plain.horizontalAdvance("…") + 8)
        x = self._word(painter, 0.0, first, before)
        for place in range(head):
            x = self._cell(painter, x, self._cells[place], widths[place])
        if end or self._cut:
            x = self._word(painter, x, "…", plain.horizontalAdvance("…") + 8)
        for place in range(len(self._cells) - end, len(self._cells)):
            x = self._cell(painter, x, self._cells[place], widths[place])
        self._word(painter, x + 8, tail, after)

    def _word(self, painter: QPainter, x: float, word: str, width: float) -> float:
        painter.setFont(self.font())
        painter.setPen(QColor(self._theme.muted))
        at = QRectF(x, 0, width, self.height())
        painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)
        return x + width

    def _cell(self, painter: QPainter, x: float, cell: Cell, width: float) -> float:
        box = QRectF(x, 3.5, width - _GAP, self.height() - 7)
        painter.setPen(QColor(self._theme.border))
        painter.setBrush(QColor(self._theme.excluded if cell.is_name else self._theme.surface))
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(_named(self.font()) if cell.is_name else article_font(_PX))
        painter.setPen(QColor(self._theme.accent if cell.is_name else self._theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cell.text)
        return x + width

    def _width(self, cell: Cell) -> float:
        metrics = QFontMetricsF(_named(self.font())) if cell.is_name else _metrics()
        return max(metrics.horizontalAdvance(cell.text), 8.0) + 2 * _PAD + _GAP

    def _offset(self, place: int) -> str:
        if self._unit == UNITS[0]:
            return str(place)
        if self._map is None or self._map[0] is not self._text or self._map[1] != self._unit:
            self._map = (self._text, self._unit, UnitMap(self._text, self._unit))
        try:
            return str(self._map[2].from_codepoint(place))
        except ValueError:
            return "–"

    def _describe(self) -> None:
        self.setAccessibleDescription(self.words())
        self.update()


def _metrics() -> QFontMetricsF:
    return QFontMetricsF(article_font(_PX))


def _named(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.8)
    return small
