"""What a window beside the program's window must offer: it follows the project, the theme and every change."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from annotator.app.session import Session
from annotator.ui.article.reading import Reading
from annotator.ui.theme import Theme


class Companion(QWidget):
    """A window of its own that shows the project another way. `Companions` makes, feeds and closes it."""

    place_chosen = Signal(int, int, int, str)  # document, start, end in code points, the owner's item or ""
    changed = Signal(set)  # numbers of documents: something is on disk because of this window
    listed = Signal()  # the list of articles may have others in it now
    owner_chosen = Signal(
        str, str
    )  # work as this owner from now on, with articles of this status, "" for any
    told = Signal(str)  # a sentence for the status line
    failed = Signal(str)  # a sentence: what was asked for could not be done
    broke = Signal(str)  # a traceback: a bug of the program

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.theme = theme
        self.session: Session | None = None

    def set_session(self, session: Session | None) -> None:
        """Show another project or owner, or none; called with None before a project is closed."""
        self.session = session

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.theme = theme

    def set_reading(self, reading: Reading) -> None:
        """Set articles by other choices of the reader."""

    def show_article(self, number: int) -> None:
        """The program's window shows another article, 0 for none."""

    def follow(self, documents: Collection[int]) -> None:
        """These documents were changed, here or by another program; empty means that anything may have been."""
