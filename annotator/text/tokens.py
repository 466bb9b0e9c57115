"""Cuts text into tokens, and says where an Arabic word may be cut after its proclitics."""

import re
from itertools import repeat
from typing import NamedTuple

import regex

VERSION = "1"  # written into exports; changes when the same text yields other tokens

# White space, controls and signs without width that a reader takes for nothing. The spaces are [\s\p{Cc}\u200b],
# written out: `re` must mean the same by them.
_SPACES = r"\x00-\x20\x7f-\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000"
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

# What nearly all tokens of news are, for `re`, which is ten times as fast: words of letters whose case is simple,
# signs that begin nothing longer, and signs that do unless another or a space follows. Each ends where what
# follows cannot belong to it by any rule of _TOKEN; the rest of a stretch that holds anything else is left to that.
_LETTERS = (
    r"0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u012f\u0132-\u0148\u014a-\u017e"
    r"\u0620-\u064a\u0660-\u0669\u066e\u066f\u0671-\u06d3\u06d5"
)
_ELIDED = "ldjmnstcpqLDJMNSTCPQ"  # first letters of elided words; at once, not by the case-blind rule
_WORD = rf"[{_LETTERS}][{_LETTERS}\u064b-\u065f\u0670]*+"
_SIGNS = r"«»“”\"()\[\]،؛؟!?;…–—"
_STOP = rf"(?![^{_SPACES}{_SIGNS}])"
_WORD_ENDS = rf"(?=[.,:]?+{_STOP})(?<!www)"
_SIGN_ENDS = rf"(?![^{_SPACES}{_SIGNS}{_LETTERS}.,:/'’@\#&=*%+-])"
# Blanks come first, since they cost less there than as places where nothing begins. Group 1 is a token.
_PLAIN = re.compile(
    rf"""
  [{_SPACES}]*+ (?: (
    {_WORD} {_STOP}
  | {_WORD} (?:-{_WORD})*+ {_WORD_ENDS}
  | [{_SIGNS},:/@\#&=*] {_SIGN_ENDS}
  | [.%+'’-] {_STOP}
  | (?=[{_ELIDED}]) (?i:[ldjmnstc]|(?:jus|lors|puis|quoi|pres)?qu) ['’] (?=[{_LETTERS}])
  | [0-9]++ (?:[.,:/][0-9]++)++ {_WORD_ENDS}
  | {_WORD} (?:['’-] (?![sS0-9\u0660-\u0669]) {_WORD})++ {_WORD_ENDS}
  )
  | ([^{_SPACES}]++)  # up to the next space, which no token contains and no look ahead or back crosses
  | \Z  # so that blanks at the end are not tried one by one
  )
    """,
    re.VERBOSE,
)
_NO_TOKEN = (-1, -1)  # where a match's group 1 stands that took no part in it
_BLANK = regex.compile(rf"[{_SPACES}{_HIDDEN}]", regex.VERSION1)
_LAST_SPACE = regex.compile(rf"(?r)[{_SPACES}]", regex.VERSION1)
_BASES = regex.compile(r"(?![\u0640])[\p{L}\p{N}]", regex.VERSION1)

_CONJUNCTIONS = frozenset("وف")
_PREPOSITIONS = frozenset("بكلس")
_LEAST_REST = 2  # letters after a cut: one letter is no word


class Token(NamedTuple):  # a tuple takes a third of a frozen dataclass's time to make, and there are many
    """One token: a half-open range of code points."""

    start: int
    end: int


def is_blank(char: str) -> bool:
    """Whether a character is nothing to a reader: white space, a control, a sign without width."""
    return _BLANK.match(char) is not None


def tokens(text: str) -> list[Token]:
    """The tokens in order, disjoint; every character outside them is blank.

    One token: a word with its marks, hyphens and inner apostrophes (vice-président, aujourd’hui, don't), an
    acronym with dots, a number with separators, a web or mail address, an emoji. Own tokens: French elided
    words with their apostrophe (l’, d’, qu’), the English possessive 's (it's too: the two look alike), and
    every other sign.
    """
    return [*map(tuple.__new__, repeat(Token), ranges(text))]  # past Token's own, which takes as long again


def ranges(text: str) -> list[tuple[int, int]]:
    """The tokens as plain pairs, for whoever reads thousands of texts: they take a third of the time to make."""
    matches = [*_PLAIN.finditer(text)]
    plain = [match.span(1) for match in matches]
    found: list[tuple[int, int]] = []
    past = 0
    while matches[odd := plain.index(_NO_TOKEN, past)].lastindex:  # until that of the text's end
        found += plain[past:odd]
        found += [each.span() for each in _TOKEN.finditer(text, *matches[odd].span(2))]
        past = odd + 1
    return found + plain[past:odd]


def token_at(text: str, i: int) -> Token | None:
    """The token that covers code point `i`, None for a blank or a place outside the text."""
    if not 0 <= i < len(text):
        return None
    space = _LAST_SPACE.search(text, 0, i)  # no token contains one: the tokens after it are the text's own
    for match in _TOKEN.finditer(text, space.end() if space else 0):
        if match.end() > i:
            return Token(*match.span()) if match.start() <= i else None
    return None


def clitic_cuts(text: str, token: Token) -> tuple[int, ...]:
    """The code points inside the token where a span may begin: after و or ف, and after one of ب ك ل س.

    Marks and tatweel stay with their letter; of لل only the first is cut off; ال stays. By letters alone: كان
    has a cut as well, which a gesture meets only by beginning there.
    """
    places = [match.start() for match in _BASES.finditer(text, token.start, token.end)]
    found = []
    taken = 0
    for clitics in (_CONJUNCTIONS, _PREPOSITIONS):
        if len(places) - taken > _LEAST_REST and text[places[taken]] in clitics:
            taken += 1
            found.append(places[taken])
    return tuple(found)
