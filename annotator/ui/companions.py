"""The windows beside the program's window: each made when it is first asked for, and kept with the project."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.app.session import Session
from annotator.ui.article.reading import Reading
from annotator.ui.companion import Companion
from annotator.ui.theme import Theme

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

# Each window is imported when it is asked for: a start does without numpy and a dozen panels.


def _agreement(theme: Theme, parent: QWidget) -> Companion:
    from annotator.ui.agreement.window import AgreementWindow

    return AgreementWindow(theme, parent)


def _adjudicate(theme: Theme, window: MainWindow) -> Companion:
    from annotator.ui.adjudication.window import AdjudicationWindow

    view = AdjudicationWindow(theme, window.settings, window)
    view.held.connect(window.desk.gestures.hold)
    return view


def _side_by_side(theme: Theme, parent: QWidget) -> Companion:
    from annotator.ui.side_by_side.window import SideBySideWindow

    return SideBySideWindow(theme, parent)


def _backups(theme: Theme, window: MainWindow) -> Companion:
    from annotator.ui.safety.backups_window import BackupsWindow

    view = BackupsWindow(theme, window)
    view.restore_wanted.connect(window.care.rescue.ask_restore)
    return view


def _history(theme: Theme, window: MainWindow) -> Companion:
    from annotator.ui.history.window import HistoryWindow

    view = HistoryWindow(theme, window)
    view.back_wanted.connect(window.care.reversing.go_back)
    window.desk.selection_changed.connect(view.show_span)
    return view


def _sync(theme: Theme, window: MainWindow) -> Companion:
    from annotator.ui.sync.window import SyncWindow

    return SyncWindow(theme, window.care.syncing, window)


def _feedback(theme: Theme, parent: QWidget) -> Companion:
    from annotator.ui.feedback.window import FeedbackWindow

    return FeedbackWindow(theme, parent)


def _second_reading(theme: Theme, parent: QWidget) -> Companion:
    from annotator.ui.second_reading.window import SecondReadingWindow

    return SecondReadingWindow(theme, parent)


def _people(theme: Theme, window: MainWindow) -> Companion:
    from annotator.ui.team.making import people

    return people(theme, window)


def _merge(theme: Theme, window: MainWindow) -> Companion:
    from annotator.ui.team.making import merge

    return merge(theme, window)


def _conflicts(theme: Theme, window: MainWindow) -> Companion:
    from annotator.ui.team.making import conflicts

    return conflicts(theme, window)


# By the name of the action that opens it.
MAKERS: dict[str, Callable[[Theme, MainWindow], Companion]] = {
    "people": _people,
    "merge": _merge,
    "conflicts": _conflicts,
    "agreement": _agreement,
    "adjudicate": _adjudicate,
    "backups": _backups,
    "history": _history,
    "sync": _sync,
    "side_by_side": _side_by_side,
    "feedback": _feedback,
    "second_reading": _second_reading,
}


class Companions(QObject):
    """Opens these windows and tells the open ones what happens."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._made: dict[str, Companion] = {}

    def show(self, name: str) -> Companion:
        """Show a window in front of the others, with the project that is open."""
        view = self._made.get(name) or self._make(name)
        if view.session is not self._window.desk.session:
            view.set_session(self._window.desk.session)
            view.show_article(self._window.desk.article.number if self._window.desk.article else 0)
        view.show()
        view.raise_()
        view.activateWindow()
        return view

    def set_session(self, session: Session | None) -> None:
        """Another project or owner, or none: to be called before a project is closed."""
        for view in self._made.values():
            view.set_session(session)

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        for view in self._made.values():
            view.set_theme(theme)

    def set_reading(self, reading: Reading) -> None:
        """Other choices of how articles are set."""
        for view in self._made.values():
            view.set_reading(reading)

    def show_article(self, number: int) -> None:
        """The program's window shows another article, 0 for none."""
        for view in self._made.values():
            view.show_article(number)

    def follow(self, documents: Collection[int]) -> None:
        """Documents were changed; empty means that anything may have been."""
        for view in self._made.values():
            view.follow(documents)

    def close(self) -> None:
        """The program's window is closing."""
        self.set_session(None)
        for view in self._made.values():
            view.close()

    def _make(self, name: str) -> Companion:
        window = self._window
        view = MAKERS[name](window.appearance.theme, window)
        view.set_reading(window.appearance.preferences.reading)
        view.place_chosen.connect(window.reactions.go_to_place)
        view.changed.connect(window.reactions.take_change)
        view.owner_chosen.connect(window.reactions.work_as)
        view.listed.connect(window.following.list_again)
        view.told.connect(window.status_line.tell)
        view.failed.connect(window.status_line.warn)
        view.broke.connect(window.files.broke)
        self._made[name] = view
        return view
