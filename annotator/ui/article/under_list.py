"""The small list of the spans that lie under the pointer, one of them chosen. Knows nothing of the article."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from annotator.ui.icons import swatch

GOES_AFTER = 4000  # milliseconds without a click or the pointer on it
WIDEST = 380  # pixels
ROWS = 8


class Row(NamedTuple):
    """A span in the list: its item, its words, the colour of its label."""

    item: str
    words: str
    colour: str


class UnderList(QListWidget):
    """A list that stands over the article for a moment and takes no focus."""

    item_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(self.tr("Spans at this place"))
        self.itemClicked.connect(self._chosen)
        self._going = QTimer(self, singleShot=True, interval=GOES_AFTER)
        self._going.timeout.connect(self._go)
        self.hide()

    def show_at(self, place: QPoint, rows: Sequence[Row], chosen: str) -> None:
        """Show these rows beside a place of the parent, inside it; the chosen one is current."""
        self.clear()
        for row in rows:
            entry = QListWidgetItem(swatch(row.colour), row.words, self)
            entry.setData(Qt.ItemDataRole.UserRole, row.item)
            if row.item == chosen:
                self.setCurrentItem(entry)
        frame = 2 * self.frameWidth()
        size = QSize(
            min(self.sizeHintForColumn(0) + frame + 24, WIDEST),
            self.sizeHintForRow(0) * min(len(rows), ROWS) + frame,
        )
        self.resize(size)
        self.move(_inside(place + QPoint(14, 18), size, self._room.size()))
        self.show()
        self.raise_()
        self._going.start()

    def _chosen(self, entry: QListWidgetItem) -> None:
        self.hide()
        self.item_chosen.emit(entry.data(Qt.ItemDataRole.UserRole))

    def _go(self) -> None:
        if self.underMouse():
            self._going.start()
        else:
            self.hide()


def _inside(place: QPoint, size: QSize, room: QSize) -> QPoint:
    """The place moved so that the whole list is seen."""
    x = min(place.x(), room.width() - size.width() - 4)
    y = place.y() if place.y() + size.height() <= room.height() else place.y() - size.height() - 36
    return QPoint(max(x, 4), max(y, 4))
