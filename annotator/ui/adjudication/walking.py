"""Which card lies open: the way through the queue, what Enter takes at each, and the next card read ahead."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.app.card_filter import EVERYTHING, Filter
from annotator.app.card_queue import Queue
from annotator.app.cards import ArticleCards, Card
from annotator.app.choices import NOTHING, preselected
from annotator.app.precedents import Precedent
from annotator.app.session import Session
from annotator.model.decision import NONE
from annotator.model.revision import GOLD
from annotator.ui.adjudication.options import Options
from annotator.ui.adjudication.seeking import Seeking
from annotator.ui.adjudication.words import MAJORITY


@dataclass(frozen=True, slots=True)
class Open:
    """The card that lies open, with its article as it was read. `marked` is the row that Enter takes, or None."""

    card: Card
    article: ArticleCards
    marked: int | None
    why: str = ""  # MAJORITY, one of choices.TIES, or "" where a person chose it

    @property
    def variant(self) -> int:
        """The variant of which the borders are taken: the marked one, or the first."""
        return self.marked if self.marked is not None and self.marked < len(self.card.variants) else 0


class Walking(QObject):
    """The queue of gold's session, and the card of it that lies open."""

    opened = Signal()  # another card lies open, or none
    marked = Signal()  # Enter takes another row now
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
        self._ahead: tuple[str, Card, ArticleCards] | None = None  # what comes after the card of that key
        self._going, self._peeking = Seeking(self), Seeking(self)
        self._going.failed.connect(self.failed)
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self._peek)

    def work_in(self, session: Session | None) -> None:
        """Adjudicate in the project of a session, as the person whose session it is."""
        self._going.stop()
        self._peeking.stop()
        self._idle.stop()
        author = session.author if session and session.author != GOLD else ""
        self.session = Session(session.project, GOLD, author) if session else None
        self.queue = Queue(session.project) if session else None
        self.wanted, self._ahead = EVERYTHING, None
        self._show(None)

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
        self._seek(self.open.card if self.open else None, way)

    def go_to(self, card: Card) -> None:
        """Open this card as it is now."""
        self._show(self.queue.again(card) if self.queue else None)

    def look_again(self) -> None:
        """Something was changed: show the open card as it is now, or another one if its place is gone."""
        self._ahead = None
        if self.is_seeking():
            return  # what is found will be as it is now
        if self.open is None or self.queue is None:
            self.start()
            return
        now = self.queue.again(self.open.card) or self._in_its_place(self.queue, self.open.card)
        if now is None:
            self._seek(self.open.card, 1)
        elif now.seen != self.open.card.seen or now.state != self.open.card.state:
            self._show(now)
        else:
            self._idle.start()

    def _in_its_place(self, queue: Queue, gone: Card) -> Card | None:
        """The card that stands now where another one stood: annotators changed their spans."""
        if gone.number not in queue.articles:
            return None
        there = (c for c in queue.article(gone.number).cards if c.start < gone.end and gone.start < c.end)
        return next((c for c in there if c.state in self.wanted.waiting and self.wanted.lets(c.facets)), None)

    def mark(self, row: int) -> None:
        """Let Enter take this row of the open card."""
        if self.open and 0 <= row <= len(self.open.card.variants):
            self.open = replace(self.open, marked=row, why="")
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
            marked, why = self._preselected(self.open.card)
            self.open = replace(self.open, marked=marked, why=why)
            self.marked.emit()

    def precedents(self) -> tuple[Precedent, ...]:
        """The precedents that speak for the open card."""
        if self.queue is None or self.open is None:
            return ()
        return self.queue.precedents(self.open.card, self.open.article.document.text)

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
            self.open = Open(card, article or self.queue.article(card.number), *self._preselected(card))
            self._idle.start()
        self.opened.emit()

    def _preselected(self, card: Card) -> tuple[int | None, str]:
        """The row that Enter takes at first, and why. At what is decided the same rule holds."""
        most = preselected(card, NOTHING)
        choice = most or preselected(card, self.options.tie)
        if choice is None:
            return None, self.options.tie
        row = len(card.variants) if choice.kind == NONE else choice.variant
        return row, MAJORITY if most else self.options.tie

    def _peek(self) -> None:
        """Read the card that comes next while the open one is looked at."""
        if self.open and self.queue and not self._going.is_seeking():
            here = self.open.card
            self._peeking.seek(self.queue, self.wanted, here, 1, lambda card: self._peeked(here, card))

    def _peeked(self, here: Card, card: Card | None) -> None:
        if card and card.key != here.key and self.queue:
            # A decision changes the article, but not what this card shows: so it need not be read again then.
            self._ahead = (here.key, card, self.queue.article(card.number))
