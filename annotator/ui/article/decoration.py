"""What is drawn for the spans of one block: tints, brackets, bars, ticks, chips. No painter.

Coordinates are the block's: x from the text column's left edge, y from the block's top.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import floor

from annotator.model.labels import LabelSet
from annotator.model.span import Span, reading_order
from annotator.ui.article.block import Block
from annotator.ui.article.chips import Chip, place_chips
from annotator.ui.article.lanes import depths, lanes
from annotator.ui.article.line_map import LineMap
from annotator.ui.article.typesetting import Typesetting

DEEPEST = 4  # tints nested deeper than this keep the same inset


@dataclass(frozen=True, slots=True)
class Style:
    """How a label looks: its chip's text, and whether it tints the letters or gets a lane below them."""

    short: str
    tint: bool


@dataclass(frozen=True, slots=True)
class Tint:
    """A pale rectangle behind the letters of a span."""

    span: Span
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Bracket:
    """A thin bracket at a logical end of a tint; `inward` is +1 where the span lies to the right of x."""

    span: Span
    x: float
    top: float
    bottom: float
    inward: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A coloured underline below the letters of a span; `above` and `below` bound the letters' own band."""

    span: Span
    left: float
    right: float
    top: float
    thickness: float
    above: float
    below: float
    folded: bool  # beyond the lanes there is room for: drawn only while its span is selected


@dataclass(frozen=True, slots=True)
class Tick:
    """A short upright at a logical end of a bar."""

    span: Span
    x: float
    top: float
    bottom: float
    inward: int


@dataclass(slots=True)
class Decoration:
    """All marks of one block, in the order of painting."""

    tints: list[Tint] = field(default_factory=list)
    brackets: list[Bracket] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A span in code points of its block, with its level and what of its logical ends lies in the block."""

    span: Span
    start: int
    end: int
    level: int
    opens: bool
    closes: bool


def styles(labels: LabelSet) -> dict[str, Style]:
    """How each label of a set looks."""
    tinted = {layer.name for layer in labels.layers if layer.style == "tint"}
    return {label.name: Style(label.short, label.layer in tinted) for label in labels.labels}


def style_of(looks: Mapping[str, Style], label: str) -> Style:
    """How a label looks; one that the set lacks gets a lane and the start of its name."""
    return looks.get(label) or Style(label[:3].upper(), tint=False)


def decorate(
    block: Block,
    spans: Sequence[Span],
    looks: Mapping[str, Style],
    setting: Typesetting,
    chip_width: Callable[[str], float],
    lane_of: Callable[[Span], int] | None = None,
) -> Decoration:
    """The marks for the spans that touch a block. `chip_width` measures a chip with its padding.

    `lane_of` says the lane of each span where that is not for the overlaps to decide; a label whose short name
    is "" has no chip.
    """
    ordered = sorted(spans, key=reading_order)
    lined = [span for span in ordered if not style_of(looks, span.label).tint]
    own = None if lane_of is None else [lane_of(span) for span in lined]
    under = _placed(block, lined, lanes if own is None else lambda ranges: own)
    behind = _placed(block, [span for span in ordered if style_of(looks, span.label).tint], depths)
    made = Decoration()
    for placed in behind:
        _add_tint(made, block, placed, setting)
    for number in range(len(block.lines)):
        line = block.lines[number]
        touched = [p for p in under if p.start < line.end and p.end > line.start]
        count = max((placed.level + 1 for placed in touched), default=0)
        for placed in touched:
            _add_bar(made, block, number, placed, setting, count)
        named = [p for p in (*under, *behind) if p.opens and line.start <= p.start < line.end]
        if named:
            made.chips += _line_chips(block, number, named, looks, setting, count, chip_width)
    return made


def _placed(
    block: Block, spans: Sequence[Span], levels: Callable[[Sequence[tuple[int, int]]], list[int]]
) -> list[_Placed]:
    base, size = block.chunk.start, block.chunk.end - block.chunk.start
    ranges = [(max(span.start - base, 0), min(span.end - base, size)) for span in spans]
    return [
        _Placed(span, start, end, level, span.start >= base, span.end - base <= size)
        for span, (start, end), level in zip(spans, ranges, levels(ranges), strict=True)
        if start < end
    ]


def lane_pitch(setting: Typesetting, count: int) -> float:
    """The height of one lane in a line with `count` lanes, whole pixels: many lanes move together."""
    return floor(min(setting.lane_pitch, setting.lane_band / max(min(count, setting.lanes), 1)))


def _add_tint(made: Decoration, block: Block, placed: _Placed, setting: Typesetting) -> None:
    inset = min(placed.level, DEEPEST) * 0.075 * setting.em
    for number in block.lines_in(placed.start, placed.end):
        line, places = block.lines[number], block.map(number)
        top, bottom = line.top + inset, line.lanes - inset * 0.5
        made.tints += [
            Tint(placed.span, left, right, top, bottom)
            for left, right in places.rects(placed.start, placed.end)
        ]
        for x, inward in _ends(places, placed):
            made.brackets.append(Bracket(placed.span, x, top, bottom, inward))


def _add_bar(
    made: Decoration, block: Block, number: int, placed: _Placed, setting: Typesetting, count: int
) -> None:
    line, places = block.lines[number], block.map(number)
    pitch = lane_pitch(setting, count)
    thickness = max(round(0.6 * pitch), 1)
    folded = placed.level >= setting.lanes
    top = line.lanes + (min(placed.level, setting.lanes - 1) + 1) * pitch - thickness
    made.bars += [
        Bar(placed.span, left, right, top, thickness, line.top, line.lanes, folded)
        for left, right in places.rects(placed.start, placed.end)
    ]
    for x, inward in () if folded else _ends(places, placed):
        made.ticks.append(Tick(placed.span, x, top - pitch + 1, top + thickness, inward))


def _ends(places: LineMap, placed: _Placed) -> list[tuple[float, int]]:
    """The logical ends that lie in this line: (x, +1 where the span lies to the right of x, else -1)."""
    ends: list[tuple[float, int]] = []
    first = places.cell_of(placed.start) if placed.opens else None
    if first is not None:
        ends.append((first.leading, -1 if first.rtl else 1))
    last = places.cell_of(placed.end - 1) if placed.closes else None
    if last is not None:
        ends.append((last.trailing, 1 if last.rtl else -1))
    return ends


def _line_chips(
    block: Block,
    number: int,
    named: Sequence[_Placed],
    looks: Mapping[str, Style],
    setting: Typesetting,
    count: int,
    chip_width: Callable[[str], float],
) -> list[Chip]:
    line, places = block.lines[number], block.map(number)
    top = line.lanes + min(count, setting.lanes) * lane_pitch(setting, count) + 0.04 * setting.em
    wanted: list[Chip] = []
    folded: list[Chip] = []
    for placed in sorted(named, key=lambda p: (p.start, p.end, p.span.label, p.span.id)):
        first, text = places.cell_of(placed.start), style_of(looks, placed.span.label).short
        if first is None or not text:
            continue
        width = chip_width(text)
        left = first.leading - width if first.rtl else first.leading
        tint = style_of(looks, placed.span.label).tint
        chips = wanted if tint or placed.level < setting.lanes else folded
        chips.append(Chip(placed.span, text, left, width, top, setting.chip, first.rtl))
    return place_chips(wanted, folded, block.width, chip_width)
