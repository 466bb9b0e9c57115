"""brat folders of .txt and .ann files, a sub-folder for each owner: reads them; `brat_write` writes them.

Offsets are code points.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from annotator.interchange.brat_lines import drafts_of
from annotator.interchange.brat_write import unwritable, write
from annotator.interchange.bytes_in import read_whole, remark_on
from annotator.interchange.drafts import Draft, quote_fits, spans_from
from annotator.interchange.findings import Findings
from annotator.interchange.format import Format, ReadOptions
from annotator.interchange.losses import (
    ATTRIBUTES,
    CROSSING,
    FRAGMENTS,
    LINKS,
    NESTING,
    NOTES,
    OWNER_NAMES,
    OWNERS,
)
from annotator.interchange.names import from_file_name
from annotator.interchange.reading import Reading
from annotator.interchange.record import AnnotationSet, Problem, Record
from annotator.interchange.source import Source, SourceFile
from annotator.model.span import Span
from annotator.text.decode import Decoded, decode
from annotator.text.normalize import BadText, Normalized, normalize
from annotator.text.offsets import UNITS

BOM = "\ufeff"
_CONF = (".conf",)


@dataclass(frozen=True, slots=True)
class _Pair:
    """One text and what stands beside it. `owner` is the folder that they are in."""

    stem: str
    owner: str
    text: SourceFile | None
    ann: SourceFile | None


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """One record for each text; equal texts of one stem in several sub-folders are one with several owners.

    The field `folders` is "owners" or, where folders are no owners, "none".
    """
    pairs = sorted(_pairs(source, owners=options.fields.get("folders") != "none"), key=lambda pair: pair.stem)
    for _, group in groupby(pairs, key=lambda pair: pair.stem):
        found: list[Record] = []
        for pair in group:
            for item in _read_pair(pair, options):
                if isinstance(item, Problem):
                    yield item
                else:
                    found = _together(found, item)
        yield from found
    odd = [f.name for f in source.files if f.extension not in (".txt", ".ann", *_CONF)]
    if odd:
        reason = f"{len(odd)} file(s) not read, neither .txt nor .ann: {', '.join(odd[:3])}"
        yield Problem(source.name, reason, "import them by themselves", "unread", refused=False)


def _pairs(source: Source, *, owners: bool) -> Iterator[_Pair]:
    by_path: dict[str, dict[str, SourceFile]] = {}
    for file in source.files:
        if file.extension in (".txt", ".ann"):
            by_path.setdefault(file.name[: -len(file.extension)], {})[file.extension] = file
    for path, files in by_path.items():
        folder, _, stem = path.rpartition("/")
        owner = from_file_name(folder.rpartition("/")[2]) if owners and folder else ""
        yield _Pair(from_file_name(stem), owner, files.get(".txt"), files.get(".ann"))


def _together(found: list[Record], new: Record) -> list[Record]:
    for n, old in enumerate(found):
        mine = {each.owner for each in new.annotations}
        if old.text == new.text and not mine & {each.owner for each in old.annotations}:
            sets = sorted((*old.annotations, *new.annotations), key=lambda each: each.owner)
            return [*found[:n], replace(old, annotations=tuple(sets)), *found[n + 1 :]]
    return [*found, new]


def _read_pair(pair: _Pair, options: ReadOptions) -> Iterator[Record | Problem]:
    if pair.text is None:
        name = pair.ann.name if pair.ann else pair.stem
        fix = "put the text beside it, and import both or their folder"
        yield Problem(name, f"there is no {pair.stem}.txt beside it", fix, "file")
        return
    findings = Findings()
    try:
        text = _decoded(read_whole(pair.text), options.encoding)
        starts_with_bom = pair.text.head(3) == BOM.encode()
        moved = normalize(text.text)
        lines = _lines(pair.ann, options) if pair.ann else []
    except BadText as error:
        yield Problem(pair.text.name, str(error), kind="file")
        return
    if remark := remark_on(pair.text.name, text):
        yield remark
    ann = pair.ann.name if pair.ann else ""
    drafts = drafts_of(lines, ann, findings)
    reading = _reading(text.text, moved, options.unit, starts_with_bom, drafts)
    if reading.given != text.text:
        findings.remark(ann, "text", "the offsets fit the text with other line breaks, or with its BOM")
    spans = tuple(_whole(span, reading.moved.text) for span in spans_from(drafts.values(), reading, findings))
    yield from findings.take()
    sets = (AnnotationSet(pair.owner, spans=spans),) if pair.ann else ()
    yield Record(
        reading.moved.text,
        pair.stem,
        name=pair.text.name.rpartition("/")[2],
        annotations=sets,
        place=pair.text.name,
    )


def _lines(file: SourceFile, options: ReadOptions) -> list[str]:
    return normalize(_decoded(read_whole(file), options.encoding).text).text.split("\n")


def _decoded(data: bytes, encoding: str) -> Decoded:
    """The text; brat's own files are UTF-8, whatever control codes are in them."""
    try:
        return decode(data, encoding)
    except BadText:
        if encoding:
            raise
        return decode(data, "utf-8")


def _reading(given: str, moved: Normalized, unit: str, bom: bool, drafts: dict[str, Draft]) -> Reading:
    """How the offsets count: in the text as it is, with \\n for line breaks, or with the BOM as a letter."""
    unit = unit or UNITS[0]
    readings = [Reading(given, moved, unit), Reading(moved.text, Normalized(moved.text, None), unit)]
    if bom:
        readings.append(Reading(BOM + given, normalize(BOM + given), unit))
    most, best = -1, readings[0]
    for reading in readings:
        fitting = sum(quote_fits(draft, reading) for draft in drafts.values())
        if fitting == len(drafts):
            return reading
        if fitting > most:
            most, best = fitting, reading
    return best


def _whole(span: Span, text: str) -> Span:
    """The span without fragments where only newlines lie between them: brat cuts spans at newlines."""
    pieces = span.fragments
    if pieces and all(not text[a[1] : b[0]].strip("\n") and a[1] < b[0] for a, b in pairwise(pieces)):
        return replace(span, fragments=())
    return span


def sniff(head: bytes, name: str) -> float:
    """How sure the name makes one."""
    return 0.95 if name.lower().endswith(".ann") else 0.0


FORMAT = Format(
    name="brat",
    title="brat folder (.txt and .ann, a sub-folder for each owner)",
    extensions=(".ann", ".txt"),
    sniff=sniff,
    read=read,
    write=write,
    holds=frozenset({OWNERS, OWNER_NAMES, NESTING, CROSSING, LINKS, ATTRIBUTES, FRAGMENTS, NOTES}),
    folder=True,
    more_losses=unwritable,
)
