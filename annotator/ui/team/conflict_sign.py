"""A quiet sign at the foot of the window while something was changed differently on two laptops."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QToolButton

from annotator.app.deciding import count
from annotator.model.errors import AnnotatorError
from annotator.ui.team.words import number, tr

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_LOOK = 1_000  # milliseconds between two looks at the project


class ConflictSign(QToolButton):
    """The number of conflicts; a click opens them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setAutoRaise(True)
        self.setToolTip(tr("One thing was changed differently on two laptops. Click to decide which holds."))
        self.clicked.connect(lambda: window.companions.show("conflicts"))
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.hide()

    def look(self) -> None:
        """Show how many conflicts there are."""
        session, found = self._window.files.session, 0
        if session and not self._window.files.job:
            with suppress(AnnotatorError):  # another program holds the file: the next look tells
                found = count(session.project)
            self.setText(number(found, tr("conflict"), tr("conflicts")))
            self.setVisible(found > 0)
        elif session is None:
            self.hide()
