"""Prints feedback, or saves it as PDF or HTML: dialogs that return at once, files that are whole or absent."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from annotator.app.exporting import whole_file
from annotator.app.feedback import Feedback, as_html
from annotator.model.errors import AnnotatorError
from annotator.model.labels import LabelSet
from annotator.ui.article.printing import pdf, print_article
from annotator.ui.feedback.sheet import sheet
from annotator.ui.feedback.words import tr
from annotator.ui.file_dialog import FileDialog
from annotator.ui.theme import load_theme

Shown = Callable[[], tuple[Feedback, LabelSet]]


class FeedbackOutput(QObject):
    """What is shown, on paper or in a file."""

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, window: QWidget, shown: Shown) -> None:
        super().__init__(window)
        self._window, self._shown = window, shown

    def ask_printer(self) -> None:
        """On which printer?"""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title(self._shown()[0]))
        dialog = QPrintDialog(printer, self._window)
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)  # its own one takes the slot by name

    def print_on(self, printer: QPrinter) -> None:
        """Print what is shown."""
        found, labels = self._shown()
        made = sheet(found.differences)
        try:
            pages = print_article(
                printer, made.text, made.spans, labels, load_theme("light"),
                title=title(found), excluded=made.heads,
            )  # fmt: skip
        except ValueError as error:
            self.failed.emit(tr("Not printed: {0}.").format(error))
        else:
            self.told.emit(tr("Printed {0} pages.").format(pages))

    def ask_file(self) -> None:
        """Into which file?"""
        dialog = FileDialog(self._window, tr("Save the feedback"))
        dialog.setNameFilters([tr("PDF files (*.pdf)"), tr("Web pages (*.html)")])
        dialog.setDefaultSuffix(".pdf")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"{title(self._shown()[0])}.pdf".replace("/", "_"))
        # The ending follows the kind that was chosen, unless one was typed.
        dialog.filterSelected.connect(
            lambda kind: dialog.setDefaultSuffix(".html" if "html" in kind else ".pdf")
        )
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()

    def write(self, out: Path) -> None:
        """Write what is shown, as HTML where the name ends so, else as PDF."""
        found, labels = self._shown()
        if out.suffix.lower() in (".html", ".htm"):
            content = as_html(found).encode()
        else:
            made = sheet(found.differences)
            content = pdf(
                made.text, made.spans, labels, load_theme("light"), title=title(found), excluded=made.heads
            )
        try:
            with whole_file(out) as stream:
                stream.write(content)
        except AnnotatorError as error:
            self.failed.emit(str(error))
        else:
            self.told.emit(tr("Wrote {0}.").format(out))


def title(found: Feedback) -> str:
    """What the pages are called."""
    return tr("Feedback for {0}").format(found.annotator)
