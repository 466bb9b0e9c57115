"""The page "Over time": how agreement went from week to week, day to day, or from ten articles to the next ten."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from annotator.app.agreement_places import F1, STRETCHES, Question
from annotator.app.agreement_report import LEAST_ARTICLES, Report
from annotator.app.agreement_time import DAYS, MEASURES, TENS, U_ALPHA, WEEKS, TimePoint
from annotator.ui.agreement.chart import ChartPane
from annotator.ui.agreement.drawing import Drawing
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.agreement.supposing import supposed
from annotator.ui.agreement.timeline import Mark, timeline
from annotator.ui.agreement.words import Names, interval, number, reading_name, shown, tr
from annotator.ui.isolates import isolated
from annotator.ui.theme import Theme


class TimesPage(QWidget):
    """The page in the window. Its figures are counted while it is seen."""

    asked = Signal(object)
    failed = Signal(str)
    grouped = Signal(str)  # other groups are wanted

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._report: Report | None = None
        self.words = Sentence(self)
        self.pane = ChartPane(theme, tr("Agreement over time"), self)
        self.pane.asked.connect(self.asked)
        self.pane.failed.connect(self.failed)
        self.measure, self.groups = QComboBox(self), QComboBox(self)
        self.measure.setAccessibleName(tr("Measure"))
        self.groups.setAccessibleName(tr("Articles together"))
        for measure in MEASURES:
            self.measure.addItem(measure_name(measure), measure)
        for grouping, name in (
            (WEEKS, tr("by week")),
            (DAYS, tr("by day")),
            (TENS, tr("ten articles at a time")),
        ):
            self.groups.addItem(name, grouping)
        self.measure.activated.connect(lambda index: self._draw())
        self.groups.activated.connect(lambda index: self.grouped.emit(self.grouping()))
        for place, box in enumerate((self.measure, self.groups)):
            self.pane.choices.insertWidget(place, box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self.pane, 1)

    def grouping(self) -> str:
        """The groups that are chosen."""
        return str(self.groups.currentData())

    def show_report(self, report: Report, names: Names, theme: Theme) -> None:
        """Show the points of a report; one without any leaves the chart as it is."""
        self._theme = theme
        if report.asked.grouping:
            self._report = report
            self._draw()

    def _draw(self) -> None:
        report, theme = self._report, self._theme
        if report is None:
            return
        self.words.setText(time_words(report))
        marks = [mark(point, self.measure.currentData(), report) for point in report.times]

        def layout(metrics: QFontMetricsF, width: float) -> Drawing:
            return timeline(marks, theme, metrics, width)

        self.pane.set_chart(layout, theme, supposed(report.asked.what_if))


def measure_name(measure: str) -> str:
    """What a measure is called."""
    return tr("u-alpha") if measure == U_ALPHA else reading_name(measure)


def mark(point: TimePoint, measure: str, report: Report) -> Mark:
    """A point of the chart."""
    value, drawn = point.figures.values[measure]
    articles = number(point.figures.documents, tr("article"), tr("articles"))
    figure = f"{measure_name(measure)} {shown(value)} {interval(drawn)}".strip()
    says = f"{when(point, report)}: {figure}, {articles}"
    question = (
        Question(STRETCHES, documents=point.numbers)
        if measure == U_ALPHA
        else Question(F1, reading=measure, documents=point.numbers)
    )
    under = str(point.place) if report.asked.grouping == TENS else isolated(point.first)
    return Mark(value, drawn, under, says, question)


def when(point: TimePoint, report: Report) -> str:
    """Which articles a point stands for, in words."""
    days = isolated(point.first)
    if point.last != point.first:
        days = tr("{0} to {1}").format(isolated(point.first), isolated(point.last))
    return tr("Group {0}, {1}").format(point.place, days) if report.asked.grouping == TENS else days


def time_words(report: Report) -> str:
    """What the chart says, and what it does not."""
    said = tr(
        "Each point holds the articles that the last of their annotators finished in that time; all pairs are pooled. "
        "The bars are 95 % intervals; a point with fewer than {0} articles has none. Figures differ from point to "
        "point by chance as well: look whether the bars overlap."
    ).format(LEAST_ARTICLES)
    if len(report.times) < 2:
        return f"{said} " + tr("There is one point only, so nothing to compare yet.")
    return said
