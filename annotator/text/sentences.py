"""Cuts text into sentences: newlines first, then full stops outside quotes and abbreviations."""

from dataclasses import dataclass

import regex

from annotator.text.direction import paragraphs
from annotator.text.tokens import Token, tokens

_ENDS = frozenset(".!?؟…۔")
_CLOSERS = frozenset("»”)]}’'")
_BEGINNERS = frozenset("«“„([{\"'‘’-–—#@")
_QUOTES = {"»": "«", "”": "“"}
_STRAIGHT = '"'
# Written with a full stop, and followed by what they belong to. Single letters are found by rule.
_ABBREVIATION = regex.compile(
    "MM?|Mmes?|Mlles?|Mgr|Me|Dr|Pr|Prof|Ste?|Sgt|Col|Gén|Gen|Cdt|Lt|Capt?|Adm|Amb|Mrs?|Ms|Jr|Sr|"
    "Rep|Sen|Gov|Pres|Hon|Rev|vs|cf|av|apr|env|pp|vol|fig|éd|art|chap|ex|tél|janv|févr|juil|sept|oct|nov|déc|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|هـ"
)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """The words of a paragraph, which of them stand right at the one before, the quotes open after each."""

    words: list[str]
    glued: list[bool]
    quotes: list[int]


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences as ranges of code points without blanks at their edges, in order; they hold every token.

    A newline ends one, and so do `. ! ? ؟ …` with the quotes and brackets that close there: but not after an
    abbreviation or initial, not before a small letter, not inside quotes unless the quote closes there and
    another sentence begins. Never `،` or `؛`. The points of numbers, addresses and U.N. lie inside tokens.
    """
    found = []
    for start, end in paragraphs(text):
        cut = tokens(text[start:end])
        first = 0
        for last in _lasts(text[start:end], cut):
            found.append((start + cut[first].start, start + cut[last].end))
            first = last + 1
    return found


def _lasts(text: str, cut: list[Token]) -> list[int]:
    """The last token of each sentence of a paragraph."""
    words = [text[token.start : token.end] for token in cut]
    glued = [k > 0 and cut[k - 1].end == token.start for k, token in enumerate(cut)]
    paragraph = _Paragraph(words, glued, _open_quotes(words))
    found = []
    k = 0
    while k < len(words):
        last = _group_end(paragraph, k) if words[k] in _ENDS else k
        if last + 1 == len(words) or (words[k] in _ENDS and _ends_sentence(paragraph, k, last)):
            found.append(last)
        k = last + 1
    return found


def _open_quotes(words: list[str]) -> list[int]:
    """How many quotes are open after each word. Marks that do not pair up in the paragraph do not count."""
    straight = words.count(_STRAIGHT) % 2 == 0
    closers = {closer for closer, opener in _QUOTES.items() if words.count(closer) == words.count(opener)}
    openers = {_QUOTES[closer] for closer in closers}
    depth, inside, found = 0, False, []
    for word in words:
        inside ^= straight and word == _STRAIGHT
        depth = max(depth + (word in openers) - (word in closers), 0)
        found.append(depth + inside)
    return found


def _group_end(paragraph: _Paragraph, k: int) -> int:
    """The last token of the end signs, quotes and brackets that close at the end sign k."""
    words, quotes = paragraph.words, paragraph.quotes
    last = k
    while last + 1 < len(words):
        following = last + 1
        sign = paragraph.glued[following] and words[following] in _ENDS | _CLOSERS
        if not sign and quotes[following] >= quotes[last]:
            break
        last = following
    return last


def _ends_sentence(paragraph: _Paragraph, k: int, last: int) -> bool:
    """Whether the end signs from k to `last`, with more words after them, end a sentence."""
    words = paragraph.words
    following = words[last + 1]
    if paragraph.quotes[last] or not _may_begin(following):
        return False
    if paragraph.glued[last + 1] and not (k and len(words[k - 1]) > 2 and following[0].isalpha()):
        return False  # signs inside a word; but two sentences without a blank between them do happen
    if "…" in words[k : last + 1] or words[k : k + 2] == [".", "."]:
        return paragraph.glued[k]  # after a blank, dots stand for words left out
    if words[k] in ".۔":
        return not _abbreviates(paragraph, k)
    # After «… ؟» a script without capitals does not show whether the sentence goes on.
    return paragraph.quotes[k] == 0 or not following[0].isalpha() or following[0].isupper()


def _may_begin(word: str) -> bool:
    return word[0] in _BEGINNERS or word[0].isdigit() or (word[0].isalpha() and not word[0].islower())


def _abbreviates(paragraph: _Paragraph, k: int) -> bool:
    """Whether the full stop at k belongs to the word before: an abbreviation, an initial, a list's number."""
    if k == 0 or not paragraph.glued[k]:
        return False
    before = paragraph.words[k - 1]
    initial = len(before) == 1 and before.isalpha() and not before.islower()
    return bool(initial or _ABBREVIATION.fullmatch(before) or (k == 1 and before.isdecimal()))
