"""How one person likes to read and work, as the settings keep it: the article's setting, keys, panels, units."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, TypeVar

from annotator.text.offsets import UNITS
from annotator.ui.article.reading import Reading
from annotator.ui.article.typesetting import DENSITIES
from annotator.ui.keys import Keys

Plain = TypeVar("Plain", Reading, "Preferences")
SIZES = (50, 250)  # percent, of the letters of one script
HEIGHTS = (0.8, 2.5)  # of the line pitch
COLUMNS = (20, 120)  # em


@dataclass(frozen=True, slots=True)
class Preferences:
    """A person's choices. `keys` holds only those that were changed."""

    reading: Reading = field(default_factory=Reading)
    unit: str = UNITS[0]  # in which offsets are shown
    strip: bool = True  # the quote as stored, under the article
    reader: bool = False  # the paragraph for screen readers
    keys: Mapping[str, Keys] = field(default_factory=dict)


def to_text(preferences: Preferences) -> str:
    """Preferences as the settings hold them."""
    return json.dumps(asdict(preferences), ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> Preferences:
    """Preferences as they were kept; what cannot be read or is out of bounds is as it comes."""
    try:
        table = json.loads(text or "{}")
    except ValueError:
        return Preferences()
    if not isinstance(table, dict):
        return Preferences()
    found = table.get("reading")
    reading = _bounded(_known(Reading(), found if isinstance(found, dict) else {}))
    plain = _known(Preferences(), {name: table.get(name) for name in ("unit", "strip", "reader")})
    unit = plain.unit if plain.unit in UNITS else UNITS[0]
    return replace(plain, reading=reading, unit=unit, keys=_keys(table.get("keys")))


def _known(plain: Plain, table: Mapping[str, Any]) -> Plain:
    """The dataclass with those values of the table that are of the kind they should be."""
    kinds = {each.name: type(getattr(plain, each.name)) for each in fields(plain)}
    good = {name: value for name, value in table.items() if name in kinds and type(value) is kinds[name]}
    return replace(plain, **good)


def _bounded(reading: Reading) -> Reading:
    return replace(
        reading,
        arabic_size=min(max(reading.arabic_size, SIZES[0]), SIZES[1]),
        latin_size=min(max(reading.latin_size, SIZES[0]), SIZES[1]),
        line_height=min(max(reading.line_height, HEIGHTS[0]), HEIGHTS[1]),
        column=min(max(reading.column, COLUMNS[0]), COLUMNS[1]),
        density=reading.density if reading.density in DENSITIES else Reading().density,
    )


def _keys(table: object) -> dict[str, Keys]:
    if not isinstance(table, dict):
        return {}
    return {
        str(name): tuple(key for key in keys if isinstance(key, str))
        for name, keys in table.items()
        if isinstance(keys, list)
    }
