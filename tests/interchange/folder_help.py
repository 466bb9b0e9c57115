"""What the tests of formats that fill folders share: folders in memory, and the law of named losses."""

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO

from annotator.interchange.format import Format, ReadOptions, WriteOptions
from annotator.interchange.losses import ATTRIBUTES, BLANKS, BOOKKEEPING, FRAGMENTS, LINKS, NOTES
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
    folder = written(records, by, chosen)
    found, problems = read_source(folder.source(), by)
    assert [p for p in problems if p.refused] == []
    assert len(found) == len(records)
    by_id = {record.id: record for record in found}
    for record in records:
        _assert_record(record, by_id[record.id], by, chosen)


def _assert_record(record: Record, back: Record, by: Format, options: WriteOptions) -> None:
    losses = by.losses(record, options)
    if not {BLANKS, "text"} & {loss.what for loss in losses}:
        assert back.text == record.text
    sets = {each.owner: each for each in back.annotations}
    for each in record.annotations:
        there = sets.get(each.owner, AnnotationSet())
        mine = {(loss.start, loss.end, loss.what) for loss in losses if loss.owner == each.owner}
        lost = {(start, end) for start, end, what in mine if what not in BOOKKEEPING | FIELDS}
        kept = Counter(key for span in there.spans for key in [_key(span, there, mine, by)])
        for span in each.spans:
            if (span.start, span.end) not in lost:
                assert kept[_key(span, each, mine, by)] > 0, span
        left_out = sum("left out" in loss.reason and loss.owner == each.owner for loss in losses)
        assert len(there.spans) == len(each.spans) - left_out


def _key(span: Span, owner: AnnotationSet, lost: set[tuple[int, int, str]], by: Format) -> tuple[object, ...]:
    """What of the span must be there again, links by the places that they lead to."""
    gone = {what for start, end, what in lost if (start, end) == (span.start, span.end)}
    places = {each.id: (each.start, each.end, each.label) for each in owner.spans}
    whole = {place for start, end, what in lost if what not in BOOKKEEPING | FIELDS for place in [(start, end)]}
    links = {
        role: sorted(places[to] for to in targets if places[to][:2] not in whole)
        for role, targets in span.links.items()
    }
    return (
        span.start,
        span.end,
        span.label,
        None if ATTRIBUTES in gone else tuple(sorted(span.attributes.items())),
        None if LINKS in gone else tuple(sorted((r, tuple(to)) for r, to in links.items() if to)),
        None if NOTES in gone else span.note,
        None if FRAGMENTS in gone else span.fragments,
    )
