"""Puts a text on the clipboard, plain and as HTML. Knows nothing of articles."""

import atexit

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid


def put(text: str, html: str) -> None:
    """Offer the text, exactly as it is, and the same as HTML to whoever pastes."""
    data = QMimeData()
    data.setText(text)
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    atexit.unregister(_keep_plain)
    atexit.register(_keep_plain, data)


def _keep_plain(data: QMimeData) -> None:
    """Leave the plain text there if nothing else was copied since: what Python made must be gone before Python is."""
    if isValid(data) and QGuiApplication.instance():
        QGuiApplication.clipboard().setText(data.text())
