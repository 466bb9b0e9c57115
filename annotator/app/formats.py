"""Which formats there are to import and to export, as a person chooses among them."""

from typing import NamedTuple

from annotator.interchange.format import Format, formats
from annotator.interchange.losses import OWNERS


class FormatChoice(NamedTuple):
    """What a person must know of a format to choose it."""

    name: str
    title: str
    extensions: tuple[str, ...]
    holds_owners: bool  # whether one file holds the annotations of several owners


def importable() -> list[FormatChoice]:
    """The formats that can be imported, built-in ones first."""
    return [_choice(known) for known in formats().values() if known.can_read]


def exportable() -> list[FormatChoice]:
    """The formats that can be exported, built-in ones first."""
    return [_choice(known) for known in formats().values() if known.can_write]


def _choice(known: Format) -> FormatChoice:
    return FormatChoice(known.name, known.title, known.extensions, OWNERS in known.holds)
