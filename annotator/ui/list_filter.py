"""The line above the list of articles: words to find in them, and a status."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from annotator.model.status import STATUSES
from annotator.ui.escape import keeps_escape
from annotator.ui.icons import status_icon
from annotator.ui.theme import Theme

_PAUSE = 120  # milliseconds after the last letter


class ListFilter(QWidget):
    """Says what is wanted, and shows how many articles that are."""

    filter_changed = Signal(str, str)  # words, status; "" for any
    left = Signal()  # by a key: down into the list

    def __init__(self, status_names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(self.tr("Filter articles"))
        self.words.setAccessibleName(self.tr("Filter articles by words"))
        self.words.setToolTip(self.tr("Words of the name or the text, however they are spelt"))
        self.words.setClearButtonEnabled(True)
        self.status = QComboBox(self)
        self.status.setAccessibleName(self.tr("Filter articles by status"))
        self.status.setAccessibleDescription(
            self.tr("Filter articles by status")
        )  # on X11 its name is what is chosen
        self.status.addItem(self.tr("Any status"), "")
        for status in STATUSES:
            self.status.addItem(status_names[status].replace("&", ""), status)
        self.mine = QCheckBox(self.tr("Only my articles"), self)
        self.mine.setChecked(True)
        self.mine.hide()
        self.mine.toggled.connect(lambda checked: self._tell())
        self._found = QLabel(self)
        self._found.hide()
        self.words.setTextMargins(4, 1, 4, 1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._tell)
        self.words.textChanged.connect(lambda text: self._pause.start())
        self.status.activated.connect(lambda place: self._tell())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.status, 1)
        row.addWidget(self._found)
        column.addLayout(row)
        column.addWidget(self.mine)

    def set_theme(self, theme: Theme) -> None:
        """Draw the signs in the colours of a theme."""
        for place, status in enumerate(STATUSES, 1):
            self.status.setItemIcon(place, status_icon(status, theme))

    def wanted(self) -> tuple[str, str]:
        """Words and status that are wanted, "" for any."""
        return self.words.text().strip(), self.status.currentData()

    def show_limit(self, own: int | None, hidden: int) -> None:
        """Say that only one's own articles are listed, so many, and how many others there are; None: no limit."""
        self.mine.setVisible(own is not None)
        if own is not None:
            self.mine.setText(self.tr("Only my articles ({0})").format(f"{own:,}"))
            self.mine.setToolTip(self.tr("{0} other articles are hidden").format(f"{hidden:,}"))

    def is_limited(self) -> bool:
        """Whether only one's own articles are wanted."""
        return self.mine.isChecked()

    def lift(self) -> None:
        """Want the others' articles too; tells nothing."""
        self.mine.blockSignals(True)
        self.mine.setChecked(False)
        self.mine.blockSignals(False)

    def show_found(self, number: int | None) -> None:
        """Say how many articles are shown; None: all."""
        self._found.setText("" if number is None else f"{number:,}")
        self._found.setVisible(number is not None)

    def want(self, words: str, status: str) -> None:
        """Want articles with these words and this status, "" for any."""
        self.clear()
        self.words.setText(words)
        self._pause.stop()
        self.status.setCurrentIndex(self.status.findData(status))
        self._tell()

    def clear(self) -> None:
        """Want all articles; tells nothing."""
        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)
        self.status.setCurrentIndex(0)
        self.show_found(None)

    def start(self) -> None:
        """Take the keyboard."""
        self.words.selectAll()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keep Esc."""
        return keeps_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Return go into the list; Esc takes the filter away."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pause.stop()
            self._tell()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.wanted() != ("", ""):
            self.clear()
            self._tell()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.filter_changed.emit(*self.wanted())
