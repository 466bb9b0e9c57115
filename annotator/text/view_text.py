"""What a view shows of a piece of text, and the map between its characters and the text's: the only such map."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from annotator.text.display import display_copy

# Vowel marks and the signs of recitation; hamza and maddah on a letter belong to the letter.
_TASHKEEL = regex.compile(
    r"[\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]"
)


@dataclass(frozen=True, slots=True)
class ViewText:
    """`shown` stands on the screen for a text of `length` code points.

    `kept` holds where in the text each shown character stands; None where every one is shown.
    """

    shown: str
    length: int
    kept: Sequence[int] | None = None

    def to_model(self, i: int) -> int:
        """The code point of the text at shown position `i`: what is hidden after a letter belongs to it."""
        if self.kept is None:
            return i
        if i >= len(self.kept):
            return self.length
        return self.kept[i] if i > 0 else 0

    def to_shown(self, i: int) -> int:
        """The shown position of code point `i`; of a hidden one, the position after the letter that it is on."""
        return i if self.kept is None else bisect_left(self.kept, i)


def view_text(text: str, *, hide_tashkeel: bool = False, show_invisible: bool = False) -> ViewText:
    """What to show for a text, without its vowel marks if wanted, and with signs for what cannot be seen."""
    shown = display_copy(text, show_invisible=show_invisible)
    if not hide_tashkeel or not _TASHKEEL.search(text):
        return ViewText(shown, len(text))
    hidden = {match.start() for match in _TASHKEEL.finditer(text)}
    kept = [i for i in range(len(text)) if i not in hidden]
    return ViewText("".join(shown[i] for i in kept), len(text), kept)
