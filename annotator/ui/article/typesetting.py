"""The measures that an article is set in: line pitch, room for lanes, margins. All in pixels, from the font.

Vertical measures are whole pixels, so that every line of an article is drawn alike.
"""

from dataclasses import dataclass
from math import ceil

from PySide6.QtGui import QFont, QFontMetricsF

from annotator.ui.article.ink import ink_of

MEASURE = 42  # em: a longer line is hard to follow back to the next one
COMFORTABLE, STANDARD, COMPACT = "comfortable", "standard", "compact"
LETTERS = "أآإجعيقلكطÉÂÇgjpq()«»|"  # what reaches farthest up and down without vowel marks
CLEAR = 0.05  # em: between the farthest letter and the neighbouring line or lane


@dataclass(frozen=True, slots=True)
class Density:
    """The room reserved under every line: how many lanes stay apart in which band, and the chips below it."""

    lanes: int
    band: float  # em
    chip: float  # em
    gap: float  # em


DENSITIES = {
    COMFORTABLE: Density(4, 0.6, 0.52, 0.1),
    STANDARD: Density(4, 0.45, 0.5, 0.05),
    COMPACT: Density(2, 0.24, 0.48, 0.0),
}


@dataclass(frozen=True, slots=True)
class Typesetting:
    """Where things stand in a line. Lanes and chips have their room in every line, used or not.

    A line whose vowel marks reach farther than `ascent` and `descent` gets the room that they need."""

    font: QFont
    arabic: QFont | None  # for Arabic letters, where it is another
    em: float
    natural_height: float  # what the fonts themselves ask for; a line above it holds another font
    ascent: float  # from the top of the line down to the baseline
    descent: float  # from the baseline down to the lane band
    lanes: int  # lanes that stay apart in the reserved room
    lane_band: float  # height for all lanes together
    lane_pitch: float  # height of one lane while there is room
    chip: float  # height of a chip
    gap: float  # between the chips and the next line
    paragraph_gap: float
    margin: float
    measure: int  # em
    hide_tashkeel: bool
    show_invisible: bool

    @property
    def text_height(self) -> float:
        """The height of the letters' band, where tints and selections are drawn."""
        return self.ascent + self.descent

    @property
    def pitch(self) -> float:
        """The distance from one baseline to the next."""
        return self.text_height + self.lane_band + self.chip + self.gap

    def column(self, width: float) -> tuple[float, float]:
        """The left edge and the width of the text in a viewport of this width: centred, not too wide."""
        room = max(width - 2 * self.margin, self.em)
        measure = min(room, self.measure * self.em)
        return (self.margin + (room - measure) // 2, measure)


def typesetting(
    font: QFont,
    *,
    arabic: QFont | None = None,
    em: float = 0.0,
    density: str = STANDARD,
    line_height: float = 1.0,
    measure: int = MEASURE,
    hide_tashkeel: bool = False,
    show_invisible: bool = False,
) -> Typesetting:
    """The measures for a font, and another for Arabic letters if wanted; both must have a pixel size.

    `em` is what margins and chips go by, the font's size unless given; `density` one of DENSITIES.
    """
    em = em or float(font.pixelSize())
    fonts = [font] if arabic is None else [font, arabic]
    above, below = (max(reach) for reach in zip(*(ink_of(LETTERS, each) for each in fonts), strict=True))
    room = DENSITIES[density]
    ascent = ceil(max(above, 0.9 * em) + CLEAR * em)
    descent = ceil(max(below, 0.3 * em) + CLEAR * em)
    lane_band = max(ceil(room.band * em), 2 * room.lanes)
    chip = ceil(room.chip * em)
    pitch = ascent + descent + lane_band + chip + room.gap * em
    return Typesetting(
        font=font,
        arabic=arabic,
        em=em,
        natural_height=max(QFontMetricsF(each).height() for each in fonts),
        ascent=ascent,
        descent=descent,
        lanes=room.lanes,
        lane_band=lane_band,
        lane_pitch=max(round(0.2 * em), 2),
        chip=chip,
        gap=round(room.gap * em + (line_height - 1.0) * pitch),
        paragraph_gap=round(0.3 * em),
        margin=round(1.4 * em),
        measure=measure,
        hide_tashkeel=hide_tashkeel,
        show_invisible=show_invisible,
    )
