"""Long looks through the queue in slices, so that the window stays alive: for the next card, and at every article."""

import time
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.app.card_filter import Filter
from annotator.app.card_queue import Queue
from annotator.app.cards import Card
from annotator.model.errors import AnnotatorError

SLICE = 0.008  # seconds of looking before the window may do something else
_TOLD = 0.25  # seconds between two counts that are shown

Found = Callable[[Card | None], None]


class Seeking(QObject):
    """Looks for the card that waits after or before another, and round from the other end once."""

    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: Found = lambda card: None
        self._cards: Iterator[Card | None] = iter(())
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._look)

    def seek(self, queue: Queue, wanted: Filter, beside: Card | None, step: int, found: Found) -> None:
        """Call `found` with the card, or with None; at once where the first slice finds it."""
        self._found = found
        self._cards = _round(queue, wanted, beside, step)
        self._timer.start()
        self._look()

    def is_seeking(self) -> bool:
        """Whether no card has been found yet."""
        return self._timer.isActive()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._cards = iter(())

    def _look(self) -> None:
        try:
            done, card = self._slice()
        except AnnotatorError as error:
            self.failed.emit(str(error))
            done, card = True, None
        if done:
            self._over(card)

    def _slice(self) -> tuple[bool, Card | None]:
        """Whether the search is over, and what it found."""
        until = time.perf_counter() + SLICE
        for card in self._cards:
            if card is not None:
                return True, card
            if time.perf_counter() > until:
                return False, None
        return True, None

    def _over(self, card: Card | None) -> None:
        self.stop()
        self._found(card)


def _round(queue: Queue, wanted: Filter, beside: Card | None, step: int) -> Iterator[Card | None]:
    yield from queue.seek(wanted, beside, step)
    if beside is not None:
        yield from queue.seek(wanted, None, step)


class Looking(QObject):
    """Looks at every article of the queue once, and again at what has changed."""

    looked = Signal(object)  # the articles that were looked at just now, in order
    moved = Signal()  # the queue has other articles than before
    counted = Signal()  # some counts are new: now and then while it looks, and at the end
    settled = Signal()  # every article was looked at
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: Queue | None = None
        self._numbers: tuple[int, ...] = ()
        self._known: dict[int, object] = {}  # of each article that was looked at, its counts then
        self._left: Iterator[int] = iter(())
        self._told = 0.0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self.slice)

    def look_in(self, queue: Queue | None) -> None:
        """Look at another queue from its start, or at none."""
        self._timer.stop()
        self._queue, self._numbers, self._known = queue, (), {}
        if queue:
            self.look_again()

    def look_again(self) -> None:
        """Look at what has changed since."""
        if self._queue is None:
            return
        numbers = self._queue.articles
        if numbers != self._numbers:
            self._numbers, self._known = numbers, {}
            self.moved.emit()
        self._left = iter(self._numbers)
        self._timer.start()

    def is_looking(self) -> bool:
        """Whether articles are left to look at."""
        return self._timer.isActive()

    def stop(self) -> None:
        """Rest until `look_again`."""
        self._timer.stop()

    def slice(self) -> None:
        """Look at some more articles."""
        if self._queue is None or not self._timer.isActive():
            return
        until = time.perf_counter() + SLICE
        try:
            more = self._some(self._queue, until)
        except AnnotatorError as error:
            self._timer.stop()
            self.failed.emit(str(error))
            return
        now = time.perf_counter()
        if more and (now - self._told > _TOLD):
            self._told = now
            self.counted.emit()
        if not self._timer.isActive():
            self.counted.emit()
            self.settled.emit()

    def _some(self, queue: Queue, until: float) -> Sequence[int]:
        more: list[int] = []
        while time.perf_counter() < until:
            number = next(self._left, None)
            if number is None:
                self._timer.stop()
                break
            known = queue.known_counts(number)
            if known is None or self._known.get(number) is not known:
                self._known[number] = queue.counts(number) if known is None else known
                more.append(number)
        if more:
            self.looked.emit(more)
        return more
