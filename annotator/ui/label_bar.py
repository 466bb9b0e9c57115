"""The bar of labels above the article: one button each, with colour, name, key and number of spans."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QStyle, QWidget

from annotator.model.labels import Label, LabelSet, name_in
from annotator.ui.flow_layout import FlowLayout
from annotator.ui.isolates import isolated
from annotator.ui.theme import Theme

_PAD, _SWATCH, _GAP = 10, 12, 8  # pixels


class LabelButton(QAbstractButton):
    """A label to choose; pressed in while the label is sticky."""

    def __init__(self, label: Label, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label, self._theme, self._count = label, theme, 0
        name = name_in("en", label.names, label.name)
        self._key = QKeySequence(label.key).toString(QKeySequence.SequenceFormat.NativeText)
        self.setText(isolated(name))
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # else nothing repaints when the mouse comes
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not take the keyboard from the article
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(
            self.tr(
                "Label what is selected as {0}.\nWith nothing selected, label every stretch so until Esc."
            ).format(isolated(name))
        )
        self._describe()

    def set_count(self, count: int) -> None:
        """Show how many spans of this label the article has."""
        if count != self._count:
            self._count = count
            self._describe()
            self.updateGeometry()
            self.update()

    def nextCheckState(self) -> None:
        """Stay as it is: only the desk says what is sticky."""

    def sizeHint(self) -> QSize:
        """Room for swatch, name, key and count."""
        metrics = self.fontMetrics()
        small = QFontMetrics(self._small())
        key = small.horizontalAdvance(self._key) + _GAP + 8 if self._key else 0
        count = max(small.horizontalAdvance(str(self._count)), small.horizontalAdvance("00"))
        width = 2 * _PAD + _SWATCH + _GAP + metrics.horizontalAdvance(self.text()) + _GAP + count + key
        return QSize(width, metrics.height() + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button."""
        theme = self._theme
        colour = QColor(self._label.dark if theme.dark else self._label.light)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_frame(painter, colour)
            small, metrics = self._small(), QFontMetrics(self._small())
            x = _PAD
            swatch = self._part(x, _SWATCH)
            swatch.setHeight(_SWATCH)
            swatch.moveTop((self.height() - _SWATCH) // 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(swatch, 3, 3)
            x += _SWATCH + _GAP
            width = self.fontMetrics().horizontalAdvance(self.text())
            painter.setPen(QColor(theme.text))
            painter.drawText(self._part(x, width), Qt.AlignmentFlag.AlignCenter, self.text())
            x += width + _GAP
            painter.setFont(small)
            width = max(metrics.horizontalAdvance(str(self._count)), metrics.horizontalAdvance("00"))
            painter.setPen(QColor(theme.text if self._count else theme.muted))
            painter.drawText(self._part(x, width), Qt.AlignmentFlag.AlignCenter, str(self._count))
            if self._key:
                self._paint_key(
                    painter, self._part(x + width + _GAP, metrics.horizontalAdvance(self._key) + 8)
                )

    def _paint_frame(self, painter: QPainter, colour: QColor) -> None:
        frame = self.rect().toRectF().adjusted(0.75, 0.75, -0.75, -0.75)
        fill = QColor(colour)
        pressed = self.isChecked() or self.isDown()
        fill.setAlphaF(0.26 if pressed else 0.12 if self.underMouse() else 0.0)
        painter.setBrush(QColor(self._theme.surface))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(frame, 6, 6)
        painter.setBrush(fill)
        edge = colour if pressed or self.hasFocus() else QColor(self._theme.border)
        painter.setPen(QPen(edge, 2.0 if pressed or self.hasFocus() else 1.0))
        painter.drawRoundedRect(frame, 6, 6)

    def _paint_key(self, painter: QPainter, place: QRect) -> None:
        cap = place.toRectF()
        cap.setHeight(QFontMetrics(self._small()).height() + 1)
        cap.moveTop((self.height() - cap.height()) / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = QColor(self._theme.border)
        edge.setAlpha(150)
        painter.setPen(QPen(edge, 1.0))
        painter.drawRoundedRect(cap, 3, 3)
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)

    def _part(self, x: int, width: int) -> QRect:
        """A part of the button, counted from the side where reading begins."""
        return QStyle.visualRect(self.layoutDirection(), self.rect(), QRect(x, 0, width, self.height()))

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.88)
        return font

    def _describe(self) -> None:
        name = name_in("en", self._label.names, self._label.name)
        self.setAccessibleName(self.tr("{0}, key {1}, {2} spans").format(name, self._key or "–", self._count))


class LabelBar(QWidget):
    """The labels of the project in their order, in as many rows as they need."""

    label_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self)
        self.buttons: dict[str, LabelButton] = {}

    def set_look(self, labels: LabelSet, theme: Theme) -> None:
        """Show the labels of this set in the colours of a theme."""
        while (item := self._row.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        self.buttons = {label.name: LabelButton(label, theme, self) for label in labels.labels}
        for name, button in self.buttons.items():
            self._row.addWidget(button)
            button.clicked.connect(lambda checked=False, name=name: self.label_chosen.emit(name))
            button.show()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many spans of each label the article has."""
        for name, button in self.buttons.items():
            button.set_count(counts.get(name, 0))

    def set_sticky(self, label: str) -> None:
        """Show which label is sticky, "" for none."""
        for name, button in self.buttons.items():
            button.setChecked(name == label)
