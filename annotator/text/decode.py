"""Turns a file's bytes into text, or says why they are none; newlines are `normalize`'s job."""

import codecs
from dataclasses import dataclass

import regex

from annotator.text.eight_bit import best_reading
from annotator.text.normalize import BadText

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"SQLite format 3\0", "a SQLite database"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
)
# UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_CONTROL_SHARE = 50  # more than one control in so many characters is no text
_TEXT_16 = regex.compile(r"[\p{Latin}\p{Arabic}\p{M}\p{Nd}\p{P}\t\n\r \xa0]")
_SHARE_16 = (
    0.9  # of such characters in what is taken for UTF-16; with the bytes swapped there are next to none
)
_HOW = "name the file's encoding, or save it as UTF-8"


# What people may choose among when the guess is wrong; Python knows many more by name.
ENCODINGS = ("utf-8", "windows-1256", "windows-1252", "utf-16", "iso-8859-6", "iso-8859-1", "mac_arabic")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes. `certain` is False where the encoding was guessed from what is in them."""

    text: str
    encoding: str
    certain: bool


def decode(data: bytes, encoding: str = "") -> Decoded:
    """The text of a file without its byte order mark. BadText says what is wrong, at which byte, what to do.

    Without a named encoding: by the byte order mark, else UTF-8, else UTF-16 without a mark (control bytes in
    what should be text), else windows-1256 or windows-1252, whichever gives words. A named encoding that the
    mark contradicts is refused.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise BadText(f"looks like {what}, not text; save the article as plain text and import that")
    bom, marked = next((pair for pair in _BOMS if data.startswith(pair[0])), (b"", ""))
    if encoding:
        return Decoded(_strict(data, _named(encoding, marked), len(bom)), encoding, True)
    if marked:
        return Decoded(_sane(_strict(data, marked, len(bom))), marked, True)
    return _guess(data)


def _named(encoding: str, marked: str) -> str:
    """The encoding to decode with, given the one that the byte order mark says."""
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except (LookupError, UnicodeError):
        raise BadText(f"unknown encoding {encoding!r}; try utf-8, windows-1256 or windows-1252") from None
    if not marked:
        return name
    if name in (marked, f"{marked}-sig") or marked.startswith(f"{name}-"):
        return marked
    raise BadText(f"the file's first bytes say that it is {marked}, not {encoding}; leave the encoding out")


def _strict(data: bytes, name: str, skip: int = 0) -> str:
    try:
        return data[skip:].decode(name)
    except UnicodeDecodeError as error:
        raise _bad_byte(data, skip + error.start, f"is not {name} ({error.reason})") from None


def _bad_byte(data: bytes, place: int, what: str) -> BadText:
    line = data.count(b"\n", 0, place) + 1
    return BadText(f"byte {place} (line {line}, 0x{data[place]:02X}) {what}; {_HOW}", place)


def _guess(data: bytes) -> Decoded:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(data, error)
    else:
        if not _CONTROLS.search(text):
            return Decoded(text, "utf-8", True)
    if b"\0" in data:  # no text of any length in UTF-16 does without a blank or a line feed
        wide = _utf16_without_mark(data)
        if wide:
            return wide
        place = data.index(0)
        raise BadText(f"looks like binary data, not text: byte {place} is zero", place)
    try:
        return Decoded(_sane(data.decode()), "utf-8", True)
    except UnicodeDecodeError:
        return _eight_bit(data)


def _refuse_damaged_utf8(data: bytes, error: UnicodeDecodeError) -> None:
    """BadText for bytes that are UTF-8 but for a few: more whole characters beyond ASCII than broken ones."""
    text = data.decode(errors="replace")
    broken = text.count("\ufffd")
    whole = sum(not char.isascii() for char in text) - broken
    if whole <= broken or b"\0" in data:
        return
    if error.end == len(data) and error.reason == "unexpected end of data":
        raise _bad_byte(data, error.start, "begins a UTF-8 character that the end of the file cuts off")
    raise _bad_byte(data, error.start, f"is damaged UTF-8 ({error.reason})")


def _utf16_without_mark(data: bytes) -> Decoded | None:
    found = (0.0, "", "")
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        found = max(found, (len(_TEXT_16.findall(text)) / max(len(text), 1), name, text))
    share, name, text = found
    return Decoded(text, name, False) if share >= _SHARE_16 else None


def _eight_bit(data: bytes) -> Decoded:
    found = best_reading(data)
    if found is None:
        place = next(place for place, byte in enumerate(data) if byte > 0x7F)
        raise _bad_byte(data, place, "is not UTF-8, and neither windows-1256 nor windows-1252 gives words")
    text, name = found
    return Decoded(_sane(text), name, False)


def _sane(text: str) -> str:
    controls = len(_CONTROLS.findall(text))
    if controls * _CONTROL_SHARE > len(text):
        raise BadText(f"looks like binary data, not text: {controls} control codes in {len(text)} characters")
    return text
