"""Files as UTF-8, whatever encoding they are in; a UTF-8 file is streamed, another is converted whole."""

import codecs
from io import BytesIO
from typing import BinaryIO

from annotator.interchange.record import Problem
from annotator.interchange.source import SourceFile
from annotator.text.decode import Decoded, decode
from annotator.text.normalize import BadText

LIMIT = 256 << 20  # the most bytes that are taken into memory at once
HEAD = 1 << 16
WIDE = (codecs.BOM_LE, codecs.BOM_BE)  # the marks of encodings with more than one byte a character


def open_utf8(file: SourceFile, encoding: str = "") -> tuple[BinaryIO, Problem | None]:
    """The file's bytes as UTF-8 (a BOM may lead them), and a remark where they had to be converted.

    Raises BadText for a binary file, an unknown encoding, and bytes that the encoding does not have.
    """
    if _is_utf8(encoding) if encoding else _begins_as_utf8(file.head(HEAD)):
        return file.open(), None
    data = read_whole(file)
    if not encoding and not _is_wide(data) and _some_line_is_utf8(data):
        return BytesIO(data), None  # a few broken rows must not turn all the others into nonsense
    decoded = decode(data, encoding)
    return BytesIO(decoded.text.encode()), remark_on(file.name, decoded)


def read_whole(file: SourceFile) -> bytes:
    """All bytes of the file. Raises BadText where there are more than LIMIT."""
    data = b""
    if file.size <= LIMIT:  # -1 where it is unknown
        with file.open() as stream:
            data = stream.read(LIMIT + 1)
    if max(file.size, len(data)) > LIMIT:
        raise BadText(f"is larger than {LIMIT >> 20} MiB and not UTF-8; convert it to UTF-8 JSON Lines")
    return data


def remark_on(place: str, decoded: Decoded) -> Problem | None:
    """A remark that names the encoding, None where it was UTF-8."""
    if _is_utf8(decoded.encoding):
        return None
    fix = "" if decoded.certain else "if letters look wrong, name the right one with --encoding"
    return Problem(place, f"read as {decoded.encoding}, not as UTF-8", fix, "encoding", refused=False)


def _is_utf8(encoding: str) -> bool:
    return encoding.lower().replace("_", "-") in ("utf-8", "utf8", "utf-8-sig")


def _is_wide(data: bytes) -> bool:
    return data.startswith(WIDE) or (b"\0" in data[:HEAD] and not data.startswith(codecs.BOM_UTF8))


def _begins_as_utf8(head: bytes) -> bool:
    if _is_wide(head):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the head may end inside a character
    except UnicodeDecodeError:
        return False
    return True


def _some_line_is_utf8(data: bytes) -> bool:
    """Whether a line beyond ASCII is UTF-8, which hardly ever happens to another encoding."""
    return any(not line.isascii() and _decodes(line) for line in data.split(b"\n"))


def _decodes(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
