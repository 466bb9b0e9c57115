"""The history as Qt asks for it: found in slices while the list is scrolled, so that its length does not matter."""

import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from annotator.app.looking_back import EventRow, Scope, events
from annotator.app.session import Session
from annotator.model.errors import AnnotatorError
from annotator.model.revision import GOLD, PROJECT
from annotator.ui.isolates import isolated, one_line
from annotator.ui.safety.words import local_time, tr

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_SLICE = 0.012  # seconds of finding before the window may do something else
_PAGE = 60  # rows


class EventModel(QAbstractListModel):
    """What happened, the newest first."""

    looked = Signal()  # more was found, or there is no more
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[EventRow] = []
        self._found: Iterator[list[EventRow]] = iter(())
        self._wanted = 0
        self._is_over = True
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._find)

    def show_scope(self, session: Session | None, scope: Scope) -> None:
        """List another history from its end, or none."""
        self.beginResetModel()
        self.rows = []
        self._found = events(session, scope) if session else iter(())
        self._is_over, self._wanted = session is None, _PAGE
        self.endResetModel()
        self._timer.start()

    def stop(self) -> None:
        """Find no more."""
        self._timer.stop()
        self._found, self._is_over = iter(()), True

    def is_looking(self) -> bool:
        """Whether rows are being looked for now."""
        return self._timer.isActive()

    def is_over(self) -> bool:
        """Whether everything was found."""
        return self._is_over

    def place_of(self, batch: int) -> int:
        """The row of a batch, -1 where it is not found yet."""
        return next((i for i, row in enumerate(self.rows) if row.batch.number == batch), -1)

    def _find(self) -> None:
        until = time.perf_counter() + _SLICE
        found: list[EventRow] = []
        try:
            while time.perf_counter() < until and len(self.rows) + len(found) < self._wanted:
                piece = next(self._found, None)
                if piece is None:
                    self._is_over = True
                    break
                found += piece
        except AnnotatorError as error:
            self.stop()
            self.failed.emit(str(error))
        self._take(found)
        if self._is_over or len(self.rows) >= self._wanted:
            self._timer.stop()
        self.looked.emit()

    def _take(self, found: list[EventRow]) -> None:
        if found:
            first = len(self.rows)
            self.beginInsertRows(_NOWHERE, first, first + len(found) - 1)
            self.rows += found
            self.endInsertRows()

    def canFetchMore(self, parent: Index = _NOWHERE) -> bool:
        """Whether there may be more than was found."""
        return not parent.isValid() and not self._is_over and not self._timer.isActive()

    def fetchMore(self, parent: Index = _NOWHERE) -> None:
        """The list was scrolled to its end: find another page."""
        self._wanted = len(self.rows) + _PAGE
        self._timer.start()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many were found."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """An event in words, or the row itself."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return f"{what(row)}\n{beside(row)}"
        return None


def what(row: EventRow) -> str:
    """What was done."""
    if row.undid:
        return tr("took back: {0}").format(_named(row.undid))
    return _named(row.batch.what)


def _named(gesture: str) -> str:
    """The name of a gesture; a quote within is set apart, else an Arabic one would drag its marks along."""
    return isolated(one_line(gesture).replace("«", "«\u2068").replace("»", "\u2069»"))


def beside(row: EventRow) -> str:
    """Who did it, when, and where."""
    who = isolated(row.batch.author)
    if row.batch.owner == GOLD:
        who = tr("{0} in gold").format(who)
    elif row.batch.owner not in (row.batch.author, PROJECT):
        who = tr("{0} for {1}").format(who, isolated(row.batch.owner))
    parts = [who, isolated(local_time(datetime.fromisoformat(row.batch.made_at)))]
    if row.name:
        parts.append(isolated(one_line(row.name, 60)))
    if row.size > 2:  # a first mark has its status beside it
        parts.append(tr("{0} things").format(f"{row.size:,}"))
    return " · ".join(parts)
