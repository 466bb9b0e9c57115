"""Folds a text for searching, so that one spelling finds all, and knows where each folded character came from."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category, decimal, normalize

from annotator.text import graphemes

# What Unicode does not decompose: letters that are written one for the other, and signs that look alike.
_ALIKE = str.maketrans(
    {
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "œ": "oe",
        "æ": "ae",
        "‘": "'",
        "’": "'",
        "ʼ": "'",
        "«": '"',
        "»": '"',
        "“": '"',
        "”": '"',
        "„": '"',
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "−": "-",
    }
)
_TATWEEL = "\u0640"


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `origins` holds the code point of the source that each of its characters came from."""

    text: str
    origins: Sequence[int]


class _Folds(dict[str, str]):
    """What each character folds to, found once."""

    def __missing__(self, char: str) -> str:
        found = self[char] = _fold_char(char)
        return found


def _fold_char(char: str) -> str:
    if char.isspace():
        return " "
    if char == _TATWEEL or category(char) in ("Cc", "Cf"):
        return ""
    digit = decimal(char, None)
    if digit is not None:
        return str(digit)
    plain = normalize("NFKD", char.translate(_ALIKE)).casefold().translate(_ALIKE)
    return "".join(part for part in plain if category(part)[0] != "M")


_FOLDS = _Folds()


def fold(text: str) -> Folded:
    """The text without vowel marks, tatweel, accents, case and signs without width; look-alikes made one.

    Hamza seats and maddah go with the marks (أ إ آ ٱ are ا, ؤ is و, ئ is ي), ى is ي, ة is ه, a lone ء stays;
    digits of every script are 0 to 9; quotes, apostrophes and hyphens are the keyboard's.
    """
    parts = [_FOLDS[char] for char in text]
    return Folded("".join(parts), array("I", (i for i, part in enumerate(parts) for _ in part)))


def find(text: str, needle: str) -> list[tuple[int, int]]:
    """Where the needle stands in the text however either is spelt: ranges of code points, disjoint, in order."""
    return find_folded(text, fold(text), needle)


def find_folded(text: str, folded: Folded, needle: str) -> list[tuple[int, int]]:
    """As `find`, in a text that is folded already. A needle of nothing but blanks and marks is nowhere."""
    wanted = fold(needle).text
    found: list[tuple[int, int]] = []
    at = folded.text.find(wanted) if wanted.strip() else -1
    while at >= 0:
        last = at + len(wanted) - 1
        start, end = graphemes.snap(text, folded.origins[at], folded.origins[last] + 1)
        if not found or start >= found[-1][1]:  # both halves of a folded œ lie in the one letter
            found.append((start, end))
        at = folded.text.find(wanted, last + 1)
    return found
