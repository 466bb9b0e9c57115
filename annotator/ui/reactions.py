"""What people do that touches several panels: going to a span, clicking it, finishing, going back, the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from annotator.model.status import FINISHED, IN_PROGRESS

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class Reactions(QObject):
    """Each method is what one signal leads to."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def go_to_span(self, item: str) -> None:
        """Select a span and scroll to it; while a link is picked, link to it."""
        window = self._window
        if window.picking.take(item, window.appearance.labels()):
            window.show_selection(window.desk.selected)
            return
        window.view.clear_stretch()
        window.desk.select(item)
        span = next(span for span in window.desk.spans() if span.item == item)
        window.view.scroll_to(span.start, span.end)

    def go_to_place(self, document: int, start: int, end: int, item: str) -> None:
        """Open an article at a range, and select the span there if the owner has one."""
        window = self._window
        if window.documents.lines.place_of(document) is None:
            window.filter.clear()  # the filter hides it
            window.filter.lift()
            window.following.filter("", "")
        place = window.documents.lines.place_of(document)
        if place is None:
            return
        window.documents.choose(place)
        window.view.clear_stretch()
        if item:
            window.desk.select(item)
        window.view.scroll_to(start, end)
        window.raise_()
        window.activateWindow()

    def work_as(self, owner: str, status: str) -> None:
        """Let another owner take over, and list the articles of a status only, "" for all."""
        self._window.files.work_as(owner)
        self._window.filter.want("", status)

    def take_change(self, documents: set[int]) -> None:
        """Another window of the program has written to these documents."""
        self._window.desk.look_again()
        self._window.show_changed(documents)

    def take_click(self, item: str) -> None:
        """A span was clicked in the article."""
        window = self._window
        if window.picking.take(item, window.appearance.labels()):
            window.show_selection(window.desk.selected)
        else:
            window.desk.select(item)

    def leave_find(self, place: int) -> None:
        """The place that was looked at last is selected, so that a label key can take it; 0: none was."""
        window = self._window
        window.view.setFocus()
        if not 0 < place <= len(window.view.hits()):
            return
        start, end = window.view.hits()[place - 1]
        window.desk.hold_stretch(start, end, exact=True)
        window.view.set_caret(end, trailing=True)
        window.view.set_stretch(start, end, exact=True)
        window.show_range()

    def step_back(self) -> None:
        """Escape: give up picking a link, else what the desk gives up."""
        window = self._window
        if window.picking.role:
            window.picking.begin("")
        else:
            window.desk.step_back()

    def finish(self) -> None:
        """Finish the article, or reopen it."""
        window = self._window
        if article := window.desk.article:
            window.desk.set_status(IN_PROGRESS if article.status == FINISHED else FINISHED)

    def show_menu(self, place: QPoint) -> None:
        """Offer what can be done with the selected span or stretch, at a place of the screen."""
        window = self._window
        menu = QMenu(window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(window.actions_.menus["relabel"].actions())
        menu.addSeparator()
        menu.addActions([window.actions_[name] for name in ("describe", "copy", "delete")])
        menu.popup(place)
