"""A source whose files tell whenever a piece of them is read, so that long reading can be watched and stopped."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import BufferedReader, RawIOBase
from typing import Any, BinaryIO

from annotator.interchange.source import Beat, Source, SourceFile

_CHUNK = 1 << 16  # bytes between two beats


def beating(source: Source, beat: Beat) -> Source:
    """The same source, of which `beat` is called at each piece that is read; what it raises comes out."""
    return replace(source, files=tuple(_file(file, beat) for file in source.files))


def _file(file: SourceFile, beat: Beat) -> SourceFile:
    return replace(file, open=partial(_opened, file.open, beat))


def _opened(plain: Callable[[], BinaryIO], beat: Beat) -> BinaryIO:
    return BufferedReader(_Beating(plain(), beat), _CHUNK)


class _Beating(RawIOBase):
    """A stream that is read in pieces, with a beat before each."""

    def __init__(self, stream: BinaryIO, beat: Beat) -> None:
        self._stream = stream
        self._beat = beat

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._beat()
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def close(self) -> None:
        self._stream.close()
        super().close()
