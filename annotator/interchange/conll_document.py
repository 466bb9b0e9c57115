"""One document out of the words and tags of a CoNLL file: its text and its spans."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from annotator.interchange.iob import OUTSIDE, begins_inside, chunks_of
from annotator.model.span import IMPORTED, Span


@dataclass(slots=True)
class Words:
    """One document while its lines are read."""

    id: str = ""
    words: list[str] = field(default_factory=list)
    tags: list[Sequence[str]] = field(default_factory=list)  # of each token, by column
    after: list[str] = field(default_factory=list)  # what follows each token: blank, newline or nothing


def text_of(draft: Words) -> tuple[str, list[int]]:
    """The text, and where each word begins in it."""
    draft.after[-1] = ""
    parts = [word + after for word, after in zip(draft.words, draft.after, strict=True)]
    return "".join(parts), [*accumulate(map(len, parts[:-1]), initial=0)]


def by_label(tags: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Tags in no fixed columns as columns: the first of a label on each token, the second, and so on."""
    found: dict[tuple[str, int], list[str]] = {}
    for n, on_token in enumerate(tags):
        seen: Counter[str] = Counter()
        for tag in on_token:
            label = tag[2:]
            found.setdefault((label, seen[label]), [OUTSIDE] * len(tags))[n] = tag
            seen[label] += 1
    return [tuple(column) for (label, _), column in found.items() if label]


def spans_of(
    draft: Words, columns: list[tuple[str, ...]], starts: list[int]
) -> tuple[tuple[Span, ...], bool]:
    """The spans of all columns, each once, and whether some begin with I-."""
    breaks = [n + 1 for n, after in enumerate(draft.after) if after == "\n"]
    sentences = list(zip([0, *breaks], [*breaks, len(draft.words)], strict=True))
    found: dict[tuple[int, int, str], Span] = {}
    inside = False
    for tags in columns:
        for begin, stop in sentences:
            part = tags[begin:stop]
            if part.count(OUTSIDE) == len(part):
                continue
            inside = inside or begins_inside(part)
            for first, last, label in chunks_of(part):
                start, final = starts[begin + first], begin + last - 1
                end = starts[final] + len(draft.words[final])
                found.setdefault((start, -end, label), Span(start, end, label, origin=IMPORTED))
    return tuple(found[key] for key in sorted(found)), inside
