"""Looking into files before they are imported, and at what an export would lose; nothing is written."""

import csv
import math
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from annotator.app.exporting import Exported, ExportOptions, export
from annotator.app.importing import ImportOptions, Problem, records_of
from annotator.app.label_choices import LabelChoices, remembered
from annotator.app.opening import opened
from annotator.app.owner_choices import OwnerChoices, remembered_owners
from annotator.app.people import people
from annotator.app.watch import Progress, watch
from annotator.interchange.bytes_in import open_utf8
from annotator.interchange.csv_table import DELIMITERS
from annotator.interchange.format import Format, formats, guess
from annotator.interchange.record import Record
from annotator.interchange.source import Source, source_of
from annotator.model.errors import Refused, Unavailable
from annotator.store import label_sets
from annotator.store.project import Project
from annotator.text.normalize import BadText

TABLE = "csv"  # the format whose columns a person can choose
_LIMIT = 200  # records that are looked at
_PATIENCE = 3.0  # seconds until what was seen has to do
_SHOWN = 20  # records and remarks that are handed over
_FIRST = ("encoding", "unit")  # kinds of remarks on which everything else hangs
_BEGINNING = 160  # code points of a text
_HEADER = 1 << 16  # characters of a table's first line at most


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The beginning of one article to come. `text` holds its first code points."""

    name: str
    text: str
    spans: int


class Ways(NamedTuple):
    """The units that a format can be written in, its own first, whether it is a folder, and what it asks."""

    units: tuple[str, ...]
    folder: bool
    asks: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class Ahead:
    """What the first part of some files holds. `whole` says that it was all of them."""

    formats: list[str] = field(default_factory=list)
    records: int = 0
    glimpses: list[Glimpse] = field(default_factory=list)
    labels: Counter[str] = field(default_factory=Counter)  # spans by label
    unknown: list[str] = field(default_factory=list)  # labels that the project lacks
    owners: Counter[str] = field(default_factory=Counter)  # spans by owner; "" where the data names none
    programs: set[str] = field(default_factory=set)  # owners that are programs, as the data says
    people: list[str] = field(default_factory=list)  # the project's
    owner_choices: OwnerChoices = field(default_factory=OwnerChoices)  # what was decided of owners before
    remarks: list[Problem] = field(default_factory=list)  # of encodings and units first
    refused: int = 0
    columns: list[str] = field(default_factory=list)  # the headers of a table
    known: list[str] = field(default_factory=list)  # the project's labels
    choices: LabelChoices = field(default_factory=LabelChoices)  # what was decided of labels before
    whole: bool = True


def look(
    project: Project,
    paths: Sequence[Path],
    options: ImportOptions,
    *,
    limit: float = _LIMIT,
    seconds: float = _PATIENCE,
    progress: Progress | None = None,
) -> Ahead:
    """What the first records of files hold. Raises Refused for an unknown format, Unavailable for a missing file.

    Nothing is written, and the project is not locked. One slow record may exceed the seconds. Of any number of
    records only counts and the first few are kept.
    """
    end = time.monotonic() + seconds
    sources = [(source, _format(source, options.format)) for source in map(_source, paths)]
    labels = label_sets.label_set(project).names
    ahead = Ahead(known=list(labels), choices=remembered(project), people=people(project))
    ahead.owner_choices = remembered_owners(project)
    ahead.formats = sorted({chosen.name for _, chosen in sources})
    ahead.columns = next((_columns(source, options) for source, f in sources if f.name == TABLE), [])
    remarks: dict[bool, list[Problem]] = {True: [], False: []}
    for item in watch(records_of(sources, options), progress):
        if isinstance(item, Problem):
            ahead.refused += item.refused
            kept = remarks[item.kind in _FIRST]
            if len(kept) < _SHOWN:
                kept.append(item)
        else:
            _count(ahead, item)
        if ahead.records >= limit or time.monotonic() > end:
            ahead.whole = False
            break
    ahead.unknown = sorted(ahead.labels.keys() - set(labels))
    ahead.remarks = [*remarks[True], *remarks[False]][:_SHOWN]
    return ahead


def read_again(paths: Sequence[Path], options: ImportOptions) -> Iterator[Record]:
    """The records of files as an import with these options reads them, without their problems."""
    sources = [(source, _format(source, options.format)) for source in map(_source, paths)]
    return (item for item in records_of(sources, options) if isinstance(item, Record))


def look_job(
    project: Path, paths: Sequence[Path], options: ImportOptions, *, progress: Progress | None = None
) -> Ahead:
    """Look into files for the project at a path, as `look`, so that another process can do it."""
    with opened(project) as file:
        return look(file, paths, options, progress=progress)


def look_at_all_job(
    project: Path, paths: Sequence[Path], options: ImportOptions, *, progress: Progress | None = None
) -> Ahead:
    """As `look_job`, but to the end of the files, however long it takes."""
    with opened(project) as file:
        return look(file, paths, options, limit=math.inf, seconds=math.inf, progress=progress)


def losses_ahead(project: Path, options: ExportOptions, *, progress: Progress | None = None) -> Exported:
    """What an export from the project at a path would take and what its format cannot hold. Raises as `export`."""
    with opened(project) as file:
        return export(file, Path(), options, dry_run=True, progress=progress)


def ways_to_write(name: str) -> Ways:
    """In what ways a format can be written."""
    chosen = formats()[name]
    return Ways(chosen.units, chosen.folder, chosen.asks)


def _count(ahead: Ahead, record: Record) -> None:
    ahead.records += 1
    spans = sum(len(owned.spans) for owned in record.annotations)
    if len(ahead.glimpses) < _SHOWN:
        ahead.glimpses.append(Glimpse(record.name or record.id, record.text[:_BEGINNING], spans))
    for owned in record.annotations:
        ahead.owners[owned.owner] += len(owned.spans)
        if owned.program:
            ahead.programs.add(owned.owner)
        ahead.labels.update(span.label for span in owned.spans)


def _source(path: Path) -> Source:
    try:
        return source_of(path)
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be read: {error.strerror or error}.") from error


def _format(source: Source, name: str) -> Format:
    known = formats()
    try:
        likely = [known[name]] if name in known else guess(source, known)
    except OSError as error:
        raise Unavailable(f"{source.name} cannot be read: {error.strerror or error}.") from error
    if not likely or not likely[0].can_read:
        raise Refused(f"{source.name} is of no known format. Choose one.")
    return likely[0]


def _columns(source: Source, options: ImportOptions) -> list[str]:
    """The headers of the first table, [] where it cannot be read."""
    try:
        stream, _ = open_utf8(source.files[0], options.encoding)
    except (BadText, OSError, IndexError):
        return []
    with TextIOWrapper(stream, "utf-8-sig", errors="replace", newline="") as lines:
        first = lines.readline(_HEADER)
    outside = "".join(first.split('"')[::2])
    sign = max(DELIMITERS, key=outside.count)
    return [cell for row in islice(csv.reader([first], delimiter=sign), 1) for cell in row]
