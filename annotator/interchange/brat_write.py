"""Writes brat folders: text and annotations of each owner, and the settings that brat needs to show them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotator.interchange.format import WriteOptions
from annotator.interchange.losses import BORDERS, FRAGMENTS, IDS, NOTES, TEXT, Loss
from annotator.interchange.names import ascii_name, file_name, from_file_name, unique
from annotator.interchange.record import AnnotationSet, Record
from annotator.interchange.source import Target
from annotator.model.span import Span, reading_order
from annotator.text.direction import article_direction

Pieces = list[tuple[int, int]]


@dataclass(slots=True)
class _Settings:
    """What of the labels the files use: kept while writing, written at the end."""

    labels: dict[str, None] = field(default_factory=dict)
    links: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    attributes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    rtl: int = 0
    documents: int = 0


def write(records: Iterable[Record], options: WriteOptions, target: Target) -> None:
    """`OWNER/ID.txt` and `OWNER/ID.ann` for each set; `ID.txt` alone for a document without any."""
    taken: set[str] = set()
    settings = _Settings()
    for record in records:
        stem = unique(file_name(record.id), taken)
        settings.documents += 1
        settings.rtl += (record.direction or article_direction(record.text)) == "rtl"
        for annotations in record.annotations:
            base = f"{file_name(annotations.owner)}/{stem}" if annotations.owner else stem
            _put(target, f"{base}.txt", record.text)
            _put(target, f"{base}.ann", _annotations(annotations, record.text, settings))
        if not record.annotations:
            _put(target, f"{stem}.txt", record.text)
    _put(target, "annotation.conf", _annotation_conf(settings))
    _put(target, "visual.conf", _visual_conf(settings))


def unwritable(record: Record, options: WriteOptions) -> Iterator[Loss]:
    """What brat's lines cannot hold: newlines at the edges of spans and in notes, notes on a document."""
    if from_file_name(file_name(record.id)) != record.id:
        yield Loss(record.id, "", 0, 0, IDS, "the id is too long for the name of a file")
    if record.text.startswith("\ufeff"):
        reason = "the sign U+FEFF at the start, which readers take for a mark of the encoding"
        yield Loss(record.id, "", 0, 0, TEXT, reason)
    if "\0" in record.text:
        yield Loss(record.id, "", 0, 0, TEXT, "a NUL character: readers may take the file for no text")
    for annotations in record.annotations:
        if annotations.note:
            yield Loss(record.id, annotations.owner, 0, 0, NOTES, "a note on the document")
        for span in annotations.spans:
            for what, reason in _changes(span, record.text):
                yield Loss(record.id, annotations.owner, span.start, span.end, what, reason)


def _changes(span: Span, text: str) -> Iterator[tuple[str, str]]:
    if text.find("\n", span.start, span.end) < 0 and not span.note and not span.fragments:
        return  # nearly always
    pieces = _pieces(span, text)
    if not pieces:
        yield BORDERS, f"{span.label} is nothing but newlines: left out"
    elif (pieces[0][0], pieces[-1][1]) != (span.start, span.end):
        yield BORDERS, f"{span.label} begins or ends with a newline, which is left off"
    if span.fragments and any(_ends_at_newline(text, *piece) for piece in span.fragments):
        yield FRAGMENTS, f"{span.label}: fragments that end at a newline are joined or cut there"
    if _folded(span.note) != span.note:
        yield NOTES, f"{span.label}: the line breaks in a note"


def _ends_at_newline(text: str, start: int, end: int) -> bool:
    return "\n" in text[max(start - 1, 0) : end + 1]


def _put(target: Target, name: str, text: str) -> None:
    with target.open(name) as out:
        out.write(text.encode())


def _annotations(annotations: AnnotationSet, text: str, settings: _Settings) -> str:
    spans = [(span, _pieces(span, text)) for span in sorted(annotations.spans, key=reading_order)]
    kept = [(span, pieces) for span, pieces in spans if pieces]
    numbers = {span.id: n for n, (span, _) in enumerate(kept, start=1) if span.id}
    labels = {span.id: span.label for span, _ in kept}
    lines, relations, attributes, notes = [], [], [], []
    for n, (span, pieces) in enumerate(kept, start=1):
        settings.labels[span.label] = None
        lines.append(f"T{n}\t{ascii_name(span.label)} {_where_and_quote(pieces, text)}")
        for role in sorted(span.links):
            for to in sorted(to for to in span.links[role] if to in numbers):
                relations.append(f"{ascii_name(role)} Arg1:T{n} Arg2:T{numbers[to]}\t")
                settings.links[role].add((span.label, labels[to]))
        for name, value in sorted(span.attributes.items()):
            attributes.append(f"{ascii_name(name)} T{n} {ascii_name(value)}")
            settings.attributes[name].add(span.label)
            settings.values[name].add(value)
        if span.note:
            notes.append(f"AnnotatorNotes T{n}\t{_folded(span.note)}")
    for sign, rows in (("R", relations), ("A", attributes), ("#", notes)):
        lines += [f"{sign}{n}\t{row}" for n, row in enumerate(rows, start=1)]
    return "".join(f"{line}\n" for line in lines)


def _where_and_quote(pieces: Pieces, text: str) -> str:
    if len(pieces) == 1:
        ((start, end),) = pieces
        return f"{start} {end}\t{text[start:end]}"
    where = ";".join(f"{start} {end}" for start, end in pieces)
    return f"{where}\t{' '.join(text[start:end] for start, end in pieces)}"


def _pieces(span: Span, text: str) -> Pieces:
    """The span's stretches cut at newlines, which brat cannot show inside of one."""
    if not span.fragments and text.find("\n", span.start, span.end) < 0:
        return [(span.start, span.end)]  # nearly always
    found = []
    for start, end in span.fragments or ((span.start, span.end),):
        while start < end:
            stop = text.find("\n", start, end)
            stop = end if stop < 0 else stop
            if start < stop:
                found.append((start, stop))
            start = stop + 1
    return found


def _folded(note: str) -> str:
    return note.replace("\r", " ").replace("\n", " ")


def _annotation_conf(settings: _Settings) -> str:
    relations = [
        f"{ascii_name(role)}\tArg1:{_list({a for a, _ in pairs})}, Arg2:{_list({b for _, b in pairs})}"
        for role, pairs in sorted(settings.links.items())
    ]
    attributes = [
        f"{ascii_name(name)}\tArg:{_list(labels)}, Value:{_list(settings.values[name])}"
        for name, labels in sorted(settings.attributes.items())
    ]
    sections = {
        "entities": [ascii_name(label) for label in sorted(settings.labels)],
        "relations": [*relations, "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"],
        "events": [],
        "attributes": attributes,
    }
    return "\n".join(
        f"[{name}]\n" + "".join(f"{line}\n" for line in lines) for name, lines in sections.items()
    )


def _visual_conf(settings: _Settings) -> str:
    named = [f"{ascii_name(label)} | {label}\n" for label in sorted(settings.labels)]
    direction = "Text direction:rtl\n" if settings.rtl * 2 > settings.documents else ""
    return "[labels]\n" + "".join(named) + "\n[drawing]\n\n[options]\n" + direction


def _list(names: set[str]) -> str:
    return "|".join(ascii_name(name) for name in sorted(names))
