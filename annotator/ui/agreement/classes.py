"""The page of disagreements by class: stacked bars, in all and for the articles with most of them."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.app.agreement_places import PLACES, Question
from annotator.app.agreement_report import Report, ReportArticle
from annotator.ui.agreement import explained
from annotator.ui.agreement.bars import Bar, Legend, Part, bars
from annotator.ui.agreement.chart import ChartPane
from annotator.ui.agreement.colours import class_colours
from annotator.ui.agreement.drawing import Drawing
from annotator.ui.agreement.figure_table import Figure, FigureTable, Table
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.agreement.supposing import supposed
from annotator.ui.agreement.words import Names, class_name, tr
from annotator.ui.isolates import isolated
from annotator.ui.theme import Theme

_ARTICLES = 40  # bars at most: the table of articles has them all
_AGREED = "agreed"


class ClassesPage(QWidget):
    """The page in the window."""

    asked = Signal(object)
    failed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pane = ChartPane(theme, tr("Classes of disagreement"), self)
        self.pane.asked.connect(self.asked)
        self.pane.failed.connect(self.failed)
        self.words = Sentence(self)
        self.facts = FigureTable(tr("How borders differ"), self)
        self.facts.asked.connect(self.asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self.pane, 1)
        layout.addWidget(self.facts)

    def show_report(self, report: Report, names: Names, theme: Theme) -> None:
        """Show the classes of a project."""
        self.words.setText(explained.classes(report))
        found, legend = class_bars(report), class_legend(report, theme)

        def layout(metrics: QFontMetricsF, width: float) -> Drawing:
            return bars(found, legend, theme, metrics, width)

        self.pane.set_chart(layout, theme, supposed(report.asked.what_if))
        self.facts.set_table(fact_table(report))
        self.facts.fit()


def class_bars(report: Report) -> list[Bar]:
    """A bar for the project, then one for each article with most disagreements."""
    found = report.figures
    kinds = {kind: class_name(kind) for kind in (_AGREED, *found.classes)}
    whole = _bar(tr("All articles"), found.agreed, list(found.classes.values()), kinds, 0)
    most = [article for article in report.articles[:_ARTICLES] if article.disagreements + article.agreed]
    return [whole, *(_article_bar(article, kinds) for article in most)]


def _article_bar(article: ReportArticle, kinds: Mapping[str, str]) -> Bar:
    return _bar(isolated(article.name), article.agreed, list(article.classes), kinds, article.number)


def _bar(name: str, agreed: int, counts: list[int], kinds: Mapping[str, str], document: int) -> Bar:
    """`kinds` are the names of what is agreed and of the classes, in the order of the counts."""
    parts = [
        Part(n, key, f"{name}: {called}, {n}", Question(PLACES, kind=kind, document=document))
        for key, ((kind, called), n) in enumerate(zip(kinds.items(), [agreed, *counts], strict=True))
    ]
    return Bar(name, parts)


def class_legend(report: Report, theme: Theme) -> Legend:
    """What the colours mean; what does not occur has no name."""
    counts = {_AGREED: report.figures.agreed, **report.figures.classes}
    names = [class_name(kind) if n else "" for kind, n in counts.items()]
    return Legend(names, class_colours(theme))


def fact_table(report: Report) -> Table:
    """One line: how many places have each fact."""
    facts = [(fact, n) for fact, n in report.figures.facts.items() if fact != "missing"]
    heads = tuple(class_name(fact) for fact, _ in facts)

    def row(place: int) -> list[Figure]:
        return [Figure(str(n), Question(PLACES, kind=fact)) for fact, n in facts]

    return Table(heads, 1, row, named=False)
