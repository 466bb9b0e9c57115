"""What a format is, and which there are: the built-in ones and those of installed plug-ins."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from annotator.interchange.losses import Loss, losses
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import Source, Target
from annotator.text.offsets import UNITS

GROUP = "annotator.formats"
BUILT_IN = {
    "jsonl": "annotator.interchange.jsonl:FORMAT",
    "jsonl-flat": "annotator.interchange.jsonl_flat:FORMAT",
    "txt": "annotator.interchange.txt:FORMAT",
    "brat": "annotator.interchange.brat:FORMAT",
    "conll": "annotator.interchange.conll:FORMAT",
    "conll-layers": "annotator.interchange.conll_layers:FORMAT",
    "webanno-tsv": "annotator.interchange.webanno_tsv:FORMAT",
    "xmi": "annotator.interchange.xmi:FORMAT",
    "cas-json": "annotator.interchange.cas_json:FORMAT",
    "inception": "annotator.interchange.inception:FORMAT",
    "gate": "annotator.interchange.gate:FORMAT",
    "spacy": "annotator.interchange.spacy:FORMAT",
    "hf": "annotator.interchange.hf:FORMAT",
    "doccano": "annotator.interchange.doccano:FORMAT",
    "label-studio": "annotator.interchange.label_studio:FORMAT",
    "prodigy": "annotator.interchange.prodigy:FORMAT",
    "argilla": "annotator.interchange.argilla:FORMAT",
    "w3c": "annotator.interchange.w3c:FORMAT",
    "csv": "annotator.interchange.csv_table:FORMAT",
    "xlsx": "annotator.interchange.xlsx:FORMAT",
    "jsonl-fields": "annotator.interchange.jsonl_fields:FORMAT",
    "html": "annotator.interchange.html_page:FORMAT",
}
CODEPOINT = UNITS[0]
MOST_KINDS = 10  # extensions of a folder that are looked into for a guess


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read. "" leaves it to the data and the format; `fields` are a format's own settings by name."""

    encoding: str = ""
    unit: str = ""  # one of text.offsets.UNITS; overrides what the data says
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write. `unit` "" is the format's first unit; `owner` is whose set a format for one owner takes.

    `borders` says what becomes of a span that the format's units cannot express: "strict" leaves it out (a
    loss), "expand" and "contract" move its borders.
    """

    unit: str = ""
    owner: str = ""
    borders: str = "strict"
    fields: Mapping[str, str] = field(default_factory=dict)


Reader = Callable[[Source, ReadOptions], Iterator[Record | Problem]]
Writer = Callable[[Iterable[Record], WriteOptions, Target], None]


def by_extension(*extensions: str, sure: float = 0.5) -> Callable[[bytes, str], float]:
    """A sniffer that goes by the name alone."""
    return lambda head, name: sure if name.lower().endswith(extensions) else 0.0


@dataclass(frozen=True, slots=True)
class Format:
    """One format. A plug-in is a module with such an object, named by an entry point of `annotator.formats`.

    `read` yields records and problems in the order of the data, a record's problems before it, and never
    raises for what the data holds; OSError may pass. `write` takes records one by one and opens what it
    writes from the target. `sniff(head, name)` is how sure one may be, 0 to 1, that a file with this
    beginning and name is of this format. `holds` are words of `losses`; `more_losses` adds what only the
    format itself can tell. `asks` names the fields of writing that a person may want to choose, with their
    values, the first taken where nothing is said; a single value may be replaced by any other word.
    """

    name: str
    title: str
    extensions: tuple[str, ...]
    sniff: Callable[[bytes, str], float]
    read: Reader | None = None
    write: Writer | None = None
    holds: frozenset[str] = frozenset()
    units: tuple[str, ...] = (CODEPOINT,)  # that it can be written in; the first is its own
    folder: bool = False  # whether it is written as a folder of files
    more_losses: Callable[[Record, WriteOptions], Iterable[Loss]] | None = None
    asks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def can_read(self) -> bool:
        """Whether the format can be imported."""
        return self.read is not None

    @property
    def can_write(self) -> bool:
        """Whether the format can be exported."""
        return self.write is not None

    def losses(self, record: Record, options: WriteOptions) -> list[Loss]:
        """All that an export of the record with these options would leave out."""
        more = self.more_losses(record, options) if self.more_losses else ()
        return [*losses(record, self.holds), *more]


def formats() -> dict[str, Format]:
    """All formats by name: the built-in ones first, then those of plug-ins that could be loaded.

    Looked for once a process for each set of places that Python looks for packages in: it reads every package's
    metadata. A plug-in that is installed meanwhile is seen at the next start.
    """
    return dict(_formats_in(tuple(sys.path)))


@lru_cache(maxsize=4)
def _formats_in(places: tuple[str, ...]) -> dict[str, Format]:
    return find_formats()[0]


def find_formats() -> tuple[dict[str, Format], list[Problem]]:
    """All formats by name, and a problem for each plug-in that could not be loaded."""
    found = {name: _built_in(where) for name, where in BUILT_IN.items()}
    problems = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        if BUILT_IN.get(entry.name) == entry.value:
            continue
        made = _plugged_in(entry, taken=entry.name in found)
        if isinstance(made, Problem):
            problems.append(made)
        else:
            found[entry.name] = made
    return found, problems


def guess(source: Source, known: Mapping[str, Format]) -> list[Format]:
    """The readable formats that the source may be of, the likeliest first; [] if none thinks so.

    Of a folder the first of the outermost files of each kind is looked at. OSError passes.
    """
    outermost = sorted(source.files, key=lambda file: file.name.count("/"))
    kinds = {file.extension: file for file in reversed(outermost)}
    heads = [(file.head(), file.name) for file in list(kinds.values())[:MOST_KINDS]]
    sure = [(max((f.sniff(*each) for each in heads), default=0.0), f) for f in known.values() if f.can_read]
    return [f for likely, f in sorted(sure, key=lambda pair: (-pair[0], pair[1].name)) if likely > 0]


def _built_in(where: str) -> Format:
    module, _, attribute = where.partition(":")
    made: Format = getattr(import_module(module), attribute)
    return made


def _plugged_in(entry: EntryPoint, *, taken: bool) -> Format | Problem:
    place = f"format {entry.name} ({entry.value})"
    if taken:
        return Problem(place, "there is a format of this name already", "uninstall one of them", "file")
    try:
        made = entry.load()
    except Exception as error:  # a stranger's module may raise anything; the rest must still work
        return Problem(place, f"cannot be loaded: {error}", "update or uninstall the plug-in", "file")
    if not isinstance(made, Format):
        return Problem(place, "is not a Format", "update or uninstall the plug-in", "file")
    return made
