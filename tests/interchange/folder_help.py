"""What the tests of formats that fill folders share: folders in memory, and the law of named losses."""

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from annotator.interchange.format import Format, ReadOptions, WriteOptions
from annotator.interchange.losses import ATTRIBUTES, BLANKS, BOOKKEEPING, FRAGMENTS, LINKS, NOTES, TEXT
from annotator.interchange.record import AnnotationSet, Problem, Record
from annotator.interchange.source import Source, SourceFile, source_of
from annotator.model.span import Span

DATA = Path(__file__).parents[1] / "data"
FIELDS = frozenset({ATTRIBUTES, LINKS, NOTES, FRAGMENTS})


class MemoryFolder:
    """A target whose files stay in memory, by name."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def open(self, name: str = "") -> AbstractContextManager[BinaryIO]:
        return self._opened(name)

    @contextmanager
    def _opened(self, name: str) -> Iterator[BinaryIO]:
        assert name not in self.files, f"{name} is written twice"
        stream = io.BytesIO()
        yield stream
        self.files[name] = stream.getvalue()

    def source(self) -> Source:
        made = (
            SourceFile(name, lambda data=data: io.BytesIO(data), len(data))
            for name, data in sorted(self.files.items())
        )
        return Source("folder", tuple(made), folder=True)


def read_path(path: Path, by: Format, **fields: str) -> tuple[list[Record], list[Problem]]:
    return read_source(source_of(path), by, **fields)


def read_source(source: Source, by: Format, **fields: str) -> tuple[list[Record], list[Problem]]:
    assert by.read
    found = list(by.read(source, ReadOptions(fields=fields)))
    return [r for r in found if isinstance(r, Record)], [p for p in found if isinstance(p, Problem)]


def written(records: list[Record], by: Format, options: WriteOptions | None = None) -> MemoryFolder:
    assert by.write
    folder = MemoryFolder()
    by.write(records, options or WriteOptions(), folder)
    return folder


def spans_of(records: list[Record]) -> dict[str, int]:
    """How many spans each owner has."""
    return dict(Counter(each.owner for r in records for each in r.annotations for _ in each.spans))


def assert_only_losses(records: list[Record], by: Format, options: WriteOptions | None = None) -> None:
    """What is written reads back equal, but for what the format had named as a loss before."""
    chosen = options or WriteOptions()
    records = [r for r in records if TEXT not in {loss.what for loss in by.losses(r, chosen)}]
    found, problems = read_source(written(records, by, chosen).source(), by)
    assert [p for p in problems if p.refused] == []
    assert len(found) == len(records)
    by_id = {record.id: record for record in found}
    for record in records:
        _assert_record(record, by_id[record.id], by, chosen)


def _assert_record(record: Record, back: Record, by: Format, options: WriteOptions) -> None:
    losses = by.losses(record, options)
    if BLANKS not in {loss.what for loss in losses}:
        assert back.text == record.text
    sets = {each.owner: each for each in back.annotations}
    for each in record.annotations:
        there = sets.get(each.owner, AnnotationSet())
        mine = {(loss.start, loss.end, loss.what) for loss in losses if loss.owner == each.owner}
        lost = {(start, end) for start, end, what in mine if what not in BOOKKEEPING | FIELDS}
        for span in each.spans:
            if (span.start, span.end) not in lost:
                _assert_span(
                    span, each, there, lost, {what for *at, what in mine if at == [span.start, span.end]}
                )
        left_out = sum("left out" in loss.reason and loss.owner == each.owner for loss in losses)
        assert len(there.spans) == len(each.spans) - left_out


def _assert_span(
    span: Span, owner: AnnotationSet, there: AnnotationSet, lost: set[tuple[int, int]], gone: set[str]
) -> None:
    same = [other for other in there.spans if _key(other, gone) == _key(span, gone)]
    assert same, span
    places = {each.id: (each.start, each.end) for each in owner.spans}
    targets = [places[to] for to in chain(*span.links.values())]
    if LINKS not in gone and not lost.intersection(targets):
        assert _links(span, owner) in [_links(other, there) for other in same]


def _key(span: Span, gone: set[str]) -> tuple[object, ...]:
    return (
        span.start,
        span.end,
        span.label,
        None if ATTRIBUTES in gone else dict(span.attributes),
        None if NOTES in gone else span.note,
        None if FRAGMENTS in gone else span.fragments,
    )


def _links(span: Span, owner: AnnotationSet) -> dict[str, list[tuple[int, int, str]]]:
    """The links by the places that they lead to, as ids may become others."""
    places = {each.id: (each.start, each.end, each.label) for each in owner.spans}
    return {role: sorted(places[to] for to in targets) for role, targets in span.links.items()}
