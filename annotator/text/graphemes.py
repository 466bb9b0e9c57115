"""Finds grapheme borders: where a reader sees one character end and the next begin (UAX #29, by `regex`)."""

import regex

_CLUSTER = regex.compile(r"\X")
# What a character may do at a border, by its Grapheme_Cluster_Break.
_BREAK, _MARK, _PLAIN, _OTHER, _CHAIN = range(5)
_CLASSES = (
    (_BREAK, regex.compile(r"[\p{GCB=Control}\p{GCB=CR}\p{GCB=LF}]")),
    (_MARK, regex.compile(r"[\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}]")),
    # Nothing but a prepended sign can join such a letter to what stands before it.
    (
        _PLAIN,
        regex.compile(r"(?V1)[\p{GCB=Other}--[\p{Extended_Pictographic}\p{Indic_Conjunct_Break=Consonant}]]"),
    ),
    (_OTHER, regex.compile(r"\p{GCB=Other}")),
)


class _Kinds(dict[str, int]):
    """Each character's kind, found once."""

    def __missing__(self, char: str) -> int:
        kind = next((kind for kind, pattern in _CLASSES if pattern.match(char)), _CHAIN)
        self[char] = kind
        return kind


_KINDS = _Kinds()


def is_border(text: str, i: int) -> bool:
    """Whether no grapheme is cut at code point `i`; 0, the length and what is outside are borders."""
    if 0 < i < len(text) and _KINDS[text[i]] == _PLAIN and _KINDS[text[i - 1]] != _CHAIN:
        return True  # nearly always: half the price of asking on
    certain = _certain(text, i)
    if certain is not None:
        return certain
    start = i - 1
    while not _certain(text, start):
        start -= 1
    ends = (match.end() for match in _CLUSTER.finditer(text, start))
    return next(end for end in ends if end >= i) == i


def _certain(text: str, i: int) -> bool | None:
    """The answer of `is_border` where the two characters at `i` alone decide it, else None."""
    if i <= 0 or i >= len(text):
        return True
    before, after = _KINDS[text[i - 1]], _KINDS[text[i]]
    if after == _PLAIN:
        return before != _CHAIN or None
    if before == _BREAK or after == _BREAK:
        return text[i - 1 : i + 1] != "\r\n"
    if after == _MARK:
        return False
    return True if after == _OTHER and before in (_PLAIN, _OTHER) else None


def next_border(text: str, i: int) -> int:
    """The first border after code point `i`, at most the length."""
    i += 1
    while not is_border(text, i):
        i += 1
    return min(i, len(text))


def previous_border(text: str, i: int) -> int:
    """The last border before code point `i`, at least 0."""
    i -= 1
    while not is_border(text, i):
        i -= 1
    return max(i, 0)


def borders(text: str) -> list[int]:
    """All borders in code points, 0 and the length included."""
    return [0, *(match.end() for match in _CLUSTER.finditer(text))]


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """The range grown outward to grapheme borders, in code points."""
    if not is_border(text, start):
        start = previous_border(text, start)
    if not is_border(text, end):
        end = next_border(text, end)
    return start, end
