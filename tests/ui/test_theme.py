"""Themes are read whole, and the palette takes every colour from them."""

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette

from annotator.ui.fonts import article_font, load_fonts
from annotator.ui.theme import THEMES, load_theme, palette


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_has_only_colours(name):
    theme = load_theme(name)
    colours = [getattr(theme, field) for field in theme.__slots__ if field not in {"name", "dark"}]
    assert all(QColor(colour).isValid() for colour in colours)
    assert theme.name == name


def test_dark_is_dark():
    assert load_theme("dark").dark
    assert not load_theme("light").dark
    assert QColor(load_theme("dark").surface).lightness() < 128


def test_an_unknown_theme_is_named():
    with pytest.raises(FileNotFoundError, match="no-such-theme"):
        load_theme("no-such-theme")


def test_the_palette_takes_the_themes_colours(qapp):
    theme = load_theme("dark")
    made = palette(theme)
    assert made.color(QPalette.ColorRole.Base).name() == theme.surface
    assert made.color(QPalette.ColorRole.Text).name() == theme.text
    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name() == theme.muted


def test_articles_are_set_in_the_shipped_font(qapp):
    assert load_fonts() == ("Vazirmatn",)
    assert QFontInfo(article_font(20)).family() == "Vazirmatn"
    assert load_fonts() is load_fonts()
