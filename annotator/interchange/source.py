"""Where a format reads from and writes to: named binary streams, so that no format knows about paths."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from annotator.interchange.record import Problem

T = TypeVar("T")
Beat = Callable[[], object]  # called again and again in long work; what it raises stops the work


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a source. `name` is its path inside the source with "/" ("A1/002.ann"), unique there.

    `open` may be called more than once: each call reads from the beginning.
    """

    name: str
    open: Callable[[], BinaryIO]
    size: int = -1  # bytes; -1 where unknown

    def head(self, size: int = 65536) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return stream.read(size)

    @property
    def extension(self) -> str:
        """The extension in small letters with its dot, or ""."""
        return Path(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """The last part of the name without its extension."""
        return Path(self.name).stem


@dataclass(frozen=True, slots=True)
class Source:
    """What one import reads: a single file, or the files of a folder in the order of their names."""

    name: str
    files: tuple[SourceFile, ...]
    folder: bool = False


def source_of(path: Path, beat: Beat = lambda: None) -> Source:
    """The source of a file, or of a folder or a zip archive with all that is below it.

    Hidden files of a folder are left out; with an annotation file (.ann) comes the text beside it. Raises
    OSError where the path is missing or cannot be read, or an archive is damaged or hostile. `beat` is called
    at each file that is found; what it raises comes out.
    """
    if not path.is_dir():
        return _source_of_file(path, beat)
    names = sorted(p.relative_to(path).as_posix() for p in _each(path.rglob("*"), beat) if p.is_file())
    shown = [name for name in names if not _is_hidden(name)]
    return Source(path.name, tuple(_file(path, name) for name in _each(shown, beat)), folder=True)


def _each(items: Iterable[T], beat: Beat) -> Iterator[T]:
    for item in items:
        beat()
        yield item


def _is_hidden(name: str) -> bool:
    """Whether a name is hidden, or that of a manifest, which tells of an export and holds no data."""
    return name.endswith(".manifest.json") or any(part.startswith(".") for part in name.split("/"))


def _source_of_file(path: Path, beat: Beat) -> Source:
    if path.suffix.lower() == ".zip":
        from annotator.interchange.zip_source import zip_source

        return zip_source(path, path.name, beat)
    text = path.with_suffix(".txt")
    beside = (_file(text.parent, text.name),) if path.suffix.lower() == ".ann" and text.is_file() else ()
    return Source(path.name, (_file(path.parent, path.name), *beside))


def source_of_bytes(name: str, data: bytes) -> Source:
    """A source of one file that is in memory already."""
    return Source(name, (SourceFile(name, lambda: BytesIO(data), len(data)),))


def matching(source: Source, extensions: tuple[str, ...]) -> Iterator[SourceFile | Problem]:
    """The files that a format with these extensions reads, then one remark that names those left unread.

    A single file is always read: who names a file means it, whatever it is called.
    """
    unread = [f.name for f in source.files if source.folder and f.extension not in extensions]
    yield from (f for f in source.files if not source.folder or f.extension in extensions)
    if unread:
        names = ", ".join(unread[:3]) + (", …" if len(unread) > 3 else "")
        reason = f"{len(unread)} file(s) not read, not named *{' or *'.join(extensions)}: {names}"
        yield Problem(source.name, reason, "import them by themselves with --format", "unread", refused=False)


class Target(Protocol):
    """What one export writes to. Whoever makes the target sees to it that the result is whole or absent."""

    def open(self, name: str = "") -> AbstractContextManager[BinaryIO]:
        """A new binary file: of this name in a folder ("A1/002.ann"), or the only one ("")."""
        ...


@dataclass(frozen=True, slots=True)
class StreamTarget:
    """A target of one file that is open already and stays open: standard output, memory."""

    stream: BinaryIO

    def open(self, name: str = "") -> AbstractContextManager[BinaryIO]:
        """The stream itself. ValueError for a named file: a stream cannot hold a folder."""
        if name:
            raise ValueError(f"a stream cannot hold a file named {name!r}")
        return nullcontext(self.stream)


def _file(folder: Path, name: str) -> SourceFile:
    # There may be very many: none keeps a path of its own.
    return SourceFile(name, partial(_opened, folder, name), (folder / name).stat().st_size)


def _opened(folder: Path, name: str) -> BinaryIO:
    return (folder / name).open("rb")
