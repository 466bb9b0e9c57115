"""The adjudication window: shows the queue and the open card of gold's session, and hands keys to it."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from annotator.app.article_cards import annotators
from annotator.app.card_filter import Filter
from annotator.app.finding import find_document
from annotator.app.precedents import Precedent, precedents
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.model.labels import LabelSet
from annotator.ui.adjudication.options import Options, keep_options, options_of
from annotator.ui.adjudication.precedent_list import PrecedentList
from annotator.ui.adjudication.showing import Showing
from annotator.ui.adjudication.wiring import wire
from annotator.ui.adjudication.words import tr
from annotator.ui.agreement.words import names_of
from annotator.ui.isolates import isolated
from annotator.ui.keys import with_own_keys
from annotator.ui.settings import Settings
from annotator.ui.theme import Theme

_CARD = "adjudication card"  # where the person was, in the settings


class AdjudicationWindow(Showing):
    """Works as gold, whoever's session the main window has; that person is the author."""

    held = Signal(str)  # why nothing can be written at present, "" where it can

    def __init__(self, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._settings = settings
        self._stale = False  # something was changed while nobody looked
        wire(self)
        self.set_session(None)

    # the project

    def set_session(self, session: Session | None) -> None:
        """Adjudicate in another project, or in none."""
        self._remember()
        super().set_session(session)
        self.later.stop()
        self.work.work_in(None)
        self.judging.work_in(session)
        gold = self.judging.session
        self.work.work_in(gold)
        self.bulk.begin()
        self._take_preferences()
        self.filter.set_project(self.labels, annotators(gold.project) if gold else ())
        options = options_of(self._settings, gold.project.path) if gold else Options()
        self.judging.options = options
        self.tools.set_options(options)
        self.tell("")
        self.looking.look_in(None)
        self.cards.cards.begin(None, self.judging.wanted)
        if self.precedent_list:
            self.precedent_list.close()
        self.nothing.setText(tr("Looking for the first card…") if gold else tr("No project is open."))
        if self.isVisible():
            self._begin()

    def _take_preferences(self) -> None:
        """Take the fonts and the keys of labels that the person likes now."""
        preferences, gold = self._settings.preferences(), self.judging.session
        self.labels = with_own_keys(gold.labels if gold else LabelSet("", (), ()), preferences.keys)
        self.panel.text.set_reading(preferences.reading)
        self.show_keys()

    def _remember(self) -> None:
        """Keep which card lies open. Not at each card: the settings are a file."""
        shown, gold = self.judging.open, self.judging.session
        if shown and gold:
            self._settings.keep(_CARD, f"{shown.card.number} {shown.card.key}", gold.project.path)

    def _begin(self) -> None:
        """Somebody looks: count the cards, and open the one at which the person was."""
        queue, gold = self.judging.queue, self.judging.session
        if queue is None or gold is None:
            return
        number, _, key = self._settings.kept(_CARD, gold.project.path).partition(" ")
        known = int(number) if number.isdecimal() else 0
        self.looking.look_in(queue)
        self.judging.start((known, key) if known in queue.articles else None)

    def follow(self, documents: Collection[int]) -> None:
        """Something was changed: look at it as soon as there is time, or when somebody looks."""
        self._stale = True
        if self.isVisible():
            self.later.start()

    def take_change(self, documents: set[int]) -> None:
        """This window has written."""
        self.changed.emit(documents)
        self.follow(documents)

    def look_again(self) -> None:
        """Show everything as it is now."""
        self._stale = False
        self.looking.look_again()
        self.judging.look_again()
        if self.precedent_list and self.precedent_list.isVisible():
            self.show_precedents()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin, or go on where something has changed."""
        super().showEvent(event)
        self._take_preferences()
        if self.judging.open is None and not self.looking.is_looking():
            self._begin()
        elif self._stale:
            self.later.start()
        self.pages.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks, so nothing is counted."""
        super().hideEvent(event)
        self._remember()
        self.looking.stop()
        self._stale = True

    # the queue

    def begin_list(self) -> None:
        """Other articles are in the queue, or other cards are wanted."""
        self.cards.cards.begin(self.judging.queue, self.judging.wanted)

    def take_counts(self, numbers: Sequence[int]) -> None:
        """These articles were counted."""
        self.cards.cards.take(numbers)
        self.follow_card()

    def set_filter(self, wanted: Filter) -> None:
        """Walk through other cards."""
        if self.judging.queue is None or wanted == self.judging.wanted:
            return
        self.judging.set_filter(wanted)
        self.looking.look_in(self.judging.queue)
        self.show_standing()
        self.pages.setFocus()

    def ask_article(self, name: str) -> None:
        """Walk through one article's cards, or through all."""
        session, queue = self.session, self.judging.queue
        if session is None or queue is None:
            return
        try:
            number = find_document(session.project, name) if name else None
        except Refused:
            self.warn(tr("No single article is called {0}.").format(isolated(name)))
            return
        if number is not None and number not in queue.articles:
            self.warn(tr("Fewer than two annotators have finished {0}.").format(isolated(name)))
            return
        self.filter.set_article(number)

    def open_article(self) -> None:
        """Go to the card's place in the main window."""
        if self.judging.open:
            card = self.judging.open.card
            self.place_chosen.emit(card.number, card.start, card.end, "")

    def ask_precedent(self) -> None:
        """Ask why what was decided last shall be a precedent."""
        if self.judging.last:
            self.doing.ask_precedent(self.judging.last)

    def begin_work(self, name: str) -> None:
        """Something writes into the project."""
        reason = tr("{0}: wait until it is done, or cancel it.").format(name)
        self.job.begin(name)
        self.judging.hold(reason)
        self.held.emit(reason)

    def end_work(self) -> None:
        """Nothing writes any more."""
        self.job.hide()
        self.judging.hold("")
        self.held.emit("")

    def take_back_much(self, redo: bool) -> None:
        """Undo or redo a step of many decisions, in another process."""
        self.work.take_back(redo, lambda done: self.judging.take_back_done(done, redo=redo))

    def fail_work(self, sentence: str) -> None:
        """What was to be done could not be."""
        self.warn(sentence)
        if self.bulk.form:
            self.bulk.form.show_failure(sentence)

    def set_options(self, options: Options) -> None:
        """Work otherwise from now on, and remember it."""
        self.tools.set_options(options)
        if gold := self.judging.session:
            keep_options(self._settings, gold.project.path, options)
        self.judging.set_options(options)

    def show_precedents(self) -> None:
        """Show the list of precedents."""
        gold = self.judging.session
        if gold is None:
            return
        if self.precedent_list is None:
            made = self.precedent_list = PrecedentList(self)
            made.place_asked.connect(self._go_to_precedent)
            made.dropped.connect(self.judging.drop_precedent)
            made.told.connect(self.tell)
            made.failed.connect(self.warn)
        self.precedent_list.show_precedents(precedents(gold.project), names_of(gold.labels))
        self.precedent_list.show()

    def _go_to_precedent(self, precedent: Precedent) -> None:
        queue = self.judging.queue
        card = queue.article(precedent.number).card(precedent.key) if queue else None
        if card:
            self.judging.go_to(card)
        else:
            self.warn(tr("The place of this precedent is gone."))

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand keys to the card; fields and buttons keep theirs."""
        if self.focusWidget() not in (None, self, self.pages, self.cards):
            if event.key() == Qt.Key.Key_Escape:
                self.pages.setFocus()
            return
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if not self.doing.press(event, rtl=rtl):
            super().keyPressEvent(event)
