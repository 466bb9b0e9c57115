"""The frame of the program's forms: fields under each other, and two buttons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget


class Form(QDialog):
    """Fields under each other, and two buttons."""

    def __init__(self, title: str, accept: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fields = QFormLayout()
        self.fields.setHorizontalSpacing(14)
        self.fields.setVerticalSpacing(9)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(accept)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(16)
        self.column.setContentsMargins(18, 18, 18, 14)
        self.column.addLayout(self.fields)
        self.column.addWidget(self.buttons)
        self.setMinimumWidth(440)
