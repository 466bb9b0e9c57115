"""The one object between the widgets and gold: carries each choice out at the open card. Shows nothing."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from annotator.app import adjudicating
from annotator.app.cards import Card
from annotator.app.choices import Choice
from annotator.app.history import Done
from annotator.app.precedents import Precedent, drop_precedent, make_precedent
from annotator.app.session import Session
from annotator.model.decision import DEFER, NONE, TAKE
from annotator.model.errors import AnnotatorError, Refused
from annotator.ui.adjudication.walking import Walking
from annotator.ui.adjudication.words import done_words, tr
from annotator.ui.agreement.words import names_of

_LARGE = 400  # revisions that are taken back in some 50 ms


class Judging(Walking):
    """Gold's session at work."""

    changed = Signal(object)  # numbers of documents: something is on disk
    much_asked = Signal(bool)  # undo, or with True redo, of more than the window should wait for
    told = Signal(str, bool, bool)  # what was done; whether undo takes it back; whether it was a decision

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last: Card | None = None  # that was decided last
        self._held = ""
        self._trail: dict[int, Card] = {}  # by batch

    def work_in(self, session: Session | None) -> None:
        """Adjudicate in another project, or in none."""
        self.last = None
        self._trail.clear()
        super().work_in(session)

    def hold(self, reason: str) -> None:
        """Refuse every decision with this sentence until `hold("")`."""
        self._held = reason

    def is_held(self) -> bool:
        """Whether decisions are refused at present."""
        return bool(self._held)

    def take_marked(self) -> None:
        """Take the row that is marked."""
        if self.open is None:
            return
        if self.open.marked is None:
            self.failed.emit(tr("Nothing is preselected in this tie: press the number of a variant."))
        else:
            self.take_row(self.open.marked)

    def take_row(self, row: int) -> None:
        """Take a variant; the last row is that there is no span."""
        if self.open and row < len(self.open.card.variants):
            self.choose(Choice(TAKE, variant=row))
        elif self.open and row == len(self.open.card.variants):
            self.choose(Choice(NONE))
        elif self.open:
            self.failed.emit(tr("This card has {0} variants.").format(len(self.open.card.variants)))

    def choose(self, choice: Choice) -> None:
        """Carry a choice out and go on to the next card."""
        if self.open is None or self.session is None:
            return
        card, article = self.open.card, self.open.article
        choice = replace(choice, reason=choice.reason or self.precedent or self.note)
        why = self.precedent if choice.kind != DEFER else ""
        if self._do(lambda session: adjudicating.decide(session, card, choice), card):
            self.last = card
            names = names_of(self.session.labels)
            self.told.emit(done_words(choice, card, article.document.text, names), True, True)
            if why:
                self.make_precedent(card, why)
            self._go_on(card)

    def _go_on(self, card: Card) -> None:
        """From a card that was just decided, and that no further key may decide again."""
        if self._ahead and self._ahead[0] == card.key:
            self._show(*self._ahead[1:])
            return
        self.open = None
        self._seek(card, 1)
        if self.is_seeking():
            self.opened.emit()

    def make_precedent(self, card: Card, reason: str) -> None:
        """Make what was decided at a card a precedent."""
        now = self.queue.again(card) if self.queue else None
        if now and self._do(lambda session: make_precedent(session, now, reason), now):
            self.told.emit(tr("A precedent: {0}").format(reason), True, False)

    def drop_precedent(self, precedent: Precedent) -> None:
        """Take a precedent off the list."""
        if self._do(lambda session: drop_precedent(session, precedent), None):
            self.told.emit(tr("The precedent is dropped; its decision stays."), True, False)

    def drop_strays(self) -> None:
        """Drop what was decided about spans that are gone, in every article."""
        numbers = self.queue.strays() if self.queue else []
        card = self.open.card if self.open else None
        if numbers and self._do(lambda session: adjudicating.drop_strays(session, *numbers), card):
            self.told.emit(tr("What was decided about spans that are gone is dropped."), True, False)
            if card:
                self.go_to(card)

    def take_back(self, *, redo: bool = False) -> None:
        """Undo gold's last step, or bring it back, and show its card."""
        if self.session and not self.session.history.is_own(redo=redo):
            # What comes before was done to the project's articles: the program's window takes that back.
            self.failed.emit(tr("Nothing to redo in gold.") if redo else tr("Nothing to undo in gold."))
        elif self._is_large(redo=redo) and not self._held:
            self.much_asked.emit(redo)
        elif done := self._run(Session.redo if redo else Session.undo):
            self.take_back_done(done, redo=redo)

    def _is_large(self, *, redo: bool) -> bool:
        if self.session is None:
            return False
        history = self.session.history
        return (history.redo_size() if redo else history.next_size()) > _LARGE

    def take_back_done(self, done: Done, *, redo: bool) -> None:
        """Something was undone or brought back: show its card."""
        card = self._trail.get(done.batch.undoes or 0)
        if card:
            self._trail[done.batch.number] = card
        said = tr("Brought back: {0}") if redo else tr("Undone: {0}")
        self.told.emit(said.format(done.batch.what), False, False)
        self.changed.emit(set(done.documents))
        if card:
            self.go_to(card)
        else:
            self.look_again()

    def _do(self, gesture: Callable[[Session], Done], card: Card | None) -> bool:
        done = self._run(gesture)
        if done is None:
            return False
        if card:
            self._trail[done.batch.number] = card
        self.changed.emit(set(done.documents))
        return True

    def _run(self, gesture: Callable[[Session], Done]) -> Done | None:
        if self.session is None:
            return None
        if self._held:
            self.failed.emit(self._held)
            return None
        try:
            return gesture(self.session)
        except Refused as error:
            self.failed.emit(str(error))
            self.look_again()
        except AnnotatorError as error:
            self.failed.emit(str(error))
        return None
