"""Gives each character of a paragraph its level, and each line its order from left to right (UAX #9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from unicodedata import bidirectional

from annotator.text.bidi_rules import Run, resolve
from annotator.text.direction import first_strong

_MAX_DEPTH = 125
_EMBEDDINGS = {"LRE": (0, ""), "RLE": (1, ""), "LRO": (0, "L"), "RLO": (1, "R")}
_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_REMOVED = frozenset({*_EMBEDDINGS, "PDF", "BN"})
_FOLLOWS_BASE = frozenset({"WS", "PDI", *_ISOLATES})


def levels(text: str, base: str = "") -> list[int]:
    """The level of each code point of a paragraph; `base`: "ltr", "rtl", "" for its first strong character.

    Controls that the algorithm removes get the level of what stands before them.
    """
    ground = 1 if (base or first_strong(text)) == "rtl" else 0
    kinds = [bidirectional(char) or "L" for char in text]
    pairs = _isolate_pairs(kinds)
    found, types = _explicit(text, kinds, pairs, ground)
    for run in _sequences(kinds, types, pairs, found, ground):
        for place, level in zip(run.places, resolve(run, text), strict=True):
            found[place] = level
    for place, kind in enumerate(kinds):
        if kind in _REMOVED and place:
            found[place] = found[place - 1]
    _lower_blanks(kinds, found, ground)
    return found


def order(found: Sequence[int]) -> list[int]:
    """The places of a line from left to right, for the levels of its places (rule L2)."""
    line = list(range(len(found)))
    odd = [level for level in found if level % 2]
    for level in range(max(found, default=0), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(line):
            end = start
            while end < len(line) and found[line[end]] >= level:
                end += 1
            line[start:end] = line[start:end][::-1]
            start = end + 1
    return line


def _isolate_pairs(kinds: list[str]) -> dict[int, int]:
    """Each isolate's beginning and its end (BD9)."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for place, kind in enumerate(kinds):
        if kind in _ISOLATES:
            opened.append(place)
        elif kind == "PDI" and opened:
            pairs[opened.pop()] = place
        elif kind == "B":
            opened.clear()
    return pairs


@dataclass(slots=True)
class _Stack:
    """The open embeddings, overrides and isolates while rules X1 to X8 go through the text."""

    ground: int
    entries: list[tuple[int, str, bool]]  # level, override, whether an isolate
    lost_isolates: int = 0
    lost_embeddings: int = 0

    def open(self, odd: int, override: str, *, isolate: bool) -> None:
        level = self.entries[-1][0] + 1
        level += level % 2 != odd
        if level <= _MAX_DEPTH and not self.lost_isolates and not self.lost_embeddings:
            self.entries.append((level, override, isolate))
        elif isolate:
            self.lost_isolates += 1
        elif not self.lost_isolates:
            self.lost_embeddings += 1

    def close_isolate(self) -> None:
        if self.lost_isolates:
            self.lost_isolates -= 1
        elif any(isolate for _, _, isolate in self.entries):
            self.lost_embeddings = 0
            while not self.entries.pop()[2]:
                pass

    def close_embedding(self) -> None:
        if self.lost_isolates:
            return
        if self.lost_embeddings:
            self.lost_embeddings -= 1
        elif len(self.entries) > 1 and not self.entries[-1][2]:
            self.entries.pop()

    def clear(self) -> None:
        self.entries = [(self.ground, "", False)]
        self.lost_isolates = self.lost_embeddings = 0


def _explicit(text: str, kinds: list[str], pairs: dict[int, int], ground: int) -> tuple[list[int], list[str]]:
    """Levels and types after rules X1 to X8; a removed control has the level of the place before."""
    stack = _Stack(ground, [(ground, "", False)])
    found: list[int] = []
    types = list(kinds)
    for place, kind in enumerate(kinds):
        if kind in _REMOVED:
            found.append(found[-1] if found else ground)
            if kind in _EMBEDDINGS:
                stack.open(*_EMBEDDINGS[kind], isolate=False)
            elif kind == "PDF":
                stack.close_embedding()
            continue
        if kind == "PDI":
            stack.close_isolate()
        elif kind == "B":
            stack.clear()
        level, override, _ = stack.entries[-1]
        found.append(level)
        types[place] = override or kind
        if kind in _ISOLATES:
            inside = text[place + 1 : pairs.get(place, len(text))]
            odd = kind == "RLI" or (kind == "FSI" and first_strong(inside) == "rtl")
            stack.open(int(odd), "", isolate=True)
    return found, types


def _sequences(
    kinds: list[str], types: list[str], pairs: dict[int, int], found: list[int], ground: int
) -> list[Run]:
    """The isolating run sequences (X10): level runs, joined over the isolates between them."""
    kept = [place for place, kind in enumerate(kinds) if kind not in _REMOVED]
    sequences: list[list[int]] = []
    waiting: dict[int, list[int]] = {}  # an isolate's end -> the sequence that goes on there
    for _, group in groupby(kept, key=found.__getitem__):
        run = list(group)
        sequence = waiting.pop(run[0], None)
        if sequence is None:
            sequence = []
            sequences.append(sequence)
        sequence += run
        if run[-1] in pairs:
            waiting[pairs[run[-1]]] = sequence
    ranks = {place: rank for rank, place in enumerate(kept)}

    def side(level: int, rank: int, *, open_isolate: bool = False) -> str:
        outside = found[kept[rank]] if 0 <= rank < len(kept) and not open_isolate else ground
        return "LR"[max(level, outside) % 2]

    runs = []
    for places in sequences:
        level, last = found[places[0]], places[-1]
        before = side(level, ranks[places[0]] - 1)
        after = side(level, ranks[last] + 1, open_isolate=kinds[last] in _ISOLATES)
        runs.append(Run(places, [types[place] for place in places], level, before, after))
    return runs


def _lower_blanks(kinds: list[str], found: list[int], ground: int) -> None:
    """Rule L1: separators, and the blanks before them and at the end, are at the paragraph's own level."""
    trailing = True
    for place in range(len(kinds) - 1, -1, -1):
        kind = kinds[place]
        if kind in ("S", "B"):
            trailing = True
        elif kind not in _FOLLOWS_BASE and kind not in _REMOVED:
            trailing = False
        if trailing:
            found[place] = ground
