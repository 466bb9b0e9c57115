"""Decisions about many cards: what all agree on, what a majority does, batches after a preview, finished articles."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.app.adjudication_jobs import Previewed, TakenOver, not_finished
from annotator.app.article_cards import annotators
from annotator.app.cards import AGREED_NAME, DEFERRED, UNDECIDED
from annotator.app.history import Done
from annotator.ui.adjudication.batch_form import BatchForm
from annotator.ui.adjudication.judging import Judging
from annotator.ui.adjudication.options import Options
from annotator.ui.adjudication.words import cards_words, tr
from annotator.ui.adjudication.work import Work
from annotator.ui.agreement.words import names_of, number


class Bulk(QObject):
    """Does each at most once by itself: what was undone stays undone while the window lives."""

    changed = Signal(object)  # numbers of documents
    told = Signal(str, bool)  # what was done; whether undo takes it back
    failed = Signal(str)
    options_chosen = Signal(object)  # Options

    def __init__(self, judging: Judging, work: Work, parent: QWidget) -> None:
        super().__init__(parent)
        self._window, self._judging, self._work = parent, judging, work
        self._offered: set[int] = set()
        self.form: BatchForm | None = None

    def begin(self) -> None:
        """Another project."""
        self._offered.clear()

    # by itself

    def take_over(self) -> None:
        """Take over what nobody needs to be asked about, in articles that were not taken over before."""
        queue, least = self._judging.queue, self._judging.options.least
        if queue is None or self._work.is_busy():
            return
        new = [n for n in queue.articles if n not in self._offered]
        self._offered.update(new)
        waiting = [n for n in new if self._agreed(n) or (least and self._open(n))]
        if waiting:
            count = sum(map(self._agreed, waiting))
            self._work.take_over(waiting, least, lambda done: self._taken(done, count))

    def _agreed(self, article: int) -> int:
        """How many places of an article all marked alike and nobody took over."""
        return self._count(article, agreed=True)

    def _open(self, article: int) -> int:
        return self._count(article, agreed=False)

    def _count(self, article: int, *, agreed: bool) -> int:
        counts = self._judging.queue.counts(article) if self._judging.queue else {}
        return sum(
            count
            for facets, count in counts.items()
            if facets.state in UNDECIDED and (facets.kind == AGREED_NAME) == agreed
        )

    def _taken(self, done: TakenOver, count: int) -> None:
        said = []
        if done.unanimous:
            spans = number(count, tr("place"), tr("places"))
            said.append(tr("Taken over into gold: {0} that all marked alike.").format(spans))
        if done.auto:
            cards = cards_words(done.auto_count, len(done.auto.documents))
            said.append(tr("Decided by majority: {0}; the filter of states lists them.").format(cards))
        if said:
            touched = {n for one in (done.unanimous, done.auto) if one for n in one.documents}
            self.told.emit(" ".join(said), True)
            self.changed.emit(touched)

    # batches

    def ask_batch(self, *, auto: bool = False) -> BatchForm | None:
        """Let many cards be decided, after a preview."""
        session, judging = self._judging.session, self._judging
        if session is None or self.form is not None:
            return self.form
        people = len(annotators(session.project))
        names = names_of(session.labels)
        form = BatchForm(judging.wanted, people, judging.options.tie, names, self._window, auto=auto)
        form.look_wanted.connect(lambda wanted, rule: self._work.preview(wanted, rule, self._previewed))
        form.accepted.connect(self._decide)
        form.destroyed.connect(self._closed)
        self.form = form
        form.open()
        return form

    def _closed(self) -> None:
        self.form = None

    def _previewed(self, found: Previewed) -> None:
        queue = self._judging.queue
        if self.form and queue:
            texts = ((card, queue.article(card.number).document.text) for card, _ in found.first)
            self.form.show_preview(found, [text[card.start : card.end] for card, text in texts])

    def _decide(self) -> None:
        form = self.form
        if form is None or form.previewed is None:
            return
        found, auto, least = form.previewed, form.auto.isChecked(), form.chosen()[1].least
        if auto:
            self.options_chosen.emit(replace(self._judging.options, least=least))
        self._work.decide(found, auto, lambda done: self._decided(found, done))

    def _decided(self, found: Previewed, done: Done) -> None:
        self.told.emit(tr("Decided: {0}.").format(cards_words(found.count, found.articles)), True)
        self.changed.emit(set(done.documents))

    def set_automatic(self, wanted: bool) -> None:
        """Let a majority decide in articles to come, after a preview of what it would decide now; or no more."""
        options: Options = self._judging.options
        if wanted and not options.least:
            self.ask_batch(auto=True)
        elif not wanted:
            self.options_chosen.emit(replace(options, least=0))

    # finished articles

    def finish_here(self) -> None:
        """Finish gold of the open card's article."""
        if self._judging.open:
            self._finish([self._judging.open.card.number])

    def finish_all(self) -> None:
        """Finish gold of every article in which everything is decided."""
        queue, session = self._judging.queue, self._judging.session
        if queue is None or session is None:
            return
        decided = [n for n in queue.articles if not self._left(n)]
        self._finish(not_finished(session.project, decided))

    def _left(self, article: int) -> bool:
        counts = self._judging.queue.counts(article) if self._judging.queue else {}
        return any(facets.state in UNDECIDED or facets.state == DEFERRED for facets in counts)

    def _finish(self, numbers: list[int]) -> None:
        if numbers:
            self._work.finish(numbers, self._finished)
        else:
            self.failed.emit(tr("There is no further article in which everything is decided."))

    def _finished(self, done: Done) -> None:
        said = number(len(done.documents), tr("article"), tr("articles"))
        self.told.emit(tr("Gold is finished: {0}.").format(said), True)
        self.changed.emit(set(done.documents))
