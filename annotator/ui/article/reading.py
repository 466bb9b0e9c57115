"""How an article is set for one reader: fonts, sizes, room between lines, and what of the text is shown."""

from dataclasses import dataclass

from PySide6.QtGui import QFont

from annotator.ui.article.typesetting import MEASURE, STANDARD, Typesetting, typesetting
from annotator.ui.fonts import article_font

TEXT_PX = 20  # pixels to the em at 100%
LEAST_PX = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """A reader's choices. Sizes are percent of the zoomed size, "" is the program's own font."""

    arabic_font: str = ""
    latin_font: str = ""
    arabic_size: int = 100
    latin_size: int = 100
    line_height: float = 1.0  # of the line pitch: 1.25 is a quarter more
    column: int = MEASURE  # em
    density: str = STANDARD  # one of typesetting.DENSITIES
    hide_tashkeel: bool = False
    show_invisible: bool = False
    visual_arrows: bool = True  # the arrow keys follow the eye; False: the reading order


def typeset(reading: Reading, zoom: int = 100) -> Typesetting:
    """The measures for a reader's choices at a zoom in percent."""
    px = max(round(TEXT_PX * zoom / 100), LEAST_PX)
    latin = _font(reading.latin_font, px * reading.latin_size / 100)
    arabic = _font(reading.arabic_font, px * reading.arabic_size / 100)
    return typesetting(
        latin,
        arabic=None if arabic == latin else arabic,
        em=float(px),
        density=reading.density,
        line_height=reading.line_height,
        measure=reading.column,
        hide_tashkeel=reading.hide_tashkeel,
        show_invisible=reading.show_invisible,
    )


def _font(family: str, px: float) -> QFont:
    font = article_font(max(round(px), LEAST_PX))
    if family:
        font.setFamilies([family, *(name for name in font.families() if name != family)])
    return font
