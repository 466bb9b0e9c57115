"""A theme: the window's named colours, read from resources/themes, and the palette made of them."""

import tomllib
from dataclasses import dataclass, fields

from PySide6.QtGui import QColor, QPalette

from annotator.paths import resource

THEMES = ("light", "dark", "high-contrast")


@dataclass(frozen=True, slots=True)
class Theme:
    """Named colours as "#rrggbb", and whether labels take their dark colours on it."""

    name: str
    dark: bool
    window: str
    surface: str
    text: str
    muted: str
    accent: str
    selection: str
    selection_text: str
    preview: str
    border: str
    warning: str
    error: str
    success: str
    excluded: str
    caret: str


def load_theme(name: str) -> Theme:
    """The theme of that name, one of `THEMES`. Raises FileNotFoundError for a name that has no file."""
    table = tomllib.loads(resource("resources", "themes", f"{name}.toml").read_text(encoding="utf-8"))
    return Theme(**{field.name: table[field.name] for field in fields(Theme)})


def palette(theme: Theme) -> QPalette:
    """The palette for the Fusion style: every role from the theme, none from the platform."""
    made = QPalette()
    for role, colour in _roles(theme).items():
        made.setColor(role, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(disabled, role, QColor(theme.muted))
    return made


def _roles(theme: Theme) -> dict[QPalette.ColorRole, str]:
    role = QPalette.ColorRole
    return {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.window,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.window,
        role.ButtonText: theme.text,
        role.BrightText: theme.error,
        role.ToolTipBase: theme.surface,
        role.ToolTipText: theme.text,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.selection_text,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.surface,
        role.Midlight: theme.surface,
        role.Mid: theme.border,
        role.Dark: theme.border,
        role.Shadow: theme.border,
        role.Accent: theme.accent,
    }
