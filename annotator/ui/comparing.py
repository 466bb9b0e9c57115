"""The agreement view as a window of its own: made when it is first asked for, and a way back to the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from annotator.app.session import Session
from annotator.ui.theme import Theme

if TYPE_CHECKING:
    from annotator.ui.agreement.window import AgreementWindow
    from annotator.ui.main_window import MainWindow


class Comparing(QObject):
    """Keeps the agreement view with the project that the window shows."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._view: AgreementWindow | None = None

    def show(self) -> None:
        """Show how far the annotators agree."""
        view = self._view or self._made()
        view.set_session(self._window.desk.session)
        view.show()
        view.raise_()
        view.activateWindow()

    def set_session(self, session: Session | None) -> None:
        """Another project or owner, or none: to be called before a project is closed."""
        if self._view:
            self._view.set_session(session)

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        if self._view:
            self._view.set_theme(theme)

    def close(self) -> None:
        """The program's window is closing."""
        if self._view:
            self._view.set_session(None)
            self._view.close()

    def _made(self) -> AgreementWindow:
        from annotator.ui.agreement.window import (
            AgreementWindow,  # brings numpy, which a start can do without
        )

        view = AgreementWindow(self._window.appearance.theme, self._window)
        view.setWindowFlag(Qt.WindowType.Window)
        view.resize(1200, 760)
        view.place_chosen.connect(self._window.reactions.go_to_place)
        view.failed.connect(self._window.status_line.warn)
        view.broke.connect(self._window.files.broke)
        self._view = view
        return view
