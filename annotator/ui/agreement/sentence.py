"""A label that holds sentences: wrapped, plain, and on the side of the window where reading begins."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from annotator.ui.isolates import align_leading


class Sentence(QLabel):
    """The label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        align_leading(self)

    def changeEvent(self, event: QEvent) -> None:
        """Keep to the side when the window is turned round."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            align_leading(self)
