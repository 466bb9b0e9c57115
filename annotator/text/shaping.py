"""Gives Arabic letters the joined forms that a plain terminal cannot choose by itself."""

from dataclasses import dataclass
from itertools import pairwise
from unicodedata import category

from arabic_reshaper.letters import LETTERS_ARABIC
from arabic_reshaper.ligatures import LETTERS_LIGATURES

from annotator.text.display import display_copy
from annotator.text.graphemes import borders

_ISOLATED, _INITIAL, _MEDIAL, _FINAL = range(4)
_FORMS: dict[str, tuple[str, str, str, str]] = LETTERS_ARABIC
_LAM_ALEFS: dict[str, tuple[str, str, str, str]] = {
    letters: forms for _, (letters, forms) in LETTERS_LIGATURES if letters in ("لا", "لأ", "لإ", "لآ")
}
_ZWJ, _ZWNJ = "\u200d", "\u200c"
_NO_FORMS = ("", "", "", "")


@dataclass(frozen=True, slots=True)
class Cell:
    """What is shown in one place, "" for nothing: the code points from `start` to `end` of the paragraph."""

    start: int
    end: int
    shown: str


def cells(text: str, *, shaped: bool = True) -> list[Cell]:
    """The graphemes of a paragraph as a terminal can show them, in text order; lam and alef are one.

    Controls are blanks, bidi controls nothing: the text of an article cannot steer the terminal.
    """
    cuts = borders(text)
    pieces = [text[start:end] for start, end in pairwise(cuts)]
    joined = _joined(pieces) if shaped else [(False, False)] * len(pieces)
    found: list[Cell] = []
    for k, piece in enumerate(pieces):
        lam_alef = _LAM_ALEFS.get(pieces[k - 1][0] + piece[0]) if k and joined[k][0] else None
        if lam_alef and joined[k - 1][1]:
            shape = lam_alef[_FINAL if joined[k - 1][0] else _ISOLATED]
            rest = _rest(pieces[k - 1]) + _rest(piece)
            found[-1] = Cell(cuts[k - 1], cuts[k + 1], shape + rest)
        elif shaped and piece[0] in _FORMS:
            found.append(Cell(cuts[k], cuts[k + 1], _shape(piece[0], joined[k]) + _rest(piece)))
        else:
            found.append(Cell(cuts[k], cuts[k + 1], "" if _is_control(piece) else display_copy(piece)))
    return found


def _joined(pieces: list[str]) -> list[tuple[bool, bool]]:
    """Whether each grapheme is joined to the letter before it, and to the one after it."""
    before, after = [False] * len(pieces), [False] * len(pieces)
    previous = -1
    for k, piece in enumerate(pieces):
        if _is_control(piece) and piece not in (_ZWJ, _ZWNJ):
            continue  # joining looks through signs without width
        if previous >= 0 and _joins_after(pieces[previous]) and _FORMS.get(piece[0], _NO_FORMS)[_FINAL]:
            before[k] = after[previous] = True
        after[k] = _ZWJ in piece and _joins_after(piece)
        previous = k
    return list(zip(before, after, strict=True))


def _joins_after(piece: str) -> bool:
    return bool(_FORMS.get(piece[0], _NO_FORMS)[_INITIAL]) and _ZWNJ not in piece


def _shape(letter: str, joined: tuple[bool, bool]) -> str:
    form = {(False, False): _ISOLATED, (False, True): _INITIAL, (True, True): _MEDIAL, (True, False): _FINAL}
    return "" if letter == _ZWJ else _FORMS[letter][form[joined]] or letter


def _rest(piece: str) -> str:
    """The marks of a letter; its joiners have done their work."""
    return piece[1:].replace(_ZWJ, "").replace(_ZWNJ, "")


def _is_control(piece: str) -> bool:
    return all(category(char) == "Cf" for char in piece)
