"""The bar that chooses which cards are walked through, with how many there are of each class."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from annotator.app.card_filter import EVERYTHING, Filter
from annotator.app.cards import STATES, Facets
from annotator.model.decision import AUTO, BATCH, UNANIMOUS
from annotator.model.labels import LabelSet
from annotator.ui.adjudication.asking import Field
from annotator.ui.adjudication.words import state_name, tr
from annotator.ui.agreement.words import class_name, names_of
from annotator.ui.flow_layout import FlowLayout
from annotator.ui.isolates import isolated

CLASSES = ("missing", "boundary", "label", "label+boundary", "split", "attribute", "link")
_RULES = (AUTO, BATCH, UNANIMOUS)


class FilterBar(QWidget):
    """The choices. Whatever is not chosen does not restrict."""

    filter_changed = Signal(object)  # a Filter
    article_asked = Signal(str)  # its name, id or number; "" for all
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self.label, self.pair, self.state = (self._combo() for _ in range(4))
        self.article = Field(self)
        self.article.setPlaceholderText(tr("Article: name or number"))
        self.article.setClearButtonEnabled(True)
        self.article.setMinimumWidth(190)
        self.trivial = QCheckBox(tr("Only blanks or punctuation differ"), self)
        self._number: int | None = None
        row = FlowLayout(self)
        parts = {
            tr("Class"): self.kind,
            tr("Label"): self.label,
            tr("Who differs"): self.pair,
            tr("State"): self.state,
            tr("Article"): self.article,
        }
        for name, part in parts.items():
            part.setAccessibleName(name)
            row.addWidget(part)
        row.addWidget(self.trivial)
        self.trivial.toggled.connect(self._tell)
        self.article.returnPressed.connect(lambda: self.article_asked.emit(self.article.text().strip()))
        self.article.textChanged.connect(lambda text: None if text else self.article_asked.emit(""))
        self.article.left.connect(self.left)
        self._fill_states()

    def _combo(self) -> QComboBox:
        made = QComboBox(self)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        made.activated.connect(self._tell)
        return made

    def _fill_states(self) -> None:
        self.state.addItem(tr("Every state"), ("", ""))
        for state in STATES:
            self.state.addItem(state_name(state), (state, ""))
        rules = {
            AUTO: tr("Decided by majority"),
            BATCH: tr("Decided among many cards"),
            UNANIMOUS: tr("All agreed"),
        }
        for rule in _RULES:
            self.state.addItem(rules[rule], ("", rule))

    def set_project(self, labels: LabelSet, people: Sequence[str]) -> None:
        """Offer the labels and the pairs of people of a project; nothing is restricted."""
        names = names_of(labels)
        for combo in (self.kind, self.label, self.pair):
            combo.clear()
        self.kind.addItem(tr("Every class"), "")
        for kind in CLASSES:
            self.kind.addItem(class_name(kind), kind)
        self.label.addItem(tr("Every label"), "")
        for label in labels.labels:
            self.label.addItem(names.label(label.name), label.name)
        self.pair.addItem(tr("Every pair"), None)
        for pair in combinations(people, 2):
            self.pair.addItem(tr("{0} and {1}").format(*map(isolated, pair)), pair)
        self.pair.setVisible(len(people) > 2)
        self.state.setCurrentIndex(0)
        self.article.clear()
        self.trivial.setChecked(False)
        self._number = None

    def show_counts(self, total: Mapping[Facets, int]) -> None:
        """Show how many cards of each class there are under the other restrictions."""
        others = replace(self.wanted(), kinds=frozenset())
        counts = dict.fromkeys(CLASSES, 0)
        for facets, count in total.items():
            if others.lets(facets) and facets.kind in counts:
                counts[facets.kind] += count
        for place, kind in enumerate(CLASSES, 1):
            self.kind.setItemText(place, f"{class_name(kind)} ({counts[kind]:,})")

    def set_article(self, number: int | None) -> None:
        """Restrict to this document, or to none."""
        self._number = number
        self._tell()

    def wanted(self) -> Filter:
        """What is chosen."""
        state, rule = self.state.currentData() or ("", "")
        kind, label = self.kind.currentData(), self.label.currentData()
        return Filter(
            kinds=frozenset({kind}) if kind else frozenset(),
            labels=frozenset({label}) if label else frozenset(),
            pair=self.pair.currentData(),
            article=self._number,
            trivial=self.trivial.isChecked(),
            rules=frozenset({rule}) if rule else frozenset(),
            states=frozenset({state}) if state else frozenset(),
        )

    def all_states(self) -> Filter:
        """The same in every state, decided by whatever rule: of these one asks how far they are."""
        return replace(self.wanted(), states=frozenset(), rules=frozenset())

    def is_open(self) -> bool:
        """Whether nothing is restricted."""
        return self.wanted() == EVERYTHING

    def _tell(self) -> None:
        self.filter_changed.emit(self.wanted())
