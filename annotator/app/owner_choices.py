"""What a person decided of the owners in foreign data: another name, left out, or a program; kept in the file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import orjson

from annotator.store.project import Project

_KEY = "owner choices"  # the local setting


@dataclass(frozen=True, slots=True)
class OwnerChoices:
    """Owners by their names in the data: those that bear another here ("" for those left out), and programs.

    `persons` are names here that are people's, whatever the data says.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    programs: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()


def remembered_owners(project: Project) -> OwnerChoices:
    """What was decided in this file before."""
    saved = orjson.loads(project.setting(_KEY) or "{}")
    return OwnerChoices(saved.get("names", {}), frozenset(saved.get("programs", ())))


def remember_owners(project: Project, choices: OwnerChoices, decided: Collection[str]) -> None:
    """Keep what was decided now of the owners `decided`, beside what was decided of others before."""
    before = remembered_owners(project)
    names = {k: v for k, v in before.names.items() if k not in decided} | dict(choices.names)
    programs = sorted((before.programs - set(decided)) | choices.programs)
    if decided:
        project.set_setting(_KEY, orjson.dumps({"names": names, "programs": programs}).decode())
