"""Shows a chart: every figure in it can be pointed at, reached with the keyboard, and asked for its places."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from annotator.model.errors import AnnotatorError
from annotator.ui.agreement.drawing import Cell, Drawing, captioned, mirrored, paint
from annotator.ui.agreement.saving import save_drawing
from annotator.ui.file_dialog import FileDialog
from annotator.ui.theme import Theme

Layout = Callable[[QFontMetricsF, float], Drawing]  # from letters and the width there is to a chart
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ChartView(QWidget):
    """The chart itself."""

    asked = Signal(object)  # a Question
    moved = Signal(QRect)  # where the current figure is

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._layout: Layout = _nothing
        self._caption = ""
        self.drawing = Drawing(0, 0)
        self.place = 0  # of the current figure in the drawing
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def set_chart(self, layout: Layout, theme: Theme, caption: str = "") -> None:
        """Show another chart, under a caption if there is one."""
        self._layout, self._theme, self._caption = layout, theme, caption
        self._lay_out()

    def _lay_out(self) -> None:
        metrics = QFontMetricsF(self.font())
        found = self._layout(metrics, float(self.width()))
        found = captioned(found, self._caption, self._theme.warning, metrics.height() * 1.8)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.drawing = mirrored(found) if rtl else found
        self.place = min(self.place, max(len(found.cells) - 1, 0))
        self.setMinimumHeight(round(found.height) + 1)
        # A grid does not shrink below its figures; bars take the room there is.
        tight = self._layout(QFontMetricsF(self.font()), 0.0)
        self.setMinimumWidth(round(tight.width) + 1)
        self._tell()
        self.update()

    def current(self) -> Cell | None:
        """The figure that the keyboard is on."""
        return self.drawing.cells[self.place] if self.drawing.cells else None

    def cell_at(self, point: QPointF) -> Cell | None:
        """The figure under a point."""
        return next((cell for cell in self.drawing.cells if cell.area.rect().contains(point)), None)

    def ask(self) -> None:
        """Ask for the places behind the current figure."""
        cell = self.current()
        if cell and cell.question:
            self.asked.emit(cell.question)

    def _go(self, cell: Cell) -> None:
        self.place = self.drawing.cells.index(cell)
        self.moved.emit(cell.area.rect().toAlignedRect())
        self._tell()
        self.update()

    def _tell(self) -> None:
        cell = self.current()
        self.setAccessibleDescription(cell.says if cell else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next figure in their direction; Enter opens its places."""
        key = Qt.Key(event.key())
        cell = self.current()
        if key in OPENING_KEYS:
            self.ask()
        elif key in _STEPS and cell:
            if found := next_cell(self.drawing, cell, *_STEPS[key]):
                self._go(found)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the places of the figure that was clicked."""
        if event.button() == Qt.MouseButton.LeftButton and (cell := self.cell_at(event.position())):
            self._go(cell)
            self.ask()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a figure can be clicked."""
        cell = self.cell_at(event.position())
        hand = cell is not None and cell.question is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Say in words what the figure under the mouse is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self.cell_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), cell.says if cell else "", self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bars take the width there is."""
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        if cell := self.current():
            self.moved.emit(cell.area.rect().toAlignedRect())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart, and a ring around the current figure while the keyboard is here."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.surface))
            paint(painter, self.drawing, self.font())
            cell = self.current()
            if cell and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                # Two rings, since the accent alone is not seen on a figure shaded with it.
                painter.setPen(QPen(QColor(self._theme.surface), 5))
                painter.drawRect(cell.area.rect().adjusted(2, 2, -2, -2))
                painter.setPen(QPen(QColor(self._theme.text), 2))
                painter.drawRect(cell.area.rect().adjusted(1, 1, -1, -1))


def _nothing(metrics: QFontMetricsF, width: float) -> Drawing:
    return Drawing(0, 0)


def next_cell(drawing: Drawing, cell: Cell, dx: int, dy: int) -> Cell | None:
    """The figure nearest to another one in a direction; sideways only in the same row."""
    here = cell.area.rect().center()

    def ahead(other: Cell) -> tuple[float, float] | None:
        there = other.area.rect().center()
        x, y = there.x() - here.x(), there.y() - here.y()
        along, across = (x * dx, abs(y)) if dx else (y * dy, abs(x))
        return (along, across) if along > 1 and (not dx or across < 1) else None

    found = [(place, other) for other in drawing.cells if (place := ahead(other))]
    return min(found, key=lambda pair: pair[0])[1] if found else None


class ChartPane(QWidget):
    """A chart that scrolls, with a button that saves it."""

    asked = Signal(object)
    failed = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name = theme, name
        self.view = ChartView(theme, self)
        self.view.setAccessibleName(name)
        self.view.asked.connect(self.asked)
        self._area = QScrollArea(self)
        self._area.setWidget(self.view)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.moved.connect(self._show)
        self.save = QPushButton(self.tr("Save the chart…"), self)
        self.save.clicked.connect(self.ask_file)
        self.choices = QHBoxLayout()
        self.choices.addStretch(1)
        self.choices.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self.choices)
        layout.addWidget(self._area, 1)

    def set_chart(self, layout: Layout, theme: Theme, caption: str = "") -> None:
        """Show another chart, under a caption if there is one."""
        self._theme = theme
        self.view.set_chart(layout, theme, caption)

    def _show(self, place: QRect) -> None:
        centre = place.center()
        self._area.ensureVisible(centre.x(), centre.y(), place.width() // 2 + 4, place.height() // 2 + 4)

    def ask_file(self) -> None:
        """Where to save the chart?"""
        dialog = FileDialog(self, self.tr("Save the chart"), f"{self._name}.png")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Picture (*.png)"), self.tr("Drawing (*.svg)")])
        dialog.setDefaultSuffix("png")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(chosen[-4:-1]))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the chart as it is shown, as PNG or SVG."""
        try:
            save_drawing(self.view.drawing, path, self._theme.surface, self.view.font())
        except AnnotatorError as error:
            self.failed.emit(str(error))
