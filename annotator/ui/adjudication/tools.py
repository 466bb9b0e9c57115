"""The buttons above the cards: many cards at once, precedents, finishing gold, and how the window works."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from annotator.app.choices import TIES
from annotator.ui.adjudication.options import Options
from annotator.ui.adjudication.words import tie_name, tr


class Tools(QWidget):
    """The buttons."""

    options_chosen = Signal(object)  # Options
    automatic_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = Options()
        self.batch, self.precedents = self._button(tr("Decide many…")), self._button(tr("Precedents…"))
        self.finish, self.how = self._button(tr("Finish gold")), self._button(tr("Options"))
        self.finish_here = QAction(tr("Of &this article"), self)
        self.finish_all = QAction(tr("Of &every decided article (Ctrl+Enter)"), self)
        self.drop_strays = QAction(tr("&Drop what was decided about spans that are gone"), self)
        self.names = self._tick(tr("Show the &names of annotators"))
        self.automatic = self._tick(tr("Let a &majority decide by itself…"))
        self.ties: dict[str, QAction] = {}
        self._menu(self.finish, [self.finish_here, self.finish_all])
        self._fill_options(self._menu(self.how, []))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.batch, self.precedents, self.finish, self.how):
            row.addWidget(button)
        self.names.triggered.connect(lambda on: self._choose(replace(self._options, names=on)))
        self.automatic.triggered.connect(self._ask_automatic)

    def _button(self, words: str) -> QToolButton:
        made = QToolButton(self)
        made.setText(words)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def _tick(self, words: str) -> QAction:
        made = QAction(words, self)
        made.setCheckable(True)
        return made

    def _menu(self, button: QToolButton, actions: list[QAction]) -> QMenu:
        menu = QMenu(button)
        menu.addActions(actions)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return menu

    def _fill_options(self, menu: QMenu) -> None:
        menu.addAction(self.names)
        group = QActionGroup(self)
        within = menu.addMenu(tr("In a &tie Enter takes"))
        for tie in TIES:
            action = self.ties[tie] = within.addAction(tie_name(tie))
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda on, tie=tie: self._choose(replace(self._options, tie=tie)))
        menu.addSeparator()
        menu.addAction(self.automatic)
        menu.addAction(self.drop_strays)

    def set_options(self, options: Options) -> None:
        """Show what is chosen."""
        self._options = options
        self.names.setChecked(options.names)
        self.ties[options.tie].setChecked(True)
        self.automatic.setChecked(options.least > 0)

    def show_strays(self, count: int) -> None:
        """In how many articles something was decided about spans that are gone."""
        self.drop_strays.setEnabled(count > 0)
        said = tr("&Drop what was decided about spans that are gone")
        self.drop_strays.setText(f"{said} ({count:,})" if count else said)

    def _ask_automatic(self, on: bool) -> None:
        self.automatic.setChecked(self._options.least > 0)  # until it is chosen in the form
        self.automatic_asked.emit(on)

    def _choose(self, options: Options) -> None:
        self.set_options(options)
        self.options_chosen.emit(options)
