"""One article as agreement sees it: its text, its tokens, and what each annotator who completed it marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from annotator.model.span import Excluded, Span
from annotator.text import tokens as text_tokens

TOKEN_RULE = f"annotator/{text_tokens.VERSION}"  # stored with every result: other tokens, other values

TokenRanges = NDArray[np.int32]  # shape (2, n): starts, ends; in order and disjoint


@dataclass(frozen=True, slots=True, eq=False)
class Article:
    """One article. `sets` has an entry for each annotator who completed it, an empty one included.

    An annotator without an entry is missing, which is not the same as one who marked nothing. Excluded regions
    take no part: neither their tokens and characters nor spans that lie wholly in them. `uid` is the article's
    identity in every file; its draws for intervals follow it.
    """

    document: str
    text: str
    sets: Mapping[str, Sequence[Span]]
    tokens: TokenRanges
    excluded: tuple[tuple[int, int], ...] = ()  # in order, disjoint
    uid: bytes = b""


def article(
    document: str,
    text: str,
    sets: Mapping[str, Sequence[Span]],
    excluded: Iterable[Excluded] = (),
    *,
    tokens: TokenRanges | None = None,
    uid: bytes = b"",
) -> Article:
    """The article with the tokens of its text, unless they are known already. All offsets are code points."""
    regions = merged((e.start, e.end) for e in excluded)
    return Article(document, text, sets, token_ranges(text) if tokens is None else tokens, regions, uid)


def token_ranges(text: str) -> TokenRanges:
    """The tokens of a text, as starts and ends in code points: the costly part, which never changes."""
    found = text_tokens.ranges(text)
    return np.fromiter(chain.from_iterable(found), np.int32, 2 * len(found)).reshape(-1, 2).T


def takes_part(article: Article, span: Span) -> bool:
    """Whether some of a span lies outside the excluded regions."""
    return not any(start <= span.start and span.end <= end for start, end in article.excluded)


def merged(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The same code points as disjoint ranges in order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def kept_tokens(tokens: TokenRanges, excluded: Sequence[tuple[int, int]]) -> TokenRanges:
    """The tokens that share no character with an excluded region."""
    if not excluded:
        return tokens
    keep = np.ones(tokens.shape[1], dtype=np.bool_)
    for start, end in excluded:
        keep &= (tokens[1] <= start) | (tokens[0] >= end)
    return tokens[:, keep]


def kept_before(places: NDArray[np.int64], excluded: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """How many code points outside the excluded regions stand before each place."""
    kept = places.copy()
    for start, end in excluded:
        kept -= np.clip(places, start, end) - start
    return kept
