"""The dialog that checks the project file: what is wrong in sentences, and what can be done about it."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.backup_list import Checked, check_job
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.isolates import isolated
from annotator.ui.looking import Looking


def _tr(text: str) -> str:
    return QCoreApplication.translate("CheckForm", text)


class CheckForm(QDialog):
    """Checks in another process; work can go on as soon as it is closed."""

    rescue_wanted = Signal()
    backups_wanted = Signal()
    repaired = Signal()
    broke = Signal(str)

    def __init__(self, path: Path, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_tr("Check the file"))
        self._path = path
        self._looking = Looking(self)
        self.words, self.list, self._bar = Sentence(self), QListWidget(self), QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.list.setWordWrap(True)
        self.list.setAccessibleName(_tr("What is wrong"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.repair = self._button(_tr("&Repair"))
        self.rescue = self._button(_tr("&Save what can be read…"))
        self.backups = self._button(_tr("Look at the &backups…"))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 18, 18, 14)
        column.setSpacing(12)
        for part in (self.words, self._bar, self.list, self.buttons):
            column.addWidget(part)
        self._connect()
        self.resize(560, 180)

    def _button(self, words: str) -> QPushButton:
        made = self.buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
        made.hide()
        return made

    def _connect(self) -> None:
        self.buttons.rejected.connect(self.reject)
        self.repair.clicked.connect(lambda checked=False: self.look(repair=True))
        self.rescue.clicked.connect(lambda checked=False: self._leave_for(self.rescue_wanted))
        self.backups.clicked.connect(lambda checked=False: self._leave_for(self.backups_wanted))
        self._looking.found.connect(self.show_checked)
        self._looking.failed.connect(self._show_failure)
        self._looking.broke.connect(self.broke)
        self.finished.connect(self._looking.stop)

    def look(self, *, repair: bool = False) -> None:
        """Check, and make anew what is derived where it is wrong if `repair`."""
        self.words.setText(
            _tr("Every article, every action and everything that is derived from them is being checked…")
        )
        self.list.hide()
        self._bar.show()
        for button in (self.repair, self.rescue, self.backups):
            button.hide()
        self._looking.ask(check_job, self._path, repair)

    def show_checked(self, found: Checked) -> None:
        """Say what a check has found."""
        self._bar.hide()
        self.list.clear()
        self.list.addItems([isolated(sentence) for sentence in found.problems])
        self.list.setVisible(bool(found.problems))
        self.words.setText(_said(found))
        self.repair.setVisible(bool(found.problems) and not found.damaged and not found.repaired)
        for button in (self.rescue, self.backups):
            button.setVisible(found.damaged)
        if found.problems:
            self.resize(max(self.width(), 640), 380)
        if found.repaired:
            self.repaired.emit()

    def _show_failure(self, sentence: str) -> None:
        self._bar.hide()
        self.words.setText(sentence)

    def _leave_for(self, signal: SignalInstance) -> None:
        self.accept()
        signal.emit()


def _said(found: Checked) -> str:
    if found.damaged:
        return _tr(
            "The file itself is damaged. Go back to a backup, or save what can be read into a new file "
            "and merge a backup into it."
        )
    repaired = _tr("Repaired {0} things.").format(found.repaired) + " " if found.repaired else ""
    if not found.problems:
        return repaired + _tr("Everything is in order: every law of the file was proved.")
    return repaired + _tr("{0} things are not in order.").format(len(found.problems))
