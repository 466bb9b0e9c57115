"""Draws the chips that name spans, and measures them."""

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QStaticText

from annotator.ui.article.chips import Chip
from annotator.ui.article.look import Look, Marked, colour_of, is_selected
from annotator.ui.article.typesetting import Typesetting
from annotator.ui.fonts import chip_font

EDGE = 1.4  # pixels: the border of the selected span's chip


def chip_width(text: str, setting: Typesetting) -> float:
    """The width of a chip with this text."""
    return _chip_advance(text, _chip_px(setting)) + 0.36 * setting.chip * 2


def paint_chips(
    painter: QPainter, chips: Sequence[Chip], marked: Marked, look: Look, setting: Typesetting, seen: QRectF
) -> None:
    """Draw a block's chips; `seen` is the part of the block that is on the screen."""
    px = _chip_px(setting)
    painter.setFont(_chip_font(px))
    for chip in chips:
        place = QRectF(chip.left, chip.top, chip.width, chip.height)
        if not place.intersects(seen):
            continue
        colour = look.colour(chip.span)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        edge = QPen(colour_of(look.theme.text), EDGE) if is_selected(chip.span, marked) else Qt.PenStyle.NoPen
        painter.setPen(edge)
        painter.setBrush(colour)
        painter.drawRoundedRect(place, 0.25 * chip.height, 0.25 * chip.height)
        painter.setPen(colour_of(look.theme.surface))
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
