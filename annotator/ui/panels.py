"""How the panels stand around the article: three columns, and the tool bar above them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QSplitter, QToolBar, QVBoxLayout, QWidget

from annotator.ui.actions import Actions
from annotator.ui.icons import SIZE

_WIDTHS = (270, 670, 340)  # of the three columns in a new window
_HEIGHTS = (240, 420)  # of the table of spans and the card below it


class Columns(QSplitter):
    """The list of articles, the article, and its spans over the card of one of them."""

    def __init__(self, listed: tuple[QWidget, ...], article: QWidget, spans: QWidget, card: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.side = QSplitter(Qt.Orientation.Vertical)
        self.side.setChildrenCollapsible(False)
        self.side.setHandleWidth(9)
        for part in (spans, card):
            self.side.addWidget(part)
        self.side.setSizes(list(_HEIGHTS))
        for place, part in enumerate((_column(*listed, width=180), article, _column(self.side, width=220))):
            self.addWidget(part)
            self.setStretchFactor(place, int(part is article))
        self.setSizes(list(_WIDTHS))


def _column(*contents: QWidget, width: int) -> QWidget:
    """Panels beside the article, at least that many pixels wide."""
    panel = QWidget()
    panel.setMinimumWidth(width)
    inside = QVBoxLayout(panel)
    inside.setContentsMargins(10, 10, 10, 10)
    for content in contents:
        inside.addWidget(content)
    inside.setStretch(len(contents) - 1, 1)
    return panel


def tool_bar(actions: Actions, zoom: QLabel, owner: QWidget, parent: QWidget) -> QToolBar:
    """The tool bar: what people do all the time, the size of the letters, and who is working."""
    bar = QToolBar(parent.tr("Tool bar"), parent)
    bar.setObjectName("tools")
    bar.setMovable(False)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)  # it offers nothing but to hide the bar
    bar.setIconSize(QSize(SIZE, SIZE))
    for group in (("undo", "redo", "delete"), ("previous_article", "next_article"), ("import", "export")):
        for name in group:
            bar.addAction(actions[name])
        bar.addSeparator()
    zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
    zoom.setMinimumWidth(zoom.fontMetrics().horizontalAdvance("000 %") + 6)
    bar.addAction(actions["smaller"])
    bar.addWidget(zoom)
    bar.addAction(actions["larger"])
    gap = QWidget(bar)
    gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(gap)
    bar.addWidget(owner)
    return bar
