"""Puts the files of several owners of one document together: one record with several sets."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from annotator.interchange.names import from_file_name
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import SourceFile
from annotator.model.revision import GOLD

CURATOR, INITIAL = "CURATION_USER", "INITIAL_CAS"
FOLDERS = ("annotation", "curation")
SOURCE = "source"  # documents that nobody has worked on


@dataclass(frozen=True, slots=True)
class OwnedFile:
    """One owner's annotations of one document, as INCEpTION lays them out: annotation/DOCUMENT/OWNER.xmi."""

    file: SourceFile
    document: str = ""  # "" where the folders do not say
    owner: str = ""


def owned(file: SourceFile) -> OwnedFile:
    """Whose file it is; the curated layer is gold's."""
    parts = file.name.split("/")
    place = next((n for n, part in enumerate(parts[:-2]) if part in FOLDERS), None)
    if place is None:
        nobody = parts[-2:-1] == [SOURCE]
        return OwnedFile(file, from_file_name(file.stem) if nobody else "")
    owner = GOLD if parts[place] == "curation" or file.stem == CURATOR else from_file_name(file.stem)
    return OwnedFile(file, from_file_name(parts[place + 1]), owner)


def grouped(
    files: Iterable[SourceFile], read: Callable[[OwnedFile], Iterator[Record | Problem]]
) -> Iterator[Record | Problem]:
    """The records of all files, those of one document together; INCEpTION's copy without owner is left out."""
    there = sorted((owned(file) for file in files if file.stem != INITIAL), key=_key)
    for _, group in groupby(there, key=_key):
        found: list[Record] = []
        for each in group:
            for item in read(each):
                if isinstance(item, Problem):
                    yield item
                else:
                    found = together(found, item)
        yield from found


def together(found: list[Record], new: Record) -> list[Record]:
    """The records with one more, united with the one that has the same id and text, if that lacks its owners."""
    owners = {each.owner for each in new.annotations}
    for n, old in enumerate(found):
        same = (old.id, old.text) == (new.id, new.text)
        if same and not owners & {each.owner for each in old.annotations}:
            sets = sorted((*old.annotations, *new.annotations), key=lambda each: each.owner)
            return [*found[:n], replace(old, annotations=tuple(sets)), *found[n + 1 :]]
    return [*found, new]


def _key(each: OwnedFile) -> tuple[str, str]:
    return (each.document, "" if each.document else each.file.name)
