"""Draws one block: backgrounds, letters, then the marks of its spans. Decides nothing about where they are.

Letters are always the same cached layout, drawn whole: nothing is inserted, no format is set, so a label can
neither move nor re-shape a letter. Letters of another colour are the same layout drawn again inside a clip.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QRegion, QStaticText

from annotator.model.labels import LabelSet
from annotator.model.span import Span
from annotator.ui.article.block import Block
from annotator.ui.article.chips import Chip
from annotator.ui.article.decoration import Bracket, Decoration, Tick
from annotator.ui.article.typesetting import Typesetting
from annotator.ui.fonts import chip_font
from annotator.ui.theme import Theme

Range = tuple[int, int]
STROKE = 1.4  # pixels: thinner lines vanish on fractional scales


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of everything in the article, resolved for one theme and label set."""

    theme: Theme
    labels: Mapping[str, str]  # label -> strong colour

    def colour(self, span: Span) -> QColor:
        """The strong colour of a span's label; a label that the set lacks is muted."""
        return _colour(self.labels.get(span.label, self.theme.muted))

    @property
    def tint(self) -> float:
        """How much of a label's strong colour its tint holds."""
        return 0.20 if self.theme.dark else 0.13


@dataclass(frozen=True, slots=True)
class Marked:
    """What else is to be seen in a block, in code points of the document; `selected` is a span's item."""

    excluded: Sequence[Range] = ()
    preview: Range | None = None
    stretch: Range | None = None
    selected: str = ""


def look(theme: Theme, labels: LabelSet) -> Look:
    """The colours for a theme and a label set."""
    return Look(theme, {label.name: label.dark if theme.dark else label.light for label in labels.labels})


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
    _fill(painter, excluded, _colour(theme.excluded))
    _paint_tints(painter, decoration, marked, look, seen)
    preview = _rects(block, marked.preview)
    stretch = _rects(block, marked.stretch)
    _fill(painter, preview, _colour(theme.preview))
    _fill(painter, stretch, _colour(theme.selection))
    _paint_letters(painter, block, theme, excluded, stretch, seen)
    _paint_brackets(painter, decoration.brackets, marked, look, seen)
    _paint_bars(painter, decoration, marked, look, seen)
    _paint_chips(painter, decoration.chips, marked, look, setting, seen)
    painter.restore()


def chip_width(text: str, setting: Typesetting) -> float:
    """The width of a chip with this text."""
    return _chip_advance(text, _chip_px(setting)) + 0.36 * setting.chip * 2


def is_selected(span: Span, marked: Marked) -> bool:
    """Whether a span is the selected one."""
    return bool(marked.selected) and span.item == marked.selected


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
    painter.setPen(_colour(colour))
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


def _paint_chips(
    painter: QPainter, chips: Sequence[Chip], marked: Marked, look: Look, setting: Typesetting, seen: QRectF
) -> None:
    px = _chip_px(setting)
    painter.setFont(_chip_font(px))
    for chip in chips:
        place = QRectF(chip.left, chip.top, chip.width, chip.height)
        if not place.intersects(seen):
            continue
        colour = look.colour(chip.span)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        edge = QPen(_colour(look.theme.text), STROKE) if is_selected(chip.span, marked) else Qt.PenStyle.NoPen
        painter.setPen(edge)
        painter.setBrush(colour)
        painter.drawRoundedRect(place, 0.25 * chip.height, 0.25 * chip.height)
        painter.setPen(_colour(look.theme.surface))
        text = _static(chip.text, px)
        painter.drawStaticText(
            QPointF(
                place.left() + (place.width() - text.size().width()) / 2,
                place.top() + (place.height() - text.size().height()) / 2,
            ),
            text,
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _chip_px(setting: Typesetting) -> int:
    return max(round(0.82 * setting.chip), 7)


@cache
def _colour(name: str) -> QColor:
    return QColor(name)


@cache
def _chip_font(px: int) -> QFont:
    return chip_font(px)


@cache
def _chip_advance(text: str, px: int) -> float:
    return QFontMetricsF(_chip_font(px)).horizontalAdvance(text)


@cache
def _static(text: str, px: int) -> QStaticText:
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(font=_chip_font(px))
    return made
