"""Names of annotators: how they are written, which are reserved, and which are a person's second reading."""

import hashlib
import unicodedata
from collections.abc import Mapping

from annotator.model.errors import Refused
from annotator.model.revision import RESERVED

_AGAIN = " (second reading)"  # the name alone tells, so that it does so in exports and after merges as well
PROGRAM = "program"  # the role of an owner that is no person: its annotations are predictions


def person_name(name: str) -> str:
    """The name as it is stored: NFC, trimmed. Raises Refused for an empty name or one with control characters."""
    clean = unicodedata.normalize("NFC", name).strip()
    if not clean:
        raise Refused("An annotator needs a name.")
    if any(unicodedata.category(c) in {"Cc", "Cs"} for c in clean):
        raise Refused(f"The name {clean!r} holds a line break or control character; write it without.")
    return clean


def annotator_name(name: str) -> str:
    """A person's name, as `person_name`, which must not be one of the reserved owners."""
    clean = person_name(name)
    if clean in RESERVED:
        raise Refused(f"The name '{clean}' is reserved; choose another name for the annotator.")
    return clean


def second_reading(name: str) -> str:
    """The owner of what an annotator marks in a second reading, without the earlier marks in sight."""
    return f"{name}{_AGAIN}"


def first_reader(owner: str) -> str:
    """Whose second reading an owner is, "" for any other owner."""
    return owner.removesuffix(_AGAIN) if owner.endswith(_AGAIN) else ""


def annotator_uid(name: str) -> bytes:
    """The identity of an owner on every laptop: 16 bytes of a hash of the NFC name."""
    return hashlib.sha256(unicodedata.normalize("NFC", name).encode()).digest()[:16]


def standing_for(said: Mapping[str, str]) -> dict[str, str]:
    """The person behind each joined name, where `said` tells for whom a name stands.

    A chain ends at its last name; of names that stand for each other in a circle the smallest is the person, so that
    the order in which joins came does not matter.
    """
    found = {}
    for name in said:
        way = [name]
        while way[-1] in said and said[way[-1]] not in way:
            way.append(said[way[-1]])
        circle = said.get(way[-1])
        person = min(way[way.index(circle) :]) if circle else way[-1]
        if person != name:
            found[name] = person
    return found
