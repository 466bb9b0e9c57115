"""SQLite's complaints as sentences: what happened to which file, and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.model.errors import Damaged, Unavailable

_SENTENCES = (
    ("locked", "is in use by another program that is writing to it. Wait a moment and try again."),
    ("busy", "is in use by another program that is writing to it. Wait a moment and try again."),
    (
        "full",
        "cannot grow: the disk is full. Free some space and repeat the last action; nothing else is lost.",
    ),
    ("readonly", "is read-only. Copy it to a folder in which you may write, or change its permissions."),
    ("read-only", "is read-only. Copy it to a folder in which you may write, or change its permissions."),
    ("not a database", "is not an annotator project. Choose a file that ends in .annotator."),
    ("malformed", "is damaged. Take the newest backup, or save what is readable with `annotator recover`."),
    (
        "could not decode",
        "is damaged. Take the newest backup, or save what is readable with `annotator recover`.",
    ),
    ("disk i/o", "cannot be read or written (disk error). Check the disk or stick, then try again."),
    ("unable to open", "cannot be opened. Check that the folder exists and that you may write there."),
)

_DAMAGE = ("not a database", "malformed", "could not decode")


def sentence(error: sqlite3.Error, path: Path) -> str | None:
    """What to tell the user about the error, or None where it is a bug of the program."""
    text = str(error).lower()
    return next((f"The file {path} {said}" for mark, said in _SENTENCES if mark in text), None)


def trouble(error: sqlite3.Error, path: Path) -> Exception:
    """What to raise for SQLite's error: Unavailable, or the error itself where it is a bug of the program."""
    said = sentence(error, path)
    if said is None:
        return error
    return Damaged(said) if any(mark in str(error).lower() for mark in _DAMAGE) else Unavailable(said)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the outside world's failures with the file into Unavailable; leave bugs as they are."""
    try:
        yield
    except sqlite3.Error as error:
        raise trouble(error, path) from error
    except OSError as error:
        raise Unavailable(f"The file {path}: {error.strerror or error}.") from error
