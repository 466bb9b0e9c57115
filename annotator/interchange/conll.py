"""CoNLL and IOB files, a token a line: reads their common layouts; `conll_write` writes them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice, repeat
from typing import BinaryIO

from annotator.interchange.bytes_in import open_utf8
from annotator.interchange.conll_document import Words, by_label, spans_of, text_of
from annotator.interchange.conll_layout import DOCSTART, Layout, comment, cut, layout_of
from annotator.interchange.conll_write import lost, write
from annotator.interchange.findings import shown
from annotator.interchange.format import Format, ReadOptions
from annotator.interchange.iob import ASKS, OUTSIDE, TAG
from annotator.interchange.losses import CROSSING, NESTING
from annotator.interchange.record import AnnotationSet, Problem, Record
from annotator.interchange.source import Source, SourceFile, matching
from annotator.model.document import default_id
from annotator.text.normalize import BadText, normalize

EXTENSIONS = (".conll", ".iob", ".bio", ".iob2", ".bioes", ".tsv", ".txt")
HEAD = 1 << 16
LONGEST_LINE = 1 << 20
_AT_ONCE = 500  # lines
MOST_TOKENS = 5_000_000  # of one document
_IDS = ("document_id", "newdoc id", "doc_id", "id")


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
        with stream:
            head = stream.read(HEAD).decode("utf-8-sig", errors="replace")
        layout = layout_of(head.split("\n"), options.fields.get("tags", ""))
        stream, _ = open_utf8(file, options.encoding)
    except BadText as error:
        yield Problem(file.name, str(error), kind="file")
        return
    if remark:
        yield remark
    with stream:
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
        self._draft = Words()
        self._count = 0
        self._problems: list[Problem] = []
        self._told_iob1 = False
        self._width = -1  # how many columns the last row had, -1 where rows need a closer look
        self._good: set[tuple[str, ...]] = set()  # the tags of rows that were looked at before

    def records(self, stream: BinaryIO) -> Iterator[Record | Problem]:
        """All records, each after its problems."""
        number = 0
        for lines in iter(partial(_some_lines, stream), []):
            past = 0
            while (past := past + self._take_quickly(lines, past)) < len(lines):
                line = lines[past]
                past += 1
                yield from self._line(line, number + past)
            number += len(lines)
        yield from self._close(last=True)

    def _line(self, line: str | None, number: int) -> Iterator[Record | Problem]:
        """What one line that needs a closer look brings to its end."""
        if line is None:
            self._refuse(number, "is not UTF-8", "name the --encoding")
            return
        line = line.removeprefix("\ufeff") if number == 1 else line
        if not line or line.isspace():
            if self._blank_parts:
                yield from self._close(last=False)
            self._end_sentence()
            return
        said = comment(line, self._layout) if line[0] == "#" else None
        if line.startswith(DOCSTART) or self._names_another(said) or self._is_full():
            yield from self._close(last=False)
        if said:
            self._note(*said)
        elif not line.startswith(DOCSTART) and not (number == 1 and self._layout.named):
            self._take(line, number)

    def _take_quickly(self, lines: Sequence[str | None], begin: int) -> int:
        """Take the rows from there on that are like those before, and how many. Nearly all are."""
        layout, good, width = self._layout, self._good, self._width
        sign = "\t" if layout.tabs else " "
        words, tags = self._draft.words, self._draft.tags
        past = begin
        for line in islice(lines, begin, begin + max(MOST_TOKENS - len(words), 0)):
            columns = line.split(sign) if line else []
            if not line or len(columns) != width or line[0] in "#-" or not (word := columns[layout.word]):
                break
            found = tuple([columns[n] for n in layout.tags])
            if found not in good:
                break
            words.append(word)
            tags.append(found)
            past += 1
        self._draft.after += repeat(" ", past - begin)
        return past - begin

    def _names_another(self, said: tuple[str, str] | None) -> bool:
        """Whether a comment begins another document."""
        return bool(said and self._draft.words and said[0].rpartition(":")[2] in _IDS[:3])

    def _is_full(self) -> bool:
        return len(self._draft.words) > MOST_TOKENS

    def _note(self, name: str, value: str) -> None:
        if name.rpartition(":")[2] in _IDS and not self._draft.words:
            self._draft.id = value

    def _end_sentence(self) -> None:
        if self._draft.after:
            self._draft.after[-1] = "\n"

    def _take(self, line: str, number: int) -> None:
        draft, layout = self._draft, self._layout
        cells = [item.split("|") for item in line.split()] if layout.inline else [cut(line, layout)]
        for columns in cells:
            draft.words.append(columns[layout.word] if layout.word < len(columns) else "")
            draft.tags.append(self._tags(columns, number))
            draft.after.append(" " if layout.misc < 0 else layout.after(columns))
        if layout.inline:
            self._end_sentence()
        elif not layout.ragged and layout.misc < 0:
            self._width = len(cells[0])
            if [cells[0][n] for n in layout.tags if n < self._width] == draft.tags[-1]:
                self._good.add(tuple(draft.tags[-1]))

    def _tags(self, columns: list[str], number: int) -> list[str]:
        found = []
        wanted: Iterable[int] = self._layout.tags
        if self._layout.ragged:
            wanted = range(self._layout.tags[0], max(len(columns), self._layout.tags[0] + 1))
        for column in wanted:
            tag = columns[column] if column < len(columns) and column != self._layout.word else ""
            if tag == OUTSIDE:
                found.append(tag)
                continue
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
        draft, self._draft = self._draft, Words()
        problems, self._problems = self._problems, []
        yield from problems
        if not draft.words:
            if last and not self._count:
                yield Problem(self._file.name, "the file is empty: 0 records", "", "empty", refused=False)
            return
        self._count += 1
        place = self._file.name if last and self._count == 1 else f"{self._file.name}, document {self._count}"
        text, starts = text_of(draft)
        try:
            normalize(text)
        except BadText as error:
            yield Problem(place, str(error), kind="text")
            return
        columns = by_label(draft.tags) if self._layout.ragged else list(zip(*draft.tags, strict=True))
        spans, inside = spans_of(draft, columns, starts)
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


def _some_lines(stream: BinaryIO) -> list[str | None]:
    """The next lines without their ends, [] at the end of the stream; None for one that is not UTF-8."""
    raws = [*islice(iter(partial(stream.readline, LONGEST_LINE), b""), _AT_ONCE)]
    try:
        return [raw.rstrip("\r\n") for raw in map(bytes.decode, raws)]
    except UnicodeDecodeError:
        return [*map(_decoded, raws)]


def _decoded(raw: bytes) -> str | None:
    try:
        return raw.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        return None


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
    asks=ASKS,
)
