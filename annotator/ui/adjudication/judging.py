"""The one object between the widgets and gold: which card lies open, and what a choice leads to. Shows nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.app import adjudicating
from annotator.app.card_filter import EVERYTHING, Filter
from annotator.app.card_queue import Queue
from annotator.app.cards import ArticleCards, Card
from annotator.app.choices import Choice, preselected
from annotator.app.history import Done
from annotator.app.precedents import Precedent, drop_precedent, make_precedent
from annotator.app.session import Session
from annotator.model.decision import DEFER, NONE, TAKE
from annotator.model.errors import AnnotatorError, Refused
from annotator.model.revision import GOLD
from annotator.ui.adjudication.options import Options
from annotator.ui.adjudication.seeking import Seeking
from annotator.ui.adjudication.words import done_words, tr
from annotator.ui.agreement.words import names_of


@dataclass(frozen=True, slots=True)
class Open:
    """The card that lies open, with its article as it was read. `marked` is the row that Enter takes, or None."""

    card: Card
    article: ArticleCards
    marked: int | None

    @property
    def variant(self) -> int:
        """The variant of which the borders are taken: the marked one, or the first."""
        return self.marked if self.marked is not None and self.marked < len(self.card.variants) else 0


class Judging(QObject):
    """Gold's session at work."""

    opened = Signal()  # another card lies open, or none
    marked = Signal()  # Enter takes another row now
    changed = Signal(object)  # numbers of documents: something is on disk
    told = Signal(str, bool)  # what was done; whether undo takes it back
    failed = Signal(str)
    ended = Signal()  # no card waits

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self.queue: Queue | None = None
        self.options = Options()
        self.wanted = EVERYTHING
        self.open: Open | None = None
        self.note = ""  # goes with the next decision at this card
        self.precedent = ""  # why the next decision at this card shall be a precedent
        self.last: Card | None = None  # that was decided last
        self._held = ""
        self._ahead: tuple[str, Card, ArticleCards] | None = None  # what comes after the card of that key
        self._trail: dict[int, Card] = {}  # by batch
        self._going, self._peeking = Seeking(self), Seeking(self)
        self._going.failed.connect(self.failed)
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self._peek)

    def work_in(self, session: Session | None) -> None:
        """Adjudicate in the project of a session, as the person whose session it is."""
        self._going.stop()
        self._peeking.stop()
        self._idle.stop()
        self.session = Session(session.project, GOLD, session.author) if session else None
        self.queue = Queue(session.project) if session else None
        self.wanted, self.last, self._ahead = EVERYTHING, None, None
        self._trail.clear()
        self._show(None)

    def hold(self, reason: str) -> None:
        """Refuse every decision with this sentence until `hold("")`."""
        self._held = reason

    def is_held(self) -> bool:
        """Whether decisions are refused at present."""
        return bool(self._held)

    # which card lies open

    def set_filter(self, wanted: Filter) -> None:
        """Walk through other cards; the open one stays if it is wanted."""
        self.wanted, self._ahead = wanted, None
        card = self.open.card if self.open else None
        if card is None or not wanted.lets(card.facets):
            self.start()
        else:
            self._idle.start()

    def start(self, known: tuple[int, str] | None = None) -> None:
        """Open the first card that waits, from the one of that number and key on."""
        card = self.queue.article(known[0]).card(known[1]) if self.queue and known else None
        if card and card.state in self.wanted.waiting and self.wanted.lets(card.facets):
            self._show(card)
        else:
            self._seek(card, 1)

    def step(self, way: int) -> None:
        """Go to the next card that waits (+1), or the one before (-1)."""
        card = self.open.card if self.open else None
        if way > 0 and card and self._ahead and self._ahead[0] == card.key:
            self._show(*self._ahead[1:])
        else:
            self._seek(card, way)

    def go_to(self, card: Card) -> None:
        """Open this card as it is now."""
        self._show(self.queue.again(card) if self.queue else None)

    def look_again(self) -> None:
        """Something was changed: show the open card as it is now, or another one if its place is gone."""
        self._ahead = None
        if self.open is None or self.queue is None:
            self.start()
            return
        now = self.queue.again(self.open.card)
        if now is None:
            self._seek(self.open.card, 1)
        elif now.seen != self.open.card.seen or now.state != self.open.card.state:
            self._show(now)
        else:
            self._idle.start()

    def mark(self, row: int) -> None:
        """Let Enter take this row of the open card."""
        if self.open and 0 <= row <= len(self.open.card.variants):
            self.open = replace(self.open, marked=row)
            self.marked.emit()

    def move_mark(self, way: int) -> None:
        """Let Enter take the next row (+1) or the one before (-1)."""
        if self.open:
            rows = len(self.open.card.variants) + 1
            now = self.open.marked
            self.mark((now + way) % rows if now is not None else 0 if way > 0 else rows - 1)

    def set_options(self, options: Options) -> None:
        """Preselect by another rule."""
        self.options = options
        if self.open:
            self.open = replace(self.open, marked=self._preselected(self.open.card))
            self.marked.emit()

    def precedents(self) -> tuple[Precedent, ...]:
        """The precedents that speak for the open card."""
        if self.queue is None or self.open is None:
            return ()
        return self.queue.precedents(self.open.card, self.open.article.document.text)

    # what is decided

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
            self.told.emit(done_words(choice, card, article.document.text, names), True)
            if why:
                self.make_precedent(card, why)
            self.step(1)

    def make_precedent(self, card: Card, reason: str) -> None:
        """Make what was decided at a card a precedent."""
        now = self.queue.again(card) if self.queue else None
        if now and self._do(lambda session: make_precedent(session, now, reason), now):
            self.told.emit(tr("A precedent: {0}").format(reason), True)

    def drop_precedent(self, precedent: Precedent) -> None:
        """Take a precedent off the list."""
        if self._do(lambda session: drop_precedent(session, precedent), None):
            self.told.emit(tr("The precedent is dropped; its decision stays."), True)

    def drop_strays(self) -> None:
        """Drop what was decided in the open article about spans that are gone."""
        if self.open is None:
            return
        card = self.open.card
        if self._do(lambda session: adjudicating.drop_strays(session, card.number), card):
            self.told.emit(tr("What was decided about spans that are gone is dropped."), True)
            self.go_to(card)

    def take_back(self, *, redo: bool = False) -> None:
        """Undo gold's last step, or bring it back, and show its card."""
        done = self._run(Session.redo if redo else Session.undo)
        if done is None:
            return
        card = self._trail.get(done.batch.undoes or 0)
        if card:
            self._trail[done.batch.number] = card
        said = tr("Brought back: {0}") if redo else tr("Undone: {0}")
        self.told.emit(said.format(done.batch.what), False)
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

    # how the next card is found

    def _seek(self, card: Card | None, way: int) -> None:
        if self.queue:
            self._peeking.stop()
            self._going.seek(self.queue, self.wanted, card, way, self._came)

    def is_seeking(self) -> bool:
        """Whether the next card is still looked for."""
        return self._going.is_seeking()

    def _came(self, card: Card | None) -> None:
        if card is None:
            self._show(None)
            self.ended.emit()
        else:
            self._show(card)

    def _show(self, card: Card | None, article: ArticleCards | None = None) -> None:
        self.note = self.precedent = ""
        self.open = None
        if card and self.queue:
            self.open = Open(card, article or self.queue.article(card.number), self._preselected(card))
            self._idle.start()
        self.opened.emit()

    def _preselected(self, card: Card) -> int | None:
        """The row that Enter takes at first. At what is decided the same rule holds."""
        choice = preselected(card, self.options.tie)
        if choice is None:
            return None
        return len(card.variants) if choice.kind == NONE else choice.variant

    def _peek(self) -> None:
        """Read the card that comes next while the open one is looked at."""
        if self.open and self.queue and not self._going.is_seeking():
            here = self.open.card
            self._peeking.seek(self.queue, self.wanted, here, 1, lambda card: self._peeked(here, card))

    def _peeked(self, here: Card, card: Card | None) -> None:
        if card and card.key != here.key and self.queue:
            # A decision changes the article, but not what this card shows: so it need not be read again then.
            self._ahead = (here.key, card, self.queue.article(card.number))
