"""Whose work is meant: one of the project's people."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

from annotator.ui.isolates import isolated


class PersonChoice(QComboBox):
    """Names in isolates, with the name itself as data."""

    def offer(self, names: Sequence[str], otherwise: str) -> None:
        """Offer these people; who is chosen stays so, else it is the one named. Nothing is signalled."""
        kept = self.person() or otherwise
        blocked = QSignalBlocker(self)
        self.clear()
        for name in names:
            self.addItem(isolated(name), name)
        if kept in names:
            self.setCurrentIndex(names.index(kept))
        blocked.unblock()

    def person(self) -> str:
        """Who is chosen, "" for nobody."""
        return self.currentData() or ""
