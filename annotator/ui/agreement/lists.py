"""The pages with tables: articles by disagreement, each annotator against the rest, and figures on words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.app.agreement_places import F1, PLACES, STRETCHES, Question
from annotator.app.agreement_report import Report
from annotator.model.revision import GOLD
from annotator.ui.agreement import explained
from annotator.ui.agreement.figure_table import Figure, FigureTable, Table
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.agreement.words import Names, number, shown, tr
from annotator.ui.isolates import isolated


class TablePage(QWidget):
    """A table under a sentence."""

    asked = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Sentence(self)
        self.table = FigureTable(name, self)
        self.table.asked.connect(self.asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)

    def show_table(self, sentence: str, table: Table) -> None:
        """Show this."""
        self.words.setText(sentence)
        self.table.set_table(table)


def article_table(report: Report) -> Table:
    """A line for each shared article, the one with most disagreements first."""
    heads = (tr("Article"), tr("Strict F1"), tr("Differ"), tr("Agreed"), tr("Annotators"))

    def row(place: int) -> list[Figure]:
        found = report.articles[place]
        every = Question(PLACES, document=found.number)
        return [
            Figure(isolated(found.name), every, found.name),
            Figure(shown(found.f1), Question(F1, document=found.number)),
            Figure(str(found.disagreements), every),
            Figure(str(found.agreed), Question(PLACES, kind="agreed", document=found.number)),
            Figure(str(found.annotators)),
        ]

    return Table(heads, len(report.articles), row)


def annotator_table(report: Report) -> Table:
    """A line for each annotator: work done, and F1 with the others and with gold."""
    heads = (tr("Annotator"), tr("Finished"), tr("Spans"), tr("With the others"), tr("With gold"))
    people = sorted(report.finished)

    def row(place: int) -> list[Figure]:
        name = people[place]
        spans = sum(report.figures.spans.get(name, {}).values())
        others, gold = report.others.get(name), report.gold.get(name)
        each_other = Question(F1, (name,)) if name in report.others else None
        with_gold = tuple(sorted((name, GOLD)))
        rests = number(gold.documents, tr("article"), tr("articles")) if gold else ""
        return [
            Figure(isolated(name)),
            Figure(str(report.finished[name])),
            Figure(f"{spans:,}", each_other),
            Figure(shown(others), each_other),
            Figure(shown(gold.f1 if gold else None), Question(F1, with_gold) if gold else None, rests),
        ]

    return Table(heads, len(people), row)


def annotator_words(report: Report) -> str:
    """What the table of annotators says, and what is lacking for gold."""
    said = tr(
        "Strict F1 of each annotator: the mean with every other one, and with the adjudicated gold where both "
        "are finished. Spans are counted in shared articles."
    )
    return said if report.gold else f"{said} " + tr("No article of gold is finished yet.")


def token_table(report: Report, names: Names) -> Table:
    """A line for sets of labels, then one for each label."""
    token = report.figures.token
    heads = (tr("Label"), tr("Cohen’s kappa"), tr("Fleiss’ kappa"), tr("Alpha"))
    labels = ["", *report.figures.labels]

    def row(place: int) -> list[Figure]:
        label = labels[place]
        question = Question(STRETCHES, label=label)
        values = [
            found.labels[label] if label else found.label_sets
            for found in (token.cohen, token.fleiss, token.alpha)
        ]
        called = names.label(label) if label else tr("Sets of labels")
        return [Figure(called, question), *(Figure(shown(value), question) for value in values)]

    return Table(heads, len(labels), row)


def article_words(report: Report) -> str:
    """What the table of articles rests on."""
    count = number(len(report.articles), tr("shared article"), tr("shared articles"))
    return tr("{0}, most disagreements first. Each figure opens its places.").format(count)


def token_words(report: Report) -> str:
    """What the coefficients on words are."""
    return explained.tokens(report)
