"""Whether the end of a file's log was torn: a page of it is not what was written, and whole actions lay beyond.

SQLite reads a log up to the first page that fails its sum and takes the rest for what was never finished. A program
that is killed leaves no end of an action behind such a page; a disk that failed does (SQLite file format, 4).
"""

import shutil
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

_HEADER, _FRAME = struct.Struct(">8I"), struct.Struct(">6I")
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


def torn_pages(path: Path, keep: Path | None = None) -> int:
    """How many pages of a file's log hold actions that cannot be read; 0 where none was torn or the file is in use.

    The readable part of the log is brought into the file. With `keep` a torn log is first copied there with its file.
    """
    pages = 0
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection,
    ):
        # Nobody else may have it open: what another connection has not finished yet would look torn. Nor may this
        # process read the file itself then, for to close it again would let go of SQLite's locks.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()
        readable = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[1]
        pages = _torn_after(path, readable)
        if pages and keep:
            _copy(path, keep)
    return pages


def is_there(path: Path) -> bool:
    """Whether a file has a log with anything in it."""
    with suppress(FileNotFoundError):
        return Path(f"{path}-wal").stat().st_size > _HEADER.size
    return False


def _copy(path: Path, keep: Path) -> None:
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{path}{suffix}", f"{keep}{suffix}")


def _torn_after(path: Path, readable: int) -> int:
    with suppress(FileNotFoundError, struct.error, StopIteration), Path(f"{path}-wal").open("rb") as file:
        magic, _, page, _, *salts = _HEADER.unpack(file.read(_HEADER.size))[:6]
        return _torn(_Log(file, "<" if magic == _LITTLE else ">", page, (salts[0], salts[1])), readable)
    return 0


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
