"""The pages of figures: the one that is seen shows a new report at once, the others when the window has time."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QTabWidget, QWidget

from annotator.app.agreement_report import Report
from annotator.ui.agreement import explained, lists
from annotator.ui.agreement.classes import ClassesPage
from annotator.ui.agreement.grids import ConfusionPage, PairsPage
from annotator.ui.agreement.summary import SummaryPage
from annotator.ui.agreement.times_page import TimesPage
from annotator.ui.agreement.words import Names, tr
from annotator.ui.theme import Theme

Filler = Callable[[Report, Names, Theme], None]


class Pages(QTabWidget):
    """The tabs."""

    asked = Signal(object)  # a Question
    failed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = SummaryPage(theme)
        self.pairs, self.confusion, self.classes = PairsPage(theme), ConfusionPage(theme), ClassesPage(theme)
        self.times = TimesPage(theme)
        self.articles = lists.TablePage(tr("Articles by disagreement"))
        self.annotators = lists.TablePage(tr("Each annotator against the rest"))
        self.tokens = lists.TablePage(tr("Figures on words"))
        self.meaning = QLabel(self)
        self._fillers: dict[QWidget, Filler] = {}
        self._waiting: list[QWidget] = []
        self._shown: tuple[Report, Names, Theme] | None = None
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._fill_next)
        self._add_pages()
        self.setDocumentMode(True)
        self.currentChanged.connect(lambda place: self._fill(self.currentWidget()))

    def _add_pages(self) -> None:
        self._add(self.summary, tr("Summary"), self.summary.show_report)
        self._add(self.pairs, tr("Pairs"), self.pairs.show_report)
        self._add(self.confusion, tr("Labels confused"), self.confusion.show_report)
        self._add(self.classes, tr("Disagreements"), self.classes.show_report)
        self._add(self.articles, tr("Articles"), self._fill_articles)
        self._add(self.times, tr("Over time"), self.times.show_report)
        self._add(self.annotators, tr("Annotators"), self._fill_annotators)
        self._add(self.tokens, tr("On words"), self._fill_tokens)
        self._add(self._explanations(), tr("What they mean"), self._fill_meaning)
        for page in (self.summary, self.articles, self.annotators, self.tokens):
            page.asked.connect(self.asked)
        for chart in (self.pairs, self.confusion, self.classes, self.times):
            chart.asked.connect(self.asked)
            chart.failed.connect(self.failed)

    def _add(self, page: QWidget, name: str, filler: Filler) -> None:
        self.addTab(page, name)
        self._fillers[page] = filler

    def _explanations(self) -> QWidget:
        self.meaning.setWordWrap(True)
        self.meaning.setTextFormat(Qt.TextFormat.RichText)
        self.meaning.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.meaning.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        area = QScrollArea()
        area.setWidget(self.meaning)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        return area

    def show_report(self, report: Report, names: Names, theme: Theme) -> None:
        """Show the figures of a project."""
        self._shown = report, names, theme
        self._waiting = list(self._fillers)
        self._fill(self.currentWidget())
        self._idle.start()

    def is_filling(self) -> bool:
        """Whether some page still shows older figures."""
        return bool(self._waiting)

    def _fill(self, page: QWidget) -> None:
        if page in self._waiting and self._shown:
            self._waiting.remove(page)
            self._fillers[page](*self._shown)

    def _fill_next(self) -> None:
        if self._waiting:
            self._fill(self._waiting[0])
        else:
            self._idle.stop()

    def _fill_articles(self, report: Report, names: Names, theme: Theme) -> None:
        self.articles.show_table(lists.article_words(report), lists.article_table(report))

    def _fill_annotators(self, report: Report, names: Names, theme: Theme) -> None:
        self.annotators.show_table(lists.annotator_words(report), lists.annotator_table(report))

    def _fill_tokens(self, report: Report, names: Names, theme: Theme) -> None:
        self.tokens.show_table(lists.token_words(report), lists.token_table(report, names))

    def _fill_meaning(self, report: Report, names: Names, theme: Theme) -> None:
        said = explained.everything(report)
        self.meaning.setText("".join(f"<h4>{escape(head)}</h4><p>{escape(text)}</p>" for head, text in said))
