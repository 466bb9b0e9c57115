"""Who is working: a button that names the annotator and lets another one, or a new one, take over."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from annotator.ui.icons import icon
from annotator.ui.isolates import isolated
from annotator.ui.theme import Theme


class OwnerButton(QToolButton):
    """The annotator's name; its menu holds the project's people."""

    owner_chosen = Signal(str)
    person_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = QMenu(self)
        self.setMenu(self._people)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setToolTip(self.tr("Whose annotations you see and make"))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.setIcon(icon("person", theme))

    def set_people(self, names: Iterable[str], owner: str, programs: Collection[str] = ()) -> None:
        """Name the owner, and list the people of the project; programs, which are none, are called so."""
        self.setText(f" {isolated(owner)}  ▾".replace("&", "&&"))
        self.setAccessibleName(self.tr("Annotator: {0}").format(owner))
        self._people.clear()
        group = QActionGroup(self._people)
        for name in sorted({*names, owner}):
            words = self.tr("{0} (a program)").format(isolated(name)) if name in programs else isolated(name)
            action = self._people.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name == owner)
            action.triggered.connect(lambda checked=False, name=name: self.owner_chosen.emit(name))
            group.addAction(action)
        self._people.addSeparator()
        self._people.addAction(self.tr("Add me…")).triggered.connect(lambda: self.person_requested.emit())
