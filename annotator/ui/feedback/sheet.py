"""Feedback as one text with spans: what the window shows and what is printed, by the article's own painting.

The text is made for the eye and stored nowhere; its offsets are code points of itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.app.feedback import Difference
from annotator.model.decision import Range
from annotator.model.span import Excluded, Span
from annotator.ui.feedback.words import kind_name, tr
from annotator.ui.isolates import isolated


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text, the marks on it and the lines that are headings."""

    text: str
    spans: tuple[Span, ...]
    heads: tuple[Excluded, ...]


def sheet(found: Sequence[Difference], first: int = 1) -> Sheet:
    """The sheet of these differences, in their order, numbered from the first."""
    made = _Writer()
    for number, one in enumerate(found, first):
        made.head(f"{number}.  {kind_name(one.kind)}  ·  {isolated(one.document)}")
        made.sentence(one, one.mine, tr("You marked:"), tr("You marked nothing:"))
        made.sentence(one, one.gold, tr("Gold:"), tr("Gold has nothing:"))
        if one.details:
            made.line(tr("Other values of: {0}").format(", ".join(map(isolated, one.details))))
        if one.reason:
            made.line(tr("Why: {0}").format(isolated(one.reason)))
        for precedent in one.precedents:
            made.line(tr("Precedent: {0}").format(isolated(precedent.reason)))
        made.line("")
    return Sheet("".join(made.parts), tuple(made.spans), tuple(made.heads))


class _Writer:
    """Puts lines below each other and knows how far it is."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.spans: list[Span] = []
        self.heads: list[Excluded] = []

    def line(self, text: str) -> None:
        self.parts.append(f"{text}\n")
        self.length += len(text) + 1

    def head(self, text: str) -> None:
        self.heads.append(Excluded(self.length, self.length + len(text)))
        self.line(text)

    def sentence(self, one: Difference, ranges: Sequence[Range], said: str, nothing: str) -> None:
        """The sentence with one side's spans, below the words that say whose they are."""
        self.head(said if ranges else nothing)
        moved = self.length - one.sentence[0]
        for start, end, label in ranges:
            item = f"{len(self.spans)}"
            self.spans.append(Span(start + moved, end + moved, label, id=item, item=item))
        self.line(one.text.rstrip("\n"))
