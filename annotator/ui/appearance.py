"""How the window looks and reads: applies a theme and a person's preferences to the panels, and remembers them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from annotator.model.labels import LabelSet
from annotator.ui.key_page import Named
from annotator.ui.keys import label_id, with_own_keys
from annotator.ui.preferences import Preferences
from annotator.ui.settings import Settings
from annotator.ui.settings_dialog import SettingsDialog
from annotator.ui.style import style_sheet
from annotator.ui.theme import THEMES, Theme, load_theme, palette

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class Appearance(QObject):
    """The theme and the preferences in force."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self.theme = load_theme(settings.theme() if settings.theme() in THEMES else THEMES[0])
        self.preferences = settings.preferences()

    def labels(self) -> LabelSet:
        """The labels of the project with the person's own keys, for the screen."""
        session = self._window.desk.session
        return with_own_keys(session.labels if session else LabelSet("", (), ()), self.preferences.keys)

    def set_theme(self, theme: Theme) -> None:
        """Show everything in the colours of a theme, and remember it."""
        window, self.theme = self._window, theme
        self._settings.set_theme(theme.name)
        QApplication.setPalette(palette(theme))
        window.setStyleSheet(style_sheet(theme))
        window.actions_.set_theme(theme)
        window.documents.lines.set_theme(theme)
        window.filter.set_theme(theme)
        window.article.set_theme(theme)
        window.status_line.set_theme(theme)
        window.owner.set_theme(theme)
        window.companions.set_theme(theme)
        window.care.set_theme(theme)
        window.show_labels()

    def set_preferences(self, preferences: Preferences) -> None:
        """Show everything as a person likes it, and remember it."""
        window, self.preferences = self._window, preferences
        self._settings.set_preferences(preferences)
        window.view.set_reading(preferences.reading)
        window.companions.set_reading(preferences.reading)
        window.printing.reading = preferences.reading
        article = window.article
        article.strip.set_unit(preferences.unit)
        article.strip.setVisible(preferences.strip)
        article.reader.setVisible(preferences.reader)
        window.actions_.set_keys(preferences.keys)
        for name, on in {
            "hide_tashkeel": preferences.reading.hide_tashkeel,
            "show_invisible": preferences.reading.show_invisible,
            "strip": preferences.strip,
            "reader": preferences.reader,
        }.items():
            window.actions_[name].setChecked(on)
        window.show_labels()

    def turn(self, name: str) -> None:
        """Do what one of the actions with a tick says now."""
        on, now = self._window.actions_[name].isChecked(), self.preferences
        if name in ("strip", "reader"):
            now = replace(now, strip=on) if name == "strip" else replace(now, reader=on)
        elif name == "hide_tashkeel":
            now = replace(now, reading=replace(now.reading, hide_tashkeel=on))
        else:
            now = replace(now, reading=replace(now.reading, show_invisible=on))
        self.set_preferences(now)

    def ask(self) -> SettingsDialog:
        """Let people change their preferences; what they choose shows at once, Cancel takes it back."""
        before, theme = self.preferences, self.theme
        form = SettingsDialog(before, theme.name, self._named(), self._window)
        form.chosen.connect(self.set_preferences)
        form.theme_chosen.connect(lambda name: self.set_theme(load_theme(name)))
        form.rejected.connect(lambda: self._back(before, theme))
        form.open()
        return form

    def _back(self, before: Preferences, theme: Theme) -> None:
        self.set_theme(theme)
        self.set_preferences(before)

    def _named(self) -> list[Named]:
        """The labels first, because theirs are the keys that people change."""
        session = self._window.desk.session
        labels = session.labels if session else LabelSet("", (), ())
        named = [
            Named(
                label_id(labels, label.name),
                action.text().replace("&", ""),
                (label.key,) if label.key else (),
            )
            for label, action in zip(labels.labels, self._window.actions_.labels, strict=True)
        ]
        actions = self._window.actions_
        return named + [
            Named(name, action.text().split(":")[0].replace("&", "").rstrip("…"), actions.keys_of(name))
            for name, action in actions.named().items()
        ]
