"""What a format reads and writes: records of one document each, and problems where one could not be taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.model.span import Excluded, Span


@dataclass(frozen=True, slots=True)
class AnnotationSet:
    """One owner's annotations of one document. "" for an owner or a status that the data does not name.

    `program` says that the owner is no person: a model's predictions.
    """

    owner: str = ""
    status: str = ""
    note: str = ""
    spans: tuple[Span, ...] = ()
    program: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One document with its annotations. All offsets are code points of `text`, which is normalised already.

    `id` is the source's own or else `default_id(text)`; `name` is "" where the data has none. Each owner has
    at most one set. `place` says where the record stands: "news.jsonl, line 12".
    """

    text: str
    id: str
    name: str = ""
    language: str = ""
    source: str = ""
    direction: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)
    excluded: tuple[Excluded, ...] = ()
    annotations: tuple[AnnotationSet, ...] = ()
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """What a reader could not take (`refused`), or took with a remark. `kind` is a word to count by.

    Kinds: file, encoding, empty, row, text, id, hash, unit, quote, span, link, attribute, owner, status,
    excluded, field (a value of a wrong type that was left out), unread (data that the format does not know).
    """

    place: str
    reason: str
    fix: str = ""
    kind: str = "row"
    refused: bool = True

    def __str__(self) -> str:
        """The problem as one line for a report."""
        return f"{self.place}: {self.reason}" + (f" ({self.fix})" if self.fix else "")
