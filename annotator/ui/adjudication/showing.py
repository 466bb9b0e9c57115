"""What the adjudication window shows of gold's session: the card, what speaks for a choice, how far one is."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from annotator.app.card_queue import guidelines
from annotator.app.decided import verdicts
from annotator.ui.adjudication.facts import language_of
from annotator.ui.adjudication.parts import Parts
from annotator.ui.adjudication.words import standing_words, tr
from annotator.ui.isolates import isolated


class Showing(Parts):
    """Each method shows one thing anew."""

    def show_card(self) -> None:
        """Another card lies open, or none."""
        shown, gold = self.judging.open, self.judging.session
        self.ask.hide()
        if self.judging.is_seeking():
            self.nothing.setText(tr("Looking for the next card…"))
        self.pages.setCurrentWidget(self.panel if shown else self.nothing)
        self.legend.setEnabled(shown is not None)
        self.follow_card()
        if shown and gold:
            named = self.judging.options.names
            self.panel.show_card(shown, self.labels, named=named)
            self.show_notes()
            self._announce()

    def _announce(self) -> None:
        """Have a screen reader say the card."""
        said = self.panel.spoken()
        self.pages.setAccessibleDescription(said)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.pages, said))

    def show_marked(self) -> None:
        """Enter takes another row now, or names are shown or hidden."""
        if self.judging.open:
            self.panel.show_marked(self.judging.open, named=self.judging.options.names)
            self.show_notes()

    def show_notes(self) -> None:
        """Show what speaks for a choice."""
        shown, gold = self.judging.open, self.judging.session
        if shown is None or gold is None:
            return
        stored = shown.article.stored.get(shown.card.key)
        earlier = verdicts(gold.project, stored) if stored else ()
        pending = ""
        if self.judging.precedent:
            pending = tr("The next decision here will be a precedent: {0}").format(
                isolated(self.judging.precedent)
            )
        elif self.judging.note:
            pending = tr("Note to the next decision here: {0}").format(isolated(self.judging.note))
        rules = guidelines(shown.card, gold.labels, language_of(shown.article))
        self.panel.show_notes(earlier, self.judging.precedents(), rules, pending)

    def show_end(self) -> None:
        """No card waits."""
        queue = self.judging.queue
        if queue is None:
            return
        if not queue.articles:
            said = tr("Adjudication begins when two annotators have finished the same article.")
        elif self.filter.is_open():
            said = tr(
                "Every card is decided. Finish gold of the articles, and export it like any annotator’s work."
            )
        else:
            said = tr("No card that the filter shows waits for a decision.")
        self.nothing.setText(said)

    def show_editor(self, on: bool) -> None:
        """Say which keys count while ends are moved."""
        said = tr(
            "Arrows move the end, with Shift the start, with Ctrl by words; the handles by mouse. "
            "Enter accepts, a label’s key accepts with that label, Esc leaves."
        )
        self.tell(said if on else "")

    def show_keys(self) -> None:
        """Show what the keys are called now."""
        self.legend.show_keys(self.doing.caps, self.labels, self.theme)

    def show_standing(self) -> None:
        """Show how far adjudication is with the wanted cards."""
        queue = self.judging.queue
        if queue is None:
            return
        found = queue.standing(self.filter.all_states())
        self.standing.setText(standing_words(found))
        self.progress.set_share(found.decided, found.decided + found.open + found.deferred)
        self.tools.show_strays(len(queue.strays()))
        self.filter.show_counts(queue.total(self.judging.wanted))

    def follow_card(self) -> None:
        self.cards.follow(self.judging.open.card if self.judging.open else None)

    def tell(self, sentence: str, *, undo: bool = False, decided: bool = False) -> None:
        """Say what was done."""
        self.told_line.tell(sentence, undo=undo, decided=decided)

    def warn(self, sentence: str) -> None:
        """Say what could not be done."""
        self.told_line.tell(sentence, warning=True)
