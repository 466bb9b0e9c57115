"""The list of backups, what going back to one would change, and the button that asks for it."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.app.backup_list import Backup, BackupRow, Share, difference_job, list_job, make_job
from annotator.app.session import Session
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.companion import Companion
from annotator.ui.isolates import isolated
from annotator.ui.looking import Looking
from annotator.ui.safety.words import age, local_time, reason, share, size, tr
from annotator.ui.style import style_sheet
from annotator.ui.theme import Theme

_MARGIN = 14
_NUMBERS = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class BackupsWindow(Companion):
    """Shows backups; restoring is done by whoever hears `restore_wanted`."""

    restore_wanted = Signal(object, object)  # the project's path, a Backup

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("Backups"))
        self.path: Path | None = None
        self.rows: list[BackupRow] = []
        self._listing, self._comparing = Looking(self), Looking(self)
        self.about, self.preview = Sentence(self), Sentence(self)
        self.table = self._table()
        self.make = QPushButton(tr("&Make one now"), self)
        self.restore = QPushButton(tr("&Go back to this one…"), self)
        self._arrange()
        self._connect()
        self.set_theme(theme)
        self.resize(760, 520)
        self._choose()

    def _table(self) -> QTableWidget:
        made = QTableWidget(0, 5, self)
        made.setAccessibleName(tr("Backups"))
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setShowGrid(False)
        made.verticalHeader().hide()
        head = made.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column, words in enumerate((tr("Made"), tr("Why"), tr("Articles"), tr("Spans"), tr("Size"))):
            title = QTableWidgetItem(words)
            side = Qt.AlignmentFlag.AlignTrailing if column > 1 else Qt.AlignmentFlag.AlignLeading
            title.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            made.setHorizontalHeaderItem(column, title)
        return made

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.make)
        buttons.addStretch(1)
        buttons.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(10)
        column.addWidget(self.about)
        column.addWidget(self.table, 1)
        column.addWidget(self.preview)
        column.addLayout(buttons)
        self.preview.setMinimumHeight(self.preview.fontMetrics().height() * 4)

    def _connect(self) -> None:
        self.table.itemSelectionChanged.connect(self._choose)
        self.make.clicked.connect(self._make)
        self.restore.clicked.connect(self._restore)
        self._listing.found.connect(self._show)
        self._comparing.found.connect(self._show_difference)
        for looking in (self._listing, self._comparing):
            looking.failed.connect(self.preview.setText)
            looking.broke.connect(self.broke)

    def set_session(self, session: Session | None) -> None:
        """Show the backups of another project, or none."""
        super().set_session(session)
        self.show_backups(session.project.path if session else None)

    def show_backups(self, path: Path | None) -> None:
        """List the backups of the project at a path, which need not open."""
        self.path = path
        self._show([])
        self.about.setText(tr("The backups are being looked at…") if path else tr("No project is open."))
        self.make.setEnabled(self.session is not None)
        self.look()

    def look(self) -> None:
        """List them again."""
        self._listing.stop()
        self._comparing.stop()
        if self.path and self.isVisible():
            self._listing.ask(list_job, self.path)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self.setStyleSheet(style_sheet(theme))

    def showEvent(self, event: QShowEvent) -> None:
        """What was made since is listed."""
        super().showEvent(event)
        self.look()

    def chosen(self) -> Backup | None:
        """The backup that is selected."""
        places = self.table.selectionModel().selectedRows()
        return self.rows[places[0].row()].backup if places else None

    def _show(self, rows: list[BackupRow]) -> None:
        self.rows = rows
        self.table.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for column, words in enumerate(_cells(row)):
                cell = QTableWidgetItem(words)
                if column > 1:
                    cell.setTextAlignment(_NUMBERS)
                self.table.setItem(place, column, cell)
        if self.path:
            name = isolated(self.path.stem)
            words = tr("{0} has {1} backups on this computer.") if rows else tr("{0} has no backup yet.")
            more = tr(
                "One is made on opening (once in half a day), before a merge, an import and a large change."
            )
            self.about.setText(f"{words.format(name, len(rows))} {more}")
        if rows:
            # Not selectRow: it finds no column at the edge of a table that runs from right to left.
            self.table.setCurrentCell(0, 0)
        self._choose()

    def _choose(self) -> None:
        backup = self.chosen()
        self.restore.setEnabled(backup is not None)
        self._comparing.stop()
        if backup is None:
            self.preview.clear()
        elif self.session is None:
            self.preview.setText(
                tr("The project cannot be read, so nothing can be said about the difference.")
            )
        elif self.path:
            self.preview.setText(tr("Looking at what would change…"))
            self._comparing.ask(difference_job, self.path, backup)

    def _show_difference(self, found: tuple[list[Share], list[Share]]) -> None:
        away, back = found
        if not away and not back:
            self.preview.setText(tr("The project is as it was then: going back would change nothing."))
            return
        lines = []
        for words, shares in ((tr("Going back takes away:"), away), (tr("Going back brings back:"), back)):
            if shares:
                lines += [words, *(f"    {share(one)}" for one in shares)]
        self.preview.setText("\n".join(lines))

    def _make(self) -> None:
        if self.path:
            self._listing.stop()
            self.about.setText(tr("A backup is being made…"))
            making = Looking(self)
            making.found.connect(lambda made: self._made(made is not None))
            making.failed.connect(self.failed)
            making.failed.connect(lambda sentence: self.look())
            making.broke.connect(self.broke)
            making.ask(make_job, self.path)

    def _made(self, new: bool) -> None:
        self.told.emit(tr("A backup was made.") if new else tr("The newest backup holds the same already."))
        self.look()

    def _restore(self) -> None:
        backup = self.chosen()
        if backup and self.path:
            self.restore_wanted.emit(self.path, backup)


def _cells(row: BackupRow) -> list[str]:
    made: datetime = row.backup.made
    unknown = tr("unreadable")
    return [
        f"{isolated(local_time(made))}  ·  {isolated(age(made))}",
        reason(row.backup.reason),
        unknown if row.documents is None else f"{row.documents:,}",
        "" if row.spans is None else f"{row.spans:,}",
        isolated(size(row.size)),
    ]
