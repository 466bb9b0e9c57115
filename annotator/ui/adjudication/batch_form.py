"""The form that decides many cards at once: which, by what rule, and what that would do before it is done."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QListWidget,
    QPushButton,
    QSpinBox,
    QWidget,
)

from annotator.app.adjudication_jobs import BatchRule, Previewed
from annotator.app.card_filter import Filter
from annotator.app.cards import Card
from annotator.app.choices import Choice
from annotator.ui.adjudication.filter_bar import CLASSES
from annotator.ui.adjudication.words import QUOTE, cards_words, choice_name, skipped_words, tie_name, tr
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.agreement.words import Names, class_name
from annotator.ui.form import Form
from annotator.ui.isolates import isolated, one_line

_WIDTH, _HEIGHT = 640, 220  # pixels
_MAJORITY, _PRESELECTED = "majority", "preselected"


class BatchForm(Form):
    """Nothing is decided before it was previewed."""

    look_wanted = Signal(object, object)  # a Filter and a BatchRule; answered by `show_preview`

    def __init__(
        self,
        wanted: Filter,
        people: int,
        tie: str,
        names: Names,
        parent: QWidget | None,
        *,
        auto: bool = False,
    ) -> None:
        super().__init__(tr("Decide many cards"), tr("Decide"), parent)
        self.setMinimumWidth(_WIDTH)
        self._wanted, self._tie, self._names = wanted, tie, names
        self.previewed: Previewed | None = None
        self.kind, self.rule, self.least = QComboBox(), QComboBox(), QSpinBox()
        self.auto = QCheckBox(tr("Also in articles to come; marked as automatic, to be checked later"))
        self.look = QPushButton(tr("Preview"))
        self.count, self.first = Sentence(), QListWidget()
        self._fill(people)
        self._arrange()
        self._connect()
        self.auto.setChecked(auto)

    def _fill(self, people: int) -> None:
        self.kind.addItem(tr("Every class"), "")
        for kind in CLASSES:
            self.kind.addItem(class_name(kind), kind)
        chosen = next(iter(self._wanted.kinds), "")
        self.kind.setCurrentIndex(max(self.kind.findData(chosen), 0))
        self.rule.addItem(tr("what a majority marked"), _MAJORITY)
        self.rule.addItem(tr("what Enter takes ({0} in a tie)").format(tie_name(self._tie)), _PRESELECTED)
        self.least.setRange(2, max(people, 2))
        self.least.setValue(2)
        self.first.setMinimumHeight(_HEIGHT)
        self.first.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.first.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.first.setAccessibleName(tr("What would be decided"))

    def _arrange(self) -> None:
        self.fields.addRow(tr("Class"), self.kind)
        self.fields.addRow(tr("Take"), self.rule)
        self.fields.addRow(tr("Votes at least"), self.least)
        self.fields.addRow("", self.auto)
        self.fields.addRow("", self.look)
        self.fields.addRow("", self.count)
        self.fields.addRow(tr("The first ones"), self.first)
        self._forget()

    def _connect(self) -> None:
        for combo in (self.kind, self.rule):
            combo.currentIndexChanged.connect(self._forget)
        self.least.valueChanged.connect(self._forget)
        self.look.clicked.connect(self._look)

    def chosen(self) -> tuple[Filter, BatchRule]:
        """Which cards, and by what rule: more than the class is restricted by the window's filter."""
        kind = self.kind.currentData()
        wanted = replace(self._wanted, kinds=frozenset({kind}) if kind else frozenset())
        by_majority = self.rule.currentData() == _MAJORITY
        return wanted, BatchRule(self.least.value() if by_majority else 0, self._tie)

    def show_preview(self, found: Previewed, quotes: Sequence[str]) -> None:
        """Show what would be decided; `quotes` are the texts of its first cards."""
        self.previewed = found
        said = tr("Would be decided: {0}.").format(cards_words(found.count, found.articles))
        self.count.setText(f"{said} {skipped_words(found.skipped)}".strip())
        self.first.clear()
        for (card, choice), quote in zip(found.first, quotes, strict=True):
            self.first.addItem(self._line(card, choice, quote))
        ok = self.decide_button()
        ok.setEnabled(found.count > 0)
        ok.setText(tr("Decide {0}").format(cards_words(found.count, found.articles)))
        self.look.setEnabled(True)

    def show_failure(self, sentence: str) -> None:
        """Say why there is no preview."""
        self.count.setText(sentence)
        self.look.setEnabled(True)

    def _line(self, card: Card, choice: Choice, quote: str) -> str:
        lead = "\u200f" if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else "\u200e"
        return f"{lead}{choice_name(choice, card, self._names)} – «{isolated(one_line(quote, QUOTE))}»"

    def _look(self) -> None:
        self.look.setEnabled(False)
        self.count.setText(tr("Looking for cards…"))
        self.look_wanted.emit(*self.chosen())

    def _forget(self) -> None:
        """Something else is chosen: what was previewed does not hold."""
        self.previewed = None
        self.first.clear()
        self.count.setText(tr("Preview shows how many cards that are, before anything is decided."))
        self.decide_button().setEnabled(False)
        self.decide_button().setText(tr("Decide"))
        by_majority = self.rule.currentData() == _MAJORITY
        self.least.setEnabled(by_majority)
        self.auto.setEnabled(by_majority)
        self.auto.setChecked(self.auto.isChecked() and by_majority)

    def decide_button(self) -> QPushButton:
        """What carries the preview out."""
        return self.buttons.button(QDialogButtonBox.StandardButton.Ok)
