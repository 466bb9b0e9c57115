"""A whole article as a picture, and the geometry that was painted: the view's own painting, no widget."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from annotator.model.labels import LabelSet
from annotator.model.span import Excluded, Span, reading_order
from annotator.ui.article.flow import Flow
from annotator.ui.article.look import Look, Marked, look
from annotator.ui.article.marks import Marks
from annotator.ui.article.painting import paint_block
from annotator.ui.article.typesetting import typesetting
from annotator.ui.fonts import article_font
from annotator.ui.theme import Theme

TEXT_PX = 20
WIDEST, TALLEST = 16_000, 32_000  # pixels: what Qt's raster engine can paint on


def draw_picture(
    text: str,
    spans: Sequence[Span],
    label_set: LabelSet,
    theme: Theme,
    *,
    width: int,
    direction: str = "",
    excluded: Sequence[Excluded] = (),
    scale: float = 1.0,
) -> tuple[QImage, dict[str, Any]]:
    """The picture of an article and its geometry, the value of `picture --map`.

    The picture is `width * scale` pixels wide and as high as the article needs; `scale` enlarges everything
    alike. Rectangles are in pixels of the picture, offsets code points of the document; the cells are its
    graphemes without the newlines. Raises ValueError for a size that Qt cannot paint.
    """
    setting = typesetting(article_font(TEXT_PX))
    flow = Flow(text, direction, setting, width)
    flow.settle_all()
    marks = Marks(flow, label_set)
    marks.set_spans(spans)
    size = (round(width * scale), round(flow.height * scale + 0.5))
    if not (0 < size[0] <= WIDEST and size[1] <= TALLEST):
        raise ValueError(f"a picture of {size[0]} × {size[1]} pixels cannot be painted: choose another width")
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.surface))
    ranges = tuple((region.start, region.end) for region in excluded)
    with QPainter(image) as painter:
        painter.scale(scale, scale)
        _paint(painter, flow, marks, look(theme, label_set), Marked(excluded=ranges), float(width))
    return image, {"size": list(size), "cells": _cells(flow, scale), "spans": _spans(flow, spans, scale)}


def _paint(painter: QPainter, flow: Flow, marks: Marks, colours: Look, marked: Marked, width: float) -> None:
    for shown in flow.visible(0.0, flow.height):
        clip = QRectF(0.0, shown.top, width, shown.block.height)
        at = QPointF(flow.left, shown.top)
        decoration = marks.decoration(shown.number)
        paint_block(painter, shown.block, at, decoration, marked, colours, flow.setting, clip)


def _cells(flow: Flow, scale: float) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = []
    for shown in flow.visible(0.0, flow.height):
        base = shown.block.chunk.start
        for number, line in enumerate(shown.block.lines):
            top, height = shown.top + line.top, line.lanes - line.top
            for cell in shown.block.map(number).cells:
                box = QRectF(flow.left + cell.left, top, cell.right - cell.left, height)
                place = {"start": base + cell.start, "end": base + cell.end}
                cells.append({**place, "rect": _scaled(box, scale), "rtl": cell.rtl})
    return cells


def _spans(flow: Flow, spans: Sequence[Span], scale: float) -> list[dict[str, Any]]:
    return [
        {
            "id": span.id or span.item,
            "label": span.label,
            "start": span.start,
            "end": span.end,
            "rects": [_scaled(rect, scale) for rect in flow.rects(span.start, span.end)],
        }
        for span in sorted(spans, key=reading_order)
    ]


def _scaled(rect: QRectF, scale: float) -> list[float]:
    return [round(value * scale, 3) for value in (rect.x(), rect.y(), rect.width(), rect.height())]
