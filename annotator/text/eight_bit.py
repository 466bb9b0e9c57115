"""Tells windows-1256 from windows-1252 by the words that each of them gives."""

import regex

CANDIDATES = ("windows-1252", "windows-1256")
# Letters, with any sign that stands between two of them: «by³o» is one word, and a bad one.
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:[^\p{L}\p{M}\p{Nd}\s\p{P}]+[\p{L}\p{M}]+)*")
_ARABIC = regex.compile(r"(?:[\p{Arabic}\u0640][\p{M}\u200c\u200d]*){2,}|[وبلكف]")
# With an ASCII letter (Arabic read as windows-1252 has none), and no accented capital inside a word.
_LATIN = regex.compile(r"(?=.*[A-Za-z])(?:\p{Lu}?\p{Ll}*|\p{Lu}+)(?:[A-Z]\p{Ll}+)*|[ÀàÉéÔô]")
_GOOD_SHARE = 0.8  # of the words beyond ASCII; glued page parts and names spoil a few


def best_reading(data: bytes) -> tuple[str, str] | None:
    """(text, encoding) by the candidate with more good words, windows-1252 where both give as many.

    None where most words are bad in both: script mixed inside a word, signs or capitals in the middle.
    """
    readings = []
    for encoding in CANDIDATES:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        good, bad = _words(text)
        if good >= _GOOD_SHARE * (good + bad):
            readings.append((good - bad, text, encoding))
    if not readings:
        return None
    _, text, encoding = max(readings, key=lambda reading: reading[0])
    return text, encoding


def _words(text: str) -> tuple[int, int]:
    """How many words with letters beyond ASCII are good, and how many bad."""
    telling = [word for word in _WORD.findall(text) if not word.isascii()]
    good = sum(bool(_ARABIC.fullmatch(word) or _LATIN.fullmatch(word)) for word in telling)
    return good, len(telling) - good
