"""Tells what stands between two borders: nothing that matters, a clitic, or words."""

import unicodedata
from functools import lru_cache

import regex

from annotator.text.tokens import is_blank

# What is written onto the next word in Arabic (and, so, with, like, for, will, the) and elided in French.
_CLITIC = regex.compile(
    r"(?:[وف]?[بكلس]?(?:ال|ل)?|(?:[ldjmnstc]|(?:jus|lors|puis|quoi)?qu)['’‘＇])", regex.IGNORECASE
)
_MARKS = regex.compile(r"[\p{M}\u0640\u061c\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST = 24  # code points of a clitic with all its marks


@lru_cache(4096)
def is_trivial(between: str) -> bool:
    """Whether only blanks, punctuation and combining marks stand there (also when nothing does)."""
    return all(is_blank(char) or unicodedata.category(char)[0] in "PMZC" for char in between)


@lru_cache(4096)
def is_clitic(between: str) -> bool:
    """Whether just what a word takes on in front stands there: wa-, fa-, bi-, ka-, li-, sa-, al-, l', d', qu' …"""
    if not between or len(between) > _LONGEST:
        return False
    return bool(bare := _MARKS.sub("", between)) and _CLITIC.fullmatch(bare) is not None
