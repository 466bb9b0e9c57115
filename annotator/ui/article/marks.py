"""The spans of an article by block, and each block's decoration while nothing that it shows has changed."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import attrgetter

from annotator.model.labels import LabelSet
from annotator.model.span import Span
from annotator.ui.article.block import Block
from annotator.ui.article.chip_painting import chip_width
from annotator.ui.article.decoration import Decoration, decorate, styles
from annotator.ui.article.flow import KEPT, Flow

EMPTY = Decoration()


class Marks:
    """Spans and what is drawn for them, block by block of a flow. Offsets are code points of the document."""

    def __init__(self, flow: Flow, labels: LabelSet) -> None:
        self._flow = flow
        self._looks = styles(labels)
        self._decorations: dict[int, tuple[list[Span], Decoration]] = {}
        self.set_spans(())

    def set_labels(self, labels: LabelSet) -> None:
        """Draw everything by another label set."""
        self._looks = styles(labels)
        self.forget()

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Show these spans. Decorations are compared with them when they are next asked for, not now."""
        self._spans = sorted(spans, key=attrgetter("start"))
        self._starts = list(map(attrgetter("start"), self._spans))
        self._reach = list(accumulate(map(attrgetter("end"), self._spans), max))

    def forget(self) -> None:
        """Drop every decoration: the flow was set anew."""
        self._decorations.clear()

    def of(self, number: int) -> list[Span]:
        """The spans that touch a block, by start."""
        chunk = self._flow.chunks[number]
        first = bisect_right(self._reach, chunk.start)
        last = bisect_left(self._starts, chunk.end)
        return [span for span in self._spans[first:last] if span.end > chunk.start]

    def decoration(self, number: int) -> Decoration:
        """The marks of a block."""
        spans = self.of(number)
        if not spans:
            return EMPTY
        made = self._decorations.get(number)
        if made is None or made[0] != spans:
            marks = self._decorate(self._flow.block(number), spans)
            self._decorations.pop(number, None)
            made = self._decorations[number] = (spans, marks)
            if len(self._decorations) > KEPT:
                del self._decorations[next(iter(self._decorations))]
        return made[1]

    def _decorate(self, block: Block, spans: list[Span]) -> Decoration:
        return decorate(block, spans, self._looks, self._flow.setting, self._chip_width)

    def _chip_width(self, text: str) -> float:
        return chip_width(text, self._flow.setting)

    def at(self, number: int, offset: int) -> list[Span]:
        """The spans of a block that hold the code point at `offset`, innermost first."""
        held = [span for span in self.of(number) if span.start <= offset < span.end]
        return sorted(held, key=lambda span: (span.end - span.start, span.start, span.label, span.item))

    def hit(self, number: int, x: float, y: float) -> list[Span]:
        """The spans whose chip or bar lies under a point of the block, the chips first."""
        decoration = self.decoration(number)
        touched = (c for c in decoration.chips if c.left <= x < c.right and c.top <= y < c.top + c.height)
        chips = [span for chip in touched for span in chip.folded or (chip.span,)]
        bars = [
            bar.span
            for bar in decoration.bars
            if bar.left <= x < bar.right and bar.top - 1 <= y < bar.top + bar.thickness + 1
        ]
        return list({id(span): span for span in (*chips, *bars)}.values())
