"""Draws one block: backgrounds, letters, then the marks of its spans. Decides nothing about where they are.

Letters are always the same cached layout, drawn whole: nothing is inserted, no format is set, so a label can
neither move nor re-shape a letter. Letters of another colour are the same layout drawn again inside a clip.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRegion

from annotator.ui.article.block import Block
from annotator.ui.article.chip_painting import paint_chips
from annotator.ui.article.decoration import Bracket, Decoration, Tick
from annotator.ui.article.look import Look, Marked, Range, colour_of, hits_in, is_selected
from annotator.ui.article.typesetting import Typesetting
from annotator.ui.theme import Theme

STROKE = 1.4  # pixels: thinner lines vanish on fractional scales


def paint_block(
    painter: QPainter,
    block: Block,
    at: QPointF,
    decoration: Decoration,
    marked: Marked,
    look: Look,
    setting: Typesetting,
    clip: QRectF,
) -> None:
    """Draw a block with its top left corner at `at`; `clip` is the part of the painter that is seen."""
    painter.save()
    painter.translate(at)
    seen = clip.translated(-at)
    theme = look.theme
    excluded = [rect for place in marked.excluded for rect in _rects(block, place)]
    _fill(painter, excluded, colour_of(theme.excluded))
    _paint_tints(painter, decoration, marked, look, seen)
    _paint_hits(painter, block, marked, theme)
    preview = _rects(block, marked.preview)
    stretch = _rects(block, marked.stretch)
    _fill(painter, preview, colour_of(theme.preview))
    _fill(painter, stretch, colour_of(theme.selection))
    _paint_letters(painter, block, theme, excluded, stretch, seen)
    _paint_brackets(painter, decoration.brackets, marked, look, seen)
    _paint_bars(painter, decoration, marked, look, seen)
    paint_chips(painter, decoration.chips, marked, look, setting, seen)
    painter.restore()


def _paint_hits(painter: QPainter, block: Block, marked: Marked, theme: Theme) -> None:
    for hit in hits_in(marked.hits, block.chunk.start, block.chunk.end):
        _fill(painter, _rects(block, hit), colour_of(theme.preview))
    for rect in _rects(block, marked.hit):
        painter.setPen(QPen(colour_of(theme.accent), 2 * STROKE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)


def _rects(block: Block, place: Range | None) -> list[QRectF]:
    if place is None:
        return []
    base = block.chunk.start
    return [
        QRectF(left, top, right - left, bottom - top)
        for left, right, top, bottom in block.pieces(place[0] - base, place[1] - base)
    ]


def _fill(painter: QPainter, rects: Sequence[QRectF], colour: QColor) -> None:
    for rect in rects:
        painter.fillRect(rect, colour)


def _paint_letters(
    painter: QPainter,
    block: Block,
    theme: Theme,
    dimmed: Sequence[QRectF],
    chosen: Sequence[QRectF],
    seen: QRectF,
) -> None:
    """All letters, each drawn once: where two layers of one letter's soft rim meet it would look bold."""
    other = [(rect.toRect(), theme.muted) for rect in dimmed]
    other += [(rect.toRect(), theme.selection_text) for rect in chosen]
    if not other:
        _draw(painter, block, theme.text, seen)
        return
    rest = QRegion(seen.toAlignedRect().adjusted(-1, -1, 1, 1))
    for rect, colour in reversed(other):
        painter.save()
        painter.setClipRegion(rest.intersected(rect), Qt.ClipOperation.IntersectClip)
        _draw(painter, block, colour, seen)
        painter.restore()
        rest = rest.subtracted(rect)
    painter.save()
    painter.setClipRegion(rest, Qt.ClipOperation.IntersectClip)
    _draw(painter, block, theme.text, seen)
    painter.restore()


def _draw(painter: QPainter, block: Block, colour: str, seen: QRectF) -> None:
    painter.setPen(colour_of(colour))
    block.layout.draw(painter, QPointF(0.0, 0.0), [], seen)


def _paint_tints(painter: QPainter, decoration: Decoration, marked: Marked, look: Look, seen: QRectF) -> None:
    for tint in decoration.tints:
        if tint.bottom < seen.top() or tint.top > seen.bottom():
            continue
        colour = QColor(look.colour(tint.span))
        colour.setAlphaF(look.tint * (2 if is_selected(tint.span, marked) else 1))
        painter.fillRect(QRectF(tint.left, tint.top, tint.right - tint.left, tint.bottom - tint.top), colour)


def _paint_brackets(
    painter: QPainter, brackets: Sequence[Bracket], marked: Marked, look: Look, seen: QRectF
) -> None:
    for bracket in brackets:
        if bracket.bottom < seen.top() or bracket.top > seen.bottom():
            continue
        width = STROKE * (1.8 if is_selected(bracket.span, marked) else 1.0)
        colour = look.colour(bracket.span)
        # The upright stands outside the span, usually in a blank, so that it does not touch the first letter.
        x = bracket.x - width if bracket.inward > 0 else bracket.x
        painter.fillRect(QRectF(x, bracket.top, width, bracket.bottom - bracket.top), colour)
        foot = 3.2 * width
        left = x if bracket.inward > 0 else x + width - foot
        painter.fillRect(QRectF(left, bracket.top, foot, width), colour)
        painter.fillRect(QRectF(left, bracket.bottom - width, foot, width), colour)


def _paint_bars(painter: QPainter, decoration: Decoration, marked: Marked, look: Look, seen: QRectF) -> None:
    for bar in decoration.bars:
        if bar.top < seen.top() - bar.thickness or bar.above > seen.bottom():
            continue
        colour = look.colour(bar.span)
        chosen = is_selected(bar.span, marked)
        if bar.folded and not chosen:
            continue
        more = 0.8 if chosen else 0.0
        painter.fillRect(
            QRectF(bar.left, bar.top - more, bar.right - bar.left, bar.thickness + 2 * more), colour
        )
        if chosen:
            painter.setPen(QPen(colour, STROKE))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(bar.left, bar.above, bar.right - bar.left, bar.below - bar.above))
    for tick in decoration.ticks:
        _paint_tick(painter, tick, look, wide=is_selected(tick.span, marked))


def _paint_tick(painter: QPainter, tick: Tick, look: Look, *, wide: bool) -> None:
    width = STROKE * (1.8 if wide else 1.0)
    x = tick.x if tick.inward > 0 else tick.x - width
    painter.fillRect(QRectF(x, tick.top, width, tick.bottom - tick.top), look.colour(tick.span))
