"""Each annotator's marks in lanes of their own below the letters: what the one view of all layers draws.

A lane's place and pattern tell whose it is as well as its colour does. Equal marks have one chip: the label, and
the numbers of those who made them unless all did.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.model.labels import LANE, Label, LabelSet, Layer
from annotator.model.span import Span
from annotator.ui.article.block import Block
from annotator.ui.article.decoration import Bar, Decoration, decorate
from annotator.ui.article.flow import Flow
from annotator.ui.article.lanes import lanes
from annotator.ui.article.marks import Marks

# Okabe and Ito's colours, darker for light grounds and lighter for dark ones; with the patterns 24 pairs.
COLOURS = (
    ("#00608f", "#56b4e9"), ("#b34700", "#f0a050"), ("#00724f", "#3fd0a0"), ("#9c3d77", "#e6a0c8"),
    ("#6b5b00", "#e6d84a"), ("#444444", "#bdbdbd"),
)  # fmt: skip
# Pixels drawn and left out, in turn.
PATTERNS: tuple[tuple[float, ...], ...] = ((), (9.0, 4.0), (3.0, 3.0), (11.0, 3.0, 3.0, 3.0))
_BETWEEN = "\x1f"  # in no label's name


@dataclass(frozen=True, slots=True)
class Laned:
    """Spans of several owners with labels of their own, the label set that draws these, and each span's lane."""

    spans: tuple[Span, ...]
    labels: LabelSet
    lane_of: dict[str, int]  # by item
    place_of: dict[str, int]  # by item: the owner's place
    count: int  # of lanes


NOTHING = Laned((), LabelSet("", (), ()), {}, {}, 1)


def laned(sets: Sequence[tuple[str, Sequence[Span]]], labels: LabelSet) -> Laned:
    """The lanes for (what an annotator is called, spans) pairs: in their order, inner spans nearer to the text."""
    holders: dict[tuple[int, int, str], list[int]] = {}
    for place, (_, held) in enumerate(sets):
        for span in held:
            holders.setdefault((span.start, span.end, span.label), []).append(place)
    spans: list[Span] = []
    lane_of: dict[str, int] = {}
    place_of: dict[str, int] = {}
    made: dict[str, Label] = {}
    base = 0
    for place, (name, held) in enumerate(sets):
        levels = lanes([(span.start, span.end) for span in held])
        for span, level in zip(held, levels, strict=True):
            sharers = holders[span.start, span.end, span.label]
            label = _label(labels, span.label, name, place, sharers, len(sets))
            made[label.name] = label
            spans.append(replace(span, label=label.name, attributes={}, links={}, note=""))
            lane_of[span.item], place_of[span.item] = base + level, place
        base += max(levels, default=0) + 1
    drawn = LabelSet("lanes", (Layer("lanes", LANE),), tuple(made.values()))
    return Laned(tuple(spans), drawn, lane_of, place_of, max(base, 1))


def _label(labels: LabelSet, label: str, name: str, place: int, sharers: Sequence[int], count: int) -> Label:
    """The label that draws one annotator's spans of a label that these share."""
    known = labels.label(label)
    short = known.short if known else label[:3].upper()
    numbers = "" if len(sharers) == count else " " + "·".join(str(other + 1) for other in sharers)
    chip = f"{short}{numbers}" if sharers[0] == place else ""
    light, dark = COLOURS[place % len(COLOURS)]
    unique = _BETWEEN.join((label, str(place), chip))
    title = f"{label} – {name}"
    return Label(unique, "lanes", chip, {"en": title}, light=light, dark=dark)


class LaneMarks(Marks):
    """Marks whose lanes are decided beforehand, the bars in their owners' patterns."""

    def __init__(self, flow: Flow, drawn: Laned) -> None:
        self._drawn = drawn
        super().__init__(flow, drawn.labels)

    def _decorate(self, block: Block, spans: list[Span]) -> Decoration:
        made = decorate(
            block,
            spans,
            self._looks,
            self._flow.setting,
            self._chip_width,
            lambda span: self._drawn.lane_of[span.item],
        )
        made.bars = [piece for bar in made.bars for piece in self._pieces(bar)]
        return made

    def _pieces(self, bar: Bar) -> list[Bar]:
        return dashed(bar, PATTERNS[self._drawn.place_of[bar.span.item] % len(PATTERNS)])


def dashed(bar: Bar, pattern: Sequence[float]) -> list[Bar]:
    """A bar in pieces by a pattern of pixels drawn and left out; whole where there is none."""
    if not pattern:
        return [bar]
    pieces: list[Bar] = []
    x, step = bar.left, 0
    while x < bar.right:
        upto = min(x + pattern[step % len(pattern)], bar.right)
        if step % 2 == 0:
            pieces.append(replace(bar, left=x, right=upto))
        x, step = upto, step + 1
    return pieces
