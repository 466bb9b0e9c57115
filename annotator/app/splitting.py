"""Splitting a corpus into train, dev and test by article, the same way for the same seed."""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.model.document import Document, text_hash
from annotator.model.errors import Refused

PARTS = ("train", "dev", "test")


@dataclass(frozen=True, slots=True)
class Split:
    """Shares of articles for train, dev and test (any positive scale), and the seed of the draw."""

    shares: tuple[float, float, float]
    seed: int


def parse_shares(given: str) -> tuple[float, float, float]:
    """Three shares from "80,10,10". Raises Refused for anything else."""
    try:
        shares = tuple(float(part) for part in given.split(","))
    except ValueError:
        shares = ()
    if len(shares) != 3 or min(shares) < 0 or sum(shares) <= 0:
        raise Refused(f"'{given}' are not three shares such as 80,10,10.")
    return (shares[0], shares[1], shares[2])


def keys_of(document: Document) -> tuple[str, ...]:
    """What an article shares with those that must stay with it: its text, and its `meta.group` if it has one."""
    group = document.meta.get("group")
    return (text_hash(document.text).hex(), *([f"group {group}"] if group else []))


def together(keys: Iterable[tuple[str, ...]]) -> list[str]:
    """The group of each article: those that share a key, directly or through others, are in one.

    A group's name is its smallest key, so that it does not depend on the order of the articles.
    """
    first: dict[str, str] = {}

    def name(key: str) -> str:
        while first.setdefault(key, key) != key:
            key = first[key]
        return key

    articles = list(keys)
    for shared in articles:
        names = sorted({name(key) for key in shared})
        for other in names[1:]:
            first[other] = names[0]
    return [name(shared[0]) for shared in articles]


def parts_of(groups: Iterable[str], split: Split) -> dict[str, str]:
    """The part of each group, given the group of each article; depends on the groups and the seed, not on order.

    Groups are drawn in a random order; each goes to the part that lacks most of its share of articles.
    """
    sizes: dict[str, int] = defaultdict(int)
    for group in groups:
        sizes[group] += 1
    order = sorted(sizes)
    random.Random(split.seed).shuffle(order)
    order.sort(key=lambda group: -sizes[group])  # large groups first, or they would spoil the shares
    wanted = _wanted(split.shares, sum(sizes.values()))
    held = [0, 0, 0]
    parts = {}
    for group in order:
        place = max(range(3), key=lambda part: (wanted[part] - held[part], -part))
        held[place] += sizes[group]
        parts[group] = PARTS[place]
    return parts


def _wanted(shares: Sequence[float], articles: int) -> list[float]:
    return [articles * share / sum(shares) for share in shares]
