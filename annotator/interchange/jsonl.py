"""The lossless JSONL, one document a line: reads whole files of it, however they are laid out."""

import re
from collections.abc import Iterator

from annotator.interchange.findings import Findings
from annotator.interchange.format import Format, ReadOptions
from annotator.interchange.jsonl_record import record_of
from annotator.interchange.jsonl_write import unwritable, write
from annotator.interchange.losses import EVERYTHING
from annotator.interchange.record import Problem, Record
from annotator.interchange.rows import rows
from annotator.interchange.source import Source, SourceFile, matching
from annotator.text.offsets import UNITS

EXTENSIONS = (".jsonl", ".ndjson", ".json")
UNREAD_FIX = "if they hold annotations, name the format that the file is in with --format"


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """The records of all files, each after its problems; a record needs a `text` only."""
    for file in matching(source, EXTENSIONS):
        if isinstance(file, Problem):
            yield file
        else:
            yield from _read_file(file, options)


def _read_file(file: SourceFile, options: ReadOptions) -> Iterator[Record | Problem]:
    findings = Findings()
    for row in rows(file, options.encoding):
        if isinstance(row, Problem):
            yield row
            continue
        record = record_of(row, options.unit, findings)
        yield from findings.take()
        if record is not None:
            yield record
    yield from findings.unread_keys(file.name, UNREAD_FIX)


def sniff(head: bytes, name: str) -> float:
    """How sure the beginning makes one: certain by the schema, likely by `annotations` with an `owner`."""
    named = name.lower().endswith(EXTENSIONS)
    if not begins_as_json(head):
        return 0.05 if named else 0.0  # empty, binary or broken: the reader can say which
    keys = keys_in(head)
    if b"text" not in keys:
        return 0.1 if named else 0.0
    if b"schema" in keys and b'"annotator/' in _narrow(head):
        return 1.0
    if {b"annotations", b"owner"} <= keys:
        return 0.8
    return 0.3 if named else 0.1


def begins_as_json(head: bytes) -> bool:
    """Whether the first sign is that of a JSON object or list."""
    return _narrow(head).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith((b"{", b"["))


def keys_in(head: bytes) -> set[bytes]:
    """What looks like a key of an object at any depth."""
    return set(re.findall(rb'"(\w+)"\s*:', _narrow(head)))


def _narrow(head: bytes) -> bytes:
    return head.replace(b"\0", b"")  # so that the keys can be read in wide encodings as well


FORMAT = Format(
    name="jsonl",
    title="Annotator JSONL (lossless)",
    extensions=EXTENSIONS,
    sniff=sniff,
    read=read,
    write=write,
    holds=EVERYTHING,
    units=UNITS,
    more_losses=unwritable,
)
