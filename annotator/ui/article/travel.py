"""Takes a caret through an article's lines: which line it is in, and where each movement leads. Changes nothing."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from annotator.text.navigation import GRAPHEME, PARAGRAPH, SENTENCE, WORD, skip_blanks, step
from annotator.text.tokens import token_at
from annotator.ui.article.block import Block
from annotator.ui.article.caret import (
    Caret,
    caret_at,
    runs_rtl,
    step_visually,
    step_word_visually,
    visual_end,
    x_of,
)
from annotator.ui.article.flow import Flow

LINE, PAGE, LINE_END, ARTICLE_END = "line", "page", "line end", "article end"


@dataclass(frozen=True, slots=True)
class Move:
    """A movement: by which unit, and whether right (where it is seen across a line) or onward (otherwise)."""

    unit: str
    ahead: bool


MOVES = {
    "left": Move(GRAPHEME, False),
    "right": Move(GRAPHEME, True),
    "word_left": Move(WORD, False),
    "word_right": Move(WORD, True),
    "sentence_left": Move(SENTENCE, False),
    "sentence_right": Move(SENTENCE, True),
    "up": Move(LINE, False),
    "down": Move(LINE, True),
    "page_up": Move(PAGE, False),
    "page_down": Move(PAGE, True),
    "paragraph_up": Move(PARAGRAPH, False),
    "paragraph_down": Move(PARAGRAPH, True),
    "line_start": Move(LINE_END, False),
    "line_end": Move(LINE_END, True),
    "article_start": Move(ARTICLE_END, False),
    "article_end": Move(ARTICLE_END, True),
}


@dataclass(frozen=True, slots=True)
class Place:
    """The line in which a caret stands: the number of its block, the block, the number of the line there."""

    number: int
    block: Block
    line: int


@dataclass(frozen=True, slots=True)
class Travel:
    """What a movement needs beside the caret: the x to keep to, the height of a page, whose order arrows follow."""

    goal: float
    page: float
    visual: bool


def place_of(flow: Flow, caret: Caret) -> Place:
    """The line of a caret: one that trails stays on the line that its letter is on."""
    number = flow.number_of(caret.offset)
    at = caret.offset - flow.chunks[number].start
    if caret.trailing and at == 0 and number > 0 and not flow.chunks[number - 1].closes:
        number -= 1
        at = caret.offset - flow.chunks[number].start
    block = flow.block(number)
    line = block.line_of(at)
    if caret.trailing and at == block.lines[line].start and line > 0:
        line -= 1
    return Place(number, block, line)


def caret_rect(flow: Flow, caret: Caret) -> QRectF:
    """Where a caret stands, without width, in content coordinates."""
    place = place_of(flow, caret)
    line, chunk = place.block.lines[place.line], place.block.chunk
    x = x_of(place.block.map(place.line), caret.moved(-chunk.start), place.block.width)
    return QRectF(flow.left + x, flow.top(place.number) + line.top, 0.0, line.lanes - line.top)


def caret_rtl(flow: Flow, caret: Caret) -> bool:
    """Whether the letters at a caret run from right to left."""
    place = place_of(flow, caret)
    return runs_rtl(place.block.map(place.line), caret.moved(-place.block.chunk.start))


def moved(flow: Flow, caret: Caret, move: Move, how: Travel) -> Caret:
    """Where a movement takes a caret; at the ends of the article nowhere."""
    if move.unit in (LINE, PAGE):
        return _down(flow, caret, move, how)
    if move.unit == LINE_END:
        return _line_end(flow, place_of(flow, caret), onward=move.ahead)
    if move.unit == ARTICLE_END:
        return Caret(len(flow.text), trailing=True) if move.ahead else Caret(0)
    if move.unit == PARAGRAPH:
        return _onward(flow, caret, move.unit, forward=move.ahead)
    if how.visual and move.unit in (GRAPHEME, WORD):
        return _across(flow, caret, move)
    rtl = place_of(flow, caret).block.chunk.rtl
    return _onward(flow, caret, move.unit, forward=move.ahead != rtl)


def _onward(flow: Flow, caret: Caret, unit: str, *, forward: bool) -> Caret:
    """In reading order; a caret that came forward keeps to what it passed."""
    return Caret(step(flow.text, caret.offset, unit, forward=forward), trailing=forward)


def _across(flow: Flow, caret: Caret, move: Move) -> Caret:
    """To the right or left as it is seen; beyond the line's end, on the line that is read before or after."""
    place = place_of(flow, caret)
    found = _step(flow, place, caret, move)
    if found is not None:
        return found
    beyond = _neighbour_line(flow, place, after=move.ahead != place.block.chunk.rtl)
    if beyond is None:
        return _end_of(place, right=move.ahead)
    entered = _end_of(beyond, right=not move.ahead)
    if move.unit == GRAPHEME and (beyond.number != place.number or not beyond.block.map(beyond.line).cells):
        return entered  # from paragraph to paragraph the break itself is a step
    return _step(flow, beyond, entered, move) or entered


def _step(flow: Flow, place: Place, caret: Caret, move: Move) -> Caret | None:
    base = place.block.chunk.start
    line, inside = place.block.map(place.line), caret.moved(-base)
    if move.unit == GRAPHEME:
        found = step_visually(line, inside, right=move.ahead)
    else:
        found = step_word_visually(line, inside, lambda i: token_at(flow.text, base + i), right=move.ahead)
    return None if found is None else found.moved(base)


def _end_of(place: Place, *, right: bool) -> Caret:
    return visual_end(place.block.map(place.line), right=right).moved(place.block.chunk.start)


def _neighbour_line(flow: Flow, place: Place, *, after: bool) -> Place | None:
    line = place.line + (1 if after else -1)
    if 0 <= line < len(place.block.lines):
        return Place(place.number, place.block, line)
    number = place.number + (1 if after else -1)
    if not 0 <= number < len(flow.chunks):
        return None
    block = flow.block(number)
    return Place(number, block, 0 if after else len(block.lines) - 1)


def _line_end(flow: Flow, place: Place, *, onward: bool) -> Caret:
    line, base = place.block.lines[place.line], place.block.chunk.start
    if not onward:
        return Caret(base + line.start)
    end = base + line.end
    if place.line < len(place.block.lines) - 1:  # the blank at which a line breaks is not seen
        end = max(skip_blanks(flow.text, end, forward=False), base + line.start)
    return Caret(end, trailing=True)


def _down(flow: Flow, caret: Caret, move: Move, how: Travel) -> Caret:
    place = place_of(flow, caret)
    if move.unit == LINE:
        target = _neighbour_line(flow, place, after=move.ahead)
    else:
        target = _page_line(flow, caret, how.page if move.ahead else -how.page)
    if target is None:
        return moved(flow, caret, MOVES["line_end" if move.ahead else "line_start"], how)
    line = target.block.map(target.line)
    return caret_at(line, how.goal - flow.left).moved(target.block.chunk.start)


def _page_line(flow: Flow, caret: Caret, by: float) -> Place:
    y = caret_rect(flow, caret).center().y() + by
    number = flow.number_at(y)
    block = flow.block(number)
    return Place(number, block, block.line_at(y - flow.top(number)))
