"""Resolves the weak, neutral and bracket types of one isolating run sequence to levels (UAX #9, W1 to I2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from unicodedata import bidirectional, category, mirrored, normalize

from bidi.mirror import MIRRORED

_NEUTRAL = frozenset({"B", "S", "WS", "ON", "PDI", "LRI", "RLI", "FSI"})
_NOT_CARRIED = frozenset({"PDI", "LRI", "RLI", "FSI"})
_SIDE = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
_MAX_BRACKETS = 63


@dataclass(frozen=True, slots=True)
class Run:
    """One isolating run sequence: its places in the text, their types, its level, the sides around it."""

    places: list[int]
    types: list[str]
    level: int
    before: str
    after: str


def resolve(run: Run, text: str) -> list[int]:
    """The final level of each place of the sequence."""
    types = list(run.types)
    _weak_strong(types, run.before)
    _weak_numbers(types, run.before)
    _brackets(types, run, text)
    _neutral(types, run)
    if run.level % 2:
        return [run.level + (kind != "R") for kind in types]
    return [run.level + {"L": 0, "R": 1}.get(kind, 2) for kind in types]


def mirror(char: str) -> str:
    """The character that is drawn in right-to-left text for this one: ( for )."""
    return str(MIRRORED.get(char, char))


def _weak_strong(types: list[str], before: str) -> None:
    """W1 to W3: marks, European numbers after Arabic letters, Arabic letters."""
    previous = strong = before
    for i, kind in enumerate(types):
        if kind == "NSM":
            kind = "ON" if previous in _NOT_CARRIED else previous
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        types[i] = previous = kind
    for i, kind in enumerate(types):
        if kind == "AL":
            types[i] = "R"


def _weak_numbers(types: list[str], before: str) -> None:
    """W4 to W7: separators and signs at numbers, and numbers after Latin letters."""
    for i in range(1, len(types) - 1):
        left, kind, right = types[i - 1 : i + 2]
        if left == right and (kind, left) in (("ES", "EN"), ("CS", "EN"), ("CS", "AN")):
            types[i] = left
    for start, end in _stretches(types, frozenset({"ET"})):
        if "EN" in (types[start - 1 : start] + types[end : end + 1]):
            types[start:end] = ["EN"] * (end - start)
    strong = before
    for i, kind in enumerate(types):
        if kind in ("ES", "ET", "CS"):
            types[i] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[i] = "L"


def _stretches(types: list[str], wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(types):
        end = start
        while end < len(types) and types[end] in wanted:
            end += 1
        if end > start:
            yield start, end
        start = end + 1


def _brackets(types: list[str], run: Run, text: str) -> None:
    """N0: a pair of brackets takes one direction, from what is inside or else from what stands before."""
    own = "LR"[run.level % 2]
    for opener, closer in _bracket_pairs(types, run, text):
        inside = {_SIDE[kind] for kind in types[opener + 1 : closer] if kind in _SIDE}
        if not inside:
            continue
        side = own
        if own not in inside:
            earlier = (_SIDE[kind] for kind in reversed(types[:opener]) if kind in _SIDE)
            side = next(earlier, run.before)
        for place in (opener, closer):
            types[place] = side
            _carry(types, run.types, place)


def _carry(types: list[str], original: list[str], place: int) -> None:
    """Marks after a bracket go with it."""
    for i in range(place + 1, len(types)):
        if original[i] != "NSM":
            return
        types[i] = types[place]


def _bracket_pairs(types: list[str], run: Run, text: str) -> list[tuple[int, int]]:
    """The pairs in order of their openers (BD16), as indices into the sequence."""
    opened: list[tuple[str, int]] = []
    pairs = []
    for i, place in enumerate(run.places):
        role, key = _bracket(text[place]) if types[i] == "ON" else ("", "")
        if role == "open":
            opened.append((key, i))
        if len(opened) > _MAX_BRACKETS:
            return []
        depth = next((d for d in range(len(opened) - 1, -1, -1) if opened[d][0] == key), -1)
        if role == "close" and depth >= 0:
            pairs.append((opened[depth][1], i))
            del opened[depth:]
    return sorted(pairs)


@cache
def _bracket(char: str) -> tuple[str, str]:
    """("open" or "close", the closing form), both "" for what is no bracket; equivalent forms are one."""
    kind = category(char)
    if kind not in ("Ps", "Pe") or not mirrored(char) or bidirectional(char) != "ON":
        return "", ""
    return ("open", normalize("NFC", mirror(char))) if kind == "Ps" else ("close", normalize("NFC", char))


def _neutral(types: list[str], run: Run) -> None:
    """N1 and N2: neutrals between equal sides take that side, others the level's own."""
    for start, end in list(_stretches(types, _NEUTRAL)):
        left = _SIDE[types[start - 1]] if start else run.before
        right = _SIDE[types[end]] if end < len(types) else run.after
        side = left if left == right else "LR"[run.level % 2]
        types[start:end] = [side] * (end - start)
