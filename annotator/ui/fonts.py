"""The program's own fonts: loaded once, so that Arabic looks right on a machine that has no Arabic font."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from annotator.paths import resource

FILES = ("Vazirmatn-Regular.ttf", "Vazirmatn-Bold.ttf")
FAMILIES = ("Vazirmatn", "Noto Naskh Arabic", "Noto Sans", "Segoe UI", "Geeza Pro", "DejaVu Sans")


@cache
def load_fonts() -> tuple[str, ...]:
    """The families of the shipped fonts, loaded into the running application. Needs a QGuiApplication."""
    loaded: list[str] = []
    for name in FILES:
        number = QFontDatabase.addApplicationFont(str(resource("resources", "fonts", name)))
        if number < 0:
            raise RuntimeError(f"Qt cannot read the program's font {name}.")
        loaded += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(loaded))


def article_font(px: int) -> QFont:
    """The font that articles are set in, `px` pixels to the em. The later families only fill gaps."""
    return _font(px)


def chip_font(px: int) -> QFont:
    """The bold font of the chips that name labels."""
    font = _font(px)
    font.setBold(True)
    return font


def _font(px: int) -> QFont:
    shipped = load_fonts()
    font = QFont()
    font.setFamilies([*shipped, *(family for family in FAMILIES if family not in shipped)])
    font.setPixelSize(px)
    # Full hinting rounds the letters' widths to whole pixels: lines would break elsewhere at another scale.
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font
