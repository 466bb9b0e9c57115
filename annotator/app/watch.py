"""Watching long work: a wrapper around an iterable that shows progress and may stop it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from annotator.model.errors import AnnotatorError

T = TypeVar("T")

# Called with (how many are done, how many there are or None). May raise Cancelled.
Progress = Callable[[int, int | None], None]


class Cancelled(AnnotatorError):
    """Somebody stopped the work; nothing of it remains."""


def watch(items: Iterable[T], progress: Progress | None, total: int | None = None) -> Iterator[T]:
    """The same items; `progress` is told after each one."""
    if progress is None:
        yield from items
        return
    progress(0, total)
    for done, item in enumerate(items, 1):
        yield item
        progress(done, total)
