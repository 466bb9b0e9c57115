"""The measures that an article is set in: line pitch, room for lanes, margins. All in pixels, from the font.

Vertical measures are whole pixels, so that every line of an article is drawn alike.
"""

from dataclasses import dataclass
from math import ceil

from PySide6.QtGui import QFont, QFontMetricsF

from annotator.ui.article.ink import ink_of

MEASURE = 42  # em: a longer line is hard to follow back to the next one
LANES = 4  # lanes that stay apart in the reserved room
LETTERS = "أآإجعيقلكطÉÂÇgjpq()«»|"  # what reaches farthest up and down without vowel marks
CLEAR = 0.05  # em: between the farthest letter and the neighbouring line or lane


@dataclass(frozen=True, slots=True)
class Typesetting:
    """Where things stand in a line. Lanes and chips have their room in every line, used or not.

    A line whose vowel marks reach farther than `ascent` and `descent` gets the room that they need."""

    font: QFont
    em: float
    natural_height: float  # what the font itself asks for; a line above it holds another font
    ascent: float  # from the top of the line down to the baseline
    descent: float  # from the baseline down to the lane band
    lane_band: float  # height for all lanes together
    lane_pitch: float  # height of one lane while there is room
    chip: float  # height of a chip
    gap: float  # between the chips and the next line
    paragraph_gap: float
    margin: float

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
        measure = min(room, MEASURE * self.em)
        return (self.margin + (room - measure) // 2, measure)


def typesetting(font: QFont) -> Typesetting:
    """The measures for a font. `font` must have a pixel size."""
    em = float(font.pixelSize())
    metrics = QFontMetricsF(font)
    above, below = ink_of(LETTERS, font)
    return Typesetting(
        font=font,
        em=em,
        natural_height=metrics.height(),
        ascent=ceil(max(above, 0.9 * em) + CLEAR * em),
        descent=ceil(max(below, 0.3 * em) + CLEAR * em),
        lane_band=LANES * max(ceil(0.15 * em), 2),
        lane_pitch=max(round(0.2 * em), 2),
        chip=ceil(0.52 * em),
        gap=round(0.1 * em),
        paragraph_gap=round(0.3 * em),
        margin=round(1.4 * em),
    )
