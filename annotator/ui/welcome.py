"""The page that greets people: the sample articles, a project of their own, and the projects they had open."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.escape import keeps_escape
from annotator.ui.isolates import isolated

_WIDTH = 520  # pixels


class WelcomePage(QWidget):
    """Says what was wanted; opens nothing."""

    sample_requested = Signal()
    new_requested = Signal()
    open_requested = Signal()
    recent_chosen = Signal(str)
    left = Signal()  # back to the project that is open

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel("Annotator", self)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 2)
        font.setBold(True)
        title.setFont(font)
        words = QLabel(
            self.tr("Label people, organizations and claims in Arabic, French and English news articles."),
            self,
        )
        words.setWordWrap(True)
        self._heading = QLabel(self.tr("Opened before"), self)
        self.recent = QListWidget(self)
        self.recent.setAccessibleName(self.tr("Projects opened before"))
        self.recent.itemActivated.connect(self._chosen)
        self.recent.itemClicked.connect(self._chosen)
        self.sample, self.new, self.open = (
            QPushButton(self.tr("Sample articles"), self),
            QPushButton(self.tr("New project…"), self),
            QPushButton(self.tr("Open project…"), self),
        )
        self.back = QPushButton(self.tr("Back to the article"), self)
        for button, signal in (
            (self.sample, self.sample_requested),
            (self.new, self.new_requested),
            (self.open, self.open_requested),
            (self.back, self.left),
        ):
            button.clicked.connect(lambda checked=False, signal=signal: signal.emit())
        self._place(title, words)

    def _place(self, title: QLabel, words: QLabel) -> None:
        inner = QWidget(self)
        inner.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setSpacing(12)
        for widget in (title, words):
            column.addWidget(widget)
        row = QHBoxLayout()
        for button in (self.sample, self.new, self.open):
            row.addWidget(button)
        column.addSpacing(6)
        column.addLayout(row)
        column.addSpacing(12)
        column.addWidget(self._heading)
        column.addWidget(self.recent, 1)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 48, 24, 48)
        outer.addStretch(1)
        outer.addWidget(inner, 8)
        outer.addStretch(1)

    def show_recent(self, projects: Sequence[Path], *, can_leave: bool) -> None:
        """List projects that were open before; whether there is an article to go back to."""
        self.recent.clear()
        for path in projects:
            entry = QListWidgetItem(f"{isolated(path.stem)}   {isolated(str(path.parent))}", self.recent)
            entry.setData(Qt.ItemDataRole.UserRole, str(path))
            entry.setToolTip(str(path))
        self._heading.setVisible(bool(projects))
        self.recent.setVisible(bool(projects))
        self.back.setVisible(can_leave)
        (self.recent if projects else self.sample).setFocus()

    def event(self, event: QEvent) -> bool:
        """Keep Esc."""
        return keeps_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, where there is an article."""
        if event.key() == Qt.Key.Key_Escape and not self.back.isHidden():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _chosen(self, entry: QListWidgetItem) -> None:
        self.recent_chosen.emit(entry.data(Qt.ItemDataRole.UserRole))
