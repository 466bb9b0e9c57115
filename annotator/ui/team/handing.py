"""Handing out and handing in from the window: asks for whom and where to, has it written, and shows where it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from annotator.app.handing import HandedIn, HandedOut, file_name, file_name_out, handed_to
from annotator.app.opening import SUFFIX
from annotator.app.people import people
from annotator.app.team_jobs import hand_in_job, hand_out_job
from annotator.ui.dialogs import notice
from annotator.ui.file_dialog import FileDialog
from annotator.ui.isolates import isolated
from annotator.ui.team.hand_in_form import HandInForm
from annotator.ui.team.hand_out_form import HandOutForm
from annotator.ui.team.words import articles, named, tr

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class Handing(QObject):
    """Each method opens a dialog and returns at once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def ask_out(self) -> HandOutForm | None:
        """For whom shall a file be written?"""
        session = self._window.files.session
        if session is None:
            return None
        project = session.project
        form = HandOutForm(people(project), self._window)
        form.accepted.connect(
            lambda: self._ask_where(
                tr("Hand out"),
                file_name_out(project.path, form.annotator()),
                lambda out: self._hand_out(form.annotator(), out, form.others()),
            )
        )
        form.open()
        return form

    def ask_in(self) -> HandInForm | None:
        """Whose work shall be handed in?"""
        session = self._window.files.session
        if session is None:
            return None
        project = session.project
        form = HandInForm(people(project), handed_to(project) or session.owner, self._window)
        form.accepted.connect(
            lambda: self._ask_where(
                tr("Hand in"),
                file_name(project.path, form.annotator(), datetime.now()),
                lambda out: self._hand_in(out, form.annotator()),
            )
        )
        form.open()
        return form

    def _ask_where(self, title: str, name: str, then: Callable[[Path], None]) -> None:
        session = self._window.files.session
        folder = str(session.project.path.parent) if session else ""
        dialog = FileDialog(self._window, title, folder)
        dialog.setNameFilters([tr("Projects (*{0})").format(SUFFIX)])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        # Never the place of another file: what is there may be somebody's only copy.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
        dialog.open()

    def _hand_out(self, name: str, out: Path, also: list[str]) -> None:
        run = self._window.files.run_job
        run(tr("Handing out"), "", self._handed_out, hand_out_job, name, out, also)

    def _hand_in(self, out: Path, name: str) -> None:
        self._window.files.run_job(tr("Handing in"), "", self._handed_in, hand_in_job, out, name)

    def _handed_out(self, done: HandedOut) -> None:
        said = tr("Wrote {0} for {1}: {2} to do, {3} hidden. It holds the annotations of {4}.").format(
            isolated(done.out.name),
            isolated(done.annotator),
            articles(done.documents),
            articles(done.hidden),
            named(done.owners),
        )
        if done.left_out:
            said += " " + tr("Left out: {0}.").format(named(done.left_out))
        self._show(said, done.out)

    def _handed_in(self, done: HandedIn) -> None:
        said = tr("Wrote {0} with the work of {1}: {2} of {3} finished. Its checksum is in {4} beside it.")
        self._show(
            said.format(
                isolated(done.out.name),
                isolated(done.annotator),
                f"{done.finished:,}",
                articles(done.documents),
                isolated(done.checksum.name),
            ),
            done.out,
        )

    def _show(self, sentence: str, out: Path) -> None:
        self._window.status_line.tell(sentence)
        show = (tr("Show in folder"), lambda: show_folder(out))
        notice(self._window, sentence, answers=(show, (tr("Close"), lambda: None)), warning=False)


def show_folder(out: Path) -> None:
    """Show the folder of a file in the system's own way."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(out.parent)))
