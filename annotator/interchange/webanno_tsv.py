"""WebAnno TSV 3.x: reads it. Offsets are UTF-16 units, and the text between sentences is not in the file.

The columns: https://inception-project.github.io (user guide, appendix WebAnno TSV).
"""

from collections.abc import Iterator, Sequence

from annotator.interchange.bytes_in import open_utf8
from annotator.interchange.cas import UNIT
from annotator.interchange.drafts import spans_from
from annotator.interchange.findings import Findings, NotTaken
from annotator.interchange.format import Format, ReadOptions
from annotator.interchange.grouping import OwnedFile, grouped
from annotator.interchange.reading import Reading
from annotator.interchange.record import AnnotationSet, Problem, Record
from annotator.interchange.source import Source, SourceFile, matching
from annotator.interchange.webanno_layers import Cells, drafts_of, layers_in, unescaped
from annotator.model.document import default_id
from annotator.text.normalize import BadText, normalize
from annotator.text.offsets import utf16_length

EXTENSIONS = (".tsv",)
MAGIC = "#FORMAT=WebAnno TSV 3"


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """One record a file; in folders as INCEpTION makes them, one a document with a set for each owner."""
    files: list[SourceFile] = []
    for file in matching(source, EXTENSIONS):
        if isinstance(file, Problem):
            yield file
        else:
            files.append(file)
    yield from grouped(files, lambda each: read_file(each, options))


def read_file(each: OwnedFile, options: ReadOptions) -> Iterator[Record | Problem]:
    """The record of one file, after its problems."""
    place = each.file.name
    findings = Findings()
    try:
        stream, remark = open_utf8(each.file, options.encoding)
        with stream:
            lines = stream.read().decode("utf-8-sig").replace("\r\n", "\n").split("\n")
        record = _record(lines, each, options, findings)
    except (BadText, UnicodeDecodeError) as error:
        yield Problem(place, str(error), "name its --encoding", "file")
        return
    except NotTaken as wrong:
        yield Problem(place, str(wrong), wrong.fix, wrong.kind)
        return
    if remark:
        yield remark
    yield from findings.take()
    yield record


def _record(lines: Sequence[str], each: OwnedFile, options: ReadOptions, findings: Findings) -> Record:
    if not lines[0].startswith(MAGIC):
        reason = f"is no WebAnno TSV 3: it begins with {lines[0][:40]!r}"
        raise NotTaken("file", reason, "export it as WebAnno TSV 3 or as UIMA CAS")
    place = each.file.name
    layers = layers_in(lines)
    text, cells = _text_and_cells(lines, place, findings)
    moved = normalize(text)
    drafts = drafts_of(layers, cells, place, findings)
    spans = spans_from(drafts, Reading(text, moved, options.unit or UNIT), findings)
    id = each.document or default_id(moved.text)
    sets = (AnnotationSet(each.owner, spans=spans),)
    return Record(
        moved.text, id, name=each.document or place.rpartition("/")[2], annotations=sets, place=place
    )


def _text_and_cells(lines: Sequence[str], place: str, findings: Findings) -> tuple[str, list[Cells]]:
    """The text put together of the sentences at their places, and the rows of tokens."""
    text, length = "", 0
    cells: list[Cells] = []
    sentence: str | None = None
    for number, line in enumerate(lines, start=1):
        if line[:6] == "#Text=":
            more = unescaped(line[6:])
            sentence = more if sentence is None else f"{sentence}\n{more}"
        elif line and line[0] != "#":
            try:
                row = _row(line, number)
            except NotTaken as wrong:
                findings.not_taken(f"{place}, line {number}", wrong)
                continue
            if sentence is not None:
                text, length = _appended(text, length, sentence, row)
                sentence = None
            cells.append(row)
    return text, cells


def _row(line: str, number: int) -> Cells:
    columns = line.split("\t")
    try:
        begin, end = columns[1].split("-")
        return Cells(number, columns[0], int(begin), int(end), columns[3:])
    except (IndexError, ValueError):
        reason = f"is no token with its place: {line[:60]!r}"
        raise NotTaken("row", reason, "a row is NUMBER⇥BEGIN-END⇥TOKEN⇥…") from None


def _appended(text: str, length: int, sentence: str, row: Cells) -> tuple[str, int]:
    """The text with one more sentence where its first token says that it begins; `length` in UTF-16 units."""
    blanks = len(sentence) - len(sentence.lstrip(" \t\n"))
    gap = max(row.begin - blanks - length, 0)
    between = " " * (gap - 1) + "\n" if gap and text else " " * gap
    return text + between + sentence, length + gap + utf16_length(sentence)


_OLDER = (b"# de.tudarmstadt.", b"# webanno.")  # how the first line of version 2 begins


def sniff(head: bytes, name: str) -> float:
    """How sure the beginning makes one. Older versions are taken for this one, whose reader tells what to do."""
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" ")
    return 1.0 if begin.startswith((MAGIC.encode(), *_OLDER)) else 0.0


FORMAT = Format(
    name="webanno-tsv",
    title="WebAnno TSV 3 (INCEpTION)",
    extensions=EXTENSIONS,
    sniff=sniff,
    read=read,
)
