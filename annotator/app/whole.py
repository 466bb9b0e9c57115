"""Files and folders that are whole or absent: made under another name, on disk before they get their own."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from annotator.model.errors import Refused, Unavailable


@contextmanager
def whole_file(out: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name only when it is complete and on disk. Raises Unavailable."""
    temporary = _beside(out)
    try:
        with temporary.open("xb") as stream:
            yield stream
            _settle(stream)
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


@dataclass(frozen=True, slots=True)
class OneFile:
    """An export's target of a single file that is open already."""

    stream: BinaryIO

    def open(self, name: str = "") -> AbstractContextManager[BinaryIO]:
        """The file; ValueError for a named one, which needs a folder."""
        if name:
            raise ValueError(f"a single file cannot hold a file named {name!r}")
        return nullcontext(self.stream)


@dataclass(frozen=True, slots=True)
class Folder:
    """An export's target of files in a folder."""

    path: Path

    @contextmanager
    def open(self, name: str = "") -> Iterator[BinaryIO]:
        """A new file of that name ("A1/002.ann"); ValueError for a name that leaves the folder."""
        inside = PurePosixPath(name)
        if not name or inside.is_absolute() or ".." in inside.parts:
            raise ValueError(f"{name!r} is no name inside the folder")
        path = self.path.joinpath(*inside.parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            yield stream
            _settle(stream)


def _settle(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _beside(out: Path) -> Path:
    return out.with_name(f".{out.name}.{secrets.token_hex(4)}")
