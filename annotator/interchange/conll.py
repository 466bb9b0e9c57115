"""CoNLL and IOB files, a token a line: reads their common layouts; `conll_write` writes them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from annotator.interchange.bytes_in import open_utf8
from annotator.interchange.conll_layout import DOCSTART, Layout, comment, cut, layout_of
from annotator.interchange.conll_write import lost, write
from annotator.interchange.findings import shown
from annotator.interchange.format import Format, ReadOptions
from annotator.interchange.iob import OUTSIDE, TAG, begins_inside, chunks_of
from annotator.interchange.losses import CROSSING, NESTING
from annotator.interchange.record import AnnotationSet, Problem, Record
from annotator.interchange.source import Source, SourceFile, matching
from annotator.model.document import default_id
from annotator.model.span import IMPORTED, Span
from annotator.text.normalize import BadText, normalize

EXTENSIONS = (".conll", ".iob", ".bio", ".iob2", ".bioes", ".tsv", ".txt")
HEAD = 1 << 16
LONGEST_LINE = 1 << 20
MOST_TOKENS = 5_000_000  # of one document
_IDS = ("document_id", "newdoc id", "doc_id", "id")


@dataclass(slots=True)
class _Draft:
    """One document while its lines are read."""

    id: str = ""
    words: list[str] = field(default_factory=list)
    tags: list[list[str]] = field(default_factory=list)  # of each token, by column
    after: list[str] = field(default_factory=list)  # what follows each token: blank, newline or nothing


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """A record for each document; the text is the tokens with blanks between them, a sentence a line.

    Documents begin at -DOCSTART- or at a comment with an id; without either a file is one. Fields: `tags`,
    the columns of tags by number from 1 or by name; `documents`, "blank" where blank lines part them.
    """
    for file in matching(source, EXTENSIONS):
        if isinstance(file, Problem):
            yield file
        else:
            yield from _read_file(file, options)


def _read_file(file: SourceFile, options: ReadOptions) -> Iterator[Record | Problem]:
    try:
        stream, remark = open_utf8(file, options.encoding)
    except BadText as error:
        yield Problem(file.name, str(error), kind="file")
        return
    if remark:
        yield remark
    with stream:
        head = stream.read(HEAD).decode("utf-8-sig", errors="replace")
        layout = layout_of(head.split("\n"), options.fields.get("tags", ""))
        stream.seek(0)
        if layout is None:
            reason = "no column holds IOB tags (O, B-PERSON, I-PERSON)"
            fix = "name the columns with the field tags, or the format with --format"
            yield Problem(file.name, reason, fix, "file")
            return
        yield from _Reader(file, layout, options).records(stream)


class _Reader:
    """The documents of one file, one after another."""

    def __init__(self, file: SourceFile, layout: Layout, options: ReadOptions) -> None:
        self._file = file
        self._layout = layout
        self._blank_parts = options.fields.get("documents") == "blank"
        self._draft = _Draft()
        self._count = 0
        self._problems: list[Problem] = []
        self._id = ""
        self._told_iob1 = False

    def records(self, stream: BinaryIO) -> Iterator[Record | Problem]:
        """All records, each after its problems."""
        number = 0
        while raw := stream.readline(LONGEST_LINE):
            number += 1
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError:
                self._refuse(number, "is not UTF-8", "name the --encoding")
                continue
            if self._begins_document(line) or len(self._draft.words) > MOST_TOKENS:
                yield from self._close(last=False)
            self._take(line, number)
        yield from self._close(last=True)

    def _begins_document(self, line: str) -> bool:
        if not line.strip():
            return self._blank_parts
        if line.startswith(DOCSTART):
            return True
        said = comment(line, self._layout)
        return bool(said and said[0].rpartition(":")[2] in _IDS[:3] and self._draft.words)

    def _take(self, line: str, number: int) -> None:
        draft, layout = self._draft, self._layout
        if not line.strip():
            if draft.after:
                draft.after[-1] = "\n"
            return
        said = comment(line, layout)
        if said:
            if said[0].rpartition(":")[2] in _IDS and not draft.words:
                draft.id = said[1]
            return
        if line.startswith(DOCSTART) or (number == 1 and layout.named):
            return
        cells = [item.split("|") for item in line.split()] if layout.inline else [cut(line, layout)]
        for columns in cells:
            draft.words.append(columns[layout.word] if layout.word < len(columns) else "")
            draft.tags.append(self._tags(columns, number))
            draft.after.append(layout.after(columns))
        if layout.inline:
            draft.after[-1] = "\n"

    def _tags(self, columns: list[str], number: int) -> list[str]:
        found = []
        wanted: Iterable[int] = self._layout.tags
        if self._layout.ragged:
            wanted = range(self._layout.tags[0], max(len(columns), self._layout.tags[0] + 1))
        for column in wanted:
            tag = columns[column] if column < len(columns) and column != self._layout.word else ""
            if not (tag in ("", "_", OUTSIDE) or TAG.match(tag)):
                self._refuse(number, f"{shown(tag)} is no tag; the token is taken as {OUTSIDE}", "")
                tag = OUTSIDE
            if not tag:
                word = columns[min(self._layout.word, len(columns) - 1)]
                self._refuse(number, f"{shown(word)} has no tag; it is taken as {OUTSIDE}", "add its tag")
            found.append(tag if TAG.match(tag) else OUTSIDE)
        return found

    def _refuse(self, number: int, reason: str, fix: str) -> None:
        self._problems.append(Problem(f"{self._file.name}, line {number}", reason, fix, "span"))

    def _close(self, *, last: bool) -> Iterator[Record | Problem]:
        draft, self._draft = self._draft, _Draft()
        problems, self._problems = self._problems, []
        yield from problems
        if not draft.words:
            if last and not self._count:
                yield Problem(self._file.name, "the file is empty: 0 records", "", "empty", refused=False)
            return
        self._count += 1
        place = self._file.name if last and self._count == 1 else f"{self._file.name}, document {self._count}"
        text, starts = _text(draft)
        try:
            normalize(text)
        except BadText as error:
            yield Problem(place, str(error), kind="text")
            return
        columns = _by_label(draft.tags) if self._layout.ragged else list(zip(*draft.tags, strict=True))
        spans, inside = _spans(draft, columns, starts)
        if inside and not self._told_iob1:
            self._told_iob1 = True
            reason = "chunks begin with I-, as in IOB1: read so"
            yield Problem(place, reason, "", "span", refused=False)
        name = self._file.name.rpartition("/")[2]
        yield Record(
            text,
            draft.id or default_id(text),
            name=name if place == self._file.name else f"{name} {draft.id or self._count}",
            annotations=(AnnotationSet(spans=spans),),
            place=place,
        )


def _text(draft: _Draft) -> tuple[str, list[int]]:
    parts, starts, at = [], [], 0
    draft.after[-1] = ""
    for word, after in zip(draft.words, draft.after, strict=True):
        starts.append(at)
        parts.append(word + after)
        at += len(word) + len(after)
    return "".join(parts), starts


def _by_label(tags: list[list[str]]) -> list[tuple[str, ...]]:
    """Tags in no fixed columns as columns: the first of a label on each token, the second, and so on."""
    found: dict[tuple[str, int], list[str]] = {}
    for n, on_token in enumerate(tags):
        seen: Counter[str] = Counter()
        for tag in on_token:
            label = tag[2:]
            found.setdefault((label, seen[label]), [OUTSIDE] * len(tags))[n] = tag
            seen[label] += 1
    return [tuple(column) for (label, _), column in found.items() if label]


def _spans(draft: _Draft, columns: list[tuple[str, ...]], starts: list[int]) -> tuple[tuple[Span, ...], bool]:
    """The spans of all columns, each once, and whether some begin with I-."""
    breaks = [n + 1 for n, after in enumerate(draft.after) if after == "\n"]
    sentences = list(zip([0, *breaks], [*breaks, len(draft.words)], strict=True))
    found: dict[tuple[int, int, str], Span] = {}
    inside = False
    for tags in columns:
        for begin, stop in sentences:
            part = tags[begin:stop]
            inside = inside or begins_inside(part)
            for first, last, label in chunks_of(part):
                start, final = starts[begin + first], begin + last - 1
                end = starts[final] + len(draft.words[final])
                found.setdefault((start, -end, label), Span(start, end, label, origin=IMPORTED))
    return tuple(found[key] for key in sorted(found)), inside


def sniff(head: bytes, name: str) -> float:
    """How sure the beginning makes one: nearly all lines must end with a tag, or be named as such files are."""
    if b"\0" in head[:1024] or head.lstrip().startswith((b"{", b"[", b"<", b"#FORMAT")):
        return 0.0
    lines = head.decode("utf-8", errors="replace").split("\n")[:400]
    layout = layout_of(lines[:-1] if len(lines) > 1 else lines, "")
    if layout is None:
        return 0.1 if name.lower().endswith(EXTENSIONS[:5]) else 0.0
    return 0.97 if layout.certain else 0.4


FORMAT = Format(
    name="conll",
    title="CoNLL / IOB, a token a line",
    extensions=EXTENSIONS,
    sniff=sniff,
    read=read,
    write=write,
    holds=frozenset({NESTING, CROSSING}),  # what overlaps within a layer is named by `lost`
    more_losses=lost,
)
