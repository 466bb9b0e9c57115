"""Everything that people can do in the window, each once, with its keys; and the menus made of it."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from annotator.model.labels import LabelSet, name_in
from annotator.model.status import FINISHED, IGNORED, IN_PROGRESS, NEW, STATUSES
from annotator.ui.action_words import CHECKABLE, ICONS, MENUS, action_words, menu_words
from annotator.ui.article.commands import COMMANDS
from annotator.ui.article.view import ArticleView
from annotator.ui.icons import icon, status_icon, swatch
from annotator.ui.isolates import isolated, one_line
from annotator.ui.keys import DEFAULT, Keys
from annotator.ui.theme import THEMES, Theme

_FOLDER = 50  # characters of a folder's path in the menu: its end tells more than its beginning
_AGAIN = ("next_span", "previous_span")  # what the article does by a key and the window by another


class Actions(QObject):
    """The actions by name, and groups of them for labels, statuses, themes and recent projects."""

    label_chosen = Signal(str)
    status_chosen = Signal(str)
    theme_chosen = Signal(str)
    direction_chosen = Signal(str)
    recent_chosen = Signal(str)

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._came: dict[str, Keys] = dict(DEFAULT)
        self._made = {name: self._action(name, words) for name, words in action_words().items()}
        self.labels: list[QAction] = []
        self.menus = {name: QMenu(words, window) for name, words in menu_words().items()}
        names = (self.tr("&New"), self.tr("In &progress"), self.tr("&Finished"), self.tr("&Ignored"))
        self.status_names = dict(zip((NEW, IN_PROGRESS, FINISHED, IGNORED), names, strict=True))
        self._statuses = self._choice("status", self.status_names, self.status_chosen.emit)
        looks = (self.tr("&Light"), self.tr("&Dark"), self.tr("&High contrast"))
        self._themes = self._choice("theme", dict(zip(THEMES, looks, strict=True)), self.theme_chosen.emit)
        ways = {
            "": self.tr("&Automatic"), "rtl": self.tr("&Right to left"), "ltr": self.tr("&Left to right"),
        }  # fmt: skip
        self._directions = self._choice("direction", ways, self.direction_chosen.emit)
        self.set_theme(theme)

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def every(self) -> list[QAction]:
        """All actions that have a key, in the order of the menus."""
        return [action for action in (*self._made.values(), *self.labels) if action.shortcuts()]

    def named(self) -> dict[str, QAction]:
        """The actions whose keys can be changed, by name, in the order of the menus; labels not among them."""
        return self._made

    def keys_of(self, name: str) -> Keys:
        """The keys that an action comes with."""
        return self._came.get(name, ())

    # how the actions look and what they are called now

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of a theme and check it in its menu."""
        for name, drawn in ICONS.items():
            self._made[name].setIcon(icon(drawn, theme))
        for status in STATUSES:
            self._statuses[status].setIcon(status_icon(status, theme))
        self._themes[theme.name].setChecked(True)

    def set_keys(self, own: Mapping[str, Keys]) -> None:
        """Give every action a person's own keys, or those it comes with."""
        for name, action in self._made.items():
            action.setShortcuts([QKeySequence(key) for key in own.get(name, self.keys_of(name))])
            self._tell_key(action)

    def set_label_set(self, labels: LabelSet, theme: Theme) -> None:
        """Make one action a label, with its key."""
        for action in self.labels:
            action.deleteLater()
        for name in ("label", "relabel"):
            self.menus[name].clear()
        self.labels = []
        for label in labels.labels:
            action = QAction(_plain(name_in("en", label.names, label.name)), self._window)
            action.setIcon(swatch(label.dark if theme.dark else label.light))
            action.setIconVisibleInMenu(True)
            if label.key:
                action.setShortcut(QKeySequence(label.key))
            action.triggered.connect(lambda checked=False, name=label.name: self.label_chosen.emit(name))
            self._window.addAction(action)  # a key works without its menu
            self.labels.append(action)
        self.menus["label"].addActions(self.labels)
        self.menus["label"].addSeparator()
        self.menus["label"].addAction(self["step_back"])
        self.menus["label"].addAction(self["labels"])
        self.menus["relabel"].addActions(self.labels)

    def set_undo(self, undo: str, redo: str) -> None:
        """Name what undo and redo would do, "" for nothing."""
        named = self.tr("&Undo: {0}").format(_plain(undo)) if undo else self.tr("&Undo")
        self["undo"].setText(named)
        self["undo"].setEnabled(bool(undo))
        named = self.tr("&Redo: {0}").format(_plain(redo)) if redo else self.tr("&Redo")
        self["redo"].setText(named)
        self["redo"].setEnabled(bool(redo))
        for name in ("undo", "redo"):
            self._tell_key(self[name])

    def set_status(self, status: str | None) -> None:
        """Check an article's status; None: there is no article."""
        for name, action in self._statuses.items():
            action.setEnabled(status is not None)
            action.setChecked(name == status)
        finished = status == FINISHED
        self["finish"].setText(self.tr("Reopen the &article") if finished else self.tr("&Finish the article"))
        self["finish"].setEnabled(status is not None)

    def set_direction(self, direction: str) -> None:
        """Check an article's direction."""
        self._directions.get(direction, self._directions[""]).setChecked(True)

    def set_recent(self, projects: Iterable[Path]) -> None:
        """List projects that were open before."""
        menu = self.menus["recent"]
        menu.clear()
        for path in projects:
            folder = str(path.parent)
            folder = folder if len(folder) <= _FOLDER else f"…{folder[-_FOLDER:]}"
            action = menu.addAction(f"{_plain(path.stem)} – {_plain(folder)}")
            action.triggered.connect(lambda checked=False, path=path: self.recent_chosen.emit(str(path)))
        menu.setEnabled(not menu.isEmpty())

    # how they are made

    def fill(self, bar: QMenuBar) -> None:
        """Put every action into the menu bar."""
        for name, parts in MENUS.items():
            menu = self.menus[name]
            bar.addMenu(menu)
            for part in parts:
                if part == "|":
                    menu.addSeparator()
                elif part.startswith("+"):
                    menu.addMenu(self.menus[part[1:]])
                else:
                    menu.addAction(self[part])

    def take_commands(self, view: ArticleView) -> None:
        """List what keys do in the article; the keys count while it has the keyboard."""
        for command in COMMANDS:
            if command.name in _AGAIN:
                continue
            name = f"article.{command.name}"
            self._came[name] = command.keys
            action = self._action(name, QCoreApplication.translate("ArticleView", command.words), view)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda checked=False, run=command.run: run(view))
            self._made[name] = action
            self.menus[command.group].addAction(action)

    def _action(self, name: str, words: str, holder: QWidget | None = None) -> QAction:
        action = QAction(words, self._window)
        action.setShortcuts([QKeySequence(key) for key in self.keys_of(name)])
        action.setCheckable(name in CHECKABLE)
        self._tell_key(action)
        (holder or self._window).addAction(action)
        return action

    def _tell_key(self, action: QAction) -> None:
        plain = action.text().replace("&", "").rstrip("…")
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{plain} ({keys})" if keys else plain)

    def _choice(
        self, menu: str, names: Mapping[str, str], chosen: Callable[[str], None]
    ) -> dict[str, QAction]:
        group = QActionGroup(self.menus[menu])
        actions = {}
        for name, words in names.items():
            action = actions[name] = self.menus[menu].addAction(words)
            action.setCheckable(True)
            action.triggered.connect(lambda checked=False, name=name: chosen(name))
            group.addAction(action)
        return actions


def _plain(text: str) -> str:
    """Somebody's text as the words of an action: on one line, in isolates, without mnemonics."""
    return isolated(one_line(text, 70)).replace("&", "&&")
