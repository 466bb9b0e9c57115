"""Names that other programs accept, with a way back: ASCII words for types, and names of files."""

import re
from collections.abc import Callable
from functools import lru_cache

_ODD = re.compile(r"[^A-Za-z0-9_-]")
_CODE = re.compile(r"_u([0-9A-F]{4,6})?_")
_EMPTY = "_u_"
_FEATURE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
# What spans, relations and links have anyway, here or in other tools' types.
_RESERVED = frozenset({
    "value", "label", "PosValue", "identifier", "note", "links", "begin", "end", "sofa", "self", "type", "id",
    "Governor", "Dependent", "target", "first", "next", "pos",
})  # fmt: skip
# What some system forbids in a file's name; a point in front hides a file, one at the end is dropped.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|%]|^[.~ -]|[. ]$')
_ESCAPE = re.compile(r"%([0-9A-F]{2})")
_LONGEST = 200  # bytes; most systems stop at 255
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")


@lru_cache(maxsize=1024)
def ascii_name(name: str) -> str:
    """The name in ASCII letters, digits, `_` and `-`; `from_ascii` gives it back."""
    if not name:
        return _EMPTY
    safe = re.sub("_(?=u)", "_u005F_", name)
    return _ODD.sub(lambda found: f"_u{ord(found[0]):04X}_", safe)


@lru_cache(maxsize=1024)
def from_ascii(name: str) -> str:
    """The name that `ascii_name` was given; a name that needs no change is its own."""
    return _CODE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)) if found[1] else "", name)


@lru_cache(maxsize=1024)
def feature_name(name: str) -> str:
    """The name as that of a feature of UIMA, a letter first; `from_feature` gives it back."""
    if _FEATURE.fullmatch(name) and name not in _RESERVED and "_u" not in name:
        return name
    first = f"_u{ord(name[0]):04X}_" if name else _EMPTY
    return "x" + first + (ascii_name(name[1:]).replace("-", "_u002D_") if name[1:] else "")


def from_feature(name: str) -> str:
    """What `feature_name` was given; a name that needs no change is its own."""
    return from_ascii(name[1:]) if name.startswith("x_u") else name


def file_name(name: str) -> str:
    """The name as a file's name on every system; `from_file_name` gives it back unless it is too long."""
    safe = _UNSAFE.sub(_escaped, name) or "%"
    safe = _DEVICES.sub(lambda found: _escaped(found[0][:1]) + found[0][1:], safe) if name else safe
    while len(safe.encode()) > _LONGEST:
        safe = safe[:-1]
    return safe


def from_file_name(name: str) -> str:
    """What `file_name` was given; another program's name, which may hold any `%`, is left alone."""
    if name == "%":
        return ""
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), name)
    return plain if file_name(plain) == name else name


def unique(name: str, taken: set[str], key: Callable[[str], str] = str.casefold) -> str:
    """The name, with a number where it is taken already (small and capital letters count as one)."""
    made, number = name, 2
    while key(made) in taken:
        made, number = f"{name}~{number}", number + 1
    taken.add(key(made))
    return made


def _escaped(found: "re.Match[str] | str") -> str:
    sign = found if isinstance(found, str) else found[0]
    return f"%{ord(sign):02X}"
