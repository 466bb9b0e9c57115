"""Writes a chart as a PNG or SVG file, whole or not at all."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from annotator.app.exporting import whole_file
from annotator.model.errors import Refused
from annotator.ui.agreement.drawing import Drawing, paint

_SCALE = 2  # so that a PNG can be printed


def save_drawing(drawing: Drawing, path: Path, ground: str, font: QFont) -> None:
    """Write a chart on a ground of that colour. Raises Refused for another ending, Unavailable for the disk."""
    writers = {".png": _png, ".svg": _svg}
    if path.suffix.lower() not in writers:
        raise Refused(f"A chart is saved as .png or .svg, not as {path.name}.")
    content = writers[path.suffix.lower()](drawing, ground, font)
    with whole_file(path) as stream:
        stream.write(content)


def _png(drawing: Drawing, ground: str, font: QFont) -> bytes:
    image = QImage(_size(drawing) * _SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    image.fill(QColor(ground))
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        paint(painter, drawing, font)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(held.data())


def _svg(drawing: Drawing, ground: str, font: QFont) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    size = _size(drawing)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    with QPainter(generator) as painter:
        painter.fillRect(QRect(0, 0, size.width(), size.height()), QColor(ground))
        paint(painter, drawing, font)
    return bytes(held.data())


def _size(drawing: Drawing) -> QSize:
    return QSize(round(drawing.width), round(drawing.height))
