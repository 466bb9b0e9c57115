"""Handing a project out to one annotator, and handing the work in again: files that can be mailed or carried."""

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from annotator.app.assigning import own_list
from annotator.app.opening import SUFFIX
from annotator.app.people import people, persons
from annotator.model.errors import Refused, Unavailable
from annotator.model.people import annotator_name, first_reader, second_reading
from annotator.model.revision import GOLD, PROJECT
from annotator.store import copying, joining, spans
from annotator.store.owners_copy import copy_owners
from annotator.store.project import Project

HANDED_TO = "handed_to"  # the local setting that says whose file this is
CHECKSUM = ".sha256"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 60  # code points of a person's name in a file name


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What a file for one annotator holds: articles to do, articles hidden, and whose annotations."""

    out: Path
    annotator: str
    documents: int
    hidden: int
    owners: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The copy that was handed in, the file beside it with its checksum, and how far its annotator is."""

    out: Path
    checksum: Path
    annotator: str
    documents: int
    finished: int


def hand_out(
    project: Project, name: str, out: Path, *, also: Sequence[str] = (), dry_run: bool = False
) -> HandedOut:
    """Write a project file for one annotator: the project, that person's annotations, and those of `also`.

    Whole owners are left out, never parts of a batch, so it merges back as if it had been a full copy. Articles of
    others stay in it, hidden. Raises Refused for unknown people and where the file exists.
    """
    annotator = joining.person_named(project, annotator_name(name))
    there = set(spans.owners(project))
    for asked in (annotator, *also):
        if asked not in there and asked not in people(project) and asked != GOLD:
            raise Refused(f"The project has no annotator {asked}. It has: {', '.join(people(project))}.")
    if out.exists():
        raise Refused(f"The file {out} exists already; choose another name.")
    owners = {annotator, *also} | ({second_reading(annotator)} & there)
    own = own_list(project, annotator)
    if not dry_run:
        # All spellings of a person, or the copy would hold links to what is not in it.
        written = {spelling for owner in owners for spelling in joining.spellings(project, owner)}
        copy_owners(project, out, {PROJECT, *written}, {HANDED_TO: annotator})
    shown, left = sorted(owners), sorted(there - owners - {PROJECT})
    return HandedOut(out, annotator, len(own.numbers), own.hidden, tuple(shown), tuple(left))


def handed_to(project: Project) -> str:
    """Whose file this is, where it was handed out; else ""."""
    return project.setting(HANDED_TO) or ""


def likely_user(project: Project, me: str) -> str:
    """Who is probably at work in a project on a computer where it is new; "" where that must be asked.

    Whom the file was handed to, else `me` where the project knows that name or nobody, else its only annotator.
    """
    known = [name for name in persons(project) if not first_reader(name)]
    if handed := handed_to(project):
        return handed
    if me in known or not known:
        return me
    return known[0] if len(known) == 1 else ""


def hand_in(project: Project, out: Path, *, annotator: str = "") -> HandedIn:
    """Write a whole copy of the open project, and a checksum beside it. In a folder it gets a telling name.

    Whose work it is: as given, else of whom the file was handed to, else of the only one who has annotated.
    """
    name = annotator_name(annotator or handed_to(project) or _only_annotator(project))
    target = out / file_name(project.path, name, datetime.now()) if out.is_dir() else out
    checksum = target.with_name(target.name + CHECKSUM)
    if target.exists():
        raise Refused(f"The file {target} exists already; choose another name or a folder.")
    copying.copy_to(project, target)
    try:
        with target.open("rb+") as file:
            os.fsync(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        checksum.write_text(f"{digest}  {target.name}\n", encoding="utf-8")
    except OSError as error:
        target.unlink(missing_ok=True)
        raise Unavailable(f"{target} cannot be written: {error.strerror or error}.") from error
    own = own_list(project, name)
    return HandedIn(target, checksum, name, len(own.numbers), own.finished)


def file_name(project: Path, annotator: str, now: datetime) -> str:
    """How a file that is handed in is called: project, annotator and minute, in letters that every system takes."""
    return f"{project.stem} {_in_names(annotator)} {now:%Y-%m-%d %H%M%S}{SUFFIX}"


def file_name_out(project: Path, annotator: str) -> str:
    """How a file for one annotator is called where nobody says otherwise."""
    return f"{project.stem} for {_in_names(annotator)}{SUFFIX}"


def remark_on(path: Path) -> str:
    """A sentence where a file differs from the checksum beside it, else "" (also where there is none)."""
    checksum = path.with_name(path.name + CHECKSUM)
    try:
        said = checksum.read_text(encoding="utf-8").split(maxsplit=1)
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, UnicodeDecodeError):
        return ""
    if not said or said[0] == found:
        return ""
    return f"{path.name} is not as it was handed in: it was opened since, or damaged on its way."


def _in_names(annotator: str) -> str:
    return _NOT_IN_NAMES.sub("_", annotator)[:_LONGEST].strip(" .") or "_"


def _only_annotator(project: Project) -> str:
    names = [name for name in spans.owners(project) if name != GOLD and not first_reader(name)]
    if len(names) == 1:
        return names[0]
    known = ", ".join(names or people(project)) or "none yet"
    raise Refused(f"Whose work is it? Name the annotator; the project has: {known}.")
