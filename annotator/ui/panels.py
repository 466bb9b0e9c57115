"""How the panels stand around the article: a column with a heading, and the tool bar."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolBar, QVBoxLayout, QWidget

from annotator.ui.actions import Actions
from annotator.ui.icons import SIZE


def column(content: QWidget, *, width: int) -> QWidget:
    """A panel beside the article, at least that many pixels wide."""
    panel = QWidget()
    panel.setMinimumWidth(width)
    inside = QVBoxLayout(panel)
    inside.setContentsMargins(10, 10, 10, 10)
    inside.addWidget(content)
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
