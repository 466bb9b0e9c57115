"""Says which way a paragraph and an article run (UAX #9, rules P2 and P3)."""

import re
from collections import Counter
from unicodedata import bidirectional

_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
# Most letters of our scripts, which are counted by the run and not one by one.
_RUNS = {
    "rtl": re.compile(r"[\u05d0-\u05ea\u0620-\u064a\u066e\u066f\u0671-\u06d5]+"),
    "ltr": re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u0482]+"),
}
_ISOLATES = frozenset({"LRI", "RLI", "FSI"})


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs as ranges of code points, the `\\n` between them left out; at least one, maybe empty."""
    found, start = [], 0
    for piece in text.split("\n"):
        found.append((start, start + len(piece)))
        start += len(piece) + 1
    return found


def first_strong(text: str) -> str:
    """ "ltr" or "rtl" by the first strong character outside isolates, "" where there is none."""
    depth = 0
    for char in text:
        kind = bidirectional(char)
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(depth - 1, 0)
        elif depth == 0 and kind in _STRONG:
            return _STRONG[kind]
    return ""


def article_direction(text: str) -> str:
    """The direction of most paragraphs, each by most of its strong characters; "ltr" where there are none.

    As many of either kind: the direction of most strong characters of the article.
    """
    letters: Counter[str] = Counter()
    votes: Counter[str] = Counter()
    for piece in text.split("\n"):
        counts = _strong_characters(piece)
        letters += counts
        if counts:
            votes[max(counts, key=lambda way: (counts[way], way))] += 1
    rtl = (votes["rtl"], letters["rtl"]) > (votes["ltr"], letters["ltr"])
    return "rtl" if rtl else "ltr"


def _strong_characters(text: str) -> Counter[str]:
    """How many run either way, where there are any."""
    counts: Counter[str] = Counter()
    for way, runs in _RUNS.items():
        rest = runs.sub("", text)
        if len(rest) < len(text):
            counts[way] = len(text) - len(rest)
        text = rest
    for char, number in Counter(text).items():
        if way := _STRONG.get(bidirectional(char), ""):
            counts[way] += number
    return counts


def paragraph_direction(paragraph_text: str, article: str) -> str:
    """The direction of one paragraph: its first strong character's, else the article's."""
    return first_strong(paragraph_text) or article
