"""The order in which one line's code points stand on the screen, read from the article view's own line map.

Of what rule X9 of the bidirectional algorithm (UAX #9) removes, boundary neutrals (soft hyphen, zero width
space, joiners) are left out of the order; embeddings, overrides and PDF are listed where Qt's runs hold them,
with no width. Boundary neutrals are left out before the layout is made: Qt misplaces a mark that follows one
after a bracket (1 of the 91,707 cases of BidiCharacterTest 15.0).
"""

from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from annotator.text.offsets import Utf16Map
from annotator.ui.article.line_map import line_map

DIRECTIONS = {
    "ltr": Qt.LayoutDirection.LeftToRight,
    "rtl": Qt.LayoutDirection.RightToLeft,
    "": Qt.LayoutDirection.LayoutDirectionAuto,
}


def visual_order(text: str, base: str, font: QFont | None = None) -> list[int]:
    """Code point indices of `text`, one line, from left to right. `base`: "ltr", "rtl" or "" (automatic)."""
    kept = [i for i, char in enumerate(text) if bidirectional(char) != "BN"]
    shown = "".join(text[i] for i in kept)
    layout = QTextLayout(shown, font or QFont())
    option = QTextOption()
    option.setTextDirection(DIRECTIONS[base])
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    if not line.isValid():
        return []
    places = line_map(layout, 0, shown, Utf16Map(shown), rtl=base == "rtl")
    order: list[int] = []
    for run in places.runs:
        inside = [i for cell in places.cells_of(run) for i in range(cell.start, cell.end)]
        order += reversed(inside) if run.rtl else inside
    return [kept[i] for i in order]
