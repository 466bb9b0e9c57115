"""The caret in one line: where it stands, and where it goes when it follows the eye. Pure: maps in, carets out.

An offset where the direction turns stands in two places on the screen, and so does one where a line breaks. A
caret therefore knows which of its neighbours it keeps to. Moving over a letter keeps it to that letter.
"""

from collections.abc import Callable
from dataclasses import dataclass

from annotator.ui.article.cells import Cell
from annotator.ui.article.line_map import LineMap

THIN = 0.01  # pixels: what is narrower cannot be seen, and the caret passes over it


@dataclass(frozen=True, slots=True)
class Caret:
    """A place between two graphemes; `trailing`: at the end of the one before, else at the start of the next."""

    offset: int
    trailing: bool = False

    def moved(self, by: int) -> "Caret":
        """The same caret counted from elsewhere."""
        return Caret(self.offset + by, self.trailing)


def visual_cells(line: LineMap) -> list[Cell]:
    """The cells of a line from left to right."""
    return [
        cell for run in line.runs for cell in (line.cells_of(run)[::-1] if run.rtl else line.cells_of(run))
    ]


def x_of(line: LineMap, caret: Caret, width: float) -> float:
    """The x of a caret in a line; in an empty one, which is `width` wide, the side where it begins."""
    cell = _neighbour(line, caret)
    if cell is None:
        return width if line.rtl else 0.0
    return cell.trailing if cell.end <= caret.offset else cell.leading


def runs_rtl(line: LineMap, caret: Caret) -> bool:
    """Whether the letters that the caret keeps to run from right to left."""
    cell = _neighbour(line, caret)
    return line.rtl if cell is None else cell.rtl


def _neighbour(line: LineMap, caret: Caret) -> Cell | None:
    """The cell that a caret keeps to: before it where it trails or the line ends, else after it."""
    before = next((cell for cell in reversed(line.cells) if cell.end <= caret.offset), None)
    after = next((cell for cell in line.cells if cell.end > caret.offset), None)
    return (before or after) if caret.trailing else (after or before)


def caret_at(line: LineMap, x: float) -> Caret:
    """The caret nearest to x; beside the text the line's own end."""
    if not line.cells:
        return Caret(line.start)
    left, right = line.edges()
    if x < left or x >= right:
        return Caret(line.start) if (x < left) != line.rtl else Caret(line.end, trailing=True)
    offset = line.hit(x)
    cell = line.cell_at(x)
    return Caret(offset, trailing=cell is not None and offset == cell.end)


def visual_end(line: LineMap, *, right: bool) -> Caret:
    """The caret at the left or right end of what is seen of a line."""
    cells = visual_cells(line)
    if not cells:
        return Caret(line.start)
    return _beside(cells[-1], right=True) if right else _beside(cells[0], right=False)


def step_visually(line: LineMap, caret: Caret, *, right: bool) -> Caret | None:
    """The caret beyond the next visible grapheme to the right or left; None where the line ends there."""
    crossed = next((cell for cell in _ahead(line, caret, right=right) if cell.right - cell.left > THIN), None)
    return None if crossed is None else _beside(crossed, right=right)


def step_word_visually(
    line: LineMap, caret: Caret, token_of: Callable[[int], object | None], *, right: bool
) -> Caret | None:
    """The caret beyond the next word to the right or left; None where only blanks or nothing is left there.

    `token_of` says to which token a code point belongs, None for a blank.
    """
    crossed: Cell | None = None
    word: object | None = None
    for cell in _ahead(line, caret, right=right):
        token = token_of(cell.start)
        if word is not None and token != word:
            break
        if token is not None:
            word, crossed = token, cell
    return None if crossed is None else _beside(crossed, right=right)


def _ahead(line: LineMap, caret: Caret, *, right: bool) -> list[Cell]:
    """The cells that the caret has before it on its way right or left, nearest first."""
    cells = visual_cells(line)
    own = _neighbour(line, caret)
    if own is None:
        return []
    place = cells.index(own)
    stands_right = (own.end <= caret.offset) != own.rtl  # of its own cell
    gap = place + 1 if stands_right else place
    return cells[gap:] if right else cells[:gap][::-1]


def _beside(cell: Cell, *, right: bool) -> Caret:
    ends = right != cell.rtl  # on this side the cell ends in reading order
    return Caret(cell.end, trailing=True) if ends else Caret(cell.start)
