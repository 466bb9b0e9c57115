"""The window's own icons, drawn with a few strokes, so that they take the theme's colours and every scale."""

from collections.abc import Callable
from math import cos, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from annotator.model.status import FINISHED, IGNORED, IN_PROGRESS, NEW
from annotator.ui.theme import Theme

SIZE = 16  # pixels; the drawings below count in these units
_SCALES = (1, 2, 3)
Drawing = Callable[[QPainter], None]


def icon(name: str, theme: Theme) -> QIcon:
    """The icon of that name in the theme's colours; its disabled form is the same in the muted colour."""
    faint = QColor(theme.muted)
    faint.setAlpha(110)
    return _icon(_DRAWINGS[name], _colour(name, theme), faint)


def status_icon(status: str, theme: Theme) -> QIcon:
    """The sign of a status: an empty ring, a half full one, a tick in a disc, a struck ring."""
    return icon(status, theme)


def swatch(colour: str) -> QIcon:
    """A small square of a label's colour."""
    return _icon(_square, QColor(colour), QColor(colour))


def _icon(draw: Drawing, colour: QColor, disabled: QColor) -> QIcon:
    made = QIcon()
    for scale in _SCALES:
        drawn = _pixmap(draw, colour, scale)
        made.addPixmap(drawn)
        made.addPixmap(drawn, QIcon.Mode.Selected)  # else Qt would tint it in selected rows
        made.addPixmap(_pixmap(draw, disabled, scale), QIcon.Mode.Disabled)
    return made


def _colour(name: str, theme: Theme) -> QColor:
    colours = {FINISHED: theme.success, IN_PROGRESS: theme.accent, "warning": theme.warning}
    quiet = {NEW, IGNORED}
    return QColor(colours.get(name, theme.muted if name in quiet else theme.text))


def _pixmap(draw: Drawing, colour: QColor, scale: int) -> QPixmap:
    pixmap = QPixmap(SIZE * scale, SIZE * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine, cap, join))
        draw(painter)
    return pixmap


def _lines(*points: tuple[float, float]) -> Drawing:
    def draw(painter: QPainter) -> None:
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))

    return draw


def _all(*drawings: Drawing) -> Drawing:
    def draw(painter: QPainter) -> None:
        for drawing in drawings:
            drawing(painter)

    return draw


def _ring(x: float, y: float, r: float) -> Drawing:
    return lambda painter: painter.drawEllipse(QPointF(x, y), r, r)


def _filled(path: Callable[[QPainterPath], None]) -> Drawing:
    def draw(painter: QPainter) -> None:
        shape = QPainterPath()
        path(shape)
        painter.fillPath(shape, painter.pen().color())

    return draw


def _half(shape: QPainterPath) -> None:
    shape.moveTo(8, 8)
    shape.arcTo(QRectF(2.5, 2.5, 11, 11), 90, -180)
    shape.closeSubpath()


def _disc_with_tick(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawEllipse(QPointF(8, 8), 5.6, 5.6)
    # The tick is cut out, so that it shows whatever lies behind.
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    _lines((5.2, 8.2), (7.2, 10.2), (10.9, 6.2))(painter)


def _square(painter: QPainter) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(2.5, 2.5, 11, 11), 2.5, 2.5)
    painter.fillPath(shape, painter.pen().color())


def _turn(painter: QPainter, *, back: bool) -> None:
    """An arrow bent back to the left, or the same to the right."""
    if not back:
        painter.translate(SIZE, 0)
        painter.scale(-1, 1)
    shape = QPainterPath(QPointF(2.8, 6))
    shape.lineTo(9.4, 6)
    shape.arcTo(QRectF(5.9, 6, 7, 7), 90, -180)
    shape.lineTo(6.4, 13)
    painter.drawPath(shape)
    _lines((5.6, 3.2), (2.8, 6), (5.6, 8.8))(painter)


def _person(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(8, 5.2), 2.7, 2.7)
    shape = QPainterPath(QPointF(2.8, 13.6))
    shape.cubicTo(3.2, 8.4, 12.8, 8.4, 13.2, 13.6)
    painter.drawPath(shape)


def _sun(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(8, 8), 2.9, 2.9)
    for angle in range(0, 360, 45):
        x, y = cos(radians(angle)), sin(radians(angle))
        painter.drawLine(QPointF(8 + 5 * x, 8 + 5 * y), QPointF(8 + 6.4 * x, 8 + 6.4 * y))


_TRAY = _lines((2.5, 10), (2.5, 13.5), (13.5, 13.5), (13.5, 10))
_DRAWINGS: dict[str, Drawing] = {
    NEW: _ring(8, 8, 5.5),
    IN_PROGRESS: _all(_ring(8, 8, 5.5), _filled(_half)),
    FINISHED: _disc_with_tick,
    IGNORED: _all(_ring(8, 8, 5.5), _lines((4.3, 11.7), (11.7, 4.3))),
    "undo": lambda painter: _turn(painter, back=True),
    "redo": lambda painter: _turn(painter, back=False),
    "up": _lines((3.5, 10.2), (8, 5.7), (12.5, 10.2)),
    "down": _lines((3.5, 5.8), (8, 10.3), (12.5, 5.8)),
    "larger": _all(_lines((3, 8), (13, 8)), _lines((8, 3), (8, 13))),
    "smaller": _lines((3, 8), (13, 8)),
    "person": _person,
    "theme": _sun,
    "import": _all(_TRAY, _lines((8, 2.5), (8, 9.5)), _lines((5, 6.7), (8, 9.7), (11, 6.7))),
    "export": _all(_TRAY, _lines((8, 9.5), (8, 2.7)), _lines((5, 5.5), (8, 2.5), (11, 5.5))),
    "delete": _all(_lines((4, 4), (12, 12)), _lines((12, 4), (4, 12))),
    "saved": _lines((3, 8.6), (6.5, 12), (13, 4.5)),
    "warning": _all(
        _lines((8, 2.5), (14, 13.2), (2, 13.2), (8, 2.5)),
        _lines((8, 6.6), (8, 9.4)),
        _lines((8, 11.3), (8, 11.4)),
    ),
}
