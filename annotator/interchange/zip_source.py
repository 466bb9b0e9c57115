"""A zip archive as a folder of files that are never unpacked to the disk; hostile archives are refused."""

import re
import zlib
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, Any, BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from annotator.interchange.source import Beat, Source, SourceFile

MAGIC = b"PK\x03\x04"
MOST_FILES = 200_000
LARGEST_FILE = 1 << 30  # bytes after unpacking
LARGEST_ARCHIVE = 16 << 30
BOMB_SIZE, BOMB_RATIO = 16 << 20, 400  # a large file that shrinks more than text ever does
_ABSOLUTE = re.compile(r"/|[A-Za-z]:")
_ENCRYPTED = 1


def zip_source(archive: Path | BinaryIO, name: str, beat: Beat = lambda: None) -> Source:
    """The files of the archive in the order of their names, hidden ones left out; nothing is unpacked yet.

    Raises OSError with a sentence for what is no archive, leads outside of itself, is encrypted, or would
    unpack to more than any corpus holds. The sizes that an archive states are enforced while reading. `beat` is
    called at each file.
    """
    try:
        opened = ZipFile(archive)
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise OSError(f"the zip archive is damaged ({error}); make it again") from error
    entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    _check_size(entries)
    for entry in entries:
        beat()
        _check(entry)
    shown = sorted((entry for entry in entries if not _is_hidden(entry)), key=lambda entry: entry.filename)
    return Source(name, tuple(_file(opened, entry) for entry in shown), folder=True)


def _check_size(entries: list[ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise OSError(f"the zip archive holds {len(entries)} files, more than {MOST_FILES}; split it")
    if len({entry.filename for entry in entries}) < len(entries):
        raise OSError("the zip archive holds two files of one name; unpack it, and import the folder")
    if sum(entry.file_size for entry in entries) > LARGEST_ARCHIVE:
        raise OSError(f"the zip archive unpacks to more than {LARGEST_ARCHIVE >> 30} GiB; split it")


def _check(entry: ZipInfo) -> None:
    name = entry.filename
    if _ABSOLUTE.match(name) or "\\" in name or ".." in name.split("/"):
        raise OSError(f"the zip archive holds {name!r}, a path that leads outside of it; it was not opened")
    if entry.flag_bits & _ENCRYPTED:
        raise OSError(f"{name} in the zip archive is encrypted; unpack it, and import the folder")
    is_bomb = entry.file_size > BOMB_SIZE and entry.file_size > BOMB_RATIO * max(entry.compress_size, 1)
    if is_bomb or entry.file_size > LARGEST_FILE:
        size = f"{entry.compress_size} bytes that unpack to {entry.file_size}"
        raise OSError(f"{name} in the zip archive has {size}; unpack it, and import the folder")


def _is_hidden(entry: ZipInfo) -> bool:
    parts = entry.filename.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts)


def _file(archive: ZipFile, entry: ZipInfo) -> SourceFile:
    return SourceFile(entry.filename, lambda: _opened(archive, entry), entry.file_size)


def _opened(archive: ZipFile, entry: ZipInfo) -> BinaryIO:
    try:
        return BufferedReader(_Member(archive.open(entry), entry.filename), 1 << 16)
    except (BadZipFile, NotImplementedError, RuntimeError) as error:
        raise OSError(f"{entry.filename} in the zip archive is damaged: {error}") from error


class _Member(RawIOBase):
    """One file of an archive whose damage shows as OSError, as that of any other file."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream = stream
        self._name = name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.read_some(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read_some(self, size: int) -> bytes:
        """At most `size` bytes, b"" at the end."""
        try:
            return self._stream.read(size)
        except (BadZipFile, zlib.error, EOFError) as error:
            raise OSError(f"{self._name} in the zip archive is damaged: {error}") from error

    def close(self) -> None:
        self._stream.close()
        super().close()
