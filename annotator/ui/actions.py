"""Everything that people can do in the window, each once, with its words and keys; and the menus made of it."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from annotator.model.labels import LabelSet, name_in
from annotator.model.status import FINISHED, IGNORED, IN_PROGRESS, NEW, STATUSES
from annotator.ui.icons import icon, status_icon, swatch
from annotator.ui.isolates import isolated, one_line
from annotator.ui.theme import THEMES, Theme

# The second key of an action, where there is one, serves other keyboards.
_KEYS = {
    "new": ("Ctrl+N",),
    "open": ("Ctrl+O",),
    "import": ("Ctrl+I",),
    "export": ("Ctrl+E",),
    "close": ("Ctrl+W", "Ctrl+Q"),
    "undo": ("Ctrl+Z",),
    "redo": ("Ctrl+Y", "Ctrl+Shift+Z"),
    "copy": ("Ctrl+C",),
    "delete": ("Delete",),
    "step_back": ("Esc",),
    "finish": ("Ctrl+Return", "Ctrl+Enter"),
    "next_article": ("Alt+Down", "Ctrl+PgDown"),
    "previous_article": ("Alt+Up", "Ctrl+PgUp"),
    "next_span": ("Alt+PgDown",),
    "previous_span": ("Alt+PgUp",),
    "larger": ("Ctrl++", "Ctrl+="),
    "smaller": ("Ctrl+-",),
    "actual_size": ("Ctrl+0",),
    "keys": ("F1",),
}
_ICONS = {
    "import": "import",
    "export": "export",
    "undo": "undo",
    "redo": "redo",
    "delete": "delete",
    "next_article": "down",
    "previous_article": "up",
    "larger": "larger",
    "smaller": "smaller",
}
_FOLDER = 50  # characters of a folder's path in the menu: its end tells more than its beginning


class Actions(QObject):
    """The actions by name, and groups of them for labels, statuses, themes and recent projects."""

    label_chosen = Signal(str)
    status_chosen = Signal(str)
    theme_chosen = Signal(str)
    recent_chosen = Signal(str)

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._made = {name: self._action(name, words) for name, words in self._words().items()}
        self._labels: list[QAction] = []
        self.label_menu = QMenu(self.tr("&Label"), window)
        self.relabel_menu = QMenu(self.tr("Re&label as"), window)
        self.recent_menu = QMenu(self.tr("Open &recent"), window)
        self.status_menu = QMenu(self.tr("&Status of the article"), window)
        self.theme_menu = QMenu(self.tr("&Theme"), window)
        names = (self.tr("&New"), self.tr("In &progress"), self.tr("&Finished"), self.tr("&Ignored"))
        self.status_names = dict(zip((NEW, IN_PROGRESS, FINISHED, IGNORED), names, strict=True))
        self._statuses = self._choice(self.status_menu, self.status_names, self.status_chosen.emit)
        looks = dict(
            zip(THEMES, (self.tr("&Light"), self.tr("&Dark"), self.tr("&High contrast")), strict=True)
        )
        self._themes = self._choice(self.theme_menu, looks, self.theme_chosen.emit)
        self.set_theme(theme)

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def every(self) -> list[QAction]:
        """All actions that have a key, in the order of the menus."""
        return [action for action in (*self._made.values(), *self._labels) if action.shortcuts()]

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of a theme and check it in its menu."""
        for name, drawn in _ICONS.items():
            self._made[name].setIcon(icon(drawn, theme))
        for status in STATUSES:
            self._statuses[status].setIcon(status_icon(status, theme))
        self._themes[theme.name].setChecked(True)

    def set_label_set(self, labels: LabelSet, theme: Theme) -> None:
        """Make one action a label, with its key."""
        for action in self._labels:
            action.deleteLater()
        self.label_menu.clear()
        self.relabel_menu.clear()
        self._labels = []
        for label in labels.labels:
            action = QAction(_plain(name_in("en", label.names, label.name)), self._window)
            action.setIcon(swatch(label.dark if theme.dark else label.light))
            action.setIconVisibleInMenu(True)
            if label.key:
                action.setShortcut(QKeySequence(label.key))
            action.triggered.connect(lambda checked=False, name=label.name: self.label_chosen.emit(name))
            self._window.addAction(action)  # a key works without its menu
            self._labels.append(action)
        self.label_menu.addActions(self._labels)
        self.label_menu.addSeparator()
        self.label_menu.addAction(self["step_back"])
        self.relabel_menu.addActions(self._labels)

    def set_undo(self, undo: str, redo: str) -> None:
        """Name what undo and redo would do, "" for nothing."""
        named = self.tr("&Undo: {0}").format(_plain(undo)) if undo else self.tr("&Undo")
        self["undo"].setText(named)
        self["undo"].setEnabled(bool(undo))
        named = self.tr("&Redo: {0}").format(_plain(redo)) if redo else self.tr("&Redo")
        self["redo"].setText(named)
        self["redo"].setEnabled(bool(redo))
        for name in ("undo", "redo"):
            keys = self[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            self[name].setToolTip(f"{self[name].text().replace('&', '')} ({keys})")

    def set_status(self, status: str | None) -> None:
        """Check an article's status; None: there is no article."""
        for name, action in self._statuses.items():
            action.setEnabled(status is not None)
            action.setChecked(name == status)
        finished = status == FINISHED
        self["finish"].setText(self.tr("Reopen the &article") if finished else self.tr("&Finish the article"))
        self["finish"].setEnabled(status is not None)

    def set_recent(self, projects: Iterable[Path]) -> None:
        """List projects that were open before."""
        self.recent_menu.clear()
        for path in projects:
            folder = str(path.parent)
            folder = folder if len(folder) <= _FOLDER else f"…{folder[-_FOLDER:]}"
            action = self.recent_menu.addAction(f"{_plain(path.stem)} – {_plain(folder)}")
            action.triggered.connect(lambda checked=False, path=path: self.recent_chosen.emit(str(path)))
        self.recent_menu.setEnabled(not self.recent_menu.isEmpty())

    def fill(self, bar: QMenuBar) -> None:
        """Put every action into the menu bar."""
        file, edit = bar.addMenu(self.tr("&File")), bar.addMenu(self.tr("&Edit"))
        bar.addMenu(self.label_menu)
        go, view, help_ = (
            bar.addMenu(self.tr("&Go")),
            bar.addMenu(self.tr("&View")),
            bar.addMenu(self.tr("&Help")),
        )
        self._fill(file, ("new", "open", self.recent_menu, None, "import", "export", None, "close"))
        self._fill(
            edit,
            ("undo", "redo", None, "copy", "delete", self.relabel_menu, None, "finish", self.status_menu),
        )
        self._fill(go, ("next_article", "previous_article", None, "next_span", "previous_span"))
        self._fill(view, ("larger", "smaller", "actual_size", None, self.theme_menu))
        self._fill(help_, ("keys", "about"))

    def _fill(self, menu: QMenu, parts: Sequence[str | QMenu | None]) -> None:
        for part in parts:
            if part is None:
                menu.addSeparator()
            elif isinstance(part, QMenu):
                menu.addMenu(part)
            else:
                menu.addAction(self[part])

    def _action(self, name: str, words: str) -> QAction:
        action = QAction(words, self._window)
        action.setShortcuts([QKeySequence(key) for key in _KEYS.get(name, ())])
        plain = words.replace("&", "").rstrip("…")
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{plain} ({keys})" if keys else plain)
        self._window.addAction(action)
        return action

    def _choice(
        self, menu: QMenu, names: dict[str, str], chosen: Callable[[str], None]
    ) -> dict[str, QAction]:
        group = QActionGroup(menu)
        actions = {}
        for name, words in names.items():
            action = actions[name] = menu.addAction(words)
            action.setCheckable(True)
            action.triggered.connect(lambda checked=False, name=name: chosen(name))
            group.addAction(action)
        return actions

    def _words(self) -> dict[str, str]:
        return {
            "new": self.tr("&New project…"),
            "open": self.tr("&Open project…"),
            "import": self.tr("&Import articles…"),
            "export": self.tr("&Export…"),
            "close": self.tr("&Close"),
            "undo": self.tr("&Undo"),
            "redo": self.tr("&Redo"),
            "copy": self.tr("&Copy"),
            "delete": self.tr("&Delete span"),
            "step_back": self.tr("Select &nothing"),
            "finish": self.tr("&Finish the article"),
            "next_article": self.tr("&Next article"),
            "previous_article": self.tr("&Previous article"),
            "next_span": self.tr("Next &span"),
            "previous_span": self.tr("Previous s&pan"),
            "larger": self.tr("&Larger letters"),
            "smaller": self.tr("&Smaller letters"),
            "actual_size": self.tr("&Normal letters"),
            "keys": self.tr("&Keys"),
            "about": self.tr("&About Annotator"),
        }


def _plain(text: str) -> str:
    """Somebody's text as the words of an action: on one line, in isolates, without mnemonics."""
    return isolated(one_line(text, 70)).replace("&", "&&")
