"""Which project is open and as whom: opens, makes and leaves projects, and runs imports and exports on them."""

import getpass
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.app.handing import likely_user
from annotator.app.joining import person_named
from annotator.app.labelling import set_label_set
from annotator.app.opening import new_project, open_existing, sample_project
from annotator.app.overview import labels
from annotator.app.people import add_person, people
from annotator.app.project_file import Project, copy_project, is_whole, version
from annotator.app.session import Session
from annotator.model.errors import AnnotatorError, Damaged, Refused
from annotator.model.labels import LabelSet
from annotator.model.people import annotator_name
from annotator.ui.jobs import Job
from annotator.ui.settings import Settings


class Files(QObject):
    """The open project. Says what happened in sentences and asks nobody anything."""

    opened = Signal(object)  # a Session, or None when no project is open any more
    stranger_came = Signal()  # nobody knows who is at work in this project
    people_changed = Signal()
    told = Signal(str)
    failed = Signal(str, str)  # a sentence and details; nothing has changed
    damaged = Signal(object, str)  # the path of a project that does not open, and why
    reported = Signal(str, str)  # the same after a job that was done
    job_began = Signal(str, str)  # its name, and why nothing can be marked meanwhile, "" where it can
    job_progressed = Signal(int, object)
    job_ended = Signal()
    broke = Signal(str)  # a traceback

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.session: Session | None = None
        self.job: Job | None = None
        self._seen = 0

    # projects

    def open(self, path: Path) -> bool:
        """Open a project in the place of the present one; where that cannot be, the present one stays."""
        if self.session and self.session.project.path.resolve() == path.resolve():
            self.opened.emit(self.session)
            return True
        if self.job:
            self.told.emit(self.tr("Wait until the present work is done, or cancel it."))
            return False
        try:
            project = open_existing(path, window=True)
        except Damaged as error:
            self.damaged.emit(path, str(error))
            return False
        except AnnotatorError as error:
            self.failed.emit(str(error), "")
            return False
        self.take(project)
        return True

    def take(self, project: Project) -> None:
        """Let an open project take the place of the present one, as whom the user worked in it last."""
        known = self._settings.owner(project.path) or likely_user(project, system_user())
        session = Session(project, known or system_user())
        self.leave()
        self.session = session
        self._seen = version(project)
        self._settings.add_recent(project.path)
        if known:
            self._settings.set_owner(project.path, session.owner)
        self.opened.emit(session)
        if not known:
            self.stranger_came.emit()

    def make(self, path: Path) -> bool:
        """Make a project with the default labels and open it."""
        if self._try(lambda: new_project(path).close()):
            return self.open(path)
        return False

    def open_sample(self) -> None:
        """Open the project of the sample articles, made if it is missing."""
        made: list[Path] = []
        if self._try(lambda: made.append(sample_project())):
            self.open(made[0])

    def use_labels(self, wanted: LabelSet) -> None:
        """Bring a label set into force."""
        session = self.session
        if session and self._try(lambda: set_label_set(session, wanted)):
            self.labels_changed()

    def labels_changed(self) -> bool:
        """Whether the project has other labels than the session knows; the window is then told to begin anew.

        So it is where the name of whoever is at work was joined to another person's.
        """
        session = self.session
        if session is None:
            return False
        same_person = person_named(session.project, session.owner) == session.owner
        if same_person and labels(session.project) == session.labels:
            return False
        self.session = Session(session.project, session.owner)
        self.opened.emit(self.session)
        return True

    def leave(self) -> None:
        """Close the project; its file is then whole."""
        if self.job:
            self.job.end()
            self._job_over()
        if self.session:
            self.session.project.close()
            self.session = None

    # people

    def people(self) -> list[str]:
        """The annotators of the project by name."""
        return people(self.session.project) if self.session else []

    def work_as(self, name: str) -> None:
        """Let another annotator take over."""
        if self.session and name != self.session.owner:
            project = self.session.project
            self.session = Session(project, name)
            self._settings.set_owner(project.path, self.session.owner)
            self.opened.emit(self.session)

    def add_me(self, name: str) -> None:
        """Add an annotator and let that one take over."""
        session = self.session
        if session is None:
            return
        try:
            clean = add_person(session.project, name)
        except AnnotatorError as error:
            self.failed.emit(str(error), "")
            return
        self.people_changed.emit()
        self.work_as(clean)

    # the file

    def is_whole(self) -> bool | None:
        """Whether the single file holds everything; None when no project is open."""
        return is_whole(self.session.project) if self.session else None

    def changed_outside(self) -> bool:
        """Whether another program has written to the file since this was asked last."""
        if self.session is None or self.job:
            return False
        with suppress(AnnotatorError):
            seen, self._seen = self._seen, version(self.session.project)
            return seen != self._seen
        return False

    def save_copy(self, out: Path) -> None:
        """Write a whole copy of the project to another place."""
        session = self.session
        if session and self._try(lambda: copy_project(session.project, out)):
            self.told.emit(self.tr("Saved a copy as {0}.").format(out))

    # jobs

    def run_job(
        self,
        name: str,
        reason: str,
        then: Callable[[Any], None],
        function: Callable[..., Any],
        *arguments: Any,
    ) -> None:
        """Call `function(path, *arguments, progress=…)` in another process, then `then` with what came of it.

        With a `reason` nothing can be marked meanwhile.
        """
        if self.session is None or self.job:
            self.told.emit(self.tr("Wait until the present work is done, or cancel it."))
            return
        job = self.job = Job(self)
        job.progressed.connect(self.job_progressed)
        job.done.connect(lambda done: self._over(lambda: then(done)))
        job.refused.connect(lambda error: self._over(lambda: self.failed.emit(str(error), "")))
        job.broke.connect(lambda trace: self._over(lambda: self.broke.emit(trace)))
        stopped = self.tr("Stopped. Nothing of it remains.")
        job.cancelled.connect(lambda: self._over(lambda: self.told.emit(stopped)))
        self.job_began.emit(name, reason)
        job.start(function, self.session.project.path, *arguments)

    def cancel(self) -> None:
        """Stop the job that runs."""
        if self.job:
            self.job.cancel()

    def _over(self, then: Callable[[], None]) -> None:
        self._job_over()
        then()

    def _job_over(self) -> None:
        if self.job:
            self.job.deleteLater()
            self.job = None
            self.job_ended.emit()

    def report(self, sentence: str, details: str) -> None:
        """Say how a job ended, with details where there are any."""
        if details:
            self.reported.emit(sentence, details)
        else:
            self.told.emit(sentence)

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except AnnotatorError as error:
            self.failed.emit(str(error), "")
            return False
        return True


def system_user() -> str:
    """The name under which the user is known to the system, if it can be an annotator's."""
    with suppress(OSError, KeyError, ImportError, Refused):
        return annotator_name(getpass.getuser())
    return "annotator"
