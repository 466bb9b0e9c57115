"""Finds articles for the filter of the list, and has the search index filled in another process where it lags."""

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.app.searching import Search, fill_index, index_job
from annotator.app.session import Session
from annotator.ui.jobs import Job

_PAUSE = 10  # milliseconds between two steps of preparing
_AT_ONCE = 40  # articles that are taken into the index on the spot


class Searching(QObject):
    """Searches one project at a time."""

    told = Signal(str)
    caught_up = Signal()  # the index holds more than at the last search

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._search: Search | None = None
        self._job: Job | None = None
        self._preparing = QTimer(self, interval=_PAUSE)
        self._preparing.timeout.connect(self._prepare)

    def search_in(self, session: Session | None) -> None:
        """Search another project; an index that was being filled is left as it is."""
        if self._job:
            self._job.end()
            self._over()
        self._session = session
        self._search = Search(session.project) if session else None
        self._preparing.start()

    def matching(self, words: str, status: str) -> list[int]:
        """The articles that have these words and this status, "" for any; what is not in the index yet may lack."""
        if self._search is None or self._session is None:
            return []
        if words and 0 < self._search.behind() <= _AT_ONCE:
            fill_index(self._session.project)
        elif words:
            QTimer.singleShot(
                0, self.catch_up
            )  # a process takes a while to start, and names are found already
        return list(self._search.numbers(words, status=status, owner=self._session.owner))

    def catch_up(self) -> None:
        """Fill the index in another process, where it lags."""
        if self._search is None or self._session is None or self._job or not self._search.behind():
            return
        job = self._job = Job(self)
        job.done.connect(lambda result: self._over(told=True))
        for ended in (job.refused, job.broke, job.cancelled):
            ended.connect(lambda *ignored: self._over())
        self.told.emit(self.tr("The texts are being prepared for searching; names are searched already."))
        job.start(index_job, self._session.project.path)

    def _prepare(self) -> None:
        """Read some names while nobody waits for them: the first search of a big project would take too long."""
        if self._search is None or not self._search.prepare():
            self._preparing.stop()

    def is_busy(self) -> bool:
        """Whether the index is being filled."""
        return self._job is not None

    def _over(self, *, told: bool = False) -> None:
        if self._job:
            self._job.deleteLater()
            self._job = None
        if told:
            self.caught_up.emit()
