"""What keys and buttons at a card lead to: a decision, a question first, the editor of ends, another card."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from annotator.app.cards import DECIDED, Card
from annotator.app.choices import Choice
from annotator.model.decision import ADJUST, BOTH, DEFER, INTERSECTION, NONE, RELABEL, TAKE, UNION
from annotator.model.labels import LabelSet
from annotator.ui.adjudication import deeds
from annotator.ui.adjudication.asking import AskLine
from annotator.ui.adjudication.card_panel import CardPanel
from annotator.ui.adjudication.deeds import Deed, KeyCaps, deed_of
from annotator.ui.adjudication.judging import Judging
from annotator.ui.adjudication.words import tr

_PLAIN = frozenset({NONE, BOTH, UNION, INTERSECTION})


class Doing(QObject):
    """Carries deeds out."""

    noted = Signal()  # a note or a precedent waits for the next decision
    edited = Signal(bool)  # whether ends are being moved
    caps_learnt = Signal()  # the legend can say more
    article_asked = Signal()
    finish_asked = Signal()  # of every article in which all is decided

    def __init__(
        self,
        judging: Judging,
        panel: CardPanel,
        ask: AskLine,
        labels: Callable[[], LabelSet],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._judging, self._panel, self._ask, self._labels = judging, panel, ask, labels
        self.caps = KeyCaps()

    def press(self, event: QKeyEvent, *, rtl: bool) -> bool:
        """Do what a key asks for; whether it asked for anything."""
        if self.caps.learn(event):
            self.caps_learnt.emit()
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._panel.turn_page(1 if event.key() == Qt.Key.Key_PageDown else -1)
            return True
        if self._panel.text.is_editing():
            return self._edit_key(event, rtl=rtl)
        deed = deed_of(event, self._labels(), rtl=rtl)
        if deed is None:
            return False
        self.do(deed)
        return True

    def do(self, deed: Deed) -> None:
        """Carry a deed out."""
        judging = self._judging
        if deed.name in (deeds.UNDO, deeds.REDO):
            judging.take_back(redo=deed.name == deeds.REDO)
        elif deed.name == deeds.FINISH:
            self.finish_asked.emit()
        elif deed.name == deeds.STEP:
            judging.step(deed.number)
        elif judging.open is None:
            return
        elif deed.name == deeds.PRESELECTED:
            judging.take_marked()
        elif deed.name == deeds.VARIANT:
            self._variant(deed.number)
        elif deed.name == deeds.MARK:
            judging.move_mark(deed.number)
        elif deed.name in _PLAIN:
            judging.choose(Choice(deed.name))
        elif deed.name == RELABEL:
            judging.choose(Choice(RELABEL, variant=judging.open.variant, label=deed.label))
        else:
            self._ask_first(deed.name)

    def _variant(self, number: int) -> None:
        shown = self._judging.open
        if shown and number <= len(shown.card.variants):
            self._judging.take_row(number - 1)
        elif shown:
            self._judging.failed.emit(
                tr("This card has no variant {0}: it has {1}.").format(number, len(shown.card.variants))
            )

    def _ask_first(self, name: str) -> None:
        judging = self._judging
        if name == deeds.EDIT:
            self._panel.begin_edit()
            self.edited.emit(True)
        elif name == deeds.SHOW:
            self.article_asked.emit()
        elif name == DEFER:
            self._ask.ask(tr("Why is it put off?"), lambda said: judging.choose(Choice(DEFER, reason=said)))
        elif name == deeds.NOTE:
            self._ask.ask(tr("Note to the decision"), self._note, judging.note)
        elif judging.open and judging.open.card.state == DECIDED:
            self.ask_precedent(judging.open.card)
        else:
            self._ask.ask(tr("A precedent, because"), self._precede, judging.precedent)

    def ask_precedent(self, card: Card) -> None:
        """Ask why the decision of a card shall be a precedent, and make it one."""
        self._ask.ask(tr("A precedent, because"), lambda said: self._judging.make_precedent(card, said))

    def _note(self, said: str) -> None:
        self._judging.note = said
        self.noted.emit()

    def _precede(self, said: str) -> None:
        self._judging.precedent = said
        self.noted.emit()

    # the editor

    def _edit_key(self, event: QKeyEvent, *, rtl: bool) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.leave_edit()
            return True
        if self._panel.text.edit_key(event):
            return True
        deed = deed_of(event, self._labels(), rtl=rtl)
        if deed and deed.name == deeds.PRESELECTED:
            self.accept_edit()
        elif deed and deed.name == RELABEL:
            self.accept_edit(deed.label)
        return deed is not None

    def leave_edit(self) -> None:
        """Leave the ends as they were."""
        self._panel.end_edit()
        self.edited.emit(False)

    def accept_edit(self, label: str = "") -> None:
        """Decide for the ends as they are now, with a label if one is given."""
        shown = self._judging.open
        start, end = self._panel.edited_range()
        self.leave_edit()
        if shown is None:
            return
        same = [
            number
            for number, variant in enumerate(shown.card.variants)
            if not label and [place[:2] for place in variant.ranges] == [(start, end)]
        ]
        if same:
            self._judging.choose(
                Choice(TAKE, variant=same[0] if shown.variant not in same else shown.variant)
            )
        else:
            adjusted = Choice(ADJUST, variant=shown.variant, label=label, start=start, end=end)
            self._judging.choose(adjusted)
