"""The column of an article's blocks: lays out what is looked at, estimates the rest, maps points and offsets.

All coordinates are content coordinates: x counts from the viewport's left edge, y from the article's top.
All offsets are code points of the document.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from PySide6.QtCore import QRectF

from annotator.ui.article.block import EMPTY_LINE, Block
from annotator.ui.article.chunks import Chunk, chunks
from annotator.ui.article.typesetting import Typesetting

KEPT = 400  # layouts; several screens at any zoom
FEWEST = 40  # layouts that are kept however long
KEPT_LONG = 60_000  # code points of layouts, where paragraphs are long
GUESS = 0.47  # em: the mean width of a character, for what is not laid out yet


@dataclass(frozen=True, slots=True)
class Shown:
    """A block where it stands: its number, its top in content coordinates, itself."""

    number: int
    top: float
    block: Block


class Flow:
    """The blocks of one article one below the other, in a viewport of a given width."""

    def __init__(self, text: str, direction: str, setting: Typesetting, width: float) -> None:
        self.text = text
        self.chunks: list[Chunk] = chunks(text, direction)
        self._starts = [chunk.start for chunk in self.chunks]
        self.lender: Flow | None = None  # beside this one: laying out is dear, and blocks do not change
        self.reset(setting, width)

    def reset(self, setting: Typesetting, width: float) -> None:
        """Set the article anew in another font or width; every height is an estimate again."""
        self.setting = setting
        self.left, self.measure = setting.column(width)
        self._blocks: OrderedDict[int, Block] = OrderedDict()
        self._kept = 0  # code points in them
        self._measured: set[int] = set()
        self._heights = [self._estimate(chunk) for chunk in self.chunks]
        self._tops: list[float] = []
        self._stale = True

    def _estimate(self, chunk: Chunk) -> float:
        size = chunk.end - chunk.start
        if not size:
            return round(EMPTY_LINE * self.setting.em)
        lines = ceil(size * GUESS * self.setting.em / self.measure)
        return lines * self.setting.pitch + (self.setting.paragraph_gap if chunk.closes else 0.0)

    def _places(self) -> list[float]:
        """The top of every block and, last, the bottom of all."""
        if self._stale:
            self._tops = list(accumulate(self._heights, initial=self.setting.margin))
            self._stale = False
        return self._tops

    @property
    def height(self) -> float:
        """The height of the whole article with its margins, partly an estimate."""
        return self._places()[-1] + self.setting.margin

    def top(self, number: int) -> float:
        """The top of a block."""
        return self._places()[number]

    def number_at(self, y: float) -> int:
        """The number of the block at height y; outside the article the first or the last."""
        return min(max(bisect_right(self._places(), y) - 1, 0), len(self.chunks) - 1)

    def number_of(self, offset: int) -> int:
        """The number of the block that holds an offset; the newline belongs to the paragraph before it."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def block(self, number: int) -> Block:
        """A block, laid out when it is not yet."""
        if number in self._blocks:
            self._blocks.move_to_end(number)
            return self._blocks[number]
        block = self._lent(number) or Block(self.text, self.chunks[number], self.setting, self.measure)
        self._blocks[number] = block
        self._kept += len(self.chunks[number])
        while len(self._blocks) > KEPT or (self._kept > KEPT_LONG and len(self._blocks) > FEWEST):
            gone, _ = self._blocks.popitem(last=False)
            self._kept -= len(self.chunks[gone])
        self._measured.add(number)
        if abs(block.height - self._heights[number]) > 0.01:
            self._heights[number] = block.height
            self._stale = True
        return block

    def _lent(self, number: int) -> Block | None:
        """The block of the lender, where that one sets the same article alike."""
        lender = self.lender
        if lender is None or lender.text != self.text or lender.chunks[number] != self.chunks[number]:
            return None
        alike = lender.measure == self.measure and lender.setting == self.setting
        return lender.block(number) if alike else None

    def shares(self, places: Sequence[tuple[int, str]]) -> list[tuple[float, str]]:
        """About how far down (0 to 1) offsets stand, each with its mark, without laying anything out.

        In a long article those of one block stand together: there are too many to tell apart.
        """
        tops, height, fine = self._places(), self.height, len(self.chunks) <= KEPT
        starts = self._starts
        if not fine:
            rough = {(bisect_right(starts, offset) - 1, mark) for offset, mark in places}
            return [((tops[number] + tops[number + 1]) / 2 / height, mark) for number, mark in rough]
        found = []
        for offset, mark in places:
            number = self.number_of(offset)
            part = (offset - starts[number]) / max(len(self.chunks[number]), 1)
            found.append(((tops[number] + part * (tops[number + 1] - tops[number])) / height, mark))
        return found

    def settle(self, y: float, height: float, anchor: int | None = None) -> float:
        """Lay out all that [y, y + height) shows; returns the y at which block `anchor` stands as it stood.

        Without an anchor, the block at y stays in its place.
        """
        held = self.number_at(y) if anchor is None else anchor
        while True:
            before = self.top(held)
            new = [n for n in self._numbers(y, height) if n not in self._measured]
            for number in new:
                self.block(number)
            y += self.top(held) - before
            if not new:
                return y

    def settle_all(self) -> None:
        """Lay out the whole article once, so that its height is exact."""
        for number in range(len(self.chunks)):
            if number not in self._measured:
                self.block(number)

    def _numbers(self, y: float, height: float) -> range:
        return range(self.number_at(y), self.number_at(y + height) + 1)

    def visible(self, y: float, height: float) -> Iterator[Shown]:
        """The blocks that [y, y + height) shows, top to bottom."""
        for number in self._numbers(y, height):
            block = self.block(number)
            yield Shown(number, self.top(number), block)

    def offset_at(self, x: float, y: float) -> int:
        """The grapheme border nearest to a point: above the article its start, below it its end."""
        number = self.number_at(y)
        block = self.block(number)
        inside = y - self.top(number)
        return block.chunk.start + block.offset_at(x - self.left, inside)

    def line_start_at(self, y: float) -> int:
        """Where the line at height y begins."""
        number = self.number_at(y)
        block = self.block(number)
        return block.chunk.start + block.lines[block.line_at(y - self.top(number))].start

    def character_at(self, x: float, y: float) -> int | None:
        """The first code point of the grapheme under a point, or None beside the text."""
        number = self.number_at(y)
        block = self.block(number)
        inside = y - self.top(number)
        if not 0 <= inside < block.height:
            return None
        cell = block.map(block.line_at(inside)).cell_at(x - self.left)
        return None if cell is None else block.chunk.start + cell.start

    def line_box(self, offset: int) -> QRectF:
        """The box of the line that holds an offset, as wide as the text column."""
        number = self.number_of(offset)
        block = self.block(number)
        line = block.lines[block.line_of(offset - block.chunk.start)]
        return QRectF(self.left, self.top(number) + line.top, self.measure, line.bottom - line.top)

    def rects(self, start: int, end: int) -> list[QRectF]:
        """The rectangles of [start, end) in the band of the letters, line by line, left to right."""
        found: list[QRectF] = []
        for number in range(self.number_of(start), self.number_of(max(end - 1, start)) + 1):
            block = self.block(number)
            top, base = self.top(number), block.chunk.start
            found += [
                QRectF(self.left + left, top + above, right - left, below - above)
                for left, right, above, below in block.pieces(start - base, end - base)
            ]
        return found
