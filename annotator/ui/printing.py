"""Prints the article on the desk, or writes it as a PDF, set as it is read."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from annotator.app.edits import Article
from annotator.app.exporting import whole_file
from annotator.model.errors import AnnotatorError
from annotator.model.labels import LabelSet
from annotator.ui.article.printing import pdf, print_article
from annotator.ui.article.reading import Reading
from annotator.ui.desk import Desk
from annotator.ui.file_dialog import FileDialog
from annotator.ui.theme import load_theme


class Printing(QObject):
    """Each method opens a dialog and returns at once."""

    told = Signal(str)
    failed = Signal(str, str)

    def __init__(self, window: QWidget, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self.reading = Reading()

    def ask_printer(self) -> None:
        """On which printer?"""
        if self._desk.article is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._desk.article.document.name)
        dialog = QPrintDialog(printer, self._window)
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)  # its own one takes the slot by name

    def print_on(self, printer: QPrinter) -> None:
        """Print the article on the desk."""
        article, labels = self._shown()
        if article is None:
            return
        try:
            pages = print_article(
                printer,
                article.document.text,
                article.spans,
                labels,
                load_theme("light"),
                title=article.document.name,
                direction=article.document.direction,
                excluded=article.excluded,
                reading=self.reading,
            )
        except ValueError as error:
            self.failed.emit(self.tr("Not printed: {0}.").format(error), "")
        else:
            self.told.emit(self.tr("Printed {0} pages.").format(pages))

    def ask_file(self) -> None:
        """Into which PDF file?"""
        article = self._desk.article
        if article is None:
            return
        dialog = FileDialog(self._window, self.tr("Save as PDF"))
        dialog.setNameFilters([self.tr("PDF files (*.pdf)")])
        dialog.setDefaultSuffix(".pdf")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"{Path(article.document.name).stem}.pdf")
        dialog.fileSelected.connect(lambda name: self.write_pdf(Path(name)))
        dialog.open()

    def write_pdf(self, out: Path) -> None:
        """Write the article on the desk; the file is whole or absent."""
        article, labels = self._shown()
        if article is None:
            return
        content = pdf(
            article.document.text,
            article.spans,
            labels,
            load_theme("light"),
            title=article.document.name,
            direction=article.document.direction,
            excluded=article.excluded,
            reading=self.reading,
        )
        try:
            with whole_file(out) as stream:
                stream.write(content)
        except AnnotatorError as error:
            self.failed.emit(str(error), "")
        else:
            self.told.emit(self.tr("Wrote {0}.").format(out))

    def _shown(self) -> tuple[Article | None, LabelSet]:
        session = self._desk.session
        return self._desk.article, session.labels if session else LabelSet("", (), ())
