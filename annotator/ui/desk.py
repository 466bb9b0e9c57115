"""The one object between the widgets and the session: joins what mouse and keys do into gestures.

It decides nothing about annotations; a gesture is on disk before any widget hears that something changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from annotator.app.edits import Article
from annotator.app.history import Done
from annotator.app.places import places_of
from annotator.app.session import Marked, Session
from annotator.model.errors import Unavailable
from annotator.model.revision import PROJECT
from annotator.model.span import Span
from annotator.ui.gestures import Gestures


@dataclass(frozen=True, slots=True)
class Stretch:
    """Selected code points without a label yet; `exact`: taken without snapping to tokens."""

    start: int
    end: int
    exact: bool = False


class Desk(QObject):
    """What lies before one owner: an article, a stretch or a selected span, and maybe a sticky label."""

    session_changed = Signal()
    article_changed = Signal()  # another article is on the desk, or none
    changed = Signal(object)  # numbers of the documents whose annotations or status changed
    stretch_used = Signal()
    listed = Signal()  # other articles are in the list than before
    selection_changed = Signal(str)  # item, "" for none
    sticky_changed = Signal(str)  # label, "" for none
    revealed = Signal(int, int)  # code points that people must see now
    refused = Signal(str)
    noticed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.gestures = Gestures(self)
        self.gestures.refused.connect(self.refused)
        self.gestures.done.connect(self._done)
        self.session: Session | None = None
        self.article: Article | None = None
        self.selected = ""
        self.sticky = ""
        self._stretch: Stretch | None = None

    # what is on the desk

    def work_in(self, session: Session | None) -> None:
        """Take another session; the desk is cleared."""
        self.session, self.article = session, None
        self.gestures.work_in(session)
        self._clear()
        if self.sticky:
            self._stick("")
        self.session_changed.emit()
        self.article_changed.emit()

    def open_document(self, number: int) -> None:
        """Put a document on the desk."""
        if self.session is None or (self.article and self.article.number == number):
            return
        self._clear()
        try:
            self.article = self.session.article(number)
        except Unavailable as error:
            self.refused.emit(str(error))
            return
        self.article_changed.emit()

    def spans(self) -> Sequence[Span]:
        """The spans of the article in reading order."""
        return self.article.spans if self.article else ()

    def counts(self) -> dict[str, int]:
        """How many spans of each label the article has."""
        counts: dict[str, int] = {}
        for span in self.spans():
            counts[span.label] = counts.get(span.label, 0) + 1
        return counts

    def snapped(self, start: int, end: int, exact: bool) -> tuple[int, int]:
        """What a gesture over these code points would take."""
        if self.session is None or self.article is None:
            return start, end
        return self.session.snapped(self.article.document.text, start, end, self.sticky, exact=exact)

    def look_again(self) -> None:
        """Read the article anew, because somebody else may have changed the file."""
        if self.session and self.article:
            number = self.article.number
            before, self.article = self.article, self.session.article(number)
            if before != self.article:
                self.changed.emit((number,))
                self._drop_lost_selection()

    # stretch and label, in either order

    def take_stretch(self, start: int, end: int, *, exact: bool = False) -> None:
        """A stretch was selected: keep it for a label, or give it the sticky one."""
        self.hold_stretch(start, end, exact=exact)
        if self.sticky:
            self._mark(self.sticky)

    def hold_stretch(self, start: int, end: int, *, exact: bool = False) -> None:
        """A stretch is still growing: it is there for a label that is chosen now."""
        self._stretch = Stretch(start, end, exact)
        self._select("")

    def drop_stretch(self) -> None:
        """No stretch is selected any more."""
        self._stretch = None

    def select(self, item: str) -> None:
        """A span was chosen, or none ("")."""
        self._stretch = None
        self._select(item)

    def choose_label(self, label: str) -> None:
        """A label was chosen: for the stretch, for the selected span, or for all stretches to come."""
        if self._stretch:
            self._mark(label)
        elif self.selected:
            item = self.selected
            self.gestures.run(lambda session: session.relabel(item, label))
        else:
            self._stick("" if label == self.sticky else label)

    def step_back(self) -> None:
        """Escape: drop the stretch, else the selection, else the sticky label."""
        if self._stretch:
            self._stretch = None
            self.stretch_used.emit()
        elif self.selected:
            self._select("")
        elif self.sticky:
            self._stick("")

    # the other gestures

    def delete_selected(self) -> None:
        """Delete the selected span."""
        item = self.selected
        if not item:
            self.refused.emit(
                self.tr("Select a span first: click it in the article or in the list of spans.")
            )
            return
        self.gestures.run(lambda session: session.unmark(item))

    def set_status(self, status: str) -> None:
        """Say how far the owner is with the article."""
        if self.article and self.article.status != status:
            number = self.article.number
            self.gestures.run(lambda session: session.set_status(number, status))

    def undo(self) -> None:
        """Take back the last gesture, and show where it was."""
        self.gestures.run(Session.undo, self._show_undone)

    def redo(self) -> None:
        """Bring back what was undone last, and show where it is."""
        self.gestures.run(Session.redo, self._show_undone)

    def take_done(self, done: Done) -> None:
        """Show what was undone or redone in another process."""
        self._done(done)
        self._show_undone(done)

    def step_span(self, step: int) -> None:
        """Select the next (+1) or the previous (-1) span in reading order."""
        spans = self.spans()
        if not spans:
            return
        items = [span.item for span in spans]
        first = 0 if step > 0 else len(spans) - 1
        place = (items.index(self.selected) + step) % len(spans) if self.selected in items else first
        self.drop_stretch()
        self.stretch_used.emit()
        self._select(items[place])
        self.revealed.emit(spans[place].start, spans[place].end)

    # how a gesture is carried out

    def _mark(self, label: str) -> None:
        stretch, article = self._stretch, self.article
        if stretch is None or article is None or self.session is None:
            return
        text = article.document.text
        start, end = self.session.snapped(text, stretch.start, stretch.end, label, exact=stretch.exact)
        if start >= end:
            self.refused.emit(self.tr("There is nothing to label here."))
            return
        quote = text[start:end]
        self.gestures.run(
            lambda session: session.mark(article.number, start, end, label, quote=quote), self._marked
        )

    def _marked(self, done: Done) -> None:
        self._stretch = None
        self.stretch_used.emit()
        if isinstance(done, Marked):
            # With a sticky label the next label key changes what is sticky, so nothing stays selected.
            self._select("" if self.sticky else done.item)
            if done.warnings:
                self.noticed.emit(" ".join(done.warnings))

    def _done(self, done: Done) -> None:
        """A gesture is on disk: read the article anew and tell everybody."""
        if self.session and self.article and self.article.number in done.documents:
            self.article = self.session.article(self.article.number)
        self.noticed.emit("")
        self.changed.emit(done.documents)
        self._drop_lost_selection()

    def _drop_lost_selection(self) -> None:
        if self.selected and self.selected not in {span.item for span in self.spans()}:
            self._select("")

    def _show_undone(self, done: Done) -> None:
        if done.stepped_over:
            over = ", ".join(done.stepped_over)
            self.noticed.emit(self.tr("Stepped over what was changed since: {0}").format(over))
        if self.session is None or not done.documents:
            return
        if done.batch.owner == PROJECT:  # articles came or went
            self.listed.emit()
            return
        if self.article is None or self.article.number not in done.documents:
            self.open_document(done.documents[0])
        here = self.article.number if self.article else None
        places = places_of(self.session.project, done.batch.number, here)
        if places:
            alive = {span.item for span in self.spans()}
            self._select(places[0].item if places[0].item in alive else "")
            self.revealed.emit(places[0].start, places[0].end)

    def _select(self, item: str) -> None:
        if item != self.selected:
            self.selected = item
            self.selection_changed.emit(item)

    def _stick(self, label: str) -> None:
        self.sticky = label
        self.sticky_changed.emit(label)

    def _clear(self) -> None:
        self._stretch = None
        self._select("")
