"""What a reader notes on its way: problems in their order, and keys that it does not know, counted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.interchange.record import Problem

MOST_KEYS = 1000  # distinct unknown keys that are counted; hostile data may have a new one in each row
SHOWN_KEYS = 8


class NotTaken(ValueError):
    """Data that has to be refused: of what kind it is, why, and how to mend it."""

    def __init__(self, kind: str, reason: str, fix: str = "") -> None:
        super().__init__(reason)
        self.kind, self.reason, self.fix = kind, reason, fix


class Findings:
    """Problems of the record being read, and the unread keys of the whole file."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._unread: Counter[str] = Counter()

    def refuse(self, place: str, kind: str, reason: str, fix: str = "") -> None:
        """Note what was not taken."""
        self._problems.append(Problem(place, reason, fix, kind))

    def not_taken(self, place: str, wrong: NotTaken) -> None:
        """Note what was not taken."""
        self.refuse(place, wrong.kind, wrong.reason, wrong.fix)

    def remark(self, place: str, kind: str, reason: str, fix: str = "") -> None:
        """Note what was taken although it is odd."""
        self._problems.append(Problem(place, reason, fix, kind, refused=False))

    def unread(self, keys: Iterable[str], known: frozenset[str], inside: str = "") -> None:
        """Count those keys that are not known; `inside` says in what they stand ("spans")."""
        for key in keys:
            name = f"{inside}.{key}" if inside else key
            if key not in known and (name in self._unread or len(self._unread) < MOST_KEYS):
                self._unread[name] += 1

    def take(self) -> list[Problem]:
        """The problems since the last call."""
        taken, self._problems = self._problems, []
        return taken

    def unread_keys(self, place: str, fix: str) -> Iterator[Problem]:
        """At most one remark that names the keys that were not read, with how often each was there."""
        if not self._unread:
            return
        names = [f"`{key}` ({times} times)" for key, times in self._unread.most_common(SHOWN_KEYS)]
        more = len(self._unread) - len(names)
        reason = "not read: " + ", ".join(names) + (f" and {more} other keys" if more else "")
        yield Problem(place, reason, fix, "unread", refused=False)

    def string(self, value: Mapping[str, Any], key: str, place: str) -> str:
        """The string at a key, "" where there is none; a value of another type is noted and left out."""
        found = value.get(key)
        if type(found) is str:
            return found
        if found is not None:
            self.refuse(place, "field", f"{key} is not a string but {shown(found)}", "write it as a string")
        return ""


def shown(value: object, most: int = 40) -> str:
    """A value for a message, cut to `most` characters."""
    text = repr(value)
    return text if len(text) <= most else text[: most - 1] + "…"


def name_of(value: object) -> str | None:
    """An id or a name: a string, or a whole number as its digits; "" for null, None for anything else."""
    if value is None:
        return ""
    if type(value) is str:
        return value
    return str(value) if type(value) is int else None
