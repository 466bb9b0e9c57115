"""What the window asks about imports and exports, and the reports of what they left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.app.exporting import Exported
from annotator.app.formats import exportable, importable
from annotator.app.importing import Problem
from annotator.app.looking_ahead import look_at_all_job, look_job, losses_ahead
from annotator.app.lost_places import lost_problems, place_of_loss
from annotator.app.people import owners_of_work
from annotator.app.placed_import import Placed, place_of
from annotator.ui.dialogs import notice
from annotator.ui.export_dialog import ExportDialog
from annotator.ui.file_dialog import FileDialog
from annotator.ui.files import Files
from annotator.ui.import_dialog import ImportDialog
from annotator.ui.looking import Looking
from annotator.ui.messages import loss_words
from annotator.ui.report_view import ReportView
from annotator.ui.transfers import Transfers

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class Exchange(QObject):
    """Each question opens a dialog and returns at once; the answer goes to the files."""

    def __init__(self, window: MainWindow, files: Files, transfers: Transfers) -> None:
        super().__init__(window)
        self._window, self._files, self._transfers = window, files, transfers

    # imports

    def import_files(self) -> None:
        """Which files shall be imported?"""
        endings = " ".join(
            sorted({"*.zip"} | {f"*{end}" for choice in importable() for end in choice.extensions})
        )
        known = self.tr("Articles ({0})").format(endings)
        dialog = self._file_dialog(self.tr("Import articles"), [known, self.tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.import_chosen([Path(name) for name in names]))
        dialog.open()

    def import_folder(self) -> None:
        """Which folder shall be imported?"""
        dialog = self._file_dialog(self.tr("Import a folder"), [self.tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.import_chosen([Path(name)]))
        dialog.open()

    def import_chosen(self, paths: list[Path]) -> ImportDialog | None:
        """How shall these files be read?"""
        session = self._files.session
        if session is None:
            return None
        looking = Looking(self)
        form = ImportDialog(paths, importable(), self._window, session.owner)
        path = session.project.path
        form.look_wanted.connect(lambda options: looking.ask(look_job, path, paths, options))
        form.whole_wanted.connect(lambda options: looking.ask(look_at_all_job, path, paths, options))
        form.stop_wanted.connect(looking.stop)
        looking.progressed.connect(form.show_progress)
        looking.found.connect(form.show_ahead)
        self._end_with(form, looking)
        form.accepted.connect(lambda: self._transfers.import_files(paths, form.options(), *form.decided()))
        form.open()
        form.look()
        return form

    # exports

    def export(self) -> ExportDialog | None:
        """What shall be exported, and where to?"""
        session = self._files.session
        if session is None:
            return None
        looking = Looking(self)
        people, labels = owners_of_work(session.project), session.labels.names
        form = ExportDialog(exportable(), people, session.owner, list(labels), self._window)
        path = session.project.path
        form.look_wanted.connect(lambda options: looking.ask(losses_ahead, path, options))
        looking.found.connect(form.show_ahead)
        form.list_wanted.connect(lambda done: self._report_losses(form.lost.text(), done, form))
        self._end_with(form, looking)
        form.accepted.connect(lambda: self._ask_where(form))
        form.open()
        form.look()
        return form

    def _end_with(self, form: ImportDialog | ExportDialog, looking: Looking) -> None:
        """Nothing is looked for any more when the form closes."""
        looking.failed.connect(form.show_failure)
        looking.broke.connect(self._files.broke)
        form.finished.connect(looking.stop)
        form.finished.connect(looking.deleteLater)

    def _ask_where(self, form: ExportDialog) -> None:
        options, choice, folder = form.options(), form.choice(), form.is_folder()
        session = self._files.session
        ending = choice.extensions[0] if choice.extensions and not folder else ""
        dialog = self._file_dialog(self.tr("Export"), [self.tr("All files (*)")], save=not folder)
        name = f"{session.project.path.stem}{ending}" if session else ""
        if folder:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            name = f"{name}-{choice.name}"
            dialog.fileSelected.connect(
                lambda chosen: self._transfers.export_to(Path(chosen) / name, options)
            )
        else:
            dialog.selectFile(name)
            dialog.fileSelected.connect(lambda chosen: self._transfers.export_to(Path(chosen), options))
        dialog.open()

    # reports

    def reported(self, sentence: str, details: str) -> None:
        """Something was done, and there is more to say about it."""
        outcome = self._transfers.outcome
        if isinstance(outcome, Placed):
            self._report_import(sentence, outcome)
        elif isinstance(outcome, Exported):
            self._report_losses(sentence, outcome, self._window)
        else:
            notice(self._window, sentence, details=details, warning=False)

    def _report_import(self, sentence: str, placed: Placed) -> None:
        done = placed.done
        more = done.refused + done.remarks - len(done.problems)
        report = ReportView(sentence, done.problems, more, self._window)
        session = self._files.session
        report.problem_chosen.connect(
            lambda problem: self._go(place_of(session.project, problem, placed.ids) if session else None)
        )
        self._show(report)

    def _report_losses(self, sentence: str, done: Exported, parent: QWidget) -> None:
        """All that an export leaves out, or would leave out, each with its place."""
        session = self._files.session
        if session is None:
            return
        project = session.project
        problems = lost_problems(project, done.losses, loss_words)
        losses = dict(zip(map(id, problems), done.losses, strict=True))
        report = ReportView(
            sentence,
            problems,
            done.lost.total() - len(problems),
            parent,
            title=self.tr("Report of the export"),
        )

        def go(problem: Problem) -> None:
            loss = losses.get(id(problem))
            self._go(place_of_loss(project, loss) if loss else None)

        report.problem_chosen.connect(go)
        self._show(report)

    def _show(self, report: ReportView) -> None:
        report.failed.connect(lambda sentence: notice(self._window, sentence))
        report.show()

    def _go(self, place: tuple[int, int, int] | None) -> None:
        if place:
            self._window.reactions.go_to_place(*place, "")
        else:
            self._files.told.emit(self.tr("This place is in none of the project's articles."))

    def _file_dialog(self, title: str, filters: list[str], *, save: bool = False) -> QFileDialog:
        session = self._files.session
        dialog = FileDialog(self._window, title, str(session.project.path.parent) if session else "")
        dialog.setNameFilters(filters)
        if save:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return dialog
