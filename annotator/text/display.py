"""Makes a text showable without moving a character: one sign for one, in code points and in UTF-16 units."""

from unicodedata import category, name

import regex

_SURROGATE = "\ufffd"
# Controls (but the newline), separators, noncharacters: a view breaks lines at them, or hides them.
_ODD = regex.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")

_NAMES = {
    "\t": "TAB",
    "\n": "LF",
    "\r": "CR",
    "\x00": "NUL",
    "\x0b": "VT",
    "\x0c": "FF",
    "\x1b": "ESC",
    "\x7f": "DEL",
    "\x85": "NEL",
    "\xa0": "NBSP",
    "\xad": "SHY",
    "\u034f": "CGJ",
    "\u061c": "ALM",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u2028": "LS",
    "\u2029": "PS",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u202f": "NNBSP",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
    "\ufffc": "OBJ",
}
# Joiners (ZWNJ, ZWJ) are left as they are: a sign in their place would change the letters beside them.
_SIGNS = {
    "\t": "→",
    "\r": "␍",
    "\x7f": "␡",
    "\xa0": "⍽",
    "\xad": "‧",
    "\u061c": "↩",
    "\u200b": "┊",
    "\u200e": "↦",
    "\u200f": "↤",
    "\u2028": "↵",
    "\u2029": "¶",
    "\u202a": "⇀",
    "\u202b": "↼",
    "\u202c": "⇕",
    "\u202d": "⇉",
    "\u202e": "⇇",
    "\u202f": "⎵",
    "\u2060": "⁀",
    "\u2066": "⇢",
    "\u2067": "⇠",
    "\u2068": "⇡",
    "\u2069": "⇣",
    "\ufeff": "⌑",
} | {chr(code): chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)}
_SHOWN = str.maketrans(_SIGNS)


def display_copy(text: str, *, show_invisible: bool = False) -> str:
    """The text with a space for each character that would break a line or vanish; as long as before.

    With `show_invisible` each of them, each odd space and each bidi control is a visible sign instead; the
    controls then no longer act, so a mixed line may be ordered otherwise. Newlines and joiners stay.
    """
    if show_invisible:
        text = text.translate(_SHOWN)
    return _ODD.sub(_replacement, text) if _ODD.search(text) else text


def _replacement(match: regex.Match[str]) -> str:
    return _SURROGATE if "\ud800" <= match[0] <= "\udfff" else " "


def invisible_name(char: str) -> str:
    """What to call a character that cannot be seen or told from a space ("NBSP", "RLM"), "" for any other."""
    if char in _NAMES:
        return _NAMES[char]
    if char == " " or category(char) not in ("Cc", "Cf", "Cn", "Co", "Cs", "Zs", "Zl", "Zp"):
        return ""
    return name(char, f"U+{ord(char):04X}")
