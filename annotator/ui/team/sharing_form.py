"""The form that shares all articles out: how many people each goes to, how many all get, and what would come of it."""

from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.app.assigning import SEED
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.team.words import named, tr

_PAUSE = 150  # milliseconds after the last change
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Sharing:
    """How articles are to be shared out; `names` empty: all annotators."""

    names: tuple[str, ...]
    per_article: int
    shared: int
    seed: int


class SharingForm(QGroupBox):
    """What is wanted; the window says what would come of it."""

    look_wanted = Signal(object)  # a Sharing
    share_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Share all articles out"), parent)
        self._names: tuple[str, ...] = ()
        self._people = 0
        self.whom, self.preview = Sentence(self), Sentence(self)
        self.every = QCheckBox(tr("Each article goes to all of them"))
        self.per_article, self.shared, self.seed = _number(1, 1), _number(0, 0), _number(SEED, 0)
        self.give = QPushButton(tr("Share out"))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self.look_wanted.emit(self.wanted()))
        self._arrange()
        for field in (self.per_article, self.shared, self.seed):
            field.valueChanged.connect(self._changed)
        self.every.toggled.connect(self._changed)
        self.give.clicked.connect(lambda: self.share_wanted.emit(self.wanted()))

    def _arrange(self) -> None:
        fields = QFormLayout()
        fields.setHorizontalSpacing(14)
        fields.addRow(tr("To"), self.whom)
        fields.addRow("", self.every)
        fields.addRow(tr("People for each article"), self.per_article)
        fields.addRow(tr("Articles that all get"), self.shared)
        fields.addRow(tr("Seed"), self.seed)
        self.shared.setToolTip(tr("On these, of all languages and lengths, agreement is measured."))
        self.seed.setToolTip(tr("The same seed shares out the same way again."))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.give)
        column = QVBoxLayout(self)
        column.addLayout(fields)
        column.addWidget(self.preview)
        column.addLayout(row)

    def set_people(self, chosen: list[str], count: int) -> None:
        """For these people, or for all, who are so many."""
        if (tuple(chosen), len(chosen) or count) == (self._names, self._people):
            return
        self._names, self._people = tuple(chosen), len(chosen) or count
        self.whom.setText(named(chosen) if chosen else tr("everybody ({0})").format(count))
        self.per_article.setMaximum(max(self._people, 1))
        self._changed()

    def wanted(self) -> Sharing:
        """What is wanted."""
        each = self._people if self.every.isChecked() else self.per_article.value()
        return Sharing(self._names, each, self.shared.value(), self.seed.value())

    def show_preview(self, sentence: str, possible: bool) -> None:
        """Say what would come of it."""
        self.preview.setText(sentence)
        self.give.setEnabled(possible)

    def look(self) -> None:
        """What would come of it may be something else now."""
        self.give.setEnabled(False)
        self._pause.start()

    def _changed(self) -> None:
        self.per_article.setEnabled(not self.every.isChecked())
        self.shared.setEnabled(not self.every.isChecked())
        self.look()


def _number(value: int, least: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(least, _MOST)
    made.setValue(value)
    return made
