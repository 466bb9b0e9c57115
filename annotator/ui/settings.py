"""What the window remembers between starts, in a file of the user's; nothing of it is in a project."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from annotator.ui.preferences import Preferences, from_text, to_text

_RECENT = 8  # projects in the menu


class Settings:
    """The user's settings. Values are read when asked for, so two windows see each other's."""

    def __init__(self, path: Path) -> None:
        self._ini = QSettings(str(path), QSettings.Format.IniFormat)

    def theme(self) -> str:
        """The name of the theme."""
        return self._text("window/theme") or "light"

    def set_theme(self, name: str) -> None:
        """Remember the theme."""
        self._ini.setValue("window/theme", name)

    def zoom(self) -> int:
        """The size of the article's letters in percent."""
        text = self._text("window/zoom")
        return int(text) if text.isdecimal() else 100

    def set_zoom(self, percent: int) -> None:
        """Remember the size of the letters."""
        self._ini.setValue("window/zoom", percent)

    def preferences(self) -> Preferences:
        """How the user likes to read and work."""
        return from_text(self._text("window/preferences"))

    def set_preferences(self, preferences: Preferences) -> None:
        """Remember how the user likes to read and work."""
        self._ini.setValue("window/preferences", to_text(preferences))

    def layout(self, part: str) -> QByteArray | None:
        """How a part of the window was arranged, as Qt writes it; None where nothing is known."""
        value = self._ini.value(f"window/{part}")
        return value if isinstance(value, QByteArray) else None

    def set_layout(self, part: str, arranged: QByteArray) -> None:
        """Remember how a part of the window is arranged."""
        self._ini.setValue(f"window/{part}", arranged)

    def owner(self, project: Path) -> str:
        """As whom the user works in a project, "" before the first time."""
        return self._text(f"{_group(project)}/owner")

    def set_owner(self, project: Path, name: str) -> None:
        """Remember as whom the user works in a project."""
        self._ini.setValue(f"{_group(project)}/owner", name)

    def document(self, project: Path) -> str:
        """The id of the article that lay open last in a project, or ""."""
        return self._text(f"{_group(project)}/document")

    def set_document(self, project: Path, id: str) -> None:
        """Remember the article that lies open in a project."""
        self._ini.setValue(f"{_group(project)}/document", id)

    def kept(self, name: str, project: Path | None = None) -> str:
        """What a part of the program keeps under a name, for all projects or for one; "" for nothing."""
        return self._text(f"{_group(project) if project else 'kept'}/{name}")

    def keep(self, name: str, value: str, project: Path | None = None) -> None:
        """Keep this under a name."""
        self._ini.setValue(f"{_group(project) if project else 'kept'}/{name}", value)

    def server(self, project: Path) -> tuple[str, int]:
        """The address of the server that a project is synced with, "" for none, and every how many minutes; 0: by hand.

        It never holds a password.
        """
        minutes = self._text(f"{_group(project)}/sync_minutes")
        return self._text(f"{_group(project)}/server"), int(minutes) if minutes.isdecimal() else 0

    def set_server(self, project: Path, address: str, minutes: int) -> None:
        """Remember which server a project is synced with, and how often."""
        self._ini.setValue(f"{_group(project)}/server", address)
        self._ini.setValue(f"{_group(project)}/sync_minutes", minutes)

    def recent(self) -> list[Path]:
        """The projects opened last, the last one first; those that are gone are left out."""
        return [Path(name) for name in self._recent() if Path(name).exists()]

    def add_recent(self, project: Path) -> None:
        """Put a project at the head of those opened last."""
        name = str(project.resolve())
        others = [other for other in self._recent() if other != name]
        self._ini.setValue("window/recent", [name, *others][:_RECENT])

    def save(self) -> None:
        """Write everything to disk now."""
        self._ini.sync()

    def _recent(self) -> list[str]:
        value = self._ini.value("window/recent")
        # A list of one comes back as its only string.
        names = value if isinstance(value, list) else [value]
        return [str(name) for name in names if name]

    def _text(self, key: str) -> str:
        value = self._ini.value(key)
        return value if isinstance(value, str) else "" if value is None else str(value)


def _group(project: Path) -> str:
    # The separators of a path would make groups within groups.
    return "project/" + str(project.resolve()).replace("/", "|").replace("\\", "|")
