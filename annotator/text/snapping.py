"""Turns what a hand took of a text into the range that it meant."""

from annotator.text import graphemes
from annotator.text.sentences import sentences
from annotator.text.tokens import clitic_cuts, is_blank, token_at

BORDERS = ("grapheme", "token", "clitic")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without blanks and bidi controls at its edges; `start == end` if nothing is left.

    A blank that carries a mark is a character of its own and stays.
    """
    while end > start and is_blank(text[end - 1]) and graphemes.is_border(text, end):
        end -= 1
    while start < end and is_blank(text[start]) and graphemes.is_border(text, start + 1):
        start += 1
    return start, end


def snap(text: str, start: int, end: int, *, borders: str) -> tuple[int, int]:
    """What a gesture over a range takes, in code points: whole graphemes, no blanks at the edges, and:

    "grapheme" nothing more, "token" outward to token borders, "clitic" the same, but a start that lies just
    after a proclitic stays (from the alef of والحكومة on, the و is left out; from further in, the whole word
    is meant). A range of blanks comes back empty.
    """
    if borders not in BORDERS:
        raise ValueError(f"unknown borders {borders!r}: use one of {', '.join(BORDERS)}")
    start, end = trim(text, start, end)
    if start >= end:
        return start, start
    start, end = graphemes.snap(text, start, end)
    if borders != "grapheme":
        first, last = token_at(text, start), token_at(text, end - 1)
        kept = first is None or (borders == "clitic" and start in clitic_cuts(text, first))
        start = start if first is None or kept else first.start
        end = end if last is None else last.end
    return graphemes.snap(text, *trim(text, start, end))


def word_at(text: str, i: int) -> tuple[int, int]:
    """The token at code point `i`, or the one that ends there; `(i, i)` among blanks."""
    token = token_at(text, i) or (token_at(text, i - 1) if i > 0 else None)
    return (token.start, token.end) if token else (i, i)


def sentence_at(text: str, i: int) -> tuple[int, int]:
    """The sentence at code point `i`; between two, the earlier one; `(i, i)` in a blank paragraph."""
    first, last = paragraph_at(text, i)
    found = [(first + start, first + end) for start, end in sentences(text[first:last])]
    if not found:
        return i, i
    return next((sentence for sentence in reversed(found) if sentence[0] <= i), found[0])


def paragraph_at(text: str, i: int) -> tuple[int, int]:
    """The paragraph at code point `i` without its newline, which belongs to the paragraph that it ends."""
    end = text.find("\n", i)
    return text.rfind("\n", 0, i) + 1, len(text) if end < 0 else end
