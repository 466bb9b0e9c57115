"""Lays out a line chart: one figure for each span of time, with its interval."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtGui import QFontMetricsF

from annotator.app.agreement_places import Question
from annotator.ui.agreement.colours import shade
from annotator.ui.agreement.drawing import CENTRE, RIGHT, Area, Box, Cell, Dot, Drawing, Line, Words
from annotator.ui.theme import Theme

_PAD = 12.0
_NARROWEST = 26.0  # pixels a point has
_HIGH = 260.0
_DOT, _CAP = 9.0, 8.0
_STEPS = (-1.0, -0.8, -0.6, -0.4, -0.2, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Mark:
    """One point: its figure if it is defined, its interval if it has one, what it stands for."""

    value: float | None
    interval: tuple[float, float] | None
    under: str  # the words below the axis
    says: str
    question: Question | None


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where values and points are."""

    left: float
    top: float
    width: float
    height: float
    low: float
    column: float

    def y(self, value: float) -> float:
        return self.top + (1 - (value - self.low) / (1 - self.low)) * self.height

    def x(self, place: int) -> float:
        return self.left + (place + 0.5) * self.column


def timeline(found: Sequence[Mark], theme: Theme, metrics: QFontMetricsF, width: float) -> Drawing:
    """Time from left to right (mirrored windows turn it), figures from below up; the chart ends at 1."""
    low = max(step for step in _STEPS if step <= max(_least(found), -1.0))
    left = _PAD + metrics.horizontalAdvance("−0.8") + 6
    room = max(width - left - _PAD, _NARROWEST * max(len(found), 4))
    frame = _Frame(left, _PAD, room, _HIGH, low, room / max(len(found), 1))
    scale = list(_scale(frame, theme, metrics))
    lines = [line for line, _ in scale] + list(_joints(found, frame, theme))
    words = [word for _, word in scale] + list(_dates(found, frame, theme, metrics))
    dots: list[Dot] = []
    cells: list[Cell] = []
    for place, mark in enumerate(found):
        x = frame.x(place)
        if mark.value is not None:
            y = frame.y(max(mark.value, low))
            lines += _whiskers(mark, x, frame, theme)
            dots.append(Dot(Area(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT), theme.accent))
        area = Area(x - frame.column / 2, frame.top, frame.column, frame.height)
        cells.append(Cell(area, mark.says, mark.question))
    box = Box(Area(frame.left, frame.top, frame.width, frame.height), theme.surface, shade(theme, 0.3))
    bottom = frame.top + frame.height + metrics.height() * 1.8
    return Drawing(left + room + _PAD, bottom, (box,), tuple(words), tuple(cells), tuple(lines), tuple(dots))


def _least(found: Sequence[Mark]) -> float:
    """The least value or end of an interval, 0 at most."""
    values = [mark.value for mark in found if mark.value is not None]
    return min([0.0, *values, *(mark.interval[0] for mark in found if mark.interval)])


def _scale(frame: _Frame, theme: Theme, metrics: QFontMetricsF) -> Iterator[tuple[Line, Words]]:
    high = metrics.height()
    for step in _STEPS:
        if step < frame.low:
            continue
        y = frame.y(step)
        text = f"{step:.1f}".replace("-", "−")
        yield (
            Line(Area(frame.left, y, frame.width, 0), shade(theme, 0.2)),
            Words(Area(0, y - high / 2, frame.left - 6, high), text, theme.muted, RIGHT),
        )


def _joints(found: Sequence[Mark], frame: _Frame, theme: Theme) -> Iterator[Line]:
    """Lines from each defined point to the next; a gap stays open."""
    for place, (one, other) in enumerate(pairwise(found)):
        if one.value is None or other.value is None:
            continue
        first, second = (frame.y(max(value, frame.low)) for value in (one.value, other.value))
        area = Area(frame.x(place), min(first, second), frame.column, abs(first - second))
        yield Line(area, theme.accent, 2.0, rising=second < first)


def _whiskers(mark: Mark, x: float, frame: _Frame, theme: Theme) -> list[Line]:
    if mark.interval is None:
        return []
    low, high = (frame.y(max(value, frame.low)) for value in mark.interval)
    ink = theme.muted
    return [
        Line(Area(x, high, 0, low - high), ink, 1.5),
        Line(Area(x - _CAP / 2, high, _CAP, 0), ink, 1.5),
        Line(Area(x - _CAP / 2, low, _CAP, 0), ink, 1.5),
    ]


def _dates(found: Sequence[Mark], frame: _Frame, theme: Theme, metrics: QFontMetricsF) -> Iterator[Words]:
    """As many of the words below as have room, the last one always."""
    wide = max((metrics.horizontalAdvance(mark.under) for mark in found), default=0.0) + 10
    step = max(1, -int(-wide // frame.column))
    for place, mark in enumerate(found):
        if (len(found) - 1 - place) % step == 0:
            left = min(max(frame.x(place) - wide / 2, 0.0), frame.left + frame.width + _PAD - wide)
            area = Area(left, frame.top + frame.height + 4, wide, metrics.height() * 1.4)
            yield Words(area, mark.under, theme.text, CENTRE)
