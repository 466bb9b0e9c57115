"""JSON objects out of a file: one a line, in an array, or one after another; formats say what they mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

import orjson

from annotator.interchange.bytes_in import HEAD, LIMIT, open_utf8
from annotator.interchange.findings import shown
from annotator.interchange.record import Problem
from annotator.interchange.source import SourceFile
from annotator.text.normalize import BadText

CHUNK = 1 << 20
BOM = b"\xef\xbb\xbf"
# All up to the next bracket outside a string. No match: the bracket, or a string's end, is yet to come.
_PLAIN = rb'[^"\[\]{}]++|"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_TO_BRACKET = re.compile(rb"(?:%b)*+[\[\]{}]" % _PLAIN, re.DOTALL)
# Inside a value whole lists and objects are passed over at once, as deep as those of most records are.
_DEEP = _PLAIN
for _ in range(3):
    _DEEP = rb"%b|[\[{](?:%b)*+[\]}]" % (_PLAIN, _DEEP)
_TO_BRACKET_INSIDE = re.compile(rb"(?:%b)*+[\[\]{}]" % _DEEP, re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One JSON object, and where it stands: "news.jsonl, line 12" or, in an array, "news.json, record 12"."""

    place: str
    value: dict[str, Any]


def rows(file: SourceFile, encoding: str = "", *, limit: int = LIMIT) -> Iterator[Row | Problem]:
    """The objects of a file in order, and a problem for each part that is none; one at a time is in memory.

    `limit` is the most bytes of one row. A broken line costs only itself. OSError passes.
    """
    try:
        stream, remark = open_utf8(file, encoding)
    except BadText as error:
        yield Problem(file.name, str(error), "", "file")
        return
    if remark:
        yield remark
    some = False
    with stream:
        for place, found in _parts(file, stream, limit):
            some = True
            yield _row(place, found) if isinstance(found, bytes) else Problem(place, *found)
    if not some:
        yield Problem(file.name, "the file is empty: 0 records", "", "empty", refused=False)


Part = tuple[str, bytes | tuple[str, str]]  # the place, and JSON or (reason, fix)


def _parts(file: SourceFile, stream: BinaryIO, limit: int) -> Iterator[Part]:
    head = stream.read(HEAD)
    both = _Joined(head, stream)
    if _is_one_a_line(head):
        for number, line in _lines(both, limit):
            yield f"{file.name}, line {number}", line
    else:
        number = 1
        for value in _values(both, limit):
            yield f"{file.name}, record {number}", value
            number += isinstance(value, bytes)


def _is_one_a_line(head: bytes) -> bool:
    """Whether the file is JSON Lines: neither an array nor an object that is spread over several lines."""
    first = head.removeprefix(BOM).lstrip().split(b"\n", 1)[0].strip()
    return not first.startswith(b"[") and first != b"{"


class _Joined:
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = BytesIO(head.removeprefix(BOM))
        self._rest = rest

    def read(self, size: int) -> bytes:
        return self._head.read(size) or self._rest.read(size)

    def readline(self, size: int) -> bytes:
        line = self._head.readline(size)
        return line if line.endswith(b"\n") else line + self._rest.readline(size - len(line))


def _lines(stream: _Joined, limit: int) -> Iterator[tuple[int, bytes | tuple[str, str]]]:
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            yield number, (f"the line is longer than {limit >> 20} MiB", "split the record")
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
        elif not line.isspace():
            yield number, line


def _values(stream: _Joined, limit: int) -> Iterator[bytes | tuple[str, str]]:
    """The values of the outer array, or those one after another; each as JSON, or as (reason, fix)."""
    splitter = _Splitter()
    while chunk := stream.read(max(CHUNK, len(splitter.left))):
        yield from splitter.take(chunk)
        if len(splitter.left) > limit:
            yield f"the record is longer than {limit >> 20} MiB; the rest is not read", "split the record"
            return
    yield from splitter.close()


class _Splitter:
    """Cuts a stream of JSON into its values by brackets alone, so that a broken value costs only itself."""

    def __init__(self) -> None:
        self.left = b""  # from the last value's end on
        self._seen = 0  # how much of it was looked at
        self._floor = 0  # the depth of values: 1 inside an outer array
        self._depth = 0
        self._begin = 0  # where the present value begins
        self._gap = [b""]  # what may stand before the next value: at first nothing, then a comma

    def take(self, chunk: bytes) -> Iterator[bytes | tuple[str, str]]:
        """The values that end in this chunk."""
        self.left += chunk
        done = 0
        while found := self._to_bracket().match(self.left, self._seen):
            self._seen = found.end()
            sign = self.left[self._seen - 1]
            if sign in b"[{":
                yield from self._opened(self._seen - 1, done, sign)
            else:
                yield from self._closed(self._seen - 1, done)
            if self._depth == self._floor:
                done = self._seen
        self.left, self._seen = self.left[done:], self._seen - done
        self._begin -= done

    def close(self) -> Iterator[tuple[str, str]]:
        """What is wrong at the end of the stream."""
        if self._depth > self._floor or self._floor:
            yield "the file ends inside a record or its list", "it was cut off: make it again"
        elif self.left.strip():
            yield _unexpected(self.left)

    def _to_bracket(self) -> re.Pattern[bytes]:
        return _TO_BRACKET_INSIDE if self._depth > self._floor else _TO_BRACKET

    def _opened(self, at: int, done: int, sign: int) -> Iterator[tuple[str, str]]:
        self._depth += 1
        if self._depth - 1 != self._floor:
            return
        gap = self.left[done:at].strip()
        if gap not in self._gap:
            yield _unexpected(gap)
        self._begin = at
        if sign == ord("[") and self._gap == [b""] and not self._floor:
            self._floor = 1
        else:
            self._gap = [b","] if self._floor else [b"", b","]

    def _closed(self, at: int, done: int) -> Iterator[bytes | tuple[str, str]]:
        if self._depth > self._floor:
            self._depth -= 1
            if self._depth == self._floor:
                yield self.left[self._begin : at + 1]
            return
        gap = self.left[done : at + (not self._floor)].strip()
        self._floor = self._depth = 0
        self._gap = [b"", b","]
        if gap:
            yield _unexpected(gap)


def _unexpected(gap: bytes) -> tuple[str, str]:
    return f"{shown(gap[:99].decode(errors='replace'))} stands where a JSON object should", "remove it"


def _row(place: str, json: bytes) -> Row | Problem:
    try:
        value = orjson.loads(json)
    except orjson.JSONDecodeError as error:
        return _broken(place, json, error)
    if type(value) is dict:
        return Row(place, value)
    return Problem(place, f"is not a JSON object but {shown(value)}", "write one object a line", "row")


def _broken(place: str, json: bytes, error: orjson.JSONDecodeError) -> Row | Problem:
    if json.startswith(BOM):
        return _row(place, json.removeprefix(BOM))  # files put one behind the other
    whole = json.endswith((b"\n", b"}"))
    fix = "mend this row in the file" if whole else "the file was cut off here: make it again"
    try:
        json.decode()
    except UnicodeDecodeError as wrong:
        reason = f"byte {wrong.start} of the row is not UTF-8"
        return Problem(place, reason, fix + ", or name its --encoding", "row")
    return Problem(place, f"is not JSON: {error.msg} (character {error.pos})", fix, "row")
