"""Brings together what belongs to one document though it stands in several rows, in bounded memory."""

from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


def grouped(items: Callable[[], Iterator[T]], key: Callable[[T], str]) -> Iterator[list[T]]:
    """The items with the same key as one list, given when the last of them has come; an item of key "" alone.

    Goes through the items twice: first it counts, so that only what still waits for more is kept.
    """
    left = Counter(_short(name) for item in items() if (name := key(item)))
    waiting: dict[bytes, list[T]] = {}
    for item in items():
        name = key(item)
        if not name:
            yield [item]
            continue
        short = _short(name)
        left[short] -= 1
        if left[short] > 0:
            waiting.setdefault(short, []).append(item)
        else:
            del left[short]
            yield [*waiting.pop(short, []), item]


def _short(key: str) -> bytes:
    return blake2b(key.encode(errors="surrogatepass"), digest_size=16).digest()
