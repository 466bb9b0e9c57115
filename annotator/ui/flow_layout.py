"""A layout that sets widgets side by side and begins a new row where there is no more room."""

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class FlowLayout(QLayout):
    """Rows of widgets at their preferred sizes, from the side where reading begins."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item in at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and get the item at a place, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """None: widgets keep their sizes."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows in that width."""
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        return self._places(inner)[1] + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """What the widest widget needs."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """What the widest widget needs."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def setGeometry(self, rect: QRect) -> None:
        """Put the widgets in their places."""
        super().setGeometry(rect)
        inside = rect.marginsRemoved(self.contentsMargins())
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        places, _ = self._places(inside.width())
        for item, place in zip(self._items, places, strict=True):
            placed = place.translated(inside.topLeft())
            item.setGeometry(QStyle.visualRect(direction, inside, placed))

    def _places(self, width: int) -> tuple[list[QRect], int]:
        """Where each widget goes in rows of that width, and the height of all rows."""
        places: list[QRect] = []
        x = y = height = 0
        for item in self._items:
            size = item.sizeHint()
            if x and x + size.width() > width:
                x, y, height = 0, y + height + self.spacing(), 0
            places.append(QRect(x, y, min(size.width(), max(width, 1)), size.height()))
            x += size.width() + self.spacing()
            height = max(height, size.height())
        return places, y + height
