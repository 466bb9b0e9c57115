"""Puts together what cares for the open project: the guard, backups, undo of any size, rescue, syncing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.ui.safety.guard import Guard
from annotator.ui.safety.keeper import Keeper
from annotator.ui.safety.rescue import Rescue
from annotator.ui.safety.reversing import Reversing
from annotator.ui.sync.syncing import Syncing
from annotator.ui.theme import Theme

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class Care(QObject):
    """The parts, and what they share."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.guard = Guard(window)
        self.keeper = Keeper(window)
        self.rescue = Rescue(window)
        self.reversing = Reversing(window)
        self.syncing = Syncing(window)

    def above(self, pages: QWidget) -> QWidget:
        """The pages of the window below the bar that says what is not saved."""
        whole = QWidget(self._window)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.guard.bar)
        column.addWidget(pages, 1)
        return whole

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.guard.bar.set_theme(theme)

    def project_opened(self) -> None:
        """Another project or owner is in the window."""
        self.keeper.project_opened()
        self.syncing.project_opened()
        self.guard.look()

    def stop(self) -> None:
        """The window is closing."""
        self.keeper.stop()
        self.syncing.stop()

    def leave(self) -> None:
        """The project is about to be closed: let go of it everywhere."""
        window = self._window
        self.stop()
        window.searching.search_in(None)
        window.companions.set_session(None)
        window.documents.set_session(None)
        window.desk.work_in(None)
        window.files.leave()
        window.show_welcome()
