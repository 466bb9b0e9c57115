"""Whether the end of a file's log was torn: a page of it is not what was written, and whole actions lay beyond.

SQLite reads a log up to the first page that fails its sum and takes the rest for what was never finished. A program
that is killed leaves no end of an action behind such a page; a disk that failed does (SQLite file format, 4).
"""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

_HEADER, _FRAME = struct.Struct(">8I"), struct.Struct(">6I")
_LAST_FRAME = 16  # where the log's index has the number of the last frame that is read
_ALL_BITS = 0xFFFFFFFF
_TURNS = 1 << 16  # of a log, while its file is kept open
_ENDS_ACTION = 1  # the word of a frame's header that is not 0 where an action ends
_LITTLE = 0x377F0682  # the log's sums are of little-endian words; with the last bit set, of big-endian ones


class _Log(NamedTuple):
    file: BinaryIO
    order: str
    page: int
    salts: tuple[int, int]

    def frames(self, after: int) -> Iterator[tuple[tuple[int, ...], bytes]]:
        """Each frame of the present log after so many: its header's words and its bytes."""
        self.file.seek(_HEADER.size + after * (_FRAME.size + self.page))
        while len(frame := self.file.read(_FRAME.size + self.page)) == _FRAME.size + self.page:
            yield _FRAME.unpack(frame[: _FRAME.size]), frame


def torn_pages(path: Path, connection: sqlite3.Connection) -> int:
    """How many pages of the log of an open file hold actions that cannot be read, 0 where none was torn.

    The connection must have read from the file. Where somebody writes at this moment nothing is said of the log.
    """
    if not _torn_pages(path):
        return 0
    with suppress(sqlite3.OperationalError):  # a writer is at work, so the log is being written, not torn
        connection.execute("BEGIN IMMEDIATE")
        try:
            return _torn_pages(path)
        finally:
            connection.execute("ROLLBACK")
    return 0


def _torn_pages(path: Path) -> int:
    with suppress(FileNotFoundError, struct.error, StopIteration), Path(f"{path}-wal").open("rb") as file:
        magic, _, page, _, *salts = _HEADER.unpack(file.read(_HEADER.size))[:6]
        log = _Log(file, "<" if magic == _LITTLE else ">", page, (salts[0], salts[1]))
        return _torn(log, _readable(path))
    return 0


def _readable(path: Path) -> int:
    """Up to which frame SQLite reads the log: its index says so, in the words of this machine."""
    with Path(f"{path}-shm").open("rb") as file:
        file.seek(_LAST_FRAME)
        return int(struct.unpack("=I", file.read(4))[0])


def _torn(log: _Log, readable: int) -> int:
    sums = _sums_at(log, readable)
    count, torn, is_broken = 0, 0, False
    for words, frame in log.frames(readable):
        if not is_broken:
            sums = _summed(log, sums, frame)
            is_broken = sums != words[4:6] or words[2:4] != log.salts
        count += is_broken
        if is_broken and _is_lost(log, words):
            torn = count
    return torn


def _is_lost(log: _Log, words: tuple[int, ...]) -> bool:
    """Whether a frame that cannot be read ended an action, or is nothing that was ever written to a log.

    Nothing but zeros is what a power cut leaves of a write that was not acknowledged yet; and what an earlier turn of
    the log wrote has a first salt that is a little smaller, for each turn adds one.
    """
    if words[2:4] == log.salts:
        return bool(words[_ENDS_ACTION])
    return any(words) and not 0 < (log.salts[0] - words[2]) & _ALL_BITS < _TURNS


def _sums_at(log: _Log, frame: int) -> tuple[int, int]:
    """The sums with which the frame after so many begins."""
    if frame == 0:
        log.file.seek(0)
        words = _HEADER.unpack(log.file.read(_HEADER.size))
        return words[6], words[7]
    words, _ = next(log.frames(frame - 1))
    return words[4], words[5]


def _summed(log: _Log, sums: tuple[int, int], frame: bytes) -> tuple[int, int]:
    one, two = sums
    summed = frame[:8] + frame[_FRAME.size :]
    words = struct.unpack(f"{log.order}{len(summed) // 4}I", summed)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & _ALL_BITS
        two = (two + second + one) & _ALL_BITS
    return one, two
