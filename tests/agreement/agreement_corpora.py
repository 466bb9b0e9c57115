"""Articles for the tests of agreement: random ones with nesting, noise and missing annotators, and small exact ones."""

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from hypothesis import settings

from annotator.agreement.article import Article, token_ranges
from annotator.agreement.counts import count
from annotator.agreement.figures import Figures, summary
from annotator.agreement.tables import Counts
from annotator.model.span import Span

LABELS = ("CLAIM", "ORGANIZATION", "PERSON")
_WORDS = ("قال", "عليّ", "إن", "UNHCR", "l’ONU", "a", "dit", "que", "والحكومة", "the", "minister", "،", ".")

# For laws whose every example makes all figures several times over.
FEWER = settings(max_examples=settings.default.max_examples // 3)

Mark = tuple[int, int, str]


def text_of(random_: random.Random, words: int) -> str:
    """A text of so many words of three languages."""
    return " ".join(random_.choice(_WORDS) for _ in range(words))


def marks(random_: random.Random, length: int, spans: int) -> list[Mark]:
    """What a careful annotator would mark: claims with names inside them, and names elsewhere."""
    found: set[Mark] = set()
    while len(found) < spans:
        label = random_.choice(LABELS)
        size = random_.randint(30, 160) if label == "CLAIM" else random_.randint(3, 18)
        start = random_.randrange(max(1, length - size))
        found.add((start, min(start + size, length), label))
    return sorted(found)


def noisy(random_: random.Random, truth: Sequence[Mark], length: int, noise: float) -> list[Span]:
    """The same marks as another annotator makes them: some missing, moved, relabelled or cut in two."""
    found: set[Mark] = set()
    for start, end, label in truth:
        kind = random_.random() / noise
        if kind < 1:
            continue
        if kind < 2:
            start, end = max(0, start - random_.randint(0, 4)), min(length, end + random_.randint(-2, 4))
        elif kind < 2.5:
            label = random_.choice(LABELS)
        elif kind < 2.8 and end - start > 8:
            middle = (start + end) // 2
            found.add((middle, end, label))
            end = middle - 1
        if start < end:
            found.add((start, end, label))
    return [Span(*mark) for mark in sorted(found, key=lambda mark: (mark[0], -mark[1], mark[2]))]


def corpus(
    seed: int,
    *,
    articles: int,
    owners: Sequence[str] = ("A", "B", "C"),
    spans: int = 6,
    words: int = 60,
    missing: float = 0.0,
    noise: float = 0.12,
) -> list[Article]:
    """Articles that each owner completed with a chance of 1 - missing."""
    random_ = random.Random(seed)
    found = []
    for n in range(articles):
        text = text_of(random_, words)
        truth = marks(random_, len(text), spans)
        sets = {
            owner: noisy(random_, truth, len(text), noise) for owner in owners if random_.random() >= missing
        }
        found.append(Article(f"d{n:03}", text, sets, token_ranges(text)))
    return found


def lettered(sets: Mapping[str, Iterable[Mark]], length: int = 0, document: str = "d") -> Article:
    """An article of so many letters, each one a token, with these spans."""
    made = {owner: [Span(*mark) for mark in owned] for owner, owned in sets.items()}
    length = length or max((span.end for owned in made.values() for span in owned), default=0)
    return Article(document, "x" * length, made, letters(length))


def letters(length: int) -> Any:
    """The tokens of a text in which every code point is one."""
    return np.array([range(length), range(1, length + 1)], dtype=np.int32)


def coded(items: Sequence[Sequence[Any]]) -> list[Article]:
    """One article of one token for each item: what each rater called it, None where he or she did not."""
    return [
        lettered(
            {f"rater {r}": [(0, 1, str(vote))] for r, vote in enumerate(votes) if vote is not None},
            1,
            f"item {n}",
        )
        for n, votes in enumerate(items)
    ]


def names_of(articles: Iterable[Article]) -> tuple[list[str], list[str]]:
    """All owners and all labels, sorted."""
    kept = list(articles)
    owners = {owner for article in kept for owner in article.sets}
    labels = {span.label for article in kept for spans in article.sets.values() for span in spans}
    return sorted(owners), sorted(labels)


def counted(articles: Sequence[Article]) -> Counts:
    """The counts for everybody and every label."""
    return count(articles, *names_of(articles))


def figured(articles: Sequence[Article], **more: Any) -> Figures:
    """The figures for everybody and every label."""
    return summary(counted(articles), **more)
