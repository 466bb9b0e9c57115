"""How well two colours can be told apart by their lightness, by the formula of WCAG 2.2."""

import re

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
READABLE = 4.5  # the least contrast of text, WCAG 2.2 success criterion 1.4.3
VISIBLE = 3.0  # the least contrast of lines and signs, criterion 1.4.11


def is_colour(text: str) -> bool:
    """Whether the text is a colour written as #rrggbb."""
    return _COLOUR.fullmatch(text) is not None


def linear_rgb(colour: str) -> tuple[float, float, float]:
    """The amounts of red, green and blue light of #rrggbb, 0 to 1 each. Raises ValueError on all else."""
    if not is_colour(colour):
        raise ValueError(f"{colour!r} is not a colour written as #rrggbb")
    red, green, blue = (_light(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _light(channel: float) -> float:
    # The sRGB curve of IEC 61966-2-1: a short straight piece near black, a power above it.
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def relative_luminance(colour: str) -> float:
    """The relative luminance of #rrggbb: 0 for black, 1 for white."""
    red, green, blue = linear_rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: str, other: str) -> float:
    """The contrast of two colours #rrggbb, in either order: from 1 (none) to 21 (black and white)."""
    darker, lighter = sorted((relative_luminance(one), relative_luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
