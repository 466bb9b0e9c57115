"""Brings an article's text into the one form that is stored; leaves bytes and encodings to `decode`."""

from bisect import bisect_left
from dataclasses import dataclass


class BadText(ValueError):
    """Text or bytes that cannot become an article; the message says where, why, and how to mend it.

    `byte` is the place in a file from which on the bytes are wrong, where there is one.
    """

    def __init__(self, message: str, byte: int | None = None) -> None:
        super().__init__(message)
        self.byte = byte


@dataclass(frozen=True, slots=True)
class Normalized:
    """A text with newlines as `\\n` only, and the old offsets of the `\\r` dropped (None where none was)."""

    text: str
    moved: tuple[int, ...] | None

    def offset(self, old: int) -> int:
        """The code point for one of the text as given; between `\\r` and `\\n`: before the newline."""
        return old if self.moved is None else old - bisect_left(self.moved, old)


def normalize(raw: str) -> Normalized:
    """The text with `\\r\\n` and `\\r` as `\\n`, nothing else altered. BadText for a lone surrogate."""
    if not raw.isascii():
        _refuse_surrogates(raw)
    if "\r" not in raw:
        return Normalized(raw, None)
    moved = []
    at = raw.find("\r\n")
    while at >= 0:
        moved.append(at)
        at = raw.find("\r\n", at + 2)
    return Normalized(raw.replace("\r\n", "\n").replace("\r", "\n"), tuple(moved) or None)


def _refuse_surrogates(raw: str) -> None:
    try:
        raw.encode()  # the fastest scan there is: UTF-8 has no form for a lone surrogate
    except UnicodeEncodeError as error:
        code = ord(raw[error.start])
        line = raw.count("\n", 0, error.start) + 1
        raise BadText(
            f"character {error.start} (line {line}) is half a character (lone surrogate U+{code:04X}); "
            "delete it in the source, or replace it by U+FFFD, and import again"
        ) from None
