"""The window for syncing: which server, how often, now; and what came of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.session import Session
from annotator.app.syncing import has_keyring, keep_password, parted
from annotator.model.errors import AnnotatorError
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.companion import Companion
from annotator.ui.safety.words import local_time
from annotator.ui.style import style_sheet
from annotator.ui.sync.syncing import Syncing, tr
from annotator.ui.theme import Theme

_MARGIN = 18
_INTERVALS = (0, 5, 10, 30, 60)  # minutes
_INSIDE = (4, 1, 4, 1)  # pixels between a field's frame and its words


class SyncWindow(Companion):
    """Asks for the server and shows how far syncing is; `Syncing` does it."""

    def __init__(self, theme: Theme, syncing: Syncing, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("Sync with a server"))
        self._syncing = syncing
        self.address, self.password = QLineEdit(self), QLineEdit(self)
        self.keep = QCheckBox(tr("Keep it in the system's keyring"), self)
        self.every = QComboBox(self)
        self.now, self.stop = QPushButton(tr("Sync &now"), self), QPushButton(tr("&Stop"), self)
        self.join = QPushButton(tr("&Unite both projects"), self)
        self.bar, self.said, self.last = QProgressBar(self), Sentence(self), Sentence(self)
        self._dress()
        self._arrange()
        self._connect()
        self.set_theme(theme)
        self.resize(560, 380)

    def _dress(self) -> None:
        self.address.setPlaceholderText("postgresql://name@server.example.org/news")
        for field in (self.address, self.password):
            field.setTextMargins(*_INSIDE)
        # An address reads from left to right in every window.
        self.address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.address.setToolTip(tr("An address of a PostgreSQL database, or service=NAME of a service file"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setToolTip(
            tr("It is never written into the project, and forgotten when the program ends unless kept there.")
        )
        self.password.setPlaceholderText(tr("only where keyring, password file and service file have none"))
        self.keep.setVisible(has_keyring())
        for minutes in _INTERVALS:
            words = tr("every {0} minutes while it is open").format(minutes) if minutes else tr("when I ask")
            self.every.addItem(words, minutes)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.addRow(tr("&Server"), self.address)
        form.addRow(tr("&Password"), self.password)
        form.addRow("", self.keep)
        form.addRow(tr("S&ync"), self.every)
        about = Sentence(self)
        about.setText(
            tr(
                "Everybody works in the own file, with or without a network; a sync exchanges what either side lacks."
            )
        )
        buttons = QHBoxLayout()
        for button in (self.now, self.stop, self.join):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(12)
        column.addWidget(about)
        column.addLayout(form)
        column.addLayout(buttons)
        for part in (self.bar, self.said, self.last):
            column.addWidget(part)
        column.addStretch(1)

    def _connect(self) -> None:
        self.now.clicked.connect(lambda checked=False: self._sync())
        self.join.clicked.connect(lambda checked=False: self._sync(join=True))
        self.stop.clicked.connect(lambda checked=False: self._syncing.cancel())
        self.address.returnPressed.connect(self._sync)
        self.address.editingFinished.connect(self._take)
        self.password.editingFinished.connect(self._take)
        self.every.activated.connect(lambda place: self._take())
        self.address.textChanged.connect(lambda text: self._show())
        self._syncing.changed.connect(self._show)

    def set_session(self, session: Session | None) -> None:
        """Show with what another project is synced."""
        super().set_session(session)
        self.address.setText(self._syncing.address if session else "")
        self.every.setCurrentIndex(max(self.every.findData(self._syncing.minutes if session else 0), 0))
        self.password.clear()
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self.setStyleSheet(style_sheet(theme))

    def _sync(self, *, join: bool = False) -> None:
        if self._take() and self.address.text():
            self._syncing.sync(join=join)

    def _take(self) -> bool:
        """Take what is in the fields; a password in the address goes into its own field."""
        if self.session is None:
            return False
        address = self.address.text().strip()
        try:
            plain, password = parted(address) if address else ("", "")
        except AnnotatorError as error:
            self.said.setText(str(error))
            return False
        if password:
            self.address.setText(plain)
            self.password.setText(password)
        wanted = plain and self.keep.isChecked() and self.password.text()
        if wanted and not keep_password(plain, self.password.text()):
            self.said.setText(tr("There is no keyring that takes the password: it is kept nowhere."))
        self._syncing.set_server(plain, self.every.currentData(), self.password.text())
        return True

    def _show(self) -> None:
        syncing = self._syncing
        busy = syncing.is_busy()
        self.now.setEnabled(self.session is not None and not busy and bool(self.address.text().strip()))
        self.stop.setVisible(busy)
        self.join.setVisible(syncing.must_join and not busy)
        self.bar.setVisible(busy)
        if busy:
            self.said.setText(tr("Syncing: {0} actions exchanged…").format(f"{syncing.exchanged:,}"))
        else:
            self.said.setText(syncing.said)
        self.last.setText(tr("Synced last on {0}.").format(local_time(syncing.last)) if syncing.last else "")
