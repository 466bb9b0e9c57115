"""The chips of one line in a row: each as near to its span's start as the others leave room. No Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from annotator.model.span import Span

BETWEEN = 2.0  # pixels from chip to chip
FARTHEST = 4  # chips: one that would move farther away from its span's start is only counted


@dataclass(frozen=True, slots=True)
class Chip:
    """A label's short name at the logical start of a span; `rtl` chips reach leftwards from there."""

    span: Span
    text: str
    left: float
    width: float
    top: float
    height: float
    rtl: bool
    folded: tuple[Span, ...] = ()  # the spans that a "+n" stands for

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.left + self.width


def place_chips(
    wanted: Sequence[Chip], folded: Sequence[Chip], room: float, chip_width: Callable[[str], float]
) -> list[Chip]:
    """The chips side by side, none over another, all between 0 and `room`.

    `wanted` is in order of precedence, each where it would stand alone. What finds no place near its start is
    counted, with the `folded` ones, in one "+n" chip, which stands for the first of them.
    """
    placed: list[Chip] = []
    left_over = list(folded)
    for chip in wanted:
        found = _free(chip, placed, room)
        if found is None or abs(found.left - chip.left) > FARTHEST * (chip.width + BETWEEN):
            left_over.append(chip)
        else:
            placed.append(found)
    if left_over:
        text = f"+{len(left_over)}"
        width = chip_width(text)
        first = left_over[0]
        left = first.right - width if first.rtl else first.left
        folded_spans = tuple(chip.span for chip in left_over)
        more = _free(replace(first, text=text, width=width, left=left, folded=folded_spans), placed, room)
        placed += [more] if more else []
    return placed


def _free(chip: Chip, placed: Sequence[Chip], room: float) -> Chip | None:
    """The chip at the nearest free place, in its own direction or else in the other; None without room."""
    left = min(max(chip.left, 0.0), max(room - chip.width, 0.0))
    for step in (-1, 1) if chip.rtl else (1, -1):
        moved = _pushed(left, chip.width, placed, step)
        if -0.01 <= moved <= room - chip.width + 0.01:
            return replace(chip, left=moved)
    return None


def _pushed(left: float, width: float, placed: Sequence[Chip], step: int) -> float:
    """Where a chip comes free when it only moves one way (+1 right, -1 left)."""
    for other in sorted(placed, key=lambda chip: step * chip.left):
        if left < other.right + BETWEEN and other.left < left + width + BETWEEN:
            left = other.right + BETWEEN if step > 0 else other.left - BETWEEN - width
    return left
