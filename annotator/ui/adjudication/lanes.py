"""What is drawn for a card: a lane for each variant under the letters, and a tint where gold would be. No painter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from annotator.model.labels import LabelSet
from annotator.model.span import Span
from annotator.ui.article.block import Block
from annotator.ui.article.chip_painting import chip_width
from annotator.ui.article.chips import Chip
from annotator.ui.article.decoration import Bar, Bracket, Decoration, Tick, Tint
from annotator.ui.article.flow import Flow
from annotator.ui.article.marks import Marks
from annotator.ui.article.typesetting import Typesetting

PITCH, BAR, NUMBER = 0.78, 0.22, 0.68  # em: of a lane, its bar, the number at its start
_AIR = 3.0  # pixels between a number and its bar


@dataclass(frozen=True, slots=True)
class Lane:
    """A variant: its name, and its pieces in code points of the text that is shown."""

    name: str
    pieces: tuple[Span, ...]


def with_lanes(setting: Typesetting, count: int) -> Typesetting:
    """The measures of a text with room for so many lanes under every line."""
    pitch = ceil(PITCH * setting.em)
    chip = ceil(NUMBER * setting.em)
    band = max(count * pitch - chip, 0) + round(0.2 * setting.em)
    return replace(
        setting, lanes=max(count, 1), lane_band=band, lane_pitch=pitch, chip=chip, gap=round(0.3 * setting.em)
    )


class CardMarks(Marks):
    """The lanes of a card, block by block of a flow."""

    def __init__(self, flow: Flow, labels: LabelSet, lanes: Sequence[Lane], tints: Sequence[Span]) -> None:
        super().__init__(flow, labels)
        self._lanes, self._tints = lanes, tints

    def decoration(self, number: int) -> Decoration:
        """The marks of a block."""
        return decorate_card(self._flow.block(number), self._lanes, self._tints, self._flow.setting)

    def lane_at(self, number: int, y: float) -> int | None:
        """The lane at height y of a block, or None beside the lanes."""
        block = self._flow.block(number)
        line = block.lines[block.line_at(y)]
        lane = int((y - line.lanes) // self._flow.setting.lane_pitch)
        return lane if y >= line.lanes and lane < len(self._lanes) else None


def decorate_card(
    block: Block, lanes: Sequence[Lane], tints: Sequence[Span], setting: Typesetting
) -> Decoration:
    """The lanes that touch a block, and behind its letters the tints."""
    made = Decoration()
    for span in tints:
        _tint(made, block, span)
    for number, lane in enumerate(lanes):
        for piece in lane.pieces:
            _bar(made, block, lane.name, piece, number, setting)
    return made


def _inside(block: Block, span: Span) -> tuple[int, int]:
    base, size = block.chunk.start, block.chunk.end - block.chunk.start
    return max(span.start - base, 0), min(span.end - base, size)


def _tint(made: Decoration, block: Block, span: Span) -> None:
    start, end = _inside(block, span)
    for number in block.lines_in(start, end):
        line = block.lines[number]
        made.tints += [
            Tint(span, left, right, line.top, line.lanes)
            for left, right in block.map(number).rects(start, end)
        ]
        for x, inward in _ends(block, number, span):
            made.brackets.append(Bracket(span, x, line.top, line.lanes, inward))


def _bar(made: Decoration, block: Block, name: str, piece: Span, lane: int, setting: Typesetting) -> None:
    start, end = _inside(block, piece)
    thickness = max(round(BAR * setting.em), 2)
    for number in block.lines_in(start, end):
        line = block.lines[number]
        top = line.lanes + lane * setting.lane_pitch + round((setting.lane_pitch - thickness) / 2)
        made.bars += [
            Bar(piece, left, right, top, thickness, line.top, line.lanes, folded=False)
            for left, right in block.map(number).rects(start, end)
        ]
        for x, inward in _ends(block, number, piece):
            made.ticks.append(Tick(piece, x, top - thickness, top + 2 * thickness, inward))
        made.chips += _number(block, number, name, piece, lane, setting)


def _number(block: Block, number: int, name: str, piece: Span, lane: int, setting: Typesetting) -> list[Chip]:
    """The variant's number before the first letter of its bar in a line, seen in the letter's direction."""
    line = block.lines[number]
    first = block.map(number).cell_of(max(_inside(block, piece)[0], line.start))
    if first is None:
        return []
    width = max(chip_width(name, setting), setting.chip)
    left = first.leading + _AIR if first.rtl else first.leading - _AIR - width
    top = line.lanes + lane * setting.lane_pitch + round((setting.lane_pitch - setting.chip) / 2)
    return [Chip(piece, name, left, width, top, setting.chip, first.rtl)]


def _ends(block: Block, number: int, span: Span) -> list[tuple[float, int]]:
    """The ends of a span in a line: (x, +1 where the span lies to the right of x, else -1)."""
    places, line = block.map(number), block.lines[number]
    start, end = span.start - block.chunk.start, span.end - block.chunk.start
    found: list[tuple[float, int]] = []
    if line.start <= start < line.end and (first := places.cell_of(start)):
        found.append((first.leading, -1 if first.rtl else 1))
    if line.start < end <= line.end and (last := places.cell_of(end - 1)):
        found.append((last.trailing, 1 if last.rtl else -1))
    return found
