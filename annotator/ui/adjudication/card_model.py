"""The queue as Qt asks for it: one row a card, read only where it is looked at; articles come as they are counted."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.app.card_filter import EVERYTHING, Filter
from annotator.app.card_queue import Queue
from annotator.app.cards import Card
from annotator.ui.adjudication.words import facts_of, state_name
from annotator.ui.isolates import isolated, one_line

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_KEPT = 32  # articles whose cards are at hand: a few screens


class CardModel(QAbstractTableModel):
    """The wanted cards of the articles that were counted so far."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: Queue | None = None
        self._wanted = EVERYTHING
        self._numbers: list[int] = []
        self._place: dict[int, int] = {}
        self._sizes: list[int] = []
        self._ends: list[int] = []
        self._cards: OrderedDict[int, list[Card]] = (
            OrderedDict()
        )  # as they were when the article was taken in

    def begin(self, queue: Queue | None, wanted: Filter) -> None:
        """Begin anew, without a row."""
        self.beginResetModel()
        self._queue, self._wanted = queue, wanted
        self._numbers, self._place, self._sizes, self._ends = [], {}, [], []
        self._cards.clear()
        self.endResetModel()

    def take(self, numbers: Sequence[int]) -> None:
        """Take these articles in: new ones at the end, others where they are."""
        for number in numbers:
            self._cards.pop(number, None)
        new = [number for number in numbers if number not in self._place]
        for number in numbers:
            if number in self._place:
                self._change(self._place[number])
        sizes = [self._size(number) for number in new]
        count = sum(sizes)
        first = self.rowCount()
        if count:
            self.beginInsertRows(_NOWHERE, first, first + count - 1)
        self._place.update({number: len(self._numbers) + n for n, number in enumerate(new)})
        self._numbers += new
        self._sizes += sizes
        self._ends += [first + end for end in accumulate(sizes)]
        if count:
            self.endInsertRows()

    def _change(self, place: int) -> None:
        """Show another number of rows for an article, and its rows anew."""
        size, before = self._size(self._numbers[place]), self._sizes[place]
        first = self._ends[place] - before
        if size > before:
            self.beginInsertRows(_NOWHERE, first + before, first + size - 1)
        elif size < before:
            self.beginRemoveRows(_NOWHERE, first + size, first + before - 1)
        self._sizes[place] = size
        if size != before:
            self._ends = list(accumulate(self._sizes))
            (self.endInsertRows if size > before else self.endRemoveRows)()
        if size:
            self.dataChanged.emit(self.index(first, 0), self.index(first + size - 1, 0))

    def _size(self, number: int) -> int:
        if self._wanted.article not in (None, number):
            return 0
        counts = self._queue.counts(number) if self._queue else {}
        return sum(count for facets, count in counts.items() if self._wanted.lets(facets))

    def card_at(self, row: int) -> Card | None:
        """The card of a row, or None where there is none any more."""
        place = bisect_right(self._ends, row)
        if self._queue is None or not 0 <= place < len(self._numbers):
            return None
        cards = self._of(self._queue, self._numbers[place])
        nth = row - (self._ends[place] - self._sizes[place])
        return cards[nth] if 0 <= nth < len(cards) else None

    def _of(self, queue: Queue, number: int) -> list[Card]:
        found = self._cards.get(number)
        if found is None:
            found = [card for card in queue.article(number).cards if self._wanted.lets(card.facets)]
            self._cards[number] = found
            if len(self._cards) > _KEPT:
                self._cards.popitem(last=False)
        self._cards.move_to_end(number)
        return found

    def row_of(self, card: Card) -> int:
        """The row of a card; -1 where it has none yet or is not wanted."""
        place = self._place.get(card.number)
        if self._queue is None or place is None:
            return -1
        keys = [one.key for one in self._of(self._queue, card.number)]
        return self._ends[place] - self._sizes[place] + keys.index(card.key) if card.key in keys else -1

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many cards were counted."""
        return 0 if parent.isValid() or not self._ends else self._ends[-1]

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """One: the card."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A card in words, or the card with its quote and its article's name. Other roles read nothing."""
        if role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        card = self.card_at(index.row())
        if card is None or self._queue is None:
            return None
        document = self._queue.article(card.number).document
        quote = one_line(document.text[card.start : card.end])
        if role == ROW:
            return card, quote, document.name
        return "\n".join(
            (isolated(quote), facts_of(card), f"{state_name(card.state)} · {isolated(document.name)}")
        )
