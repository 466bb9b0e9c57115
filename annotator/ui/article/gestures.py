"""What the mouse means: the stretch between two places, by letters, words or sentences. No Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Range = tuple[int, int]
Unit = Callable[[int], Range]
Snap = Callable[[int, int, bool], Range]


def as_drawn(start: int, end: int, exact: bool) -> Range:
    """The snap of a view that was given none: what was drawn is what is taken."""
    return (start, end)


def between(anchor: Range, here: Range) -> Range:
    """The stretch from where a drag began to where it is, whichever comes first; both whole."""
    return (min(anchor[0], here[0]), max(anchor[1], here[1]))


def far_end(stretch: Range, offset: int) -> Range:
    """Where a stretch is held when a click at `offset` extends it: the end that is farther away."""
    start, end = stretch
    return (end, end) if abs(offset - start) < abs(offset - end) else (start, start)


def next_item(under: Sequence[str], selected: str) -> str:
    """Which item of those under the pointer a click selects: the one after the selected one."""
    if selected not in under:
        return under[0]
    return under[(under.index(selected) + 1) % len(under)]


@dataclass(slots=True)
class Drag:
    """A drag under way: where it began, by which unit it grows, whether the pointer has left its place."""

    anchor: Range
    unit: Unit | None  # None: by grapheme borders
    moved: bool = False

    def stretch(self, offset: int) -> Range:
        """The stretch from the anchor to a place."""
        return between(self.anchor, self.unit(offset) if self.unit else (offset, offset))
