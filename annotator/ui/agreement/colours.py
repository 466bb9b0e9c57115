"""The colours of charts, made from a theme."""

from PySide6.QtGui import QColor

from annotator.ui.theme import Theme

_RULES = """
QListView {{ border: 1px solid {line}; border-radius: 4px; background: {surface}; }}
QListView:focus {{ border-color: {accent}; }}
#supposed {{ background: {preview}; color: {ink}; padding: 6px 8px; border-radius: 4px; font-weight: bold; }}
"""
# Okabe and Ito's colours, which people tell apart whatever colours they see; in the order of the classes.
_CLASSES = ("#cc79a7", "#d55e00", "#e69f00", "#56b4e9", "#0072b2", "#f0e442", "#9a7fd1")


def shade(theme: Theme, share: float) -> str:
    """A ground between the theme's surface (0) and its accent (1)."""
    part = min(max(share, 0.0), 1.0) * 0.9
    mixed = [round(a + (b - a) * part) for a, b in zip(_rgb(theme.surface), _rgb(theme.accent), strict=True)]
    return QColor(*mixed).name()


def _rgb(colour: str) -> tuple[int, int, int]:
    found = QColor(colour)
    return found.red(), found.green(), found.blue()


def ink_on(ground: str) -> str:
    """Black or white, whichever is read better on a ground (WCAG 2.2 relative luminance)."""
    return "#000000" if luminance(ground) > 0.179 else "#ffffff"


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white."""
    found = QColor(colour)
    red, green, blue = (_linear(part) for part in (found.redF(), found.greenF(), found.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def view_rules(theme: Theme) -> str:
    """What the view adds to the window's style: frames that are seen on dark grounds as well."""
    line = theme.border if theme.name == "high-contrast" else shade(theme, 0.3)
    return _RULES.format(
        line=line,
        surface=theme.surface,
        accent=theme.accent,
        preview=theme.preview,
        ink=ink_on(theme.preview),
    )


def class_colours(theme: Theme) -> tuple[str, ...]:
    """One colour for what is agreed, then one for each class of disagreement."""
    return (shade(theme, 0.25) if theme.name != "high-contrast" else theme.excluded, *_CLASSES)
