"""The lines from a selected span to the spans that it points to: under the text and along its edge, over no letter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.model.span import Span
from annotator.ui.article.flow import Flow
from annotator.ui.article.marks import Marks

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stop:
    """An end of a link: the x that it leaves at, the y of the letters' foot there, the y of the gap under the line."""

    x: float
    foot: float
    gap: float


@dataclass(frozen=True, slots=True)
class Link:
    """A drawn link: a path in content coordinates; `target` is the span at its end."""

    role: str
    target: Span
    path: tuple[Point, ...]


def route(source: Stop, target: Stop, edge: float) -> tuple[Point, ...]:
    """The corners from one stop to another. `edge` is the x beside the text where it is safe to change lines."""
    first, last = (source.x, source.foot), (target.x, target.foot)
    if source.gap == target.gap:
        return (first, (source.x, source.gap), (target.x, target.gap), last)
    turns = ((source.x, source.gap), (edge, source.gap), (edge, target.gap), (target.x, target.gap))
    return (first, *turns, last)


def drawn_links(flow: Flow, marks: Marks, span: Span, spans: Iterable[Span], numbers: range) -> list[Link]:
    """The links of a span; only the blocks `numbers` are measured, ends elsewhere lie where they are guessed."""
    wanted = {item: role for role, items in span.links.items() for item in items}
    targets = [other for other in spans if other.item in wanted or (other.id and other.id in wanted)]
    if not targets:
        return []
    source = _stop(flow, marks, span, numbers)
    return [
        Link(
            wanted.get(target.item) or wanted[target.id],
            target,
            route(source, _stop(flow, marks, target, numbers), _edge(flow, span)),
        )
        for target in targets
    ]


def _edge(flow: Flow, span: Span) -> float:
    """Beside the column, where the paragraph of the span begins its lines."""
    beside = 0.45 * flow.setting.margin
    rtl = flow.chunks[flow.number_of(span.start)].rtl
    return flow.left + flow.measure + beside if rtl else flow.left - beside


def _stop(flow: Flow, marks: Marks, span: Span, numbers: range) -> Stop:
    number = flow.number_of(span.start)
    if number not in numbers:
        top = flow.top(number)
        return Stop(_edge(flow, span), top, top)
    block = flow.block(number)
    at = span.start - block.chunk.start
    line = block.lines[block.line_of(at)]
    pieces = block.map(block.line_of(at)).rects(at, min(span.end - block.chunk.start, line.end))
    chips = [(c.left, c.right) for c in marks.decoration(number).chips if line.lanes <= c.top < line.bottom]
    x = clear_of(chips, pieces)
    top = flow.top(number)
    return Stop(flow.left + x, top + line.lanes, top + line.bottom)


def clear_of(chips: Sequence[tuple[float, float]], pieces: Sequence[tuple[float, float]]) -> float:
    """An x under one of the pieces where no chip stands, as near to a piece's middle as can be."""
    places = [
        left + part * (right - left)
        for part in (0.5, 0.35, 0.65, 0.2, 0.8, 0.08, 0.92)
        for left, right in pieces
    ]
    free = (x for x in places if not any(left - 3.0 <= x <= right + 3.0 for left, right in chips))
    return next(free, places[0])
