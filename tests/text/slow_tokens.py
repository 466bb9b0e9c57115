"""The rules of tokens as one pattern, tried at every place: slow and plain, it says what the fast way must give."""

import regex

_SPACES = r"\s\p{Cc}\u200b"
_HIDDEN = r"\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad"
_MARKS = r"[\p{GCB=Extend}\p{GCB=SpacingMark}\p{M}\u200d]*+"
_BEFORE = r"\p{GCB=Prepend}*+"  # signs such as U+0600 stand before a number and are one character with it
_CHAR = rf"{_BEFORE}[\p{{L}}\p{{N}}_]{_MARKS}"
_QUOTES = "['’‘＇]"
_POSSESSIVE = rf"{_QUOTES}[sS]{_MARKS}(?![\p{{L}}\p{{N}}_])"
_DOMAINS = "com|org|net|gov|edu|info|int|io|tv|fr|uk|eu|us|ly|eg|dz|ma|tn|sn"

# Addresses have bounded parts, so that a long run of points costs no more than its length.
_TOKEN = regex.compile(
    rf"""
    (?:https?://|ftp://|www\.) [^{_SPACES}<>«»"“”،؛]* [\p{{L}}\p{{N}}/_=&\#%+~-] {_MARKS}
  | [A-Za-z0-9._%+-]{{1,64}}+ @ [A-Za-z0-9-]{{1,63}}+ (?:\.[A-Za-z0-9-]{{1,63}}+)++ {_MARKS}
  | [a-z0-9-]{{1,63}}+ (?:\.[a-z0-9-]{{1,63}}+){{0,5}} \. (?:{_DOMAINS}) (?![\p{{L}}\p{{N}}\p{{M}}_-]) {_MARKS}
  | (?i:[ldjmnstc]|(?:jus|lors|puis|quoi|pres)?qu) {_QUOTES} (?=[\p{{L}}\p{{N}}«“"(])
  | (?<=[\p{{L}}\p{{N}}\p{{M}}]) {_POSSESSIVE}
  | \p{{Latin}}{_MARKS} (?:\.\p{{Latin}}{_MARKS})+ (?![\p{{L}}\p{{N}}_]) \.?+ {_MARKS}
  | \p{{Arabic}}{_MARKS} (?:\.\p{{Arabic}}{_MARKS})+ (?![\p{{L}}\p{{N}}_])
  | {_CHAR} (?:
        [{_HIDDEN}]*+ {_CHAR}
      | (?<=\p{{Nd}}{_MARKS}) [.,٫٬/:] (?=\p{{Nd}}) {_CHAR}
      | (?!{_POSSESSIVE}) {_QUOTES} (?=\p{{L}}) {_CHAR}
      | [-‐‑] {_QUOTES}? (?=[\p{{L}}\p{{N}}]) {_CHAR}
    )*+
  | {_BEFORE} \p{{RI}}{_MARKS} \p{{RI}}{_MARKS}
  | {_BEFORE} \p{{Extended_Pictographic}}{_MARKS} (?: (?<=\u200d)\p{{Extended_Pictographic}}{_MARKS} )*+
  | \p{{GCB=Prepend}}++ (?:[^{_SPACES}{_HIDDEN}] {_MARKS})?+
  | [^{_SPACES}{_HIDDEN}] {_MARKS}
    """,
    regex.VERBOSE | regex.VERSION1,
)
BLANK = regex.compile(rf"[{_SPACES}{_HIDDEN}]", regex.VERSION1)


def slow_tokens(text: str) -> list[tuple[int, int]]:
    """The tokens in order, as half-open ranges of code points."""
    return [match.span() for match in _TOKEN.finditer(text)]
