"""Which stretches of a paragraph are set in the other font: Latin ones in an Arabic paragraph, and the reverse.

Formats follow from the text alone, never from spans, and change only between letters of different scripts,
which do not join: no letter's shape depends on them.
"""

import regex
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout

from annotator.text.offsets import Utf16Map

_ARABIC = regex.compile(r"\p{Arabic}(?:[\p{Arabic}\p{M}\u0640\u200c\u200d ]*[\p{Arabic}\p{M}\u200d])?")
_OTHER = regex.compile(
    r"(?!\p{Arabic})\p{L}(?:[^\u0600-\u06ff\p{Arabic}]*(?!\p{Arabic})[\p{L}\p{M}\p{N}])?", regex.VERSION1
)


def stretches(shown: str, *, rtl: bool) -> list[tuple[int, int]]:
    """The code points that are set in the font that is not the paragraph's own (Arabic where `rtl`)."""
    return [match.span() for match in (_OTHER if rtl else _ARABIC).finditer(shown)]


def formats(shown: str, units: Utf16Map, other: QFont, *, rtl: bool) -> list[QTextLayout.FormatRange]:
    """The same as Qt's format ranges."""
    style = QTextCharFormat()
    style.setFont(other)
    made: list[QTextLayout.FormatRange] = []
    for start, end in stretches(shown, rtl=rtl):
        ranged = QTextLayout.FormatRange()
        ranged.start = units.to_utf16(start)
        ranged.length = units.to_utf16(end) - ranged.start
        ranged.format = style
        made.append(ranged)
    return made
