"""The first page: the headline figures, each label's figures, and what to know before quoting them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.app.agreement_places import F1, OFFSETS, STRETCHES, Question
from annotator.app.agreement_report import Report
from annotator.ui.agreement import explained
from annotator.ui.agreement.figure_table import Figure, FigureTable, Table
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.agreement.tile import Tile
from annotator.ui.agreement.words import Names, interval, number, reading_name, shown, tr
from annotator.ui.theme import Theme

_READINGS = ("strict", "exact", "partial", "type")
_IN_A_ROW = 3


class SummaryPage(QWidget):
    """The page in the window."""

    asked = Signal(object)  # a Question

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions = [Question(F1, reading=reading) for reading in _READINGS]
        self._questions += [Question(STRETCHES), Question(OFFSETS)]
        self.tiles = [self._tile(theme, question) for question in self._questions]
        self.labels = FigureTable(tr("Figures by label"), self)
        self.labels.asked.connect(self.asked)
        self.remarks = Sentence(self)
        inner = QWidget(self)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 8, 0, 0)
        tiles = QGridLayout()
        for place, tile in enumerate(self.tiles):
            tiles.addWidget(tile, place // _IN_A_ROW, place % _IN_A_ROW)
        layout.addLayout(tiles)
        layout.addSpacing(8)
        for part in (self.labels, self.remarks):
            layout.addWidget(part)
        layout.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _tile(self, theme: Theme, question: Question) -> Tile:
        tile = Tile(theme, self)
        tile.clicked.connect(lambda: self.asked.emit(question))
        return tile

    def show_report(self, report: Report, names: Names, theme: Theme) -> None:
        """Show the figures of a project."""
        for tile, figure in zip(self.tiles, headlines(report), strict=True):
            tile.set_theme(theme)
            tile.set_figure(*figure)
        self.labels.set_table(by_label(report, names))
        self.labels.fit()
        self.remarks.setText("\n".join(explained.remarks(report, names)))


def headlines(report: Report) -> list[tuple[str, str, str, str, str]]:
    """Name, value, interval, what it rests on and explanation of each headline figure."""
    found = report.figures
    rows = []
    for reading in _READINGS:
        value = found.f1[reading].overall
        rests = number(value.spans, tr("span"), tr("spans"))
        rows.append(
            (
                reading_name(reading),
                shown(value.mean),
                interval(value.interval),
                tr("on {0}").format(rests),
                explained.f1(report, reading),
            )
        )
    letters = number(found.characters, tr("letter"), tr("letters"))
    alpha = (tr("u-alpha"), shown(found.u_alpha.layered), interval(found.u_alpha.interval))
    rows.append((*alpha, tr("on {0}").format(letters), explained.u_alpha(report)))
    ranges = tr("on {0}").format(number(found.offsets, tr("range"), tr("ranges")))
    labels = (tr("Labels on equal ranges"), shown(found.label_alpha), "", ranges)
    rows.append((*labels, explained.label_alpha(report)))
    return rows


def by_label(report: Report, names: Names) -> Table:
    """A line for each label."""
    found = report.figures
    heads = (tr("Label"), *map(reading_name, _READINGS), tr("u-alpha"), tr("Spans"))

    def row(place: int) -> list[Figure]:
        label = found.labels[place]
        figures = [Figure(names.label(label), Question(F1, label=label))]
        for reading in _READINGS:
            value = found.f1[reading].labels[label]
            says = f"{names.label(label)}: {shown(value.mean)} {interval(value.interval)}"
            figures.append(Figure(shown(value.mean), Question(F1, label=label, reading=reading), says))
        stretches = Question(STRETCHES, label=label)
        figures.append(Figure(shown(found.u_alpha.labels[label]), stretches))
        figures.append(Figure(f"{found.f1['strict'].labels[label].spans:,}", Question(F1, label=label)))
        return figures

    return Table(heads, len(found.labels), row)
