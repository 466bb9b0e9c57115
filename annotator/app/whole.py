"""Files and folders that are whole or absent: made under another name, on disk before they get their own."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from hashlib import file_digest, sha256
from io import BufferedWriter, FileIO
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Protocol

from annotator.model.errors import Refused, Unavailable
from annotator.store.beating import Beat, meanwhile

_BUFFER = 1 << 16
_MANY = 100  # files for which it pays to let the system write everything that waits


@contextmanager
def whole_file(out: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name only when it is complete and on disk. Raises Unavailable."""
    temporary = _beside(out)
    try:
        with _created(temporary) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(out)
    except OSError as error:
        raise Unavailable(f"{out} cannot be written: {error.strerror or error}.") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """A folder that appears under its name only when all in it is on disk.

    Raises Refused where something of that name is there (an empty folder may be), Unavailable where it cannot be.
    """
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise Refused(f"{out} exists already; choose another name, or remove it first.")
    temporary = _beside(out)
    try:
        temporary.mkdir()
        yield temporary
        if out.is_dir():
            out.rmdir()
        temporary.replace(out)
    except OSError as error:
        raise Unavailable(f"{out} cannot be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


class Output(Protocol):
    """What an export writes to, and what it needs to know of it afterwards."""

    def open(self, name: str = "") -> AbstractContextManager[BinaryIO]:
        """A new file, as of `interchange.source.Target`."""
        ...

    def settle(self, beat: Beat) -> None:
        """Bring all that was written to the disk; what `beat`, called meanwhile, raises comes out. OSError passes."""
        ...

    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file, by its name beside or inside the export."""
        ...


@dataclass(frozen=True, slots=True)
class OneFile:
    """An export's target of a single file that is open already, and the name that it will have."""

    stream: BinaryIO
    name: str = ""

    def open(self, name: str = "") -> AbstractContextManager[BinaryIO]:
        """The file; ValueError for a named one, which needs a folder."""
        if name:
            raise ValueError(f"a single file cannot hold a file named {name!r}")
        return nullcontext(self.stream)

    def settle(self, beat: Beat) -> None:
        """Bring the file to the disk."""
        self.stream.flush()
        own = os.dup(self.stream.fileno())  # the stream may be closed before the disk is done

        def work() -> None:
            try:
                os.fsync(own)
            finally:
                os.close(own)

        meanwhile(work, beat)

    def digests(self) -> dict[str, str]:
        """The SHA-256 of the file."""
        self.stream.flush()
        return {self.name: _digest(self.stream)}


@dataclass(frozen=True, slots=True)
class Folder:
    """An export's target of files in a folder; `name` is what goes before theirs in the manifest."""

    path: Path
    name: str = ""
    hashes: dict[str, bytes] = field(default_factory=dict)
    made: set[Path] = field(default_factory=set)  # some of the folders inside that are there

    @contextmanager
    def open(self, name: str = "") -> Iterator[BinaryIO]:
        """A new file of that name ("A1/002.ann"); ValueError for a name that leaves the folder."""
        inside = PurePosixPath(name)
        if not name or inside.is_absolute() or ".." in inside.parts:
            raise ValueError(f"{name!r} is no name inside the folder")
        path = self.path.joinpath(*inside.parts)
        if path.parent not in self.made:
            path.parent.mkdir(parents=True, exist_ok=True)
            if len(self.made) > _MANY:
                self.made.clear()
            self.made.add(path.parent)
        with _created(path) as stream:
            yield stream
            stream.flush()
            self.hashes[name] = bytes.fromhex(_digest(stream))

    def settle(self, beat: Beat) -> None:
        """Bring all files to the disk: many small ones at once, which takes a fraction of one after another."""
        many = len(self.hashes) > _MANY
        if many and hasattr(os, "sync"):
            meanwhile(os.sync, beat)
        for name in self.hashes:  # `sync` need not wait for the disk everywhere
            beat()
            path = self.path.joinpath(*PurePosixPath(name).parts)
            if many:
                _to_disk(path)
            else:
                meanwhile(partial(_to_disk, path), beat)

    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file."""
        return {f"{self.name}/{name}": digest.hex() for name, digest in self.hashes.items()}


class _Hashing(FileIO):
    """A file that knows the SHA-256 of what was written to it from beginning to end."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "xb+")
        self.hash = sha256()
        self.in_order = True

    def write(self, data: Any) -> int:
        size = super().write(data)
        self.hash.update(memoryview(data).cast("B")[:size])
        return size

    def seek(self, offset: int, whence: int = 0) -> int:
        self.in_order = False
        return super().seek(offset, whence)

    def truncate(self, size: int | None = None) -> int:
        self.in_order = False
        return super().truncate(size)


def _to_disk(path: Path) -> None:
    file = os.open(path, os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _created(path: Path) -> BufferedWriter:
    return BufferedWriter(_Hashing(path), _BUFFER)


def _digest(stream: BinaryIO) -> str:
    """The SHA-256 of what was written to a stream that `_created` made and that is flushed."""
    file = getattr(stream, "raw", None)
    assert isinstance(file, _Hashing)
    if file.in_order:
        return file.hash.hexdigest()
    file.seek(0)
    return file_digest(file, "sha256").hexdigest()


def _beside(out: Path) -> Path:
    return out.with_name(f".{out.name}.{secrets.token_hex(4)}")
