"""Shares articles out: says beforehand what would come of it, on the spot in small projects, else as a job."""

from collections import Counter

from PySide6.QtCore import QObject, Signal

from annotator.app.assigning import Assigned, share_out
from annotator.app.session import Session
from annotator.app.team_jobs import share_out_job
from annotator.model.errors import AnnotatorError
from annotator.ui.isolates import isolated
from annotator.ui.looking import Looking
from annotator.ui.team.sharing_form import Sharing
from annotator.ui.team.words import articles, tr

_AT_ONCE = 200  # articles that are shared out on the spot
_SHOWN = 6  # people whose number is told


class SharingOut(QObject):
    """Does what the form wants."""

    looked = Signal(str, bool)  # a sentence, and whether it can be done
    shared = Signal(str)  # a sentence
    broke = Signal(str)  # a traceback
    job_wanted = Signal(str, str, object, object, object)  # name, reason, what then, function, arguments

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._looking = Looking(self)
        self._looking.found.connect(self._looked)
        self._looking.failed.connect(lambda sentence: self.looked.emit(sentence, False))
        self._looking.broke.connect(self.broke)

    def set_session(self, session: Session | None) -> None:
        """Share out in another project, or none."""
        self._looking.stop()
        self._session = session

    def look(self, wanted: Sharing) -> None:
        """Say what would come of it."""
        session = self._session
        if session is None:
            return
        if session.count() > _AT_ONCE:
            self.looked.emit(tr("Looking…"), False)
            self._looking.ask(share_out_job, session.project.path, *_asked(wanted, session, dry_run=True))
            return
        try:
            self._looked(_share(session, wanted, dry_run=True))
        except AnnotatorError as error:
            self.looked.emit(str(error), False)

    def share(self, wanted: Sharing) -> None:
        """Do it."""
        session = self._session
        if session is None:
            return
        if session.count() > _AT_ONCE:
            asked = _asked(wanted, session, dry_run=False)
            reason = tr("Articles are being shared out. Wait until that is done.")
            self.job_wanted.emit(tr("Sharing out"), reason, self._shared, share_out_job, asked)
            return
        try:
            self._shared(_share(session, wanted, dry_run=False))
        except AnnotatorError as error:
            self.looked.emit(str(error), False)

    def _looked(self, found: Assigned) -> None:
        if found.pairs:
            self.looked.emit(tr("Would give {0}.").format(_said(found)), True)
        else:
            self.looked.emit(tr("Nothing is missing: everybody has these articles already."), False)

    def _shared(self, done: Assigned) -> None:
        self.shared.emit(tr("Gave {0}.").format(_said(done)))


def _share(session: Session, wanted: Sharing, *, dry_run: bool) -> Assigned:
    return share_out(
        session.project,
        wanted.names,
        per_article=wanted.per_article,
        shared=wanted.shared,
        seed=wanted.seed,
        author=session.author,
        dry_run=dry_run,
    )


def _asked(wanted: Sharing, session: Session, *, dry_run: bool) -> tuple[object, ...]:
    return wanted.names, wanted.per_article, wanted.shared, wanted.seed, session.author, dry_run


def _said(found: Assigned) -> str:
    """How many to whom: "3 articles to Samira, 2 articles to Bob"."""
    counted = sorted(Counter(name for _, name in found.pairs).items())
    shown = [tr("{0} to {1}").format(articles(count), isolated(name)) for name, count in counted[:_SHOWN]]
    if len(counted) > _SHOWN:
        shown.append(tr("and to {0} others").format(len(counted) - _SHOWN))
    return tr(", ").join(shown)
