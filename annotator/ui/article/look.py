"""The colours of the article for one theme and label set, and what is marked in it beside its spans."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QColor

from annotator.model.labels import LabelSet
from annotator.model.span import Span
from annotator.ui.theme import Theme

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of everything in the article, resolved for one theme and label set."""

    theme: Theme
    labels: Mapping[str, str]  # label -> strong colour

    def colour(self, span: Span) -> QColor:
        """The strong colour of a span's label; a label that the set lacks is muted."""
        return colour_of(self.name_of(span))

    def name_of(self, span: Span) -> str:
        """The same as "#rrggbb"."""
        return self.labels.get(span.label, self.theme.muted)

    @property
    def tint(self) -> float:
        """How much of a label's strong colour its tint holds."""
        return 0.20 if self.theme.dark else 0.13


@dataclass(frozen=True, slots=True)
class Marked:
    """What else is to be seen in a block, in code points of the document; `selected` is a span's item."""

    excluded: Sequence[Range] = ()
    preview: Range | None = None
    stretch: Range | None = None
    selected: str = ""
    hits: Sequence[Range] = ()  # what was found, disjoint and in order
    hit: Range | None = None  # the one of them that is looked at


def look(theme: Theme, labels: LabelSet) -> Look:
    """The colours for a theme and a label set."""
    return Look(theme, {label.name: label.dark if theme.dark else label.light for label in labels.labels})


def is_selected(span: Span, marked: Marked) -> bool:
    """Whether a span is the selected one."""
    return bool(marked.selected) and span.item == marked.selected


@cache
def colour_of(name: str) -> QColor:
    """The colour of a name like "#rrggbb", made once."""
    return QColor(name)


def hits_in(hits: Sequence[Range], start: int, end: int) -> Sequence[Range]:
    """Those of the hits that touch [start, end)."""
    first = bisect_right(hits, start, key=lambda hit: hit[1])
    return hits[first : bisect_left(hits, end, key=lambda hit: hit[0])]
