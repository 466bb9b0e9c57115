"""The handles of the selected span: where they stand, at its logical ends, and which one lies under the pointer."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF

from annotator.text.navigation import END, START
from annotator.ui.article.flow import Flow

GRASP = 9.0  # pixels around a handle's knob in which it can be taken
AMONG = 4.0  # pixels: as far as its knob reaches into the letters' band


@dataclass(frozen=True, slots=True)
class Handle:
    """A handle in content coordinates: an upright at x; `inward` is +1 where the span lies to the right."""

    side: str
    x: float
    top: float
    bottom: float
    inward: int

    @property
    def knob(self) -> QPointF:
        """The middle of what is taken hold of: above the start, below the end."""
        return QPointF(self.x, self.top if self.side == START else self.bottom)


def handles(flow: Flow, start: int, end: int, numbers: range) -> list[Handle]:
    """The handles of [start, end) that lie in the blocks `numbers`; the blocks of others are not laid out."""
    made: list[Handle] = []
    for side, at in ((START, start), (END, end - 1)):
        number = flow.number_of(at)
        if number in numbers:
            made += _handle(flow, number, side, at)
    return made


def _handle(flow: Flow, number: int, side: str, at: int) -> list[Handle]:
    block = flow.block(number)
    at -= block.chunk.start
    line = block.lines[block.line_of(at)]
    cell = block.map(block.line_of(at)).cell_of(at)
    if cell is None:
        return []
    x = cell.leading if side == START else cell.trailing
    inward = 1 if (side == START) != cell.rtl else -1
    top = flow.top(number)
    return [Handle(side, flow.left + x, top + line.top, top + line.lanes, inward)]


def handle_at(found: list[Handle], place: QPointF) -> Handle | None:
    """The handle whose knob is under a point. Beside the letters only: among them a stretch may begin."""
    for handle in found:
        outward = place.y() - handle.knob.y() if handle.side == END else handle.knob.y() - place.y()
        if abs(handle.x - place.x()) <= GRASP and -AMONG <= outward <= GRASP:
            return handle
    return None
