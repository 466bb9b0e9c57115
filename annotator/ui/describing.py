"""The gestures that say more about a span or an article: its ends, attributes, links and notes."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from annotator.app.directions import set_direction
from annotator.model.span import Span
from annotator.ui.desk import Desk


class Describing(QObject):
    """Turns what the panels ask for into gestures on the desk's article. A choice that changes nothing is none."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def move(self, item: str, start: int, end: int) -> None:
        """Give a span other ends, in code points."""
        self._desk.gestures.run(lambda session: session.move(item, start, end))

    def set_attribute(self, item: str, name: str, value: str) -> None:
        """Give a span a value of an attribute; "" takes the attribute away."""
        span = self._span(item)
        if span is None or span.attributes.get(name, "") == value:
            return
        kept = {key: old for key, old in span.attributes.items() if key != name}
        wanted = {**kept, name: value} if value else kept
        self._desk.gestures.run(lambda session: session.set_attributes(item, wanted))

    def set_link(self, item: str, role: str, targets: Sequence[str]) -> None:
        """Let a span point to these items in a role."""
        span = self._span(item)
        if span is None or tuple(span.links.get(role, ())) == tuple(targets):
            return
        wanted = {**span.links, role: tuple(targets)}
        self._desk.gestures.run(lambda session: session.set_links(item, wanted))

    def set_note(self, item: str, note: str) -> None:
        """Write a note to a span."""
        span = self._span(item)
        # The span of an article that was left meanwhile is not on the desk; its note is written all the same.
        if span is None or span.note != note:
            self._desk.gestures.run(lambda session: session.set_note(item, note))

    def set_article_note(self, number: int, note: str) -> None:
        """Write a note to an article: the one it was written for, whatever lies on the desk by now."""
        article = self._desk.article
        if article is None or article.number != number or article.note != note:
            self._desk.gestures.run(lambda session: session.set_document_note(number, note))

    def set_any_note(self, about: object, note: str) -> None:
        """Write a note to a span, named by its item, or to an article, named by its number."""
        if isinstance(about, int):
            self.set_article_note(about, note)
        elif isinstance(about, str):
            self.set_note(about, note)

    def set_direction(self, direction: str) -> None:
        """Show the article in this direction from now on, "" for automatic."""
        article = self._desk.article
        if article and article.document.direction != direction:
            number = article.number
            self._desk.gestures.run(lambda session: set_direction(session, number, direction))

    def _span(self, item: str) -> Span | None:
        return next((span for span in self._desk.spans() if item and span.item == item), None)
