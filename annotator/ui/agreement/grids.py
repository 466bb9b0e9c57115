"""The pages with grids: how well each two annotators agree, and which labels they confuse."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from annotator.app.agreement_places import CONFUSED, F1, STRETCHES, Question
from annotator.app.agreement_report import Report, confused_by
from annotator.ui.agreement.chart import ChartPane
from annotator.ui.agreement.drawing import Drawing
from annotator.ui.agreement.grid import Grid, Shaded, grid
from annotator.ui.agreement.supposing import supposed
from annotator.ui.agreement.words import Names, number, reading_name, shown, tr
from annotator.ui.isolates import isolated
from annotator.ui.theme import Theme

COHEN = "cohen"
_MEASURES = ("strict", "exact", "partial", "type", COHEN)


class _GridPage(QWidget):
    """A chart under one or two choices."""

    asked = Signal(object)
    failed = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: Report | None = None
        self._names, self._theme = Names(), theme
        self.pane = ChartPane(theme, name, self)
        self.pane.asked.connect(self.asked)
        self.pane.failed.connect(self.failed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.pane)

    def _choice(self, name: str, place: int) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.activated.connect(lambda index: self._draw())
        self.pane.choices.insertWidget(place, box)
        return box

    def show_report(self, report: Report, names: Names, theme: Theme) -> None:
        """Show the figures of a project."""
        self._report, self._names, self._theme = report, names, theme
        self._offer(report)
        self._draw()

    def _offer(self, report: Report) -> None:
        raise NotImplementedError

    def _grid(self, report: Report) -> Grid:
        raise NotImplementedError

    def _draw(self) -> None:
        if self._report is None:
            return
        found, theme = self._grid(self._report), self._theme

        def layout(metrics: QFontMetricsF, width: float) -> Drawing:
            return grid(found, theme, metrics, width)

        self.pane.set_chart(layout, theme, supposed(self._report.asked.what_if))


class PairsPage(_GridPage):
    """Annotators by annotators."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Agreement of each two annotators"), parent)
        self.measure = self._choice(tr("Measure"), 0)
        for measure in _MEASURES:
            self.measure.addItem(tr("Cohen’s kappa") if measure == COHEN else reading_name(measure), measure)
        self.label = self._choice(tr("Label"), 1)

    def _offer(self, report: Report) -> None:
        labels = [(tr("All labels"), "")]
        labels += [(self._names.label(label), label) for label in report.figures.labels]
        offer(self.label, labels)

    def _grid(self, report: Report) -> Grid:
        measure, label = self.measure.currentData(), self.label.currentData()
        return pair_grid(report, self._names, measure, label)


class ConfusionPage(_GridPage):
    """Labels by labels."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Which labels are confused"), parent)
        self.pair = self._choice(tr("Annotators"), 0)

    def _offer(self, report: Report) -> None:
        pairs: list[tuple[str, tuple[str, ...]]] = [(tr("All pairs"), ())]
        offer(self.pair, [*pairs, *((self._names.pair(pair), pair) for pair in report.figures.confusion)])

    def _grid(self, report: Report) -> Grid:
        return confusion_grid(report, self._names, tuple(self.pair.currentData() or ()))


def offer(box: QComboBox, entries: Sequence[tuple[str, object]]) -> None:
    """Fill a choice anew; what was chosen stays chosen where it still is there."""
    chosen = box.currentText()
    box.clear()
    for text, value in entries:
        box.addItem(text, value)
    box.setCurrentIndex(max(box.findText(chosen), 0))


def pair_grid(report: Report, names: Names, measure: str, label: str) -> Grid:
    """How well each two agree in a measure, for one label or all; a dash for oneself and where undefined."""
    people = report.figures.annotators

    def cell(a: str, b: str) -> Shaded:
        pair = (min(a, b), max(a, b))
        if a == b or pair not in report.figures.f1["strict"].pairs:
            alone = "" if a == b else tr("{0}: no shared article").format(names.pair(pair))
            return Shaded("" if a == b else "–", None, alone, None)
        value, documents = _pair_value(report, pair, measure, label)
        articles = number(documents, tr("shared article"), tr("shared articles"))
        says = f"{names.pair(pair)}: {shown(value)}, {articles}"
        what = STRETCHES if measure == COHEN else F1
        question = Question(what, pair, label, "strict" if measure == COHEN else measure)
        return Shaded(shown(value), None if value is None else max(value, 0.0), says, question)

    return Grid(people, people, [[cell(a, b) for b in people] for a in people])


def _pair_value(report: Report, pair: tuple[str, str], measure: str, label: str) -> tuple[float | None, int]:
    if measure == COHEN:
        found = report.figures.token.cohen_pairs[pair]
        return (found.labels[label] if label else found.label_sets), found.documents
    value = report.figures.f1[measure].pairs[pair]
    return (value.labels[label] if label else value.pooled), value.documents


def confusion_grid(report: Report, names: Names, pair: tuple[str, ...]) -> Grid:
    """How often the first of a pair gave each label where the second gave each; shaded by share of the row."""
    labels = [*report.figures.labels, ""]
    if pair not in report.figures.confusion:
        pair = ()
    counts = confused_by(report.figures, pair)
    called = [names.label(label) for label in labels]
    cells = []
    for i, row in enumerate(counts):
        most = sum(row) or 1
        cells.append(
            [
                Shaded(
                    f"{n:,}" if n else "·",
                    n / most if n else None,
                    f"{called[i]} – {called[j]}: {number(n, tr('place'), tr('places'))}",
                    Question(CONFUSED, pair, label=labels[i], other=labels[j]),
                )
                for j, n in enumerate(row)
            ]
        )
    # Nothing is marked by neither.
    cells[-1][-1] = Shaded("", None, "", None)
    titles = [isolated(name) for name in pair] or ["", tr("either way")]
    return Grid(called, called, cells, *titles)
